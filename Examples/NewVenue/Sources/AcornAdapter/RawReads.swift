import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// A GET under `/v1`: Acorn's GETs change nothing. Signed ones count with the account, others with the market.
    public func rawRead(_ read: RawRead) -> Flow<[UInt8]> {
        let budget = read.isSigned ? Self.accountMinute : Self.marketMinute
        return read.flow(under: ["/v1/"], charges: [RateCharge(budget, 1)]) { Self.refusal(in: $0, to: $1.intent) }
    }
}
