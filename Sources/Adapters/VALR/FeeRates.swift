import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// Rates of one market, already of the account's tier (valr.md E.2). Maker rates may be negative.
    public func feeRates(of instrument: Instrument) -> Flow<FeeRates> {
        let name = instrument.nativeName
        let symbol = instrument.symbol
        return .call(Self.fees) { result, now in
            switch result {
            case .failure(let error): return .failed(error)
            case .success(let rows):
                // Without rates a market is not traded in the book.
                guard let row = rows.first(where: { $0.pair == name }), let maker = row.maker, let taker = row.taker
                else {
                    return .failed(
                        VenueError(
                            kind: .unknownSymbol, effect: .notExecuted(.read), advice: .never,
                            message: "the venue names no maker and taker rates for \(symbol)"))
                }
                return .finished(
                    FeeRates(
                        symbol: symbol, makerBuy: maker, makerSell: maker, takerBuy: taker, takerSell: taker,
                        readAt: now))
            }
        }
    }

    static var fees: Endpoint<[FeeRow]> {
        endpoint(privateRead("account.fees", "account/fees/trade")) { reader throws(JSONError) in
            try reader.list(FeeRow.init(reading:))
        }
    }
}

/// The rates of one market as fractions; the venue writes percent (valr.md E.2).
struct FeeRow: Sendable {
    let pair: String
    let maker: ExactDecimal?
    let taker: ExactDecimal?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var pair: String?
        var maker: ExactDecimal?
        var taker: ExactDecimal?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "currencyPair": pair = try reader.string()
            case "makerPercentage": maker = try Self.fraction(&reader)
            case "takerPercentage": taker = try Self.fraction(&reader)
            default: try reader.skip()
            }
        }
        self.pair = try reader.require(pair, "currencyPair")
        self.maker = maker
        self.taker = taker
    }

    private static func fraction(_ reader: inout JSONReader) throws(JSONError) -> ExactDecimal? {
        guard let percent = try reader.optionalDecimal() else { return nil }
        guard let hundredth = try? ExactDecimal(coefficient: 1, exponent: -2), let rate = try? percent * hundredth
        else { throw reader.unexpected("a rate that can be represented") }
        return rate
    }
}
