import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// A GET under `/api` or `/sapi`: Binance's GETs change nothing (binance.md D, E). Weights of what is not modelled are
    /// unknown, so it is charged as the dearest read of the sheet: a book of 5,000 levels, a withdrawal history.
    public func rawRead(_ read: RawRead) -> Flow<[UInt8]> {
        let charges =
            read.path.hasPrefix("/sapi/")
            ? [RateCharge(Self.walletAddress, 10), RateCharge(Self.walletAccount, 18_000)]
            : [RateCharge(Self.weight, 250)]
        return read.flow(under: ["/api/", "/sapi/"], charges: charges) { Self.refusal(in: $0, to: $1.intent) }
    }
}
