import AdapterProtocol

/// Tickers.
enum StreamTickerCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "stream.ticker.equal", "While nobody trades, the newest ticker has the prices that REST shows.",
            because: "Whoever watches many markets watches tickers.", proves: [.tickerStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let tickers = stage.watch(stage.venue.tickers([stage.symbol]))
                try await stage.until("three tickers") { tickers.values.count >= 3 }
                try await stage.freeze()
                try await stage.pass(.seconds(10))
                let (venue, symbol) = (stage.venue, stage.symbol)
                let rest = try await stage.wait { try await venue.ticker(symbol) }
                let told = try hold(tickers.last, "no ticker came")
                try hold(told.symbol == symbol, "it is of \(told.symbol)")
                try stage.holdEqual("bid", told.bidPrice, rest.bidPrice)
                try stage.holdEqual("ask", told.askPrice, rest.askPrice)
                try stage.holdEqual("last", told.last, rest.last)
            }
        }
    ]
}

extension StreamStage {
    /// What both state is the same; at a real venue, where the market goes on, it is near.
    fileprivate func holdEqual(_ what: String, _ told: ExactDecimal?, _ rest: ExactDecimal?) throws {
        guard let told, let rest else { return }
        guard controls == nil else { return try hold(told == rest, "the \(what) is \(told), and REST has \(rest)") }
        let distance = try told > rest ? told - rest : rest - told
        try hold(try distance * 50 <= rest, "the \(what) is \(told), and REST has \(rest)")
    }
}
