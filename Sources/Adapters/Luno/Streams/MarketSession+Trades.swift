import AdapterProtocol

extension LunoMarketSession {
    /// Takes the frame's trades off their makers. The maker decides both what the wire does not say: the price is his,
    /// the taker's side is the other one (luno.md I.4).
    mutating func applyTrades(at now: StreamInstant) throws(OrderwiseBook.Contradiction) {
        freshTrades.removeAll(keepingCapacity: true)
        let isTold = subscriptions.contains { $0.channel == .trades }
        for index in frame.trades.indices {
            let trade = frame.trades[index]
            guard let maker = try content?.trade(trade.maker, trade.base) else { continue }
            lastTrade = maker.price
            guard isTold, let symbol = content?.book.symbol else { continue }
            freshTrades.append(
                PublicTrade(
                    id: String(trade.sequence), symbol: symbol, price: maker.price, quantity: trade.base,
                    aggressor: maker.side.opposite, time: frame.time ?? now.time))
        }
    }

    /// Tells the frame's trades, which are facts even while the book is late.
    func tellTrades(_ output: inout StreamOutput<MarketStreamEvent>) {
        guard !freshTrades.isEmpty else { return }
        for subscription in subscriptions where subscription.channel == .trades {
            for trade in freshTrades { output.tell(.trade(slot: subscription.slot, trade)) }
        }
    }
}
