import AdapterProtocol

/// What operations are asked about: a market, and orders on it.
struct Subject: Sendable {
    let instrument: Instrument
    let catalog: InstrumentCatalog
    let orders: [OrderReference]
    let environment: VenueEnvironment
    /// Where the order of `limit` stands: below the market, on the instrument's steps.
    let price: ExactDecimal
    let quantity: ExactDecimal
    /// What an amendment asks for.
    let smallerQuantity: ExactDecimal
    let quoteAmount: ExactDecimal
    let clientID: ClientOrderID
}

extension Operation {
    /// Every operation of the unified API.
    static func all(_ adapter: any VenueAdapter, _ subject: Subject) -> [Operation] {
        market(adapter, subject) + account(adapter, subject) + placing(adapter, subject)
            + subject.orders.flatMap { of($0, adapter, subject) } + lists(adapter, subject)
    }

    private static func market(_ adapter: any VenueAdapter, _ subject: Subject) -> [Operation] {
        let instrument = subject.instrument
        return [
            read("serverTime") { adapter.serverTime() },
            read("status") { adapter.status() },
            read("instruments") { adapter.instruments() },
            read("ticker") { adapter.ticker(of: instrument) },
            read("tickers") { adapter.tickers(in: subject.catalog) },
            read("orderBook") { adapter.orderBook(of: instrument, depth: 20) },
            read("orderBook(deep)") { adapter.orderBook(of: instrument, depth: 1000) },
            read("recentTrades") { adapter.recentTrades(of: instrument, limit: 100) },
            read("candles(1m)") { adapter.candles(of: instrument, interval: .minute, from: nil, limit: 10) },
            read("candles(1h)") { adapter.candles(of: instrument, interval: .hour, from: nil, limit: 10) },
            read("candles(1d)") { adapter.candles(of: instrument, interval: .day, from: nil, limit: 10) },
            read("referencePrice") { adapter.referencePrice(of: instrument) },
        ]
    }

    private static func account(_ adapter: any VenueAdapter, _ subject: Subject) -> [Operation] {
        [
            read("balances") { adapter.balances() },
            read("feeRates") { adapter.feeRates(of: subject.instrument) },
            read("deposits") { adapter.deposits(HistoryQuery()) },
            read("withdrawals") { adapter.withdrawals(HistoryQuery(limit: 100)) },
            read("testKey") { adapter.testKey(probe: subject.instrument, in: subject.environment) },
        ]
    }

    private static func placing(_ adapter: any VenueAdapter, _ subject: Subject) -> [Operation] {
        let instrument = subject.instrument
        let known = [subject.price, subject.quantity, subject.quoteAmount]
        // Another id than that of the orders which are there already.
        let fresh = ClientOrderID(bits: subject.clientID.bits + 16)
        var requests: [(String, OrderRequest)] = []
        func add(_ name: String, _ make: () throws -> OrderRequest) {
            if let request = try? make() { requests.append((name, request)) }
        }
        add("limit") {
            try .limit(
                fresh, .buy, instrument.symbol, quantity: subject.quantity, price: subject.price)
        }
        add("limit IOC") {
            try .limit(
                fresh, .buy, instrument.symbol, quantity: subject.quantity, price: subject.price,
                timeInForce: .immediateOrCancel)
        }
        add("market") { try .market(fresh, .buy, instrument.symbol, .quote(subject.quoteAmount)) }
        add("stop limit") {
            try OrderRequest(
                clientOrderID: fresh, symbol: instrument.symbol, side: .sell, type: .stopLimit,
                amount: .base(subject.quantity), limitPrice: subject.price,
                trigger: Trigger(price: subject.price, crossing: .atOrBelow), timeInForce: .goodTillCancelled)
        }
        var operations = requests.map { name, request in
            write("place(\(name))", known: known, { adapter.place(request, on: instrument) }, Ending.init)
        }
        operations += requests.prefix(1).map { _, request in
            write("placeDryRun", { adapter.placeDryRun(request, on: instrument) }, { Ending(.read) })
        }
        operations += [subject.clientID, ClientOrderID(bits: 77)].map { id in
            write(
                "resolve", known: known,
                { adapter.resolve(id, signedBy: Stage.now, on: instrument) }, Ending.init)
        }
        return operations
    }

    private static func of(
        _ order: OrderReference, _ adapter: any VenueAdapter, _ subject: Subject
    ) -> [Operation] {
        let instrument = subject.instrument
        let by = if case .client = order { "client" } else { "venue" }
        let change = OrderAmendment(quantity: subject.smallerQuantity)
        return [
            write("order(\(by))", { adapter.order(order, on: instrument) }, Ending.init),
            write("cancel(\(by))", { adapter.cancel(order, on: instrument) }, Ending.init),
            write(
                "amend(\(by))", known: [subject.smallerQuantity],
                { adapter.amend(order, to: change, on: instrument) }, Ending.init),
        ]
    }

    private static func lists(_ adapter: any VenueAdapter, _ subject: Subject) -> [Operation] {
        let instrument = subject.instrument
        var operations = [
            read("cancelAll") { adapter.cancelAll(on: instrument) },
            read("openOrders(all)") { adapter.openOrders(on: nil, in: subject.catalog) },
            read("openOrders(one)") { adapter.openOrders(on: instrument, in: subject.catalog) },
            read("orderHistory") { adapter.orderHistory(on: instrument, HistoryQuery(limit: 50)) },
            read("fills") { adapter.fills(on: instrument, HistoryQuery(limit: 50)) },
        ]
        for case .venue(let id) in subject.orders.prefix(1) {
            operations.append(read("fills(order)") { adapter.fills(on: instrument, HistoryQuery(order: id)) })
        }
        return operations
    }
}
