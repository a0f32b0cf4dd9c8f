import AdapterProtocol

/// Public trades.
enum StreamTradeCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "stream.trades.equal", "The trades of the stream are those of REST: each once, with the same values.",
            because: "Volume and prices are made of them.", proves: [.tradeStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let trades = stage.watch(stage.venue.trades([stage.symbol]))
                try await stage.until("three trades", within: .seconds(180)) { trades.values.count >= 3 }
                try await stage.freeze()
                let (venue, symbol) = (stage.venue, stage.symbol)
                let rest = try await stage.wait { try await venue.recentTrades(symbol, limit: 100) }
                try StreamTradeCases.holdEqual(trades.values, rest)
            }
        }
    ]

    /// What both have is the same, and what REST has since the stream's first one is in the stream.
    static func holdEqual(_ streamed: [PublicTrade], _ rest: [PublicTrade]) throws {
        let ids = streamed.map(\.id)
        try hold(Set(ids).count == ids.count, "\(ids.count - Set(ids).count) of \(ids.count) came twice")
        let told = Dictionary(streamed.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let common = rest.filter { told[$0.id] != nil }
        try hold(!common.isEmpty, "of \(streamed.count) streamed and \(rest.count) read trades no id is the same")
        for one in common {
            guard let other = told[one.id] else { continue }
            try hold(other.symbol == one.symbol, "trade \(one.id) is of \(other.symbol)")
            try hold(other.price == one.price, "trade \(one.id) at \(other.price), and REST has \(one.price)")
            try hold(other.quantity == one.quantity, "trade \(one.id) of \(other.quantity), REST has \(one.quantity)")
            let isSameSide = other.aggressor == nil || one.aggressor == nil || other.aggressor == one.aggressor
            try hold(isSameSide, "trade \(one.id) has the aggressor \(String(describing: other.aggressor))")
        }
        guard let first = rest.firstIndex(where: { told[$0.id] != nil }) else { return }
        let missing = rest[first...].filter { told[$0.id] == nil }
        try hold(missing.isEmpty, "\(missing.count) of \(rest.count - first) trades were not told")
    }
}
