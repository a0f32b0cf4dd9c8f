public import AdapterProtocol

extension ConnectedVenue: OrderInterface {
    /// Places an order: capabilities and published rules first, then at most one request.
    public func place(_ request: OrderRequest) async -> PlaceOutcome {
        let latest = runner.clock.now.advanced(by: PlaceOutcome.signingLimit)
        let instrument: Instrument
        do throws(VenueError) {
            try capabilities.check(request)
            instrument = try await self.instrument(request.symbol)
            try instrument.check(request)
        } catch {
            return .notSent(error.with(effect: .notSent))
        }
        streams.expect(ordersOn: request.symbol)
        do throws(FlowFailure) {
            return try await command(runner.adapter.place(request, on: instrument), signingBefore: latest) { outcome in
                if case .rejected(let error, _) = outcome { error } else { nil }
            }
        } catch {
            guard error.mayHaveActed else { return .notSent(error.error.with(effect: .notSent)) }
            // The flow itself broke, which says nothing about the order: ask for as long as any venue needs.
            return .unknown(
                .init(error: error.asUnknown, clientOrderID: request.clientOrderID, visibilityBound: .seconds(60)))
        }
    }

    /// Lets the venue validate an order without placing it.
    public func placeDryRun(_ request: OrderRequest) async throws(VenueError) {
        try capabilities.require(.dryRun)
        try capabilities.check(request)
        let instrument = try await instrument(request.symbol)
        try instrument.check(request)
        try await run(runner.adapter.placeDryRun(request, on: instrument))
    }

    /// Finds out whether a placement exists.
    public func resolve(
        _ clientOrderID: ClientOrderID, on symbol: Symbol, signedBy: Timestamp
    ) async -> PlaceResolution {
        do throws(VenueError) {
            let instrument = try await instrument(symbol)
            return try await run(runner.adapter.resolve(clientOrderID, signedBy: signedBy, on: instrument))
        } catch {
            return .unresolved(error)
        }
    }

    /// Cancels one order.
    public func cancel(_ order: OrderReference, on symbol: Symbol) async -> CancelOutcome {
        let instrument: Instrument
        do throws(VenueError) {
            try capabilities.require(order.isVenueID ? .cancelByVenueID : .cancelByClientID)
            instrument = try await self.instrument(symbol)
        } catch {
            return .notSent(error.with(effect: .notSent))
        }
        do throws(FlowFailure) {
            return try await command(runner.adapter.cancel(order, on: instrument)) { outcome in
                if case .rejected(let error) = outcome { error } else { nil }
            }
        } catch {
            return error.mayHaveActed ? .unknown(error.asUnknown) : .notSent(error.error.with(effect: .notSent))
        }
    }

    /// Cancels every order of the account on one market, foreign ones included.
    public func cancelAll(on symbol: Symbol) async throws(VenueError) -> [CancelReport] {
        try capabilities.require(.cancelAllOfInstrument)
        return try await run(runner.adapter.cancelAll(on: try await instrument(symbol)))
    }

    /// Changes a live order in place.
    public func amend(
        _ order: OrderReference, on symbol: Symbol, to change: OrderAmendment
    ) async -> AmendOutcome {
        let instrument: Instrument
        do throws(VenueError) {
            try check(change)
            instrument = try await self.instrument(symbol)
            try instrument.check(change)
        } catch {
            return .notSent(error.with(effect: .notSent))
        }
        do throws(FlowFailure) {
            return try await command(runner.adapter.amend(order, to: change, on: instrument)) { outcome in
                if case .rejected(let error) = outcome { error } else { nil }
            }
        } catch {
            return error.mayHaveActed ? .unknown(error.asUnknown) : .notSent(error.error.with(effect: .notSent))
        }
    }

    /// Whether a quantity grows or shrinks only the adapter can tell, so one of the two is enough here.
    private func check(_ change: OrderAmendment) throws(VenueError) {
        if change.limitPrice != nil { try capabilities.require(.amendPrice) }
        guard change.quantity != nil, !capabilities[.amendGrow].isOffered else { return }
        try capabilities.require(.amendShrink)
    }

    /// One order as the venue shows it.
    public func order(_ order: OrderReference, on symbol: Symbol) async throws(VenueError) -> OrderLookup {
        try capabilities.require(order.isVenueID ? .queryByVenueID : .queryByClientID)
        return try await run(runner.adapter.order(order, on: try await instrument(symbol)))
    }

    /// Open orders of one market, or of all.
    public func openOrders(on symbol: Symbol?) async throws(VenueError) -> [Order] {
        try capabilities.require(.openOrders)
        let catalog = try await instruments()
        var instrument: Instrument?
        if let symbol { instrument = try await self.instrument(symbol) }
        return try await run(runner.adapter.openOrders(on: instrument, in: catalog))
    }

    /// Orders of one market, ended ones included, oldest first.
    public func orderHistory(on symbol: Symbol, _ query: HistoryQuery) async throws(VenueError) -> [Order] {
        try capabilities.require(.orderHistory)
        return try await run(runner.adapter.orderHistory(on: try await instrument(symbol), query))
    }

    /// Own fills of one market, oldest first.
    public func fills(on symbol: Symbol, _ query: HistoryQuery) async throws(VenueError) -> [Fill] {
        try capabilities.require(query.order == nil ? .fills : .fillsOfOrder)
        return try await run(runner.adapter.fills(on: try await instrument(symbol), query))
    }
}

extension OrderReference {
    fileprivate var isVenueID: Bool {
        if case .venue = self { true } else { false }
    }
}

extension FlowFailure {
    /// The error of a command that may have acted, whatever its last step said of itself.
    fileprivate var asUnknown: VenueError { error.with(effect: .unknown, advice: .afterResync) }
}
