import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// Rates of one market for this account (weight 3); the same for both sides. A discount for paying in KCS is
    /// booked apart and left out (K22).
    public func feeRates(of instrument: Instrument) -> Flow<FeeRates> {
        let call = Self.privateRead(
            "account.fees", "v1/trade-fees", [Parameter("symbols", instrument.nativeName)], weight: 3)
        let endpoint = Self.endpoint(call) { reader throws(JSONError) in
            let rows = try reader.list(FeeRow.init(reading:))
            guard let row = rows.first(where: { $0.name == instrument.nativeName }) else {
                throw reader.missing(instrument.nativeName)
            }
            return row
        }
        return .call(endpoint) { result, now in
            switch result {
            case .failure(let error): .failed(error)
            case .success(let row):
                .finished(
                    FeeRates(
                        symbol: instrument.symbol, makerBuy: row.maker, makerSell: row.maker, takerBuy: row.taker,
                        takerSell: row.taker, readAt: now))
            }
        }
    }
}

private struct FeeRow: Sendable {
    let name: String
    let maker: ExactDecimal
    let taker: ExactDecimal

    init(reading reader: inout JSONReader) throws(JSONError) {
        var name: String?
        var maker: ExactDecimal?
        var taker: ExactDecimal?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "symbol": name = try reader.string()
            case "makerFeeRate": maker = try reader.decimal()
            case "takerFeeRate": taker = try reader.decimal()
            default: try reader.skip()
            }
        }
        self.name = try reader.require(name, "symbol")
        self.maker = try reader.require(maker, "makerFeeRate")
        self.taker = try reader.require(taker, "takerFeeRate")
    }
}
