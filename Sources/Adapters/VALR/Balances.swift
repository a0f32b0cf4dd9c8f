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
}

/// One asset's balance, of an answer or of a stream (valr.md E.1, J.2).
struct BalanceRow {
    private var currency: String?
    private var available: ExactDecimal?
    private var reserved: ExactDecimal?
    private var lent = ExactDecimal.zero
    private var pledged = ExactDecimal.zero

    init(reading reader: inout JSONReader) throws(JSONError) {
        var row = BalanceRow()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "currency": row.currency = try Self.currency(&reader)
            case "available": row.available = try reader.amount()
            case "reserved": row.reserved = try reader.amount()
            case "lendReserved": row.lent = try reader.amount()
            case "borrowReserved", "borrowCollateralReserved": row.pledged = try reader.amount()
            default: try reader.skip()
            }
        }
        self = row
    }

    private init() {}

    /// A code, or the object that streams send instead: there `symbol` is `R` for the rand, `shortName` is not (C.1).
    private static func currency(_ reader: inout JSONReader) throws(JSONError) -> String? {
        guard try reader.next() == .object else { return VALRWords.currency(try reader.string()) }
        var name: String?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "shortName": name = try reader.string()
            default: try reader.skip()
            }
        }
        return name
    }

    /// Rows of zero are left out: some come in spite of the filter.
    func balances(_ reader: JSONReader) throws(JSONError) -> [Balance] {
        try allBalances(reader).filter { !$0.available.isZero || !$0.held.isZero }
    }

    /// The spot balance, then what is lent and what is pledged, zeros included.
    func allBalances(_ reader: JSONReader) throws(JSONError) -> [Balance] {
        let free = try reader.require(available, "available")
        let held = try reader.require(reserved, "reserved")
        guard let asset = Asset(try reader.require(currency, "currency")), let total = try? free + held else {
            throw reader.unexpected("an asset with a sum that can be represented")
        }
        return [
            Balance(asset: asset, total: total, available: free, held: held),
            Balance(asset: asset, wallet: "lent", total: lent, available: .zero, held: lent),
            Balance(asset: asset, wallet: "pledged", total: pledged, available: .zero, held: pledged),
        ]
    }
}
