import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// What the account holds (weight 20); total is free plus locked (binance.md E.1).
    public func balances() -> Flow<[Balance]> { Self.account.flow.map(\.balances) }

    static var account: Endpoint<AccountRow> {
        let call = privateRead("account.balances", "account", [Parameter("omitZeroBalances", "true")], weight: 20)
        return endpoint(call) { reader throws(JSONError) in try AccountRow(reading: &reader) }
    }
}

/// What `account` tells: balances, the account's id and whether it may trade (not the key's rights).
struct AccountRow: Sendable {
    var balances: [Balance] = []
    var accountID: String?
    var canTrade = true

    init(reading reader: inout JSONReader) throws(JSONError) {
        var balances: [Balance]?
        var accountID: String?
        var canTrade = true
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "balances": balances = try reader.list(Self.balance).filter { !$0.total.isZero }
            case "uid": accountID = try reader.rawText()
            case "canTrade": canTrade = try reader.bool()
            default: try reader.skip()
            }
        }
        self.balances = try reader.require(balances, "balances")
        self.accountID = accountID
        self.canTrade = canTrade
    }

    private static func balance(_ reader: inout JSONReader) throws(JSONError) -> Balance {
        var code: String?
        var free: ExactDecimal?
        var locked: ExactDecimal?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "asset": code = try reader.string()
            case "free": free = try reader.amount()
            case "locked": locked = try reader.amount()
            default: try reader.skip()
            }
        }
        let available = try reader.require(free, "free")
        let held = try reader.require(locked, "locked")
        guard let asset = Asset(try reader.require(code, "asset")), let total = try? available + held else {
            throw reader.unexpected("an asset with a sum that can be represented")
        }
        return Balance(asset: asset, total: total, available: available, held: held)
    }
}
