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
                let candles = stage.watch(stage.venue.candles([stage.symbol], interval: .minute))
                try await stage.until("three candles", within: .seconds(180)) { candles.values.count >= 3 }
                try await stage.freeze()
                // Where candles are asked for, they are every quarter of a minute.
                try await stage.pass(.seconds(20))
                try await stage.holdEqualCandle(candles)
            }
        }
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
