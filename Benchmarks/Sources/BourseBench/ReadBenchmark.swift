import AdapterProtocol

/// From a venue's bytes in memory to the values its users get, by the adapter's public flows.
struct ReadBenchmark {
    private let answers: VenueAnswers

    init(_ answers: VenueAnswers) {
        self.answers = answers
    }

    func measure(_ read: BenchmarkRead, with stopwatch: Stopwatch) throws -> Measurement {
        try stopwatch.measure("\(read.rawValue).\(answers.venue.id)") { count in
            for _ in 0..<count { try decode(read) }
        }
    }

    @inline(never)
    private func decode(_ read: BenchmarkRead) throws {
        switch read {
        case .book: consume(try book())
        case .tickers: consume(try tickers())
        case .instruments: consume(try instruments())
        case .orders: consume(try orders())
        }
    }

    private func book() throws -> OrderBook {
        let venue = answers.venue
        return try answers.run(venue.adapter.orderBook(of: answers.instrument, depth: venue.depth), .book)
    }

    private func tickers() throws -> [Ticker] {
        try answers.run(answers.venue.adapter.tickers(in: answers.catalog), .tickers)
    }

    private func instruments() throws -> [Instrument] {
        try answers.run(answers.venue.adapter.instruments(), .instruments)
    }

    private func orders() throws -> [Order] {
        let flow = answers.venue.adapter.openOrders(on: answers.instrument, in: answers.catalog)
        return try answers.run(flow, .orders)
    }
}

extension ReadBenchmark {
    /// How many were decoded and some of their values, for comparing with the peer's.
    func content(_ read: BenchmarkRead) throws -> Content {
        let values: [String] =
            switch read {
            case .book: try shown(book())
            case .tickers: try shown(tickers())
            case .instruments: try shown(instruments())
            case .orders: try shown(orders())
            }
        return Content(name: "\(read.rawValue).\(answers.venue.id)", values: values)
    }

    private func shown(_ book: OrderBook) -> [String] {
        let levels = [book.bids.first, book.bids.last, book.asks.first, book.asks.last].compactMap(\.self)
        return ["\(book.bids.count)", "\(book.asks.count)"] + levels.flatMap { ["\($0.price)", "\($0.quantity)"] }
    }

    private func shown(_ tickers: [Ticker]) -> [String] {
        let one = tickers.first { $0.symbol == answers.instrument.symbol }
        return ["\(tickers.count)"] + [one?.bidPrice, one?.askPrice, one?.last, one?.baseVolume].map(text)
    }

    private func shown(_ instruments: [Instrument]) -> [String] {
        let one = instruments.first { $0.symbol == answers.instrument.symbol }
        return ["\(instruments.count)", one?.symbol.description ?? "", text(one?.quantity.minimum.value)]
    }

    private func shown(_ orders: [Order]) -> [String] {
        let ends = [orders.first, orders.last].compactMap(\.self)
        return ["\(orders.count)"]
            + ends.flatMap { [$0.venueOrderID.rawValue, text($0.limitPrice), text($0.amount?.value)] }
    }

    private func text(_ number: ExactDecimal?) -> String { number?.description ?? "" }
}

/// What a read gave, in words that both sides can write.
struct Content {
    let name: String
    let values: [String]

    /// One line of JSON; the values are numbers, symbols and ids, which need no escapes.
    var line: String {
        let list = values.map { "\"\($0)\"" }.joined(separator: ",")
        return "{\"name\":\"\(name)\",\"content\":[\(list)]}"
    }
}
