import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// The account's own rates of one market, from percent (kraken.md E.2). Without a maker table the taker's holds.
    public func feeRates(of instrument: Instrument) -> Flow<FeeRates> {
        let call = Self.privateRead("account.fees", "TradeVolume", [Parameter("pair", instrument.nativeName)])
        let symbol = instrument.symbol
        let endpoint = Self.endpoint(call) { reader throws(JSONError) in
            var taker: ExactDecimal?
            var maker: ExactDecimal?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "fees": taker = try Self.rate(&reader)
                case "fees_maker": maker = try Self.rate(&reader)
                default: try reader.skip()
                }
            }
            let found = try reader.require(taker, "fees")
            return (taker: found, maker: maker ?? found)
        }
        return .call(endpoint) { result, now in
            switch result {
            case .failure(let error): .failed(error)
            case .success(let rates):
                .finished(
                    FeeRates(
                        symbol: symbol, makerBuy: rates.maker, makerSell: rates.maker, takerBuy: rates.taker,
                        takerSell: rates.taker, readAt: now))
            }
        }
    }

    /// The one pair's `fee` as a fraction, nil for a table without it; the venue names the pair its own way (K.20).
    private static func rate(_ reader: inout JSONReader) throws(JSONError) -> ExactDecimal? {
        if try reader.null() { return nil }
        // Emptied tables may come as lists (kraken.md A.3): empty does not mean free.
        if try reader.next() == .array {
            try reader.array { reader throws(JSONError) in throw reader.unexpected("an empty list") }
            return nil
        }
        var percent: ExactDecimal?
        try reader.object { _, reader throws(JSONError) in
            guard percent == nil else { throw reader.unexpected("one pair") }
            var fee: ExactDecimal?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "fee": fee = try reader.decimal()
                default: try reader.skip()
                }
            }
            percent = try reader.require(fee, "fee")
        }
        guard let percent else { return nil }
        guard let fraction = try? percent * ExactDecimal(coefficient: 1, exponent: -2) else {
            throw reader.unexpected("a rate that can be represented")
        }
        return fraction.normalized
    }
}
