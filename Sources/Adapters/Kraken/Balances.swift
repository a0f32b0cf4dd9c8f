import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// What the account holds. Amounts in rewards (`.F`) count as spot, since the engine takes them when an order needs
    /// them; staked, bonded and held amounts stand in wallets of their own and are not free (kraken.md C.3, E.1).
    public func balances() -> Flow<[Balance]> {
        let call = Self.privateRead("account.balances", "BalanceEx")
        return Self.endpoint(call) { reader throws(JSONError) in
            var ledger = BalanceLedger()
            try reader.object { key, reader throws(JSONError) in
                let id = key.text
                try ledger.add(id, try BalanceRow(reading: &reader), reader)
            }
            return ledger.balances
        }.flow
    }
}

/// One line of BalanceEx.
private struct BalanceRow {
    let total: ExactDecimal
    let held: ExactDecimal
    let available: ExactDecimal

    init(reading reader: inout JSONReader) throws(JSONError) {
        var balance: ExactDecimal?
        var held: ExactDecimal?
        var credit = ExactDecimal.zero
        var used = ExactDecimal.zero
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "balance": balance = try reader.amount()
            case "hold_trade": held = try reader.amount()
            case "credit": credit = try reader.amountOrNothing() ?? .zero
            case "credit_used": used = try reader.amountOrNothing() ?? .zero
            default: try reader.skip()
            }
        }
        total = try reader.require(balance, "balance")
        self.held = try reader.require(held, "hold_trade")
        guard let free = try? ExactDecimal.sum([total, credit, used.negated, self.held.negated]) else {
            throw reader.unexpected("a balance that can be represented")
        }
        available = free
    }
}

/// Sums the lines that are one wallet of one asset.
private struct BalanceLedger {
    private var order: [String] = []
    private var sums: [String: Balance] = [:]

    /// In the order in which the venue named them, without those that hold nothing.
    var balances: [Balance] { order.compactMap { sums[$0] }.filter { !$0.total.isZero || !$0.held.isZero } }

    mutating func add(_ id: String, _ row: BalanceRow, _ reader: JSONReader) throws(JSONError) {
        guard let holding = KrakenWords.holding(id) else { return }
        let isFree = holding.wallet == "spot"
        let line = Balance(
            asset: holding.asset, wallet: holding.wallet, total: row.total, available: isFree ? row.available : .zero,
            held: isFree ? row.held : row.total)
        let key = holding.asset.code + "/" + holding.wallet
        guard let before = sums[key] else {
            order.append(key)
            sums[key] = line
            return
        }
        guard let total = try? before.total + line.total, let available = try? before.available + line.available,
            let held = try? before.held + line.held
        else { throw reader.unexpected("balances with a sum that can be represented") }
        sums[key] = Balance(
            asset: line.asset, wallet: line.wallet, total: total, available: available, held: held)
    }
}
