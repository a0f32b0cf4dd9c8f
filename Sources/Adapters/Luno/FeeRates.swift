import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// Rates of one market; negative for a rebate. Older answers have only a rate per role, not per side (luno.md E.2).
    public func feeRates(of instrument: Instrument) -> Flow<FeeRates> {
        let call = Self.privateRead("account.fees", "1/fee_info", [Parameter("pair", instrument.nativeName)])
        let symbol = instrument.symbol
        return .call(Self.endpoint(call) { reader throws(JSONError) in try FeeRow(reading: &reader) }) { result, now in
            switch result {
            case .failure(let error): .failed(error)
            case .success(let row): .finished(row.rates(of: symbol, readAt: now))
            }
        }
    }
}

/// Fee rates as fractions (luno.md E.2).
private struct FeeRow: Sendable {
    let makerBuy: ExactDecimal
    let makerSell: ExactDecimal
    let takerBuy: ExactDecimal
    let takerSell: ExactDecimal

    init(reading reader: inout JSONReader) throws(JSONError) {
        var rates: [String: ExactDecimal] = [:]
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "maker_fee", "maker_fee_buy", "maker_fee_sell", "taker_fee", "taker_fee_buy", "taker_fee_sell":
                if let rate = try reader.decimalOrNothing() { rates[key.text] = rate }
            default: try reader.skip()
            }
        }
        makerBuy = try reader.require(rates["maker_fee_buy"] ?? rates["maker_fee"], "maker_fee_buy")
        makerSell = try reader.require(rates["maker_fee_sell"] ?? rates["maker_fee"], "maker_fee_sell")
        takerBuy = try reader.require(rates["taker_fee_buy"] ?? rates["taker_fee"], "taker_fee_buy")
        takerSell = try reader.require(rates["taker_fee_sell"] ?? rates["taker_fee"], "taker_fee_sell")
    }

    func rates(of symbol: Symbol, readAt: Timestamp) -> FeeRates {
        FeeRates(
            symbol: symbol, makerBuy: makerBuy, makerSell: makerSell, takerBuy: takerBuy, takerSell: takerSell,
            readAt: readAt)
    }
}
