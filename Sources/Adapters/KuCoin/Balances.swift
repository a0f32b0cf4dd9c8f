import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// What the account holds in each wallet (weight 5): `main` (funding), `trade`, on older accounts `trade_hf`.
    /// Orders use `trade` and `trade_hf` only (kucoin.md E.1).
    public func balances() -> Flow<[Balance]> {
        let call = Self.privateRead("account.balances", "v1/accounts", weight: 5, pool: Self.managementPool)
        return Self.endpoint(call) { reader throws(JSONError) in
            try reader.list(Self.balance).filter { !$0.total.isZero || !$0.held.isZero }
        }.flow
    }

    private static func balance(_ reader: inout JSONReader) throws(JSONError) -> Balance {
        var currency: String?
        var wallet: String?
        var total: ExactDecimal?
        var available: ExactDecimal?
        var held: ExactDecimal?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "currency": currency = try reader.string()
            case "type": wallet = try reader.string()
            case "balance": total = try reader.amount()
            case "available": available = try reader.amount()
            case "holds": held = try reader.amount()
            default: try reader.skip()
            }
        }
        guard let asset = KuCoinWords.asset(try reader.require(currency, "currency")) else {
            throw reader.unexpected("an asset code")
        }
        let sum = try reader.require(total, "balance")
        let free = try reader.require(available, "available")
        let locked = try reader.require(held, "holds")
        guard let check = try? free + locked, check == sum else {
            throw reader.unexpected("a balance that is the sum of available and holds")
        }
        return Balance(
            asset: asset, wallet: try reader.require(wallet, "type"), total: sum, available: free, held: locked)
    }
}
