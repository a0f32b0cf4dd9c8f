import AdapterKit
import AdapterProtocol

/// `outboundAccountPosition`: what is free and locked of the assets that may have changed, absolute (binance.md J.2).
enum AccountBalances {
    static func read(_ reader: inout JSONReader) throws(JSONError) -> [Balance] {
        var balances: [Balance]?
        try reader.object { key, reader throws(JSONError) in
            guard case "B" = key else { return try reader.skip() }
            balances = try reader.list(balance)
        }
        return try reader.require(balances, "B")
    }

    private static func balance(_ reader: inout JSONReader) throws(JSONError) -> Balance {
        var code: String?
        var free: ExactDecimal?
        var locked: ExactDecimal?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "a": code = try reader.string()
            case "f": free = try reader.amount()
            case "l": locked = try reader.amount()
            default: try reader.skip()
            }
        }
        let available = try reader.require(free, "f")
        let held = try reader.require(locked, "l")
        guard let asset = Asset(try reader.require(code, "a")), let total = try? available + held else {
            throw reader.unexpected("an asset with a sum that can be represented")
        }
        return Balance(asset: asset, total: total, available: available, held: held)
    }
}
