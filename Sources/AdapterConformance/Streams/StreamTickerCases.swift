import AdapterProtocol

/// Tickers.
enum StreamTickerCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "stream.ticker.equal", "While nobody trades, the newest ticker has the prices that REST shows.",
            because: "Whoever watches many markets watches tickers.", proves: [.tickerStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let tickers = try await stage.watchTickers(3)
                try await stage.holdEqualTicker(tickers)
            }
        },
        ConformanceCase(
            "stream.ticker.sane", "Tickers are of their market, with a bid below the ask and no price of nothing.",
            because: "A zero where the venue says nothing reads as a crash of the price.", proves: [.tickerStreams],
            needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                for ticker in try await stage.watchTickers(8).values {
                    try hold(ticker.symbol == stage.symbol, "a ticker of \(ticker.symbol)")
                    let prices = [ticker.bidPrice, ticker.askPrice, ticker.last, ticker.high, ticker.low, ticker.open]
                    try hold(prices.compactMap(\.self).allSatisfy(\.isPositive), "\(ticker)")
                    if let bid = ticker.bidPrice, let ask = ticker.askPrice {
                        try hold(bid < ask, "\(bid) is bid, and \(ask) asked")
                    }
                    if let high = ticker.high, let low = ticker.low { try hold(low <= high, "from \(low) to \(high)") }
                }
            }
        },
        ConformanceCase(
            "stream.ticker.reconnect", "After a cut line readers are told, and tickers are right again.",
            because: "A price that stands still looks like a quiet market.", proves: [.tickerStreams],
            needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let tickers = try await stage.watchTickers(2)
                let start = tickers.count
                stage.cut()
                try await stage.until("it is told", seen: { tickers.markerText }) {
                    tickers.hasMarker(.stale, from: start)
                }
                try await stage.until("it is told right again", seen: { tickers.markerText }) {
                    tickers.hasMarker(.resynced, from: start)
                }
                try await stage.holdEqualTicker(tickers)
            }
        },
        ConformanceCase(
            "stream.ticker.markets", "Tickers of several markets in one stream are each their own market's.",
            because: "A scanner compares them.", proves: [.tickerStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let symbols = try await stage.markets(3)
                let tickers = stage.watch(stage.venue.tickers(symbols))
                func missing() -> String {
                    let told = Set(tickers.values.map(\.symbol))
                    return "none of \(symbols.filter { !told.contains($0) })"
                }
                try await stage.until("a ticker of each", within: .seconds(180), seen: missing) {
                    symbols.allSatisfy { symbol in tickers.values.contains { $0.symbol == symbol } }
                }
                try await stage.freeze()
                try await stage.pass(.seconds(10))
                let venue = stage.venue
                for symbol in symbols {
                    let rest = try await stage.wait { try await venue.ticker(symbol) }
                    try await stage.holdNow {
                        let told = try hold(tickers.values.last { $0.symbol == symbol }, "none of \(symbol)")
                        try stage.holdEqual("bid of \(symbol)", told.bidPrice, rest.bidPrice)
                        try stage.holdEqual("ask of \(symbol)", told.askPrice, rest.askPrice)
                    }
                }
            }
        },
    ]
}

extension StreamStage {
    fileprivate func watchTickers(_ count: Int) async throws -> StreamWatch<Ticker> {
        let tickers = watch(venue.tickers([symbol]))
        try await until("\(count) tickers", within: .seconds(180)) { tickers.values.count >= count }
        return tickers
    }

    fileprivate func holdEqualTicker(_ tickers: StreamWatch<Ticker>) async throws {
        try await freeze()
        try await pass(.seconds(10))
        let (venue, symbol) = (venue, symbol)
        let rest = try await wait { try await venue.ticker(symbol) }
        try await holdNow {
            let told = try hold(tickers.last, "no ticker came")
            try hold(told.symbol == symbol, "it is of \(told.symbol)")
            try holdEqual("bid", told.bidPrice, rest.bidPrice)
            try holdEqual("ask", told.askPrice, rest.askPrice)
            try holdEqual("last", told.last, rest.last)
        }
    }

    /// What both state is the same; at a real venue, where the market goes on, it is near.
    fileprivate func holdEqual(_ what: String, _ told: ExactDecimal?, _ rest: ExactDecimal?) throws {
        guard let told, let rest else { return }
        guard controls == nil else { return try hold(told == rest, "the \(what) is \(told), and REST has \(rest)") }
        let distance = try told > rest ? told - rest : rest - told
        try hold(try distance * 50 <= rest, "the \(what) is \(told), and REST has \(rest)")
    }
}
