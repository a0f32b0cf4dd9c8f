import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// Acorn's interface moves no funds, and tells of none that moved.
    public func deposits(_ query: HistoryQuery) -> Flow<[Transfer]> { Self.noTransfers }
    /// Acorn's interface moves no funds, and tells of none that moved.
    public func withdrawals(_ query: HistoryQuery) -> Flow<[Transfer]> { Self.noTransfers }

    private static var noTransfers: Flow<[Transfer]> {
        .failed(.unsupported(.transfers, "Acorn's interface does not tell of transfers"))
    }
}
