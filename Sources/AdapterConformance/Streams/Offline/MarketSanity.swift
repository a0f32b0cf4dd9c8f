import AdapterProtocol

/// What no market session may tell, whatever its venue sends: nil while nothing is wrong.
enum MarketSanity {
    /// The first thing that is wrong with the values among what was told.
    static func problem(of events: [MarketStreamEvent]) -> String? {
        for event in events {
            switch event {
            case .trade(_, let trade):
                if let problem = Sanity.trades([trade]) { return problem }
            case .ticker(_, let ticker):
                if let problem = Sanity.ticker(ticker) { return "a ticker with \(problem)" }
            case .candle(_, let candle):
                if let problem = Sanity.candles([candle]) { return problem }
            case .book, .marker, .live, .refused: continue
            }
        }
        return nil
    }

    /// What is wrong with how a book went from one state to the next.
    static func problem(
        from before: LiveBook?, to book: LiveBook?, isLive: Bool, _ slot: Int, _ events: [MarketStreamEvent]
    ) -> String? {
        guard let book else { return nil }
        if book.state.isLive {
            if book.isCrossed { return "a live book is crossed" }
            if !isLive { return "a live book's subscription does not deliver" }
            if let problem = levels(of: book) { return problem }
        } else if isLive {
            return "a subscription delivers whose book is \(book.state)"
        }
        let isTold = events.contains { if case .book(slot) = $0 { true } else { false } }
        let hasMarker = events.contains { if case .marker(slot, _) = $0 { true } else { false } }
        guard let before else { return nil }
        if before.state != book.state, !isTold, !hasMarker { return "a book becomes \(book.state), and nobody is told" }
        if book.state.isLive, !isTold, before.bids != book.bids || before.asks != book.asks {
            return "a live book changes, and nobody is told"
        }
        // Crossed for a moment is a state that the next message may mend (binance.md I.1); else a loss is in band.
        if before.state.isLive, !book.state.isLive, book.state != .resyncing(.crossed), !hasMarker {
            return "a live book is lost, and no marker says so"
        }
        return nil
    }

    private static func levels(of book: LiveBook) -> String? {
        for side in Side.allCases {
            var problem: String?
            book.forEachLevel(side) { level in
                if level.price.isPositive, level.quantity.isPositive { return true }
                problem = "a live book has \(level.quantity) at \(level.price)"
                return false
            }
            if let problem { return problem }
        }
        return nil
    }
}
