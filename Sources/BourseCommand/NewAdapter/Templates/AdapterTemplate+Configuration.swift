extension AdapterTemplate {
    /// What a host with the new venue runs on.
    static let configuration = AdapterTemplate(
        "adapters.yaml",
        #"""
        # What a host runs on: every venue of the program stands here, the five of the product and «Name».
        # While «Name» has no simulated exchange of its own, it is not connected where the environment is simulated.
        version: 1
        environment: simulated

        venues:
        «venues»

        risk:
          trading_enabled: true
          collar_bps: 500
          reference_max_age_ms: 5000
          max_order_notional:
            USDT: "250"
          max_open_notional:
            USDT: "1000"
          burst_orders: 10
          burst_window_ms: 10000
          daily_orders_per_bot: 50
          daily_orders_per_user: 500
        """#)
}
