import VenueSimulator

@testable import SimulatedKraken

extension KrakenSample {
    static let account: [KrakenSample] = [
        // KFEE is of the sheet (C.3), not of the sample.
        KrakenSample(file: "rest-balance.json", answered: spot, map: ["result"]) { try ask("Balance") },
        KrakenSample(
            file: "rest-balance-ex.json", answered: ["ZUSD", "XXBT", "XBT.F", "USDT"], map: ["result"]
        ) { try ask("BalanceEx") },
        KrakenSample(file: "rest-trade-volume.json", waived: topTier) {
            try ask("TradeVolume", "pair=XBTUSD")
        },
        KrakenSample(file: "rest-get-api-key-info.json") { try ask("GetApiKeyInfo") },
        KrakenSample(file: "rest-get-api-key-info-camel.json") {
            try ask("GetApiKeyInfo", "", ["keyInfoSpelling": "camel"])
        },
        KrakenSample(file: "rest-get-websockets-token.json") { try ask("GetWebSocketsToken") },
        KrakenSample(file: "rest-trades-history.json", map: ["result", "trades"]) {
            var client = try KrakenClient()
            _ = client.call("AddOrder", "pair=XBTUSD&type=buy&ordertype=market&volume=0.01")
            return client.call("TradesHistory")
        },
        KrakenSample(file: "rest-ledgers.json", map: ["result", "ledger"]) {
            var client = try KrakenClient()
            _ = client.call("AddOrder", "pair=XBTUSD&type=sell&ordertype=market&volume=0.01")
            return client.call("Ledgers", "asset=ZUSD&type=trade")
        },
        KrakenSample(file: "rest-deposit-status.json") { try ask("DepositStatus", "limit=2") },
        KrakenSample(file: "rest-withdraw-status-cursor.json") {
            try ask("WithdrawStatus", "cursor=true&limit=1")
        },
    ]

    private static let spot = ["ZUSD", "ZEUR", "XXBT", "XETH", "USDT", "SOL", "XBT.F", "USD.M"]

    private static let topTier = [
        "/result/fees/XXBTZUSD/nextfee":
            "the sample's account is in the last tier, the simulated one in the first",
        "/result/fees/XXBTZUSD/nextvolume": "likewise",
        "/result/fees_maker/XXBTZUSD/nextfee": "likewise",
        "/result/fees_maker/XXBTZUSD/nextvolume": "likewise",
    ]

    static let refusals: [KrakenSample] = [
        KrakenSample(file: "rest-error-insufficient-funds.json") {
            try ask("AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&volume=100&price=60000")
        },
        KrakenSample(file: "rest-error-invalid-key.json") {
            var client = try KrakenClient()
            return client.send("POST", "/0/private/Balance", body: "nonce=1")
        },
        KrakenSample(file: "rest-error-invalid-nonce.json") {
            var client = try KrakenClient()
            return client.post("Balance", "nonce=0", nonce: "0")
        },
        KrakenSample(file: "rest-error-permission-denied.json") {
            var client = try KrakenClient()
            client.role = .readOnly
            return client.call("AddOrder")
        },
        KrakenSample(file: "rest-error-rate-limit.json") {
            var client = try KrakenClient()
            for _ in 0..<20 { _ = client.call("Balance") }
            return client.call("Balance")
        },
        KrakenSample(file: "rest-error-unavailable.json") {
            try ask("AddOrder", "", ["outcome": "unavailable"])
        },
        KrakenSample(file: "rest-error-unknown-order.json") {
            try ask("CancelOrder", "txid=OAAAAA-AAAAA-AAAAAA")
        },
    ]

    private static func ask(
        _ name: String, _ form: String = "", _ switches: [String: String] = [:]
    ) throws -> KrakenReply {
        var client = try KrakenClient(switches)
        return client.call(name, form)
    }
}
