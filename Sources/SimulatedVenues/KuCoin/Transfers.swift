import AdapterProtocol
import VenueSimulator

// Deposits, withdrawals and the funding wallet's ledger (kucoin.md E.1): two deposits and a withdrawal that happened
// before the venue opened.
extension KuCoinFace {
    private static let hour: Int64 = 3_600_000

    func deposits(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let rows: [FaceJSON] = [
            deposit("USDT", chain: "trx", amount: "600.00000000", wallet: "4fbbc7e1f3a80f0b8d6e2a51", hoursAgo: 30),
            deposit("BTC", chain: "btc", amount: "0.25000000", wallet: nil, hoursAgo: 50),
        ]
        return try page(rows, call, words: ["PROCESSING", "SUCCESS", "FAILURE", "WAIT_TRM_MGT", "TRM_MGT_REJECTED"])
    }

    private func deposit(
        _ currency: String, chain: String, amount: String, wallet: String?, hoursAgo: Int64
    ) -> FaceJSON {
        let time = openedAt - hoursAgo * Self.hour
        return [
            "currency": .text(currency), "chain": .text(chain), "status": "SUCCESS",
            "address": .text(wallet == nil ? "owner@example.com" : "TSv3L1fS7yQnQ6kZ3rX4nLP6rqNxYz"), "memo": "",
            "isInner": .flag(wallet == nil), "amount": .text(amount), "fee": "0.00000000",
            "walletTxId": .optional(wallet), "createdAt": .integer(time), "updatedAt": .integer(time + 60_000),
            "remark": "", "arrears": false,
        ]
    }

    private static let withdrawalID = "67e6515f7960ba0007b42025"

    private var withdrawalRow: FaceJSON {
        let time = openedAt - 20 * Self.hour
        return [
            "id": .text(Self.withdrawalID), "currency": "USDT", "chain": "trx", "status": "SUCCESS",
            "address": "TSv3L1fS7yQnQ6kZ3rX4nLP6rqNxYz", "memo": "", "isInner": false, "amount": "99.00000000",
            "fee": "1.00000000", "walletTxId": "b6a2f19d5c83e4b7a0f6d2c1e9b85a37", "createdAt": .integer(time),
            "updatedAt": .integer(time + 600_000), "remark": "",
        ]
    }

    func withdrawals(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        try page(
            [withdrawalRow], call, words: ["REVIEW", "PROCESSING", "WALLET_PROCESSING", "SUCCESS", "FAILURE"])
    }

    /// One withdrawal, with what its end was.
    func withdrawal(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        guard call.variable == Self.withdrawalID else {
            throw .parameter("withdrawal not exist", status: call.switches.parameterStatus)
        }
        return withdrawalRow.with("failureReason", .null).with("cancelType", "NON_CANCELABLE")
            .with("returnStatus", "NOT_RETURN")
    }

    private func page(_ rows: [FaceJSON], _ call: KuCoin.Call, words: [String]) throws(KuCoin.Refusal) -> FaceJSON {
        let currency = try call.fields.text("currency")
        let status = try call.fields.text("status")
        if let status, !words.contains(status) { throw call.fields.invalid("status") }
        let start = try call.fields.integer("startAt") ?? .min
        let end = try call.fields.integer("endAt") ?? .max
        let number = try call.fields.count("currentPage", in: 1...1_000_000, initial: 1)
        let chosen = rows.filter { row in
            let time = row["createdAt"]?.plain.flatMap { Int64($0) } ?? 0
            return (currency == nil || row["currency"]?.string == currency)
                && (status == nil || row["status"]?.string == status) && time >= start && time <= end
        }
        return KuCoin.Page(number: number, size: try pageSize(call)).answer(chosen) { $0 }
    }

    /// `GET accounts/ledgers`: the funding wallet; a window of 24 h at most, empty unless it reaches the transfers.
    func oldLedger(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let end = try call.fields.integer("endAt") ?? now
        let start = try call.fields.integer("startAt") ?? end - 86_400_000
        guard start <= end, end - start <= 86_400_000 else { throw call.fields.invalid("startAt") }
        let number = try call.fields.count("currentPage", in: 1...1_000_000, initial: 1)
        let time = openedAt - 30 * Self.hour
        let rows: [FaceJSON] =
            (start...end).contains(time)
            ? [
                [
                    "id": "611a1e7c6a053300067a88d9", "currency": "USDT", "amount": "600.00000000",
                    "fee": "0.00000000", "balance": "600.00000000", "accountType": "MAIN", "bizType": "Deposit",
                    "direction": "in", "createdAt": .integer(time), "context": "{}",
                ]
            ] : []
        return KuCoin.Page(number: number, size: try pageSize(call)).answer(rows) { $0 }
    }
}
