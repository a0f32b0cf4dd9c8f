import AdapterProtocol
import VenueSimulator

// GET accounts/{id}/transactions (luno.md E.8).
extension LunoFace {
    /// Rows `min_row` to before `max_row`, newest first; numbers that are not positive count back from the newest.
    func transactions(
        _ id: String, _ parameters: Luno.Parameters, _ switches: Luno.Switches
    ) throws(Luno.Refusal) -> FaceJSON {
        guard let account = Int64(id), account == Luno.Accounts.savings || Luno.Accounts.asset(account) != nil
        else { throw .account }
        let first = try parameters.requiredInteger("min_row")
        let last = try parameters.requiredInteger("max_row")
        let asset = Luno.Accounts.asset(account) ?? "XBT"
        let rows = account == Luno.Accounts.savings ? [] : journal.rows(of: asset)
        let newest = rows.last?.index ?? 0
        let from = Self.absolute(first, newest)
        let to = Self.absolute(last, newest)
        guard from <= to else { throw .arguments }
        guard to - from <= 1_000 else { throw .rows }
        let wanted = rows.suffix(while: { $0.index >= from }).filter { $0.index < to }
        let out = wanted.reversed().map { row($0, asset, account, switches) }
        return ["id": .text(id), "transactions": list(Array(out), switches)]
    }

    /// `-1` is the newest row, `0` the one after it.
    private static func absolute(_ row: Int64, _ newest: Int64) -> Int64 {
        let bounded = min(max(row, -(1 << 53)), 1 << 53)
        return bounded > 0 ? bounded : max(0, newest + 1 + bounded)
    }

    private func row(
        _ row: Luno.Row, _ asset: String, _ account: Int64, _ switches: Luno.Switches
    ) -> FaceJSON {
        func number(_ value: ExactDecimal) -> FaceJSON {
            let text = value.normalized.description
            return switches.ledgerNumbersAreText ? .text(text) : .number(text)
        }
        let json: FaceJSON = [
            "row_index": .integer(row.index),
            "timestamp": .integer(row.time),
            "balance": number(row.balance),
            "available": number(row.available),
            "balance_delta": number(row.balanceDelta),
            "available_delta": number(row.availableDelta),
            "currency": .text(asset),
            "description": .text(Self.description(row, asset)),
        ]
        guard let trade = row.trade, let market = Luno.Markets.market(trade.pair) else { return json }
        return
            json
            .with("account_id", .text(String(account)))
            .with("kind", "EXCHANGE")
            .with("reference", "")
            .with("details", ["Trade": .text(Self.amount(trade.volume, market.base))])
            .with(
                "detail_fields",
                [
                    "trade_details": [
                        "pair": .text(trade.pair),
                        "price": Luno.money(trade.price),
                        "sequence": .integer(trade.sequence),
                        "volume": Luno.money(trade.volume),
                    ],
                    "crypto_details": ["address": "", "txid": ""],
                ])
    }

    /// Texts say BTC where codes say XBT (sample).
    private static func amount(_ value: ExactDecimal, _ asset: String) -> String {
        value.normalized.description + " " + (asset == "XBT" ? "BTC" : asset)
    }

    private static func description(_ row: Luno.Row, _ asset: String) -> String {
        if let trade = row.trade, let market = Luno.Markets.market(trade.pair) {
            return (trade.isBuy ? "Bought " : "Sold ") + amount(trade.volume, market.base)
        }
        if row.balanceDelta.isZero { return row.availableDelta.isNegative ? "Reserved for order" : "Released" }
        return "Deposit"
    }
}

extension Array where Element == Luno.Row {
    /// The rows at the end that satisfy `isWanted`.
    fileprivate func suffix(while isWanted: (Luno.Row) -> Bool) -> ArraySlice<Luno.Row> {
        let index = lastIndex { !isWanted($0) }
        return self[(index.map { $0 + 1 } ?? startIndex)...]
    }
}
