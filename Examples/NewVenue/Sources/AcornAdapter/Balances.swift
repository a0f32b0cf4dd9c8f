import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// What the account holds. Acorn lists every asset it has; those of which nothing is held are left out.
    public func balances() -> Flow<[Balance]> {
        Self.endpoint(Self.privateRead("account.balances", "balances")) { reader throws(JSONError) in
            try reader.list(Balance.init(acorn:))
        }.flow.map { $0.filter { !$0.total.isZero } }
    }

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

    /// Acorn's interface moves no funds, and tells of none that moved.
    public func deposits(_ query: HistoryQuery) -> Flow<[Transfer]> { Self.noTransfers }
    /// Acorn's interface moves no funds, and tells of none that moved.
    public func withdrawals(_ query: HistoryQuery) -> Flow<[Transfer]> { Self.noTransfers }

    private static var noTransfers: Flow<[Transfer]> {
        .failed(.unsupported(.transfers, "Acorn's interface does not tell of transfers"))
    }
}

extension Balance {
    /// One asset (API.md, Account).
    fileprivate init(acorn reader: inout JSONReader) throws(JSONError) {
        var code: String?
        var free: ExactDecimal?
        var held: ExactDecimal?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "asset": code = try reader.string()
            case "free": free = try reader.amount()
            case "held": held = try reader.amount()
            default: try reader.skip()
            }
        }
        let available = try reader.require(free, "free")
        let locked = try reader.require(held, "held")
        guard let asset = Asset(try reader.require(code, "asset")), let total = try? available + locked else {
            throw reader.unexpected("an asset with a sum that can be represented")
        }
        self.init(asset: asset, total: total, available: available, held: locked)
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
