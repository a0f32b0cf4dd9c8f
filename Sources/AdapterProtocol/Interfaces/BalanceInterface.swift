/// The balance interface, as users call it. Everything here only reads.
public protocol BalanceInterface: Sendable {
    /// What the account holds.
    func balances() async throws(VenueError) -> [Balance]
    /// What trading one market costs the account.
    func feeRates(_ symbol: Symbol) async throws(VenueError) -> FeeRates
    /// Deposits, newest first.
    func deposits(_ query: HistoryQuery) async throws(VenueError) -> [Transfer]
    /// Withdrawals, newest first.
    func withdrawals(_ query: HistoryQuery) async throws(VenueError) -> [Transfer]
}
