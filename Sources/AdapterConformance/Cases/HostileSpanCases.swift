import AdapterProtocol

/// Counts and dates outside of everything sensible: a typed error, or a correct answer.
enum HostileSpanCases {
    private static let counts = [0, -1, 1, 3, 7, 99_999, Int.max, Int.min]

    static let all: [ConformanceCase] = [
        depth, tradeLimit, candleLimit, candleDates, candleEnds, candleInterval, historyLimits, historyDates,
        transferDates,
    ]

    private static let reason =
        "Arguments come from users and arithmetic; a crash takes every venue's bots with it."

    private static let depth = ConformanceCase(
        "hostile.depth", "A book of any depth asked for is an error, or an ordered book of no more than that.",
        because: reason, needs: .connection
    ) { examination in
        for count in counts {
            try await ask("depth \(count)") { () async throws(VenueError) in
                try await examination.venue.orderBook(examination.market.symbol, depth: count)
            } check: { book in
                if let problem = Sanity.book(book) { return problem }
                let most = max(book.bids.count, book.asks.count)
                return count > 0 && most > count ? "\(most) levels" : nil
            }
        }
    }

    private static let tradeLimit = ConformanceCase(
        "hostile.tradeLimit", "Any number of trades asked for is an error, or no more trades than that.",
        because: reason, needs: .connection
    ) { examination in
        for count in counts {
            try await ask("limit \(count)") { () async throws(VenueError) in
                try await examination.venue.recentTrades(examination.market.symbol, limit: count)
            } check: { trades in
                if let problem = Sanity.trades(trades) { return problem }
                return count > 0 && trades.count > count ? "\(trades.count) trades" : nil
            }
        }
    }

    private static let candleLimit = ConformanceCase(
        "hostile.candleLimit", "Any number of candles asked for is an error, or no more candles than that.",
        because: reason, needs: .connection
    ) { examination in
        for count in counts where count < 10_000 {
            try await candles(examination, from: nil, limit: count)
        }
    }

    private static let candleDates = ConformanceCase(
        "hostile.candleDates", "Candles from any date are an error, or none that is older.", because: reason,
        needs: .connection
    ) { examination in
        let now = examination.clock.now
        let dates = [
            Timestamp(nanoseconds: 0), Timestamp(nanoseconds: -1), now, now.advanced(by: .seconds(86_400)),
            now.advanced(by: .seconds(-90_001)),
        ]
        for date in dates { try await candles(examination, from: date, limit: 5) }
    }

    private static let candleEnds = ConformanceCase(
        "hostile.candleEnds", "Candles from the first and the last instant there is do not crash.", because: reason,
        needs: .connection
    ) { examination in
        for date in [Timestamp(nanoseconds: .min), Timestamp(nanoseconds: .max)] {
            try await candles(examination, from: date, limit: 5)
        }
    }

    private static let candleInterval = ConformanceCase(
        "hostile.candleInterval", "An interval that the venue does not have is refused before anything is sent.",
        because: "A venue that ignores the word sends candles of another length.", needs: .connection
    ) { examination in
        try examination.mustOffer(.candles)
        for word in ["", "7x", "0m", "-1m", "1m&limit=1", "99999999999999999999m", "🐚"] {
            let error = try await mustFail { () async throws(VenueError) in
                try await examination.venue.candles(
                    examination.market.symbol, interval: CandleInterval(rawValue: word), from: nil, limit: 5)
            }
            try hold(error.effect == .notSent, "'\(word)': \(error)")
        }
    }

    private static func candles(_ examination: Examination, from start: Timestamp?, limit: Int) async throws {
        try examination.mustOffer(.candles)
        try await ask("from \(String(describing: start)), limit \(limit)") { () async throws(VenueError) in
            try await examination.venue.candles(
                examination.market.symbol, interval: .hour, from: start, limit: limit)
        } check: { candles in
            if let problem = Sanity.candles(candles) { return problem }
            if limit > 0, candles.count > limit { return "\(candles.count) candles" }
            if let start, let first = candles.first, first.openTime.advanced(by: .seconds(3600)) <= start {
                return "a candle of \(first.openTime)"
            }
            return nil
        }
    }

    private static let historyLimits = ConformanceCase(
        "hostile.historyLimits", "Histories of any length asked for are an error, or no longer than that.",
        because: reason, needs: .connection
    ) { examination in
        for count in counts {
            let query = HistoryQuery(limit: count)
            try await ask("fills, limit \(count)") { () async throws(VenueError) in
                try await examination.venue.fills(on: examination.market.symbol, query)
            } check: { fills in
                Sanity.fills(fills) ?? (count >= 0 && fills.count > count ? "\(fills.count) fills" : nil)
            }
            try await ask("orders, limit \(count)") { () async throws(VenueError) in
                try await examination.venue.orderHistory(on: examination.market.symbol, query)
            } check: {
                Sanity.orders($0) ?? (count >= 0 && $0.count > count ? "\($0.count) orders" : nil)
            }
        }
    }

    private static let historyDates = ConformanceCase(
        "hostile.historyDates", "Histories of impossible spans are an error, or hold nothing from outside of the span.",
        because: reason, needs: .connection
    ) { examination in
        for query in spans(examination.clock.now) {
            try await ask("fills \(query)") { () async throws(VenueError) in
                try await examination.venue.fills(on: examination.market.symbol, query)
            } check: { fills in
                Sanity.fills(fills) ?? outside(query, fills.map(\.time))
            }
            try await ask("orders \(query)") { () async throws(VenueError) in
                try await examination.venue.orderHistory(on: examination.market.symbol, query)
            } check: {
                Sanity.orders($0)
            }
        }
    }

    private static let transferDates = ConformanceCase(
        "hostile.transferDates",
        "Transfers of impossible spans are an error, or hold nothing from outside of the span.",
        because: reason, needs: .connection
    ) { examination in
        try examination.mustOffer(.transfers)
        for query in spans(examination.clock.now) {
            try await ask("deposits \(query)") { () async throws(VenueError) in
                try await examination.venue.deposits(query)
            } check: {
                Sanity.transfers($0) ?? outside(query, $0.map(\.time))
            }
            try await ask("withdrawals \(query)") { () async throws(VenueError) in
                try await examination.venue.withdrawals(query)
            } check: {
                Sanity.transfers($0) ?? outside(query, $0.map(\.time))
            }
        }
    }

    /// Backwards, empty, in the future, before the venue was founded. Never the whole of time: a venue that pages by
    /// days would be asked for all of them.
    private static func spans(_ now: Timestamp) -> [HistoryQuery] {
        let hour = Duration.seconds(3600)
        return [
            HistoryQuery(from: now, until: now.advanced(by: .zero - hour), limit: 5),
            HistoryQuery(from: now, until: now, limit: 5),
            HistoryQuery(from: now.advanced(by: hour), limit: 5),
            HistoryQuery(from: Timestamp(nanoseconds: .max), limit: 5),
            HistoryQuery(from: Timestamp(nanoseconds: 0), until: Timestamp(nanoseconds: 1), limit: 5),
        ]
    }

    private static func outside(_ query: HistoryQuery, _ times: [Timestamp?]) -> String? {
        for time in times {
            guard let time else { continue }
            // Venues count in whole seconds at worst.
            if let from = query.from, time.advanced(by: .seconds(1)) < from { return "one of \(time)" }
            if let until = query.until, time > until { return "one of \(time)" }
        }
        return nil
    }

    private static func ask<Value>(
        _ what: String, _ operation: () async throws(VenueError) -> Value, check: (Value) -> String?
    ) async throws {
        let value: Value
        do throws(VenueError) {
            value = try await operation()
        } catch {
            try hold(
                error.effect == .notSent || error.effect == .notExecuted(.read),
                "\(what): the effect is \(error.effect.name)")
            return
        }
        if let problem = check(value) { throw CaseStop.broken("\(what): \(problem)") }
    }
}
