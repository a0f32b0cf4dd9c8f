import AdapterProtocol

extension MarketDataCases {
    static let trades: [ConformanceCase] = [
        ConformanceCase(
            "trades.order", "Public trades come oldest first.",
            because: "The last one is taken for the newest price.", proves: [.recentTrades], needs: .publicData
        ) { examination in
            let trades = try await examination.trades(50)
            let isOrdered = zip(trades, trades.dropFirst()).allSatisfy { $0.time <= $1.time }
            try hold(isOrdered, "\(trades.prefix(3).map(\.time)) … \(trades.suffix(3).map(\.time))")
        },
        ConformanceCase(
            "trades.values", "Every trade has a price and a quantity above zero, near the market.",
            because: "A price for a quantity passes every other check.", proves: [.recentTrades], needs: .publicData
        ) { examination in
            let market = examination.market
            for trade in try await examination.trades(50) {
                try hold(trade.symbol == market.symbol, "a trade of \(trade.symbol)")
                try hold(trade.price.isPositive && trade.quantity.isPositive, "\(trade.quantity) at \(trade.price)")
                try hold(try isNear(trade.price, market.bid, percent: 50), "\(trade.price) while \(market.bid) is bid")
            }
        },
        ConformanceCase(
            "trades.ids", "No trade comes twice, and each has an id.",
            because: "Volume that is counted twice is no volume.", proves: [.recentTrades], needs: .publicData
        ) { examination in
            let ids = try await examination.trades(50).map(\.id)
            try hold(!ids.contains(""), "a trade has no id")
            try hold(Set(ids).count == ids.count, "\(ids.count - Set(ids).count) of \(ids.count) come twice")
        },
        ConformanceCase(
            "trades.time", "Trades happened before now, by a clock in the right unit.",
            because: "Candles are made of them by their time.", proves: [.recentTrades], needs: .publicData
        ) { examination in
            for trade in try await examination.trades(50) {
                try hold(examination.isRecent(trade.time, within: .seconds(365 * 86_400)), "\(trade.time)")
            }
        },
        ConformanceCase(
            "trades.limit.one", "One trade is one, and the newest.",
            because: "Who asks for the last price must not get the first of a page.", proves: [.recentTrades],
            needs: .publicData
        ) { examination in
            let many = try await examination.trades(50)
            let one = try await examination.trades(1)
            try hold(one.count == 1, "\(one.count) trades")
            guard let newest = many.last, let last = one.last else { return }
            try hold(last.time >= newest.time, "it is of \(last.time), and one of \(newest.time) was there before")
        },
        ConformanceCase(
            "trades.limit.ten", "Ten trades are ten at most, the newest of more.",
            because: "A limit that is not heeded fills memory, one that is heeded at the wrong end shows the past.",
            proves: [.recentTrades], needs: .publicData
        ) { examination in
            let many = try await examination.trades(50)
            let ten = try await examination.trades(10)
            try hold(ten.count <= 10 && ten.count >= min(many.count, 10), "\(ten.count) of \(many.count)")
            let known = Set(many.suffix(10).map(\.id))
            guard let oldest = ten.first, let bound = many.dropLast(10).last else { return }
            try hold(oldest.time >= bound.time || known.contains(oldest.id), "the first is older than the newest ten")
        },
        ConformanceCase(
            "raw.read", "What is not modelled can be read, as the venue's own bytes.",
            because: "A missing method must not force anybody to sign requests by hand.", proves: [.rawRead],
            needs: .publicData
        ) { try await rawRead($0) },
        ConformanceCase(
            "raw.outside", "A raw read of a path that is not the venue's interface is refused before anything is sent.",
            because: "A signed request to any path is a way around every check.", proves: [.rawRead], needs: .adapter
        ) { examination in
            for path in ["/not/of/this/interface", "/", "/..", "/a//b", "/a b", "/a?x=1"] {
                for isSigned in [false, true] {
                    guard let read = try? RawRead(path, isSigned: isSigned) else { continue }
                    try hold(examination.asked(examination.adapter.rawRead(read)).isEmpty, "'\(path)' is asked")
                }
            }
        },
        ConformanceCase(
            "raw.harmless", "A raw read of a command's path cannot command.",
            because: "It is offered as something that only reads.", proves: [.rawRead], needs: .adapter
        ) { try rawHarmless($0) },
    ]

    private static func rawRead(_ examination: Examination) async throws {
        let flow = examination.adapter.ticker(of: examination.market.instrument)
        let known = try hold(examination.asked(flow).first, "the ticker asks nothing")
        let read = try RawRead(known.path, known.parameters, isSigned: known.isSigned)
        let bytes = try await examination.venue.rawRead(read)
        let first = try hold(bytes.first { $0 > 0x20 }, "the answer is empty")
        try hold(first == 0x7B || first == 0x5B, "the answer begins with \(first)")
    }

    private static func rawHarmless(_ examination: Examination) throws {
        let commands = try examination.allCalls().map(\.call).filter { $0.intent == .write }
        try hold(!commands.isEmpty, "no command was seen")
        for command in commands {
            for isSigned in [false, true] {
                guard let read = try? RawRead(command.path, command.parameters, isSigned: isSigned) else { continue }
                for call in examination.asked(examination.adapter.rawRead(read)) {
                    try hold(call.intent == .read, "\(call.path) is written")
                    try hold(call.method == .get && command.method != .get, "\(call.path) is a \(call.method.rawValue)")
                }
            }
        }
    }
}

extension Examination {
    fileprivate func trades(_ limit: Int) async throws -> [PublicTrade] {
        let trades = try await venue.recentTrades(market.symbol, limit: limit)
        try hold(trades.count <= limit, "\(trades.count) trades, and \(limit) were asked for")
        guard !trades.isEmpty else { throw CaseStop.skipped("nobody has traded \(market.symbol)") }
        return trades
    }
}
