import VenueSimulator

// From what the engine reports to what the streams tell.
extension KrakenFace {
    /// Tells everybody what one command or tick did; costs nothing while nobody listens.
    mutating func tell(_ events: [EngineEvent]) {
        guard !streams.isEmpty, !events.isEmpty else { return }
        var books: [String: [BookChange]] = [:]
        var trades: [String: [EngineTrade]] = [:]
        for event in events {
            switch event {
            case .bookChanged(let change): books[change.symbol, default: []].append(change)
            case .trade(let trade): trades[trade.symbol, default: []].append(trade)
            default: continue
            }
        }
        if !trades.isEmpty {
            tellTrades(trades)
            tellCandles(traded: Set(trades.keys))
        }
        if !books.isEmpty { tellBooks(books) }
        tellTickers(traded: Set(trades.keys), changed: Set(books.keys))
        tellExecutions(events)
    }
}
