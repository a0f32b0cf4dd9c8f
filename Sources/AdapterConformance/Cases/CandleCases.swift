import AdapterProtocol

/// Candle history.
enum CandleCases {
    static let all: [ConformanceCase] =
        [
            (CandleInterval.minute, 60), (.fiveMinutes, 300), (.fifteenMinutes, 900), (.hour, 3600),
            (.fourHours, 14_400),
            (.day, 86_400),
        ].map { interval, seconds in grid(interval, Int64(seconds)) } + further

    private static func grid(_ interval: CandleInterval, _ seconds: Int64) -> ConformanceCase {
        ConformanceCase(
            "candles.grid.\(name(of: interval))",
            "Candles of \(interval) come oldest first, each once, and begin on the interval's grid in UTC.",
            because: "A candle of another length or hour makes every indicator wrong without a sign.",
            needs: .publicData
        ) { examination in
            let candles = try await examination.candles(interval, limit: 20)
            for candle in candles {
                let isOnGrid = candle.openTime.nanoseconds % (seconds * 1_000_000_000) == 0
                try hold(isOnGrid, "one begins at \(candle.openTime)")
            }
            let isOrdered = zip(candles, candles.dropFirst()).allSatisfy { $0.openTime < $1.openTime }
            try hold(isOrdered, "\(candles.map(\.openTime))")
            let gaps = zip(candles, candles.dropFirst()).map { $1.openTime.duration(since: $0.openTime) }
            if let least = gaps.min(), candles.count > 10 {
                try hold(least < .seconds(seconds * 4), "they lie at least \(least) apart")
            }
        }
    }

    /// `1m` is no word of an id.
    private static func name(of interval: CandleInterval) -> String {
        switch interval {
        case .minute: "minute"
        case .fiveMinutes: "fiveMinutes"
        case .fifteenMinutes: "fifteenMinutes"
        case .hour: "hour"
        case .fourHours: "fourHours"
        default: "day"
        }
    }

    private static let further: [ConformanceCase] = [
        ConformanceCase(
            "candles.shape", "Open and close lie between low and high, near the market.",
            because: "Venues write the four in four orders.", proves: [.candles], needs: .publicData
        ) { try await shape($0) },
        ConformanceCase(
            "candles.volumes", "Volumes and numbers of trades are not negative, and quote is base at about the price.",
            because: "Base for quote is wrong by the price.", proves: [.candles], needs: .publicData
        ) { try await volumes($0) },
        ConformanceCase(
            "candles.newest", "Without a start the newest candles come, and no more than were asked for.",
            because: "Old candles that pass for new ones trade on yesterday.", proves: [.candles], needs: .publicData
        ) { try await newest($0) },
        ConformanceCase(
            "candles.start", "From a start the oldest candles come, none before it, no more than were asked for.",
            because: "A history that is read page by page goes on from the last one.", proves: [.candles],
            needs: .publicData
        ) { try await start($0) },
        ConformanceCase(
            "candles.closed", "Every candle but the last is closed, and none is before its time is over.",
            because: "A running candle that passes for a closed one changes after the decision.", proves: [.candles],
            needs: .publicData
        ) { try await closed($0) },
        ConformanceCase(
            "candles.closed.edge", "A candle is closed from the instant at which its time is over, and not before it.",
            because: "Whoever acts on the close acts at that instant.", proves: [.candles], needs: .connection
        ) { try await edge($0) },
        ConformanceCase(
            "candles.unknown", "A length that the venue has not is refused before anything is sent.",
            because: "Some venues answer with the length they like.", proves: [.candles], needs: .publicData
        ) { try await unknown($0) },
    ]

    /// One answer, read at the last moment of its newest candle and at the next one. Where the answer itself marks what is
    /// closed, time alone closes nothing.
    private static func edge(_ examination: Examination) async throws {
        let ground = try Ground(examination)
        let before = ground.tap.exchanges.count
        // Of a candle whose time is over the answer may say so by what stands beside it.
        guard let newest = try await examination.candles(.hour, limit: 5).last,
            examination.clock.now < newest.openTime.advanced(by: .seconds(3_600))
        else {
            throw CaseStop.notApplicable("there is no running candle")
        }
        let known = Recordings(Array(ground.tap.exchanges[before...]), recordedAt: examination.clock.now)
        func isClosed(at moment: Timestamp) throws(CaseStop) -> Bool {
            let run = examination.adapter.candles(
                of: examination.market.instrument, interval: .hour, from: nil, limit: 5
            ).run(at: moment) { call, _, _ in
                known.answer(to: call).map { .reply($0) } ?? .failure(.notSent(.network, "nobody asked for that"))
            }
            guard let again = run.output?.first(where: { $0.openTime == newest.openTime }) else {
                throw .notApplicable("the candle is not told at \(moment): \(run.result)")
            }
            return again.isClosed
        }
        let end = newest.openTime.advanced(by: .seconds(3_600))
        try hold(try !isClosed(at: end.advanced(by: .milliseconds(-1))), "it is closed a millisecond before \(end)")
        guard try isClosed(at: end.advanced(by: .seconds(60))) else { return }
        try hold(try isClosed(at: end), "it is not closed at \(end)")
    }

    private static func shape(_ examination: Examination) async throws {
        let market = examination.market
        for candle in try await examination.candles(.hour, limit: 50) {
            let bounds = "\(candle.low) to \(candle.high)"
            try hold(candle.low <= candle.open && candle.open <= candle.high, "open \(candle.open) in \(bounds)")
            try hold(candle.low <= candle.close && candle.close <= candle.high, "close \(candle.close) in \(bounds)")
            try hold(candle.low.isPositive, "\(bounds)")
        }
        guard let last = try await examination.candles(.minute, limit: 5).last else { return }
        let isNear = try MarketDataCases.isNear(last.close, market.bid, percent: 20)
        try hold(isNear, "the last one closes at \(last.close) while \(market.bid) is bid")
    }

    private static func volumes(_ examination: Examination) async throws {
        for candle in try await examination.candles(.hour, limit: 50) {
            try hold(!candle.baseVolume.isNegative, "\(candle.baseVolume)")
            try hold(candle.tradeCount.map { $0 >= 0 } ?? true, "\(String(describing: candle.tradeCount)) trades")
            guard let quote = candle.quoteVolume else { continue }
            try hold(!quote.isNegative, "\(quote)")
            // Rounded volumes of next to nothing say nothing about a price.
            guard candle.baseVolume.scale < 12, candle.baseVolume > examination.market.lot else { continue }
            let price = try quote.divided(by: candle.baseVolume, scale: 12, rounding: .halfEven)
            let isNear = try MarketDataCases.isNear(price, candle.close, percent: 60)
            try hold(isNear, "\(quote) for \(candle.baseVolume) while the price is \(candle.close)")
        }
    }

    private static func newest(_ examination: Examination) async throws {
        let many = try await examination.candles(.fiveMinutes, limit: 30)
        let three = try await examination.candles(.fiveMinutes, limit: 3)
        try hold(three.count <= 3 && three.count >= min(many.count, 3), "\(three.count) of \(many.count)")
        guard let newest = many.last, let last = three.last, let first = three.first else { return }
        try hold(last.openTime >= newest.openTime, "the last of three is of \(last.openTime)")
        guard many.count > 5 else { return }
        try hold(first.openTime >= many[many.count - 5].openTime, "the first of three is of \(first.openTime)")
        guard examination.endpoint != nil else { return }
        try hold(examination.isRecent(last.openTime, within: .seconds(86_400)), "the last one is of \(last.openTime)")
    }

    private static func start(_ examination: Examination) async throws {
        // The same instant all day long, so that a recording has the same question.
        let start = examination.clock.now.startOfDay.advanced(by: .seconds(-6 * 86_400))
        let symbol = examination.market.symbol
        func candles(_ from: Timestamp, _ limit: Int) async throws -> [Candle] {
            try await examination.offered {
                try await examination.venue.candles(symbol, interval: .day, from: from, limit: limit)
            }
        }
        let all = try await candles(start, 50)
        guard let first = all.first, all.count > 3 else { throw CaseStop.notApplicable("there are \(all.count) days") }
        try hold(first.openTime >= start, "one of \(first.openTime), from \(start)")
        try hold(first.openTime < start.advanced(by: .seconds(3 * 86_400)), "the first is of \(first.openTime)")
        let two = try await candles(start, 2)
        try hold(two.map(\.openTime) == all.prefix(2).map(\.openTime), "two from there are \(two.map(\.openTime))")
        let later = try await candles(all[1].openTime, 50)
        try hold(later.first?.openTime == all[1].openTime, "from the second on the first is of another day")
    }

    private static func closed(_ examination: Examination) async throws {
        let candles = try await examination.candles(.minute, limit: 20)
        let open = candles.dropLast().filter { !$0.isClosed }
        try hold(open.isEmpty, "\(open.map(\.openTime)) are said to run")
        // The venue's clock may be a little ahead of ours.
        let now = examination.clock.now.advanced(by: .seconds(5))
        let early = candles.filter { $0.isClosed && $0.openTime.advanced(by: .seconds(60)) > now }
        try hold(early.isEmpty, "\(early.map(\.openTime)) are said to be closed at \(now)")
    }

    private static func unknown(_ examination: Examination) async throws {
        for word in ["7m", "1M ", "", "0m", "minute"] {
            do throws(VenueError) {
                _ = try await examination.venue.candles(
                    examination.market.symbol, interval: CandleInterval(rawValue: word), from: nil, limit: 5)
            } catch {
                try hold(error.kind == .unsupported && error.effect == .notSent, "'\(word)': \(error)")
                continue
            }
            throw CaseStop.broken("there are candles of '\(word)'")
        }
    }
}

extension Examination {
    /// The newest candles, as many as were asked for at most.
    fileprivate func candles(_ interval: CandleInterval, limit: Int) async throws -> [Candle] {
        let candles = try await offered {
            try await venue.candles(market.symbol, interval: interval, from: nil, limit: limit)
        }
        try hold(candles.count <= limit, "\(candles.count) candles, and \(limit) were asked for")
        guard !candles.isEmpty else { throw CaseStop.skipped("there are no candles of \(interval)") }
        return candles
    }

    /// What a read gives; not applicable where it says that it is not offered.
    func offered<Value>(_ read: () async throws -> Value) async throws -> Value {
        do {
            return try await read()
        } catch let error as VenueError where error.kind == .unsupported && error.effect == .notSent {
            throw CaseStop.notApplicable(error.message)
        }
    }
}
