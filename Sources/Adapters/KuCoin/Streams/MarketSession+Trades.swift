import AdapterProtocol

extension KuCoinMarketSession {
    /// Tells the payload's trade.
    func tellTrade(_ slot: Int, _ output: inout StreamOutput<MarketStreamEvent>) {
        guard let symbol = feeds[slot]?.subscription.instrument.symbol, let trade = payload.trade else { return }
        output.tell(
            .trade(
                slot: slot,
                PublicTrade(
                    id: trade.id, symbol: symbol, price: trade.price, quantity: trade.quantity,
                    aggressor: trade.aggressor, time: trade.time)))
    }
}
