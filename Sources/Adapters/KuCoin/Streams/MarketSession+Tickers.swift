import AdapterProtocol

extension KuCoinMarketSession {
    /// Tells the payload's best prices and last trade; this topic has no sums of a day.
    func tellTicker(_ slot: Int, _ output: inout StreamOutput<MarketStreamEvent>) {
        guard let symbol = feeds[slot]?.subscription.instrument.symbol, let row = payload.ticker else { return }
        output.tell(.ticker(slot: slot, row.ticker(of: symbol, window: .unknown)))
    }
}
