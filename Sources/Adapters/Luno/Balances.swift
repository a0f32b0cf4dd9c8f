import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// What the account holds. The venue's `balance` is the total, whatever its own text says, and amounts not yet
    /// confirmed are in neither number (luno.md E.1, K.1).
    ///
    /// An asset with several accounts has a row for each: the configured one is the wallet `spot`, the others carry their
    /// account id, and so do all while none is configured, since no field marks the one that orders use.
    public func balances() -> Flow<[Balance]> {
        let accounts = accounts
        return Self.account().flow.map { rows in
            let counts = Dictionary(rows.map { ($0.asset, 1) }, uniquingKeysWith: +)
            return rows.filter { !$0.total.isZero || !$0.held.isZero }.map { row in
                let chosen = accounts[row.asset] ?? (counts[row.asset] == 1 ? row.id : nil)
                return row.balance(wallet: row.id == chosen ? "spot" : row.id)
            }
        }
    }

    /// All accounts, empty ones included.
    static func account(_ operation: OperationName = "account.balances") -> Endpoint<[AccountRow]> {
        listEndpoint(privateRead(operation, "1/balance"), "balance", AccountRow.init(reading:))
    }
}

/// One account of one asset (luno.md E.1).
struct AccountRow: Sendable {
    /// 64 bits, kept as text.
    let id: String
    let asset: Asset
    let total: ExactDecimal
    let held: ExactDecimal
    private let available: ExactDecimal

    init(reading reader: inout JSONReader) throws(JSONError) {
        var id: String?
        var code: String?
        var total: ExactDecimal?
        var held: ExactDecimal?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "account_id": id = try reader.rawText()
            case "asset": code = try reader.string()
            case "balance": total = try reader.amount()
            case "reserved": held = try reader.amount()
            default: try reader.skip()
            }
        }
        self.id = try reader.require(id, "account_id")
        self.total = try reader.require(total, "balance")
        self.held = try reader.require(held, "reserved")
        guard let asset = LunoWords.asset(try reader.require(code, "asset")), let rest = try? self.total - self.held
        else { throw reader.unexpected("an asset with a difference that can be represented") }
        self.asset = asset
        available = rest
    }

    func balance(wallet: String) -> Balance {
        Balance(asset: asset, wallet: wallet, total: total, available: available, held: held)
    }
}
