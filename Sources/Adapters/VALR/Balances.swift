import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// What the account holds for spot: free plus reserved by orders. What it has lent or pledged stands beside as
    /// wallets of their own; what it has borrowed is a debt and no holding (valr.md E.1).
    public func balances() -> Flow<[Balance]> { Self.account.flow }

    static var account: Endpoint<[Balance]> {
        let call = privateRead("account.balances", "account/balances", [Parameter("excludeZeroBalances", "true")])
        return endpoint(call) { reader throws(JSONError) in
            var balances: [Balance] = []
            try reader.array { reader throws(JSONError) in
                balances += try BalanceRow(reading: &reader).balances(reader)
            }
            return balances
        }
    }

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

/// One asset's balance (valr.md E.1).
private struct BalanceRow {
    private var currency: String?
    private var available: ExactDecimal?
    private var reserved: ExactDecimal?
    private var lent = ExactDecimal.zero
    private var pledged = ExactDecimal.zero

    init(reading reader: inout JSONReader) throws(JSONError) {
        var row = BalanceRow()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "currency": row.currency = try reader.string()
            case "available": row.available = try reader.decimal()
            case "reserved": row.reserved = try reader.decimal()
            case "lendReserved": row.lent = try reader.decimal()
            case "borrowReserved", "borrowCollateralReserved": row.pledged = try reader.decimal()
            default: try reader.skip()
            }
        }
        self = row
    }

    private init() {}

    /// Rows of zero are left out: some come in spite of the filter.
    func balances(_ reader: JSONReader) throws(JSONError) -> [Balance] {
        let free = try reader.require(available, "available")
        let held = try reader.require(reserved, "reserved")
        guard let asset = Asset(try reader.require(currency, "currency")), let total = try? free + held else {
            throw reader.unexpected("an asset with a sum that can be represented")
        }
        var found: [Balance] = []
        if !free.isZero || !held.isZero {
            found.append(Balance(asset: asset, total: total, available: free, held: held))
        }
        for (wallet, amount) in [("lent", lent), ("pledged", pledged)] where !amount.isZero {
            found.append(Balance(asset: asset, wallet: wallet, total: amount, available: .zero, held: amount))
        }
        return found
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
