import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// Rates of one market (weight 20): maker or taker plus buyer or seller, summed over the three groups. The discount
    /// for paying in BNB is left out: its meaning is unconfirmed (binance.md E.1).
    public func feeRates(of instrument: Instrument) -> Flow<FeeRates> {
        let call = Self.privateRead(
            "account.fees", "account/commission", [Parameter("symbol", instrument.nativeName)], weight: 20)
        let symbol = instrument.symbol
        let endpoint = Self.endpoint(call) { reader throws(JSONError) in
            var groups: [CommissionGroup] = []
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "standardCommission", "specialCommission", "taxCommission":
                    groups.append(try CommissionGroup(reading: &reader))
                default: try reader.skip()
                }
            }
            guard !groups.isEmpty else { throw reader.missing("standardCommission") }
            return groups
        }
        return .call(endpoint) { result, now in
            switch result {
            case .failure(let error): return .failed(error)
            case .success(let groups):
                guard let rates = try? CommissionGroup.rates(of: symbol, groups, readAt: now) else {
                    return .failed(Self.unrepresentable("the sum of the fee rates"))
                }
                return .finished(rates)
            }
        }
    }

    private static func unrepresentable(_ what: String) -> VenueError {
        VenueError(
            kind: .undecodable, effect: .notExecuted(.read), advice: .never, message: "\(what) cannot be represented")
    }
}

/// `{maker, taker, buyer, seller}` as fractions.
private struct CommissionGroup: Sendable {
    var maker = ExactDecimal.zero
    var taker = ExactDecimal.zero
    var buyer = ExactDecimal.zero
    var seller = ExactDecimal.zero

    init(reading reader: inout JSONReader) throws(JSONError) {
        var maker: ExactDecimal?
        var taker: ExactDecimal?
        var buyer: ExactDecimal?
        var seller: ExactDecimal?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "maker": maker = try reader.decimal()
            case "taker": taker = try reader.decimal()
            case "buyer": buyer = try reader.decimal()
            case "seller": seller = try reader.decimal()
            default: try reader.skip()
            }
        }
        self.maker = try reader.require(maker, "maker")
        self.taker = try reader.require(taker, "taker")
        self.buyer = try reader.require(buyer, "buyer")
        self.seller = try reader.require(seller, "seller")
    }

    /// The rates over all groups: role plus side.
    static func rates(
        of symbol: Symbol, _ groups: [CommissionGroup], readAt: Timestamp
    ) throws(DecimalError) -> FeeRates {
        FeeRates(
            symbol: symbol, makerBuy: try .sum(groups.flatMap { [$0.maker, $0.buyer] }),
            makerSell: try .sum(groups.flatMap { [$0.maker, $0.seller] }),
            takerBuy: try .sum(groups.flatMap { [$0.taker, $0.buyer] }),
            takerSell: try .sum(groups.flatMap { [$0.taker, $0.seller] }), readAt: readAt)
    }
}
