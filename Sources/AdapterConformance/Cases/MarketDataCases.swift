import AdapterProtocol

/// The clock, tickers, books and trades.
enum MarketDataCases {
    static let all: [ConformanceCase] = clock + books + tickers + trades

    private static let clock: [ConformanceCase] = [
        ConformanceCase(
            "clock.near", "The venue's clock is read in the right unit: it is near the local one.",
            because: "Seconds that are read as milliseconds put every signature into 1970.", proves: [.serverTime],
            needs: .publicData
        ) { examination in
            let time = try await examination.venue.serverTime()
            let now = examination.clock.now
            // A recording lies a while behind the clock of its end.
            let most: Duration = examination.endpoint == nil ? .seconds(7 * 86_400) : .seconds(300)
            let apart = time.duration(since: now)
            try hold(apart < most && apart > .zero - most, "the venue says \(time), the local clock \(now)")
        },
        ConformanceCase(
            "clock.forward", "The venue's clock does not run backwards.",
            because: "The offset between the clocks is measured from two readings.", proves: [.serverTime],
            needs: .publicData
        ) { examination in
            let first = try await examination.venue.serverTime()
            let second = try await examination.venue.serverTime()
            try hold(first <= second, "\(first), then \(second)")
        },
    ]

    private static let books: [ConformanceCase] = [
        ConformanceCase(
            "book.order", "A book's bids fall, its asks rise, and they do not cross.",
            because: "The first level is taken for the best one.", proves: [.orderBooks], needs: .publicData
        ) { examination in
            let book = try await examination.venue.orderBook(examination.market.symbol, depth: 20)
            try hold(book.symbol == examination.market.symbol, "it is the book of \(book.symbol)")
            try hold(!book.bids.isEmpty && !book.asks.isEmpty, "\(book.bids.count) bids, \(book.asks.count) asks")
            try hold(book.isOrdered, "bids \(book.bids.map(\.price)), asks \(book.asks.map(\.price))")
        },
        ConformanceCase(
            "book.levels", "Every level has a price and a quantity above zero.",
            because: "A level of zero is a deletion, and no liquidity.", proves: [.orderBooks], needs: .publicData
        ) { examination in
            let book = try await examination.venue.orderBook(examination.market.symbol, depth: 20)
            for level in book.bids + book.asks {
                try hold(level.price.isPositive && level.quantity.isPositive, "\(level)")
            }
        },
        ConformanceCase(
            "book.sides", "Bids are below what asks are, around the market that is traded.",
            because: "Sides that are swapped, or a price for a quantity, buy at any price.", proves: [.orderBooks],
            needs: .publicData
        ) { examination in
            let market = examination.market
            let book = try await examination.venue.orderBook(market.symbol, depth: 5)
            let bid = try hold(book.bestBid, "there is no bid").price
            let ask = try hold(book.bestAsk, "there is no ask").price
            try hold(try isNear(bid, market.bid, percent: 10), "the bid went from \(market.bid) to \(bid)")
            try hold(try isNear(ask, market.ask, percent: 10), "the ask went from \(market.ask) to \(ask)")
            let trades = try await examination.venue.recentTrades(market.symbol, limit: 1)
            guard let last = trades.last else { return }
            try hold(try isNear(bid, last.price, percent: 20), "the bid is \(bid), the last trade \(last.price)")
        },
        depth(1), depth(5), depth(20), depth(100),
    ]

    private static func depth(_ depth: Int) -> ConformanceCase {
        ConformanceCase(
            "book.depth.\(depth)", "A book of \(depth) levels has no more, and begins with the best of a deeper one.",
            because: "Who asks for the best level must get the best one, and not pay for a thousand.",
            proves: [.orderBooks], needs: .publicData
        ) { examination in
            let market = examination.market
            let book = try await examination.venue.orderBook(market.symbol, depth: depth)
            try hold((1...depth).contains(book.bids.count), "\(book.bids.count) bids")
            try hold((1...depth).contains(book.asks.count), "\(book.asks.count) asks")
            let best = try hold(book.bestBid, "there is no bid").price
            try hold(try isNear(best, market.bid, percent: 5), "the best bid is \(best), and was \(market.bid)")
            guard depth > 1 else { return }
            let shallow = try await examination.venue.orderBook(market.symbol, depth: 1)
            try hold(shallow.bids.count <= book.bids.count, "a deeper book has fewer levels")
        }
    }

    private static let tickers: [ConformanceCase] = [
        ConformanceCase(
            "ticker.sides", "A ticker's bid is below its ask, and both are near the book's.",
            because: "A ticker with swapped sides makes every spread a profit.", proves: [.tickers], needs: .publicData
        ) { examination in
            let market = examination.market
            let ticker = try await examination.venue.ticker(market.symbol)
            try hold(ticker.symbol == market.symbol, "it is the ticker of \(ticker.symbol)")
            let bid = try hold(ticker.bidPrice, "there is no bid")
            let ask = try hold(ticker.askPrice, "there is no ask")
            try hold(bid < ask && bid.isPositive, "bid \(bid), ask \(ask)")
            try hold(try isNear(bid, market.bid, percent: 5), "bid \(bid), in the book \(market.bid)")
            try hold(try isNear(ask, market.ask, percent: 5), "ask \(ask), in the book \(market.ask)")
        },
        ConformanceCase(
            "ticker.range", "Low is not above high, and the last price is near the market.",
            because: "Fields that are swapped mislead every strategy that looks at a range.", proves: [.tickers],
            needs: .publicData
        ) { try await range($0) },
        ConformanceCase(
            "ticker.volumes", "Volumes are not negative, quote volume is base volume at about the market's price.",
            because: "Base for quote is wrong by the price: a factor of a million in rand.", proves: [.tickers],
            needs: .publicData
        ) { try await volumes($0) },
        ConformanceCase(
            "ticker.time", "A ticker's time, where there is one, is not in the future and not of another year.",
            because: "Its age decides whether a price may be used.", needs: .publicData
        ) { examination in
            guard let time = try await examination.venue.ticker(examination.market.symbol).time else {
                throw CaseStop.notApplicable("it has none")
            }
            try hold(examination.isRecent(time, within: .seconds(30 * 86_400)), "\(time)")
        },
        ConformanceCase(
            "tickers.markets", "All tickers are of listed markets, each once, and the market is among them.",
            because: "A ticker of an unknown name would be put under another market.", proves: [.tickers],
            needs: .publicData
        ) { examination in
            let symbols = try await examination.venue.tickers().map(\.symbol)
            try hold(Set(symbols).count == symbols.count, "some stand twice")
            let unknown = symbols.filter { examination.catalog[$0] == nil }
            try hold(unknown.isEmpty, "\(unknown.prefix(5)) are no markets")
            try hold(symbols.contains(examination.market.symbol), "\(examination.market.symbol) is not among them")
        },
        ConformanceCase(
            "tickers.same", "The market's ticker among all is the one that it has alone.",
            because: "Two decoders for one thing drift apart.", proves: [.tickers], needs: .publicData
        ) { examination in
            let symbol = examination.market.symbol
            let alone = try await examination.venue.ticker(symbol)
            let all = try await examination.venue.tickers().first { $0.symbol == symbol }
            let same = try hold(all, "\(symbol) is not among them")
            for (name, left, right) in [
                ("bid", alone.bidPrice, same.bidPrice), ("ask", alone.askPrice, same.askPrice),
                ("last", alone.last, same.last), ("high", alone.high, same.high), ("low", alone.low, same.low),
            ] {
                guard let left, let right else { continue }
                try hold(try isNear(left, right, percent: 10), "\(name) is \(left) alone, \(right) among all")
            }
        },
    ]

    /// Whether two prices lie within so many percent of the second.
    static func isNear(_ left: ExactDecimal, _ right: ExactDecimal, percent: Int) throws(DecimalError) -> Bool {
        try (left - right).magnitude * 100 <= right.magnitude * ExactDecimal(percent)
    }

    private static func range(_ examination: Examination) async throws {
        let market = examination.market
        let ticker = try await examination.venue.ticker(market.symbol)
        if let low = ticker.low, let high = ticker.high {
            try hold(low <= high, "low \(low), high \(high)")
            try hold(low.isPositive || high.isZero, "low \(low)")
            if let open = ticker.open { try hold(low <= open && open <= high, "open \(open) in \(low) to \(high)") }
        }
        let last = try hold(ticker.last, "there is no last price")
        try hold(try isNear(last, market.bid, percent: 20), "last \(last), bid \(market.bid)")
    }

    private static func volumes(_ examination: Examination) async throws {
        let ticker = try await examination.venue.ticker(examination.market.symbol)
        for volume in [ticker.baseVolume, ticker.quoteVolume].compactMap({ $0 }) {
            try hold(!volume.isNegative, "\(volume)")
        }
        guard let base = ticker.baseVolume, let quote = ticker.quoteVolume, base.isPositive, let last = ticker.last
        else { return }
        let average = try quote.divided(by: base, scale: 12, rounding: .halfEven)
        try hold(try isNear(average, last, percent: 60), "\(quote) for \(base) while the price is \(last)")
    }
}

extension Examination {
    /// Whether a time is not ahead of the clock and not older than `span`.
    func isRecent(_ time: Timestamp, within span: Duration) -> Bool {
        let age = clock.now.duration(since: time)
        return age >= .seconds(-60) && age <= span
    }
}
