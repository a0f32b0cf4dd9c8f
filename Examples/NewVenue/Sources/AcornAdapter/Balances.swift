import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// What the account holds. Acorn lists every asset it has; those of which nothing is held are left out.
    public func balances() -> Flow<[Balance]> {
        Self.endpoint(Self.privateRead("account.balances", "balances")) { reader throws(JSONError) in
            try reader.list(Balance.init(acorn:))
        }.flow.map { $0.filter { !$0.total.isZero } }
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
