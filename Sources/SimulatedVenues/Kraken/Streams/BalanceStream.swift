import AdapterProtocol
import VenueSimulator

// The `balances` channel (kraken.md J.3): totals in a snapshot, ledger rows after it, and nothing of what orders hold.
extension KrakenFace {
    func balanceRows() -> [FaceJSON] {
        guard let account = exchange.account(Kraken.Setup.account) else { return [] }
        return account.balances.compactMap { balance in
            // reason: balances are far from 34 digits.
            let total = (try? balance.free + balance.locked) ?? balance.free
            guard let asset = Kraken.Markets.asset(balance.asset), !total.isZero else { return nil }
            let amount = Kraken.StreamText.number(total, switches)
            return [
                "asset": .text(asset.display), "asset_class": .text(asset.assetClass), "balance": amount,
                "wallets": [["type": "spot", "id": "main", "balance": amount]],
            ]
        }
    }

    /// Tells ledger rows: a trade's two in one frame or in two (J.3).
    mutating func tellLedger(_ rows: [Kraken.LedgerRow]) {
        let rows = rows.compactMap(ledgerRow)
        let frames = switches.has("balanceFrames", "one") ? [rows] : rows.map { [$0] }
        for index in streams.connections.indices where streams.connections[index].balances != nil {
            for frame in frames { sendBalances("update", frame, to: index) }
        }
    }

    private func ledgerRow(_ row: Kraken.LedgerRow) -> FaceJSON? {
        guard let asset = Kraken.Markets.asset(row.asset) else { return nil }
        func number(_ value: ExactDecimal) -> FaceJSON { Kraken.StreamText.number(value, switches) }
        return [
            "ledger_id": .text(ids.ledgerRow(row.number)), "ref_id": .text(row.reference),
            "timestamp": Kraken.StreamText.time(micro: row.time), "type": .text(row.type), "subtype": "",
            "category": .text(row.type), "asset": .text(asset.display), "asset_class": .text(asset.assetClass),
            "amount": number(row.amount), "fee": number(row.fee), "balance": number(row.balance),
            "wallet_type": "spot", "wallet_id": "main",
        ]
    }
}
