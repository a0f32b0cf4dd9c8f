public import AdapterProtocol

extension ConnectedVenue: BalanceInterface {
    /// What the account holds.
    public func balances() async throws(VenueError) -> [Balance] {
        try await run(runner.adapter.balances())
    }

    /// What trading one market costs the account.
    public func feeRates(_ symbol: Symbol) async throws(VenueError) -> FeeRates {
        try capabilities.require(.feeRates)
        return try await run(runner.adapter.feeRates(of: try await instrument(symbol)))
    }

    /// Deposits, newest first.
    public func deposits(_ query: HistoryQuery) async throws(VenueError) -> [Transfer] {
        try capabilities.require(.transfers)
        return try await run(runner.adapter.deposits(query))
    }

    /// Withdrawals, newest first.
    public func withdrawals(_ query: HistoryQuery) async throws(VenueError) -> [Transfer] {
        try capabilities.require(.transfers)
        return try await run(runner.adapter.withdrawals(query))
    }
}

extension ConnectedVenue: KeyTestInterface {
    /// What the key can do, found without side effects, probed on the first open market that takes limit orders.
    public func testKey() async throws(VenueError) -> KeyTestReport {
        let markets = try await instruments().instruments
        guard let probe = markets.first(where: { $0.mode == .open && $0.orderTypes.contains(.limit) }) else {
            throw .notSent(.marketMode, "no open market to probe the key with")
        }
        return try await run(runner.adapter.testKey(probe: probe, in: environment))
    }
}
