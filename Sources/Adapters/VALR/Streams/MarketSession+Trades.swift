import AdapterProtocol

// Public trades (valr.md I.8).
extension VALRMarketSession {
    mutating func takeTrade(_ place: Int, _ output: inout StreamOutput<MarketStreamEvent>) {
        guard let row = frame.trade, !markets[place][.trades].slots.isEmpty else { return }
        guard row.pair.map({ $0 == frame.pair }) ?? true else {
            return output.end(.reconnect(.undecodable, "a trade names another market than its frame"))
        }
        noteTaken(place, .trades, &output)
        let trade = PublicTrade(
            id: row.id ?? namelessID(row), symbol: markets[place].instrument.symbol, price: row.price,
            quantity: row.quantity, aggressor: row.taker, time: row.time)
        for slot in markets[place][.trades].slots { output.tell(.trade(slot: slot, trade)) }
    }

    /// An id of our own for a trade without one: with a number in it, so that no two trades are taken for one.
    private mutating func namelessID(_ row: VALRTradeRow) -> String {
        namelessTrades += 1
        return "\(row.time.nanoseconds)-\(row.price)-\(row.quantity)-\(namelessTrades)"
    }
}
