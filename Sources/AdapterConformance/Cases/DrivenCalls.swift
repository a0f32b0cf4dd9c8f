import AdapterProtocol

extension Examination {
    /// What the adapter asks of its venue for an operation, seen without a venue: every call is answered by a failure
    /// of the network, then by the lack of a key, since some reads go another way without one; and once from recordings
    /// where there are some, so that later steps show too.
    func calls(of operation: AdapterProxy.Operation) throws -> [VenueCall] {
        switch operation {
        case .serverTime: asked(adapter.serverTime())
        case .status: asked(adapter.status())
        case .instruments: asked(adapter.instruments())
        case .ticker: asked(adapter.ticker(of: market.instrument))
        case .tickers: asked(adapter.tickers(in: catalog))
        case .orderBook: asked(adapter.orderBook(of: market.instrument, depth: 20))
        case .recentTrades: asked(adapter.recentTrades(of: market.instrument, limit: 20))
        case .candles: asked(adapter.candles(of: market.instrument, interval: .hour, from: nil, limit: 20))
        case .referencePrice: asked(adapter.referencePrice(of: market.instrument))
        case .rawRead: try rawCalls()
        case .place, .placeDryRun, .resolve, .cancel, .cancelAll, .amend: try commandCalls(of: operation)
        case .order, .openOrders, .orderHistory, .fills: orderCalls(of: operation)
        case .balances: asked(adapter.balances())
        case .feeRates: asked(adapter.feeRates(of: market.instrument))
        case .deposits: asked(adapter.deposits(HistoryQuery(limit: 5)))
        case .withdrawals: asked(adapter.withdrawals(HistoryQuery(limit: 5)))
        case .testKey: try keyCalls()
        }
    }

    /// The calls of all operations, each with the operation it was made for.
    func allCalls() throws -> [(operation: AdapterProxy.Operation, call: VenueCall)] {
        try AdapterProxy.Operation.allCases.flatMap { operation in
            try calls(of: operation).map { (operation, $0) }
        }
    }

    /// The call that places an order; nil when the adapter does not come so far.
    func placement(of request: OrderRequest, on instrument: Instrument? = nil) -> VenueCall? {
        asked(adapter.place(request, on: instrument ?? market.instrument)).first { $0.intent == .write }
    }

    func asked<Output>(_ flow: Flow<Output>) -> [VenueCall] {
        let failures = [VenueError.Kind.timeout, .noCredentials].flatMap { kind in
            flow.run(at: clock.now, mostCalls: 50) { call, _, _ in .failure(Self.failure(kind, call)) }.calls
        }
        guard let recordings else { return failures }
        let answered = flow.run(at: clock.now, mostCalls: 50) { call, _, _ in
            recordings.answer(to: call).map { .reply($0) } ?? .failure(Self.failure(.timeout, call))
        }
        return failures + answered.calls
    }

    private static func failure(_ kind: VenueError.Kind, _ call: VenueCall) -> VenueError {
        guard kind != .noCredentials else { return .notSent(kind, "there is no key") }
        return VenueError(
            kind: kind, effect: call.intent == .write ? .unknown : .notExecuted(.read), advice: .afterResync,
            message: "no answer")
    }

    private func commandCalls(of operation: AdapterProxy.Operation) throws -> [VenueCall] {
        let request = try restingBuy()
        let instrument = market.instrument
        let references: [OrderReference] = [
            .venue(VenueOrderID(rawValue: "1234567890")), .client(request.clientOrderID),
        ]
        switch operation {
        case .place: return asked(adapter.place(request, on: instrument))
        case .placeDryRun: return asked(adapter.placeDryRun(request, on: instrument))
        case .resolve: return asked(adapter.resolve(request.clientOrderID, signedBy: clock.now, on: instrument))
        case .cancel: return references.flatMap { asked(adapter.cancel($0, on: instrument)) }
        case .cancelAll: return asked(adapter.cancelAll(on: instrument))
        default:
            let changes = [
                OrderAmendment(quantity: request.amount.value), OrderAmendment(limitPrice: request.limitPrice),
            ]
            return changes.flatMap { asked(adapter.amend(references[0], to: $0, on: instrument)) }
        }
    }

    private func orderCalls(of operation: AdapterProxy.Operation) -> [VenueCall] {
        let id = VenueOrderID(rawValue: "1234567890")
        let hour = HistoryQuery(from: clock.now.advanced(by: .seconds(-3600)), limit: 5)
        let instrument = market.instrument
        switch operation {
        case .order:
            return asked(adapter.order(.venue(id), on: instrument))
                + asked(adapter.order(.client(newID()), on: instrument))
        case .openOrders:
            return asked(adapter.openOrders(on: instrument, in: catalog))
                + asked(adapter.openOrders(on: nil, in: catalog))
        case .orderHistory: return asked(adapter.orderHistory(on: instrument, hour))
        default:
            return asked(adapter.fills(on: instrument, hour))
                + asked(adapter.fills(on: instrument, HistoryQuery(order: id)))
        }
    }

    /// The adapter's own public read, asked for again in the venue's words.
    private func rawCalls() throws -> [VenueCall] {
        guard let known = asked(adapter.ticker(of: market.instrument)).first else { return [] }
        return asked(adapter.rawRead(try RawRead(known.path, known.parameters, isSigned: known.isSigned)))
    }

    private func keyCalls() throws -> [VenueCall] {
        guard let environment = adapter.environments.first else { return [] }
        return asked(adapter.testKey(probe: market.instrument, in: environment))
    }
}
