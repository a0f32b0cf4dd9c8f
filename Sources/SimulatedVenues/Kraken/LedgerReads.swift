import AdapterProtocol
import VenueSimulator

// Ledgers, QueryLedgers (kraken.md E.11).
extension KrakenFace {
    func ledgers(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        var wanted: Set<String>?
        if let names = call.parameters.list("asset"), names != ["all"] {
            var found: Set<String> = []
            for name in names {
                guard let asset = Kraken.Markets.asset(name) else { throw .unknownAsset }
                found.insert(asset.id)
            }
            wanted = found
        }
        let type = call.parameters.text("type") ?? "all"
        let window = try Kraken.HistoryWindow(call.parameters) { text in
            self.ids.ledgerRow(text).flatMap { self.ledgerRow($0)?.time }
        }
        let found = books.rows.reversed().lazy.filter { row in
            (wanted.map { $0.contains(row.asset) } ?? true) && (type == "all" || row.type == type)
                && window.contains(row.time)
        }
        let page = window.page(found)
        let answer: FaceJSON = ["ledger": .members(page.rows.map(member))]
        return window.wantsCount ? answer.with("count", .integer(page.count)) : answer
    }

    func queryLedgers(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        guard let names = call.parameters.list("id"), (1...20).contains(names.count) else { throw .argument("id") }
        var members: [FaceJSON.Member] = []
        for name in names {
            guard let row = ids.ledgerRow(name).flatMap({ ledgerRow($0) }) else { throw .argument("id") }
            members.append(member(row))
        }
        return .members(members)
    }

    /// Rows are numbered without gaps, so the place of a number is known.
    private func ledgerRow(_ number: Int64) -> Kraken.LedgerRow? {
        guard let first = books.rows.first?.number, number >= first, number - first < books.rows.count else {
            return nil
        }
        return books.rows[Int(number - first)]
    }

    private func member(_ row: Kraken.LedgerRow) -> FaceJSON.Member {
        let places = Kraken.Markets.asset(row.asset)?.decimals ?? 8
        return .init(
            ids.ledgerRow(row.number),
            [
                "refid": .text(row.reference),
                "time": Kraken.Times.number(row.time),
                "type": .text(row.type),
                "subtype": "",
                "aclass": .text(Kraken.Markets.asset(row.asset)?.assetClass ?? "currency"),
                "asset": .text(row.asset),
                "amount": Kraken.money(row.amount, places: places),
                "fee": Kraken.money(row.fee, places: places),
                "balance": Kraken.money(row.balance, places: places),
            ])
    }
}
