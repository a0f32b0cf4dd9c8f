import AdapterProtocol
import VenueSimulator

extension Kraken {
    /// One deposit or withdrawal of the account's past (kraken.md E.11, rest-deposit-status.json).
    struct Movement: Sendable {
        let method: String
        var network: String?
        let asset: String
        let reference: String
        let transaction: String
        let address: String
        let amount: String
        var fee: String?
        /// Seconds before the venue opened.
        let age: Int64
        let status: String
        var property: String?
        var key: String?
        var originators: [String] = []

        func json(openedAt: Int64) -> FaceJSON {
            let row: FaceJSON = [
                "method": .text(method), "aclass": "currency", "asset": .text(asset), "refid": .text(reference),
                "txid": .text(transaction), "info": .text(address), "amount": .text(amount),
            ]
            return row.with("fee", fee.map { .text($0) })
                .with("time", .integer(time(openedAt)))
                .with("status", .text(status))
                .with("status-prop", property.map { .text($0) })
                .with("originators", originators.isEmpty ? nil : .list(originators.map { .text($0) }))
                .with("key", key.map { .text($0) })
                .with("network", network.map { .text($0) })
        }

        func time(_ openedAt: Int64) -> Int64 { openedAt / 1_000 - age }

        static let deposits = [
            Movement(
                method: "Ether (Hex)", asset: "XETH", reference: "FTQcuak-V6Za8qrPnhsTx47yYLz8Ta",
                transaction: "0x11111111111111111111111111111111111111111111111111111111111111aa",
                address: "0xca210f4121dc891c9154026c3ae3d1832a005048", amount: "0.1383862742", age: 3_600,
                status: "Settled", property: "onhold",
                originators: ["0x222222222222222222222222222222222222222222222222222222222222bbbb"]),
            Movement(
                method: "Bitcoin", asset: "XXBT", reference: "FTQcuak-V6Za8qrWnhzTx67yYHz8Tb",
                transaction: "33333333333333333333333333333333333333333333333333333333333333cc",
                address: "2Myd4eaAW96ojk38A2uDK4FbioCayvkEgVq", amount: "0.78125000", fee: "0.0000000000", age: 86_400,
                status: "Success", property: "return"),
            Movement(
                method: "Tether USD (TRC20)", asset: "USDT", reference: "FTQcuak-V6Za8qrWnhzTx67yYHz8Tc",
                transaction: "44444444444444444444444444444444444444444444444444444444444444dd",
                address: "TQmdxSuC16EhFg8FZWtYgrfFRosoRF7bCp", amount: "500.00000000", fee: "0.00000000",
                age: 172_800, status: "Pending"),
        ]

        static let withdrawals = [
            Movement(
                method: "Tether USD (TRC20)", network: "Tron", asset: "USDT", reference: "BSNFZU2-MEFN4G-J3NEZA",
                transaction: "55555555555555555555555555555555555555555555555555555555555555ee",
                address: "TQmdxSuC16EhFg8FZWtYgrfFRosoRF7bCp", amount: "1996.50000000", fee: "2.50000000",
                age: 90_000, status: "Success", key: "main wallet"),
            Movement(
                method: "Bitcoin", network: "Bitcoin", asset: "XXBT", reference: "BSNFZU2-MEFN4G-J3NEZB",
                transaction: "66666666666666666666666666666666666666666666666666666666666666ff",
                address: "2Myd4eaAW96ojk38A2uDK4FbioCayvkEgVq", amount: "0.25000000", fee: "0.00010000", age: 180_000,
                status: "Failure", property: "canceled", key: "cold wallet"),
        ]
    }
}

// DepositStatus, WithdrawStatus and their methods: the past of the account, read only.
extension KrakenFace {
    func fundingStatus(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        let isDeposit = call.endpoint == .depositStatus
        var rows = isDeposit ? Kraken.Movement.deposits : Kraken.Movement.withdrawals
        if let name = call.parameters.text("asset") {
            guard let asset = Kraken.Markets.asset(name) else { throw Kraken.Refusal("EFunding:Unknown asset") }
            rows = rows.filter { $0.asset == asset.id }
        }
        if let method = call.parameters.text("method") { rows = rows.filter { $0.method == method } }
        let window = try Kraken.HistoryWindow(call.parameters) { _ in nil }
        rows = rows.filter { window.contains($0.time(openedAt) * 1_000_000) }
        let limit = Int(try call.parameters.integer("limit", in: 1...500) ?? 25)
        guard let cursor = call.parameters.text("cursor"), cursor != "false" else {
            return .list(rows.prefix(limit).map { $0.json(openedAt: openedAt) })
        }
        // The cursor says how many rows are behind it; the venue's own is opaque.
        let start: Int
        if cursor == "true" {
            start = 0
        } else if let bytes = FaceBase64.bytes(cursor), let number = Int(String(decoding: bytes, as: UTF8.self)),
            number >= 0
        {
            start = number
        } else {
            throw .argument("cursor")
        }
        let page = rows.dropFirst(start).prefix(limit)
        let end = start + page.count
        let next: FaceJSON = end < rows.count ? .text(FaceBase64.text(Array(String(end).utf8))) : .null
        let name = isDeposit ? "deposit" : "withdrawals"
        return .members([
            .init(name, .list(page.map { $0.json(openedAt: openedAt) })), .init("next_cursor", next),
        ])
    }

    func fundingMethods(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        guard let name = call.parameters.text("asset") else { throw .argument("asset") }
        guard let asset = Kraken.Markets.asset(name) else { throw Kraken.Refusal("EFunding:Unknown asset") }
        let rows = call.endpoint == .depositMethods ? Kraken.Movement.deposits : Kraken.Movement.withdrawals
        let methods = rows.filter { $0.asset == asset.id }
        guard !methods.isEmpty else { throw Kraken.Refusal("EFunding:No funding method") }
        return .list(methods.map { ["method": .text($0.method), "limit": false, "gen-address": true] })
    }
}
