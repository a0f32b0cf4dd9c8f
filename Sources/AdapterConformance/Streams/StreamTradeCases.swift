import AdapterProtocol

/// Public trades.
enum StreamTradeCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "stream.trades.equal", "The trades of the stream are those of REST: each once, with the same values.",
            because: "Volume and prices are made of them.", proves: [.tradeStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let trades = try await stage.watchTrades(3)
                try await stage.holdEqualTrades(trades)
            }
        },
        ConformanceCase(
            "stream.trades.order", "Trades come in their order, with a price and a quantity, of their market.",
            because: "The last one is taken for the newest price.", proves: [.tradeStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let trades = try await stage.watchTrades(10).values
                let times = trades.map(\.time)
                try hold(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }, "a trade came late: \(times)")
                for trade in trades {
                    try hold(trade.symbol == stage.symbol, "a trade of \(trade.symbol)")
                    try hold(trade.price.isPositive && trade.quantity.isPositive, "\(trade.quantity) at \(trade.price)")
                    try hold(!trade.id.isEmpty, "a trade has no id")
                }
            }
        },
        ConformanceCase(
            "stream.trades.reconnect", "Over a cut line no trade is lost, and none comes twice.",
            because: "A cut is no reason for a hole in the volume.", proves: [.tradeStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let trades = try await stage.watchTrades(3)
                let start = trades.count
                stage.cut()
                try await stage.until("the stream is right again", seen: { trades.markerText }) {
                    trades.hasMarker(.resynced, from: start)
                }
                try hold(trades.hasMarker(.stale, from: start), "nobody said that it was cut")
                try await stage.pass(.seconds(20))
                try await stage.holdEqualTrades(trades)
            }
        },
        ConformanceCase(
            "stream.trades.reconnectTwice", "Over two cuts in a row no trade is lost, and none comes twice.",
            because: "Lines are cut while what was missed is still being read.", proves: [.tradeStreams],
            needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let trades = try await stage.watchTrades(3)
                for _ in 0..<2 {
                    let start = trades.count
                    stage.cut()
                    try await stage.until("the stream is right again", seen: { trades.markerText }) {
                        trades.hasMarker(.resynced, from: start)
                    }
                }
                try await stage.pass(.seconds(20))
                try await stage.holdEqualTrades(trades)
            }
        },
        ConformanceCase(
            "stream.trades.own", "A trade of one's own is among the public ones, with the side that hit the book.",
            because: "Whoever measures the pressure of buyers goes by it.", proves: [.tradeStreams], needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let trades = stage.watch(stage.venue.trades([stage.symbol]))
                try await stage.pass(.seconds(5))
                let order = try await stage.place(stage.takingBuy())
                let fills = try await stage.shownFills(order)
                try await stage.until("the order's trades", within: .seconds(60)) {
                    fills.allSatisfy { fill in
                        trades.values.contains { $0.price == fill.price && $0.quantity == fill.quantity }
                    }
                }
                for fill in fills {
                    let sides = trades.values.filter { $0.price == fill.price && $0.quantity == fill.quantity }
                        .map(\.aggressor)
                    try hold(sides.contains { $0 == nil || $0 == .buy }, "buyers hit the book, and \(sides) is told")
                }
            }
        },
        ConformanceCase(
            "stream.trades.silent", "When nobody trades, the stream stays up and says nothing.",
            because: "Silence of a market is not the loss of a line.", proves: [.tradeStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                _ = try stage.mustObey()
                let trades = try await stage.watchTrades(1)
                try await stage.freeze()
                let (count, opened) = (trades.count, stage.tap.opened)
                try await stage.pass(.seconds(150), step: .milliseconds(500))
                try hold(trades.count == count, "\(trades.count - count) events: \(trades.markerText)")
                try hold(stage.tap.opened == opened, "\(stage.tap.opened - opened) new connections")
            }
        },
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

extension StreamStage {
    /// Reads trades until there are some.
    func watchTrades(_ count: Int) async throws -> StreamWatch<PublicTrade> {
        let trades = watch(venue.trades([symbol]))
        try await until("\(count) trades", within: .seconds(240)) { trades.values.count >= count }
        return trades
    }

    /// The trades told are those of REST. At a real venue the newest of REST may still be on their way.
    func holdEqualTrades(_ trades: StreamWatch<PublicTrade>) async throws {
        try await freeze()
        let (venue, symbol) = (venue, symbol)
        let rest = try await wait { try await venue.recentTrades(symbol, limit: 100) }
        if controls == nil { try await pass(.seconds(3)) }
        try await holdNow { try StreamTradeCases.holdEqual(trades.values, rest) }
    }
}
