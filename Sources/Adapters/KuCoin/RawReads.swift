import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// A GET under `/api`: KuCoin's GETs change nothing (kucoin.md D, E). Which pool a signed one draws from is not known
    /// beforehand, so it is charged to both, as the dearest read of the sheet.
    public func rawRead(_ read: RawRead) -> Flow<[UInt8]> {
        let pools = read.isSigned ? [Self.spotPool, Self.managementPool] : [Self.publicPool]
        return read.flow(under: ["/api/"], charges: pools.map { RateCharge($0, 20) }) {
            Self.refusal(in: $0, to: $1.intent)
        }
    }
}
