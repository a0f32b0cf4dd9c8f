import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// A GET under `/v1` or `/v2`: VALR's GETs change nothing (valr.md D, E). An unsigned one counts among the public reads
    /// of the minute.
    public func rawRead(_ read: RawRead) -> Flow<[UInt8]> {
        let charges = read.isSigned ? Self.privateCharges : [RateCharge(Self.publicMinute, 1)]
        return read.flow(under: ["/v1/", "/v2/"], charges: charges) { Self.refusal(in: $0, to: $1) }
    }
}
