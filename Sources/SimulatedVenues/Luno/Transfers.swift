import AdapterProtocol
import Crypto
import VenueSimulator

// Deposits and withdrawals of a made-up past: they explain where the opening balances come from (luno.md E.8).
extension LunoFace {
    private static let day: Int64 = 86_400_000

    /// Newest first: on XBT and every coin one deposit, on ZAR a withdrawal after it.
    func transfers(_ parameters: Luno.Parameters, _ switches: Luno.Switches) throws(Luno.Refusal) -> FaceJSON {
        let account = try parameters.requiredInteger("account_id")
        let before = try parameters.time("before") ?? .max
        let limit = try parameters.limit()
        guard account == Luno.Accounts.savings || Luno.Accounts.asset(account) != nil else { throw .account }
        guard let asset = Luno.Accounts.asset(account), let opening = Luno.Setup.balances[asset] else {
            return ["transfers": list([], switches)]
        }
        let index = Int64(Luno.Markets.assets.firstIndex(of: asset) ?? 0)
        var rows: [(time: Int64, json: FaceJSON)] = []
        if asset == "ZAR" {
            let time = openedAt - 12 * Self.day
            rows.append((time, Self.transfer(6_213_702_911_573_325_400, "500.00", "8.50", false, time, "")))
        }
        let time = openedAt - 30 * Self.day + index * 60_000
        rows.append(
            (
                time,
                [
                    "id": .text(String(6_213_702_911_573_325_000 + index)),
                    "amount": Luno.money(opening),
                    "fee": "0.00",
                    "inbound": true,
                    "created_at": .integer(time),
                    "transaction_id": .text(asset == "ZAR" ? "" : transactionID(asset)),
                ]
            ))
        let wanted = rows.filter { $0.time < before }.prefix(limit).map(\.json)
        return ["transfers": list(Array(wanted), switches)]
    }

    private static func transfer(
        _ id: Int64, _ amount: String, _ fee: String, _ isInbound: Bool, _ time: Int64, _ transaction: String
    ) -> FaceJSON {
        [
            "id": .text(String(id)), "amount": .text(amount), "fee": .text(fee), "inbound": .flag(isInbound),
            "created_at": .integer(time), "transaction_id": .text(transaction),
        ]
    }

    private func transactionID(_ asset: String) -> String {
        FaceHex.text(SHA256.hash(data: Array("luno transfer \(configuration.seed) \(asset)".utf8)))
    }

    /// Fiat withdrawal requests, newest first.
    func withdrawals(_ parameters: Luno.Parameters, _ switches: Luno.Switches) throws(Luno.Refusal) -> FaceJSON {
        let before = try parameters.integer("before_id").flatMap { $0 == 0 ? nil : $0 } ?? .max
        let limit = try parameters.limit()
        let rows = requests.filter { $0.id < before }.prefix(limit).map(\.json)
        return ["withdrawals": list(Array(rows), switches)]
    }

    func withdrawal(_ id: String) throws(Luno.Refusal) -> FaceJSON {
        guard let request = requests.first(where: { String($0.id) == id }) else { throw .withdrawal }
        return request.json
    }

    private var requests: [(id: Int64, json: FaceJSON)] {
        [
            (
                2_221,
                Self.request(
                    2_221, "PENDING", "10000.00", openedAt - 2 * Self.day,
                    externalID: "123e4567-e89b-12d3-a456-426655440000", transferID: "")
            ),
            (
                1_121,
                Self.request(
                    1_121, "COMPLETED", "500.00", openedAt - 12 * Self.day, externalID: "",
                    transferID: "6213702911573325400")
            ),
        ]
    }

    private static func request(
        _ id: Int, _ status: String, _ amount: String, _ time: Int64, externalID: String, transferID: String
    ) -> FaceJSON {
        [
            "id": .text(String(id)), "status": .text(status), "type": "ZAR_EFT", "currency": "ZAR",
            "amount": .text(amount), "fee": "8.50", "created_at": .integer(time), "external_id": .text(externalID),
            "transfer_id": .text(transferID),
        ]
    }
}
