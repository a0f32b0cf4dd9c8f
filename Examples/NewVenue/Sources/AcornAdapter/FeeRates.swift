import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// Rates of one market, as fractions and the same on both sides.
    public func feeRates(of instrument: Instrument) -> Flow<FeeRates> {
        let call = Self.privateRead("account.fees", "fees", [Parameter("market", instrument.nativeName)])
        let endpoint = Self.endpoint(call) { reader throws(JSONError) in try FeeRow(reading: &reader) }
        let symbol = instrument.symbol
        return .call(endpoint) { result, now in
            switch result {
            case .failure(let error): .failed(error)
            case .success(let row):
                .finished(
                    FeeRates(
                        symbol: symbol, makerBuy: row.maker, makerSell: row.maker, takerBuy: row.taker,
                        takerSell: row.taker, readAt: now))
            }
        }
    }
}

/// The account's rates on one market (API.md, Account).
private struct FeeRow: Sendable {
    let maker: ExactDecimal
    let taker: ExactDecimal

    init(reading reader: inout JSONReader) throws(JSONError) {
        var maker: ExactDecimal?
        var taker: ExactDecimal?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "maker": maker = try reader.decimal()
            case "taker": taker = try reader.decimal()
            default: try reader.skip()
            }
        }
        self.maker = try reader.require(maker, "maker")
        self.taker = try reader.require(taker, "taker")
    }
}
