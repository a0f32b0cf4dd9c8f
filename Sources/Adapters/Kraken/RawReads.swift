import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// A GET of a public endpoint, or one of the private endpoints that are known to only read: every private call of
    /// Kraken is a POST, so that its name alone says whether it changes something, and an unknown name is refused.
    public func rawRead(_ read: RawRead) -> Flow<[UInt8]> {
        guard read.isSigned else {
            return read.flow(under: ["/0/public/"], charges: Self.publicCall) { Self.refusal(in: $0, to: $1.intent) }
        }
        guard Self.rawReads.contains(where: { read.path == "/0/private/" + $0 }) else {
            return .failed(.notSent(.refusedLocally, "\(read.path) is not known to only read"))
        }
        return read.flow(under: ["/0/private/"], by: .post, charges: Self.historyCall) {
            Self.refusal(in: $0, to: $1.intent)
        }
    }

    /// The private endpoints that only read (kraken.md E, F.3). `DepositAddresses` is not among them: it can make one.
    static let rawReads = [
        "Balance", "BalanceEx", "TradeBalance", "TradeVolume", "OpenOrders", "ClosedOrders", "QueryOrders",
        "OpenPositions", "TradesHistory", "QueryTrades", "Ledgers", "QueryLedgers", "DepositMethods", "DepositStatus",
        "WithdrawStatus", "GetApiKeyInfo",
    ]
}
