import AdapterProtocol

// Market summaries (valr.md I.8).
extension VALRMarketSession {
    mutating func takeTicker(_ place: Int, _ output: inout StreamOutput<MarketStreamEvent>) {
        guard let row = frame.summary, !markets[place][.ticker].slots.isEmpty else { return }
        guard row.name == frame.pair else {
            return output.end(.reconnect(.undecodable, "a summary names another market than its frame"))
        }
        noteTaken(place, .ticker, &output)
        let ticker = row.ticker(of: markets[place].instrument.symbol)
        markets[place].ticker = ticker
        for slot in markets[place][.ticker].slots { output.tell(.ticker(slot: slot, ticker)) }
    }
}
