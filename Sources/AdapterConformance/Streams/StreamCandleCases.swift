import AdapterProtocol

/// Candles.
enum StreamCandleCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "stream.candles.equal", "While nobody trades, the newest candle is the one that REST has.",
            because: "Indicators that follow the stream must agree with those that read history.",
            proves: [.candleStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let candles = try await stage.watchCandles(3)
                try await stage.freeze()
                // Where candles are asked for, they are every quarter of a minute.
                try await stage.pass(.seconds(20))
                try await stage.holdEqualCandle(candles)
            }
        },
        ConformanceCase(
            "stream.candles.closed", "Each candle that ends is told as closed, and as REST has it.",
            because: "Indicators are computed once per closed candle.", proves: [.candleStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let candles = stage.watch(stage.venue.candles([stage.symbol], interval: .minute))
                try await stage.until("two closed candles", within: .seconds(260), step: .milliseconds(500)) {
                    Set(candles.values.filter(\.candle.isClosed).map(\.candle.openTime)).count >= 2
                }
                let closed = candles.values.map(\.candle).filter(\.isClosed)
                // The last one was followed from its beginning.
                let told = try hold(closed.last, "none is closed")
                let (venue, symbol) = (stage.venue, stage.symbol)
                let rest = try await stage.wait {
                    try await venue.candles(symbol, interval: .minute, from: told.openTime, limit: 3)
                }
                let same = try hold(rest.first { $0.openTime == told.openTime }, "REST has none of \(told.openTime)")
                try StreamCandleCases.holdEqual(told, same)
            }
        },
        ConformanceCase(
            "stream.candles.onwards", "Candles begin where an interval does, hold what they must, and never go back.",
            because: "A candle out of its order overwrites the newer one.", proves: [.candleStreams],
            needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let candles = try await stage.watchCandles(4, interval: .fiveMinutes).values
                for value in candles {
                    let candle = value.candle
                    try hold(value.symbol == stage.symbol && value.interval == .fiveMinutes, "\(value.interval)")
                    try hold(candle.openTime.milliseconds % 300_000 == 0, "one begins at \(candle.openTime)")
                    let isWithin =
                        candle.low <= min(candle.open, candle.close) && max(candle.open, candle.close) <= candle.high
                    try hold(isWithin && candle.low.isPositive, "\(candle)")
                }
                let times = candles.map(\.candle.openTime)
                try hold(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }, "one went back: \(times)")
            }
        },
        ConformanceCase(
            "stream.candles.reconnect", "After a cut line the newest candle is right again.",
            because: "A candle with a hole in it is a wrong one.", proves: [.candleStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let candles = try await stage.watchCandles(2)
                stage.cut()
                try await stage.pass(.seconds(30))
                try await stage.freeze()
                try await stage.pass(.seconds(20))
                try await stage.holdEqualCandle(candles)
            }
        },
        ConformanceCase(
            "stream.candles.interval", "An interval that the venue does not have is refused at once.",
            because: "A stream of nothing looks like a quiet market.", proves: [.candleStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let odd = CandleInterval(rawValue: "7m")
                let candles = stage.watch(stage.venue.candles([stage.symbol], interval: odd), mayFail: true)
                try await stage.until("the stream ends", within: .seconds(60)) { candles.isOver }
                let error = try hold(candles.error, "it ended without a reason")
                try hold(error.effect == .notSent || error.effect == .notExecuted(.read), "\(error)")
                try hold(candles.values.isEmpty, "candles came")
            }
        },
    ]

    static func holdEqual(_ told: Candle, _ rest: Candle) throws(CaseStop) {
        try hold(
            told.open == rest.open && told.high == rest.high && told.low == rest.low && told.close == rest.close,
            "\(told.open) \(told.high) \(told.low) \(told.close), and REST has "
                + "\(rest.open) \(rest.high) \(rest.low) \(rest.close)")
        try hold(
            told.baseVolume == rest.baseVolume, "a volume of \(told.baseVolume), and REST has \(rest.baseVolume)")
    }
}

extension StreamStage {
    fileprivate func watchCandles(
        _ count: Int, interval: CandleInterval = .minute
    ) async throws -> StreamWatch<MarketCandle> {
        let candles = watch(venue.candles([symbol], interval: interval))
        try await until("\(count) candles", within: .seconds(180)) { candles.values.count >= count }
        return candles
    }

    /// The newest candle is REST's. At a real venue, where it goes on growing, it is an earlier state of it.
    func holdEqualCandle(_ candles: StreamWatch<MarketCandle>) async throws {
        let told = try hold(candles.last, "no candle was told")
        try hold(told.symbol == symbol && told.interval == .minute, "it is a \(told.interval) of \(told.symbol)")
        let (venue, symbol) = (venue, symbol)
        let rest = try await wait {
            try await venue.candles(symbol, interval: .minute, from: told.candle.openTime, limit: 3)
        }
        let same = try hold(
            rest.first { $0.openTime == told.candle.openTime }, "REST has none of \(told.candle.openTime)")
        guard controls == nil else { return try StreamCandleCases.holdEqual(told.candle, same) }
        let isEarlier =
            told.candle.open == same.open && told.candle.high <= same.high && told.candle.low >= same.low
            && told.candle.baseVolume <= same.baseVolume
        try hold(isEarlier, "\(told.candle), and REST has \(same)")
    }
}
