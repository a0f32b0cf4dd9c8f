import AdapterProtocol

/// Every operation that only reads, as something that can be asked of a venue and driven with scripted answers.
struct ReadOperation: Sendable {
    /// How driving it ended.
    struct Ending: Sendable {
        let calls: [VenueCall]
        /// Nil when it returned a value.
        let failure: VenueError?
        /// The value in words, shortened.
        let value: String?
        /// What is wrong with the value, nil for a sane one.
        let problem: String?
        /// Rows in it, nil where it is one thing.
        let rows: Int?
    }

    typealias Answers = (VenueCall, Int, Timestamp) -> CallResult

    /// A word for ids.
    let name: String
    /// The cell without which there is no such operation.
    let capability: Capability?
    /// Whether it needs a key.
    let isPrivate: Bool
    /// Asks the venue.
    let ask: @Sendable (any Venue, Symbol) async throws -> Void
    /// Drives the flow.
    let drive: @Sendable (Examination, Answers) -> Ending

    private init<Value: Sendable>(
        _ name: String, _ capability: Capability?, isPrivate: Bool = false,
        _ ask: @escaping @Sendable (any Venue, Symbol) async throws -> Value,
        flow: @escaping @Sendable (Examination) -> Flow<Value>,
        problem: @escaping @Sendable (Value) -> String?,
        rows: @escaping @Sendable (Value) -> Int? = { _ in nil }
    ) {
        self.name = name
        self.capability = capability
        self.isPrivate = isPrivate
        self.ask = { venue, symbol in _ = try await ask(venue, symbol) }
        drive = { examination, answers in
            let run = flow(examination).run(at: examination.clock.now, mostCalls: 300, answering: answers)
            return Ending(
                calls: run.calls, failure: run.failure,
                value: run.output.map { String(String(describing: $0).prefix(300)) },
                problem: run.output.flatMap(problem), rows: run.output.flatMap(rows))
        }
    }

    /// What histories are asked for.
    static let page = HistoryQuery(limit: 20)

    static let publicReads: [ReadOperation] = [
        ReadOperation(
            "instruments", nil, { venue, _ in try await venue.instruments().instruments },
            flow: { $0.adapter.instruments() }, problem: Sanity.instruments, rows: \.count),
        ReadOperation(
            "ticker", .tickers, { try await $0.ticker($1) },
            flow: { $0.adapter.ticker(of: $0.market.instrument) }, problem: Sanity.ticker),
        ReadOperation(
            "tickers", .tickers, { venue, _ in try await venue.tickers() },
            flow: { $0.adapter.tickers(in: $0.catalog) }, problem: { $0.lazy.compactMap(Sanity.ticker).first },
            rows: \.count),
        ReadOperation(
            "orderBook", .orderBooks, { try await $0.orderBook($1, depth: 20) },
            flow: { $0.adapter.orderBook(of: $0.market.instrument, depth: 20) }, problem: Sanity.book,
            rows: { $0.bids.count + $0.asks.count }),
        ReadOperation(
            "recentTrades", .recentTrades, { try await $0.recentTrades($1, limit: 20) },
            flow: { $0.adapter.recentTrades(of: $0.market.instrument, limit: 20) }, problem: Sanity.trades,
            rows: \.count),
        ReadOperation(
            "candles", .candles, { try await $0.candles($1, interval: .minute, from: nil, limit: 20) },
            flow: { $0.adapter.candles(of: $0.market.instrument, interval: .minute, from: nil, limit: 20) },
            problem: Sanity.candles, rows: \.count),
    ]

    static let accountReads: [ReadOperation] = [
        ReadOperation(
            "balances", nil, isPrivate: true, { venue, _ in try await venue.balances() },
            flow: { $0.adapter.balances() }, problem: Sanity.balances, rows: \.count),
        ReadOperation(
            "feeRates", .feeRates, isPrivate: true, { try await $0.feeRates($1) },
            flow: { $0.adapter.feeRates(of: $0.market.instrument) }, problem: Sanity.rates),
        ReadOperation(
            "deposits", .transfers, isPrivate: true, { venue, _ in try await venue.deposits(page) },
            flow: { $0.adapter.deposits(page) }, problem: Sanity.transfers, rows: \.count),
        ReadOperation(
            "withdrawals", .transfers, isPrivate: true, { venue, _ in try await venue.withdrawals(page) },
            flow: { $0.adapter.withdrawals(page) }, problem: Sanity.transfers, rows: \.count),
    ]

    static let orderReads: [ReadOperation] = [
        ReadOperation(
            "openOrders", .openOrders, isPrivate: true, { try await $0.openOrders(on: $1) },
            flow: { $0.adapter.openOrders(on: $0.market.instrument, in: $0.catalog) }, problem: Sanity.orders,
            rows: \.count),
        ReadOperation(
            "orderHistory", .orderHistory, isPrivate: true, { try await $0.orderHistory(on: $1, page) },
            flow: { $0.adapter.orderHistory(on: $0.market.instrument, page) }, problem: Sanity.orders, rows: \.count),
        ReadOperation(
            "fills", .fills, isPrivate: true, { try await $0.fills(on: $1, page) },
            flow: { $0.adapter.fills(on: $0.market.instrument, page) }, problem: Sanity.fills, rows: \.count),
    ]

    /// One order by an id that no venue gave.
    static let lookUp = ReadOperation(
        "order", .queryByVenueID, isPrivate: true, { try await $0.order(.venue(noSuchOrder), on: $1) },
        flow: { $0.adapter.order(.venue(noSuchOrder), on: $0.market.instrument) }, problem: { _ in nil })

    private static let noSuchOrder = VenueOrderID(rawValue: "1234567890")
}
