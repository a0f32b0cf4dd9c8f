/// The balance interface, pure. All flows here only read.
public protocol BalanceOperations: Sendable {
    /// What the account holds; assets with nothing are left out.
    func balances() -> Flow<[Balance]>
    /// What trading one market costs the account.
    func feeRates(of instrument: Instrument) -> Flow<FeeRates>
    /// Deposits, newest first.
    func deposits(_ query: HistoryQuery) -> Flow<[Transfer]>
    /// Withdrawals, newest first.
    func withdrawals(_ query: HistoryQuery) -> Flow<[Transfer]>
}
