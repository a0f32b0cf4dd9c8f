import AdapterProtocol

/// What an account's stream is completed with: readings over REST.
protocol AccountBackend: StreamBackend {
    func balances() async throws(VenueError) -> [Balance]
    func openOrders() async throws(VenueError) -> [Order]
    func order(_ order: OrderReference, on symbol: Symbol) async throws(VenueError) -> OrderLookup
    func fills(on symbol: Symbol, since: Timestamp) async throws(VenueError) -> [Fill]
    /// Orders that may have come and gone since then; none where the venue has no history.
    func orders(on symbol: Symbol, since: Timestamp) async throws(VenueError) -> [Order]
}

extension ConnectedBackend: AccountBackend {
    func balances() async throws(VenueError) -> [Balance] { try await runner.read(runner.adapter.balances()) }

    func openOrders() async throws(VenueError) -> [Order] {
        try capabilities.require(.openOrders)
        return try await runner.read(runner.adapter.openOrders(on: nil, in: try await catalog()))
    }

    func order(_ order: OrderReference, on symbol: Symbol) async throws(VenueError) -> OrderLookup {
        try await runner.read(runner.adapter.order(order, on: try await instrument(symbol)))
    }

    func fills(on symbol: Symbol, since: Timestamp) async throws(VenueError) -> [Fill] {
        try capabilities.require(.fills)
        return try await runner.read(
            runner.adapter.fills(on: try await instrument(symbol), HistoryQuery(from: since)))
    }

    func orders(on symbol: Symbol, since: Timestamp) async throws(VenueError) -> [Order] {
        guard capabilities[.orderHistory].isOffered else { return [] }
        return try await runner.read(
            runner.adapter.orderHistory(on: try await instrument(symbol), HistoryQuery(from: since)))
    }

    private func instrument(_ symbol: Symbol) async throws(VenueError) -> Instrument {
        guard let instrument = try await catalog()[symbol] else {
            throw .notSent(.unknownSymbol, "\(symbol) is no market of this venue")
        }
        return instrument
    }
}
