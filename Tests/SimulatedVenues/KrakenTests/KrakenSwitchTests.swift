import Fidelity
import Testing
import VenueSimulator

@testable import SimulatedKraken

@Suite("Kraken face: switches (kraken.md M)")
struct KrakenSwitchTests {
    @Test("Misspelt switches are errors")
    func misspelt() {
        for switches in [["nope": "1"], ["tier": "gold"], ["nonceWindow": "-1"], ["nonceWindow": "x"]] {
            #expect(throws: FaceError.self) { try Kraken.Switches(switches) }
        }
    }

    @Test(
        "The main tour runs under every setting of every switch",
        arguments: SwitchSetting.all(of: KrakenFace.switches, numbers: ["0", "1", "50"]))
    func tour(_ setting: SwitchSetting) throws {
        var client = try KrakenClient(["tier": "pro"].merging([setting.name: setting.value]) { $1 })
        var replies: [KrakenReply] = []
        for (endpoint, query) in [
            ("Time", nil), ("SystemStatus", nil), ("MaintenanceSchedule", nil), ("Assets", nil),
            ("AssetPairs", nil),
            ("Ticker", nil), ("Depth", "pair=XBTUSD"), ("Trades", "pair=XBTUSD"), ("OHLC", "pair=XBTUSD"),
            ("Spread", "pair=XBTUSD"),
        ] as [(String, String?)] {
            replies.append(client.ask(endpoint, query))
            client.advance(1_000)
        }
        let form = "otp=123456&pair=XBTUSD&type=buy&ordertype=limit&volume=0.001&price=60000"
        let add = client.call("AddOrder", form)
        let txid = add.txid ?? "OAAAAA-AAAAA-AAAAAA"
        replies += [add, client.call("AddOrder", form + "&validate=true")]
        replies.append(client.call("AmendOrder", "otp=123456&txid=\(txid)&order_qty=0.002"))
        replies.append(client.call("CancelOrder", "otp=123456&txid=\(txid)"))
        for endpoint in [
            "OpenOrders", "ClosedOrders", "TradesHistory", "Ledgers", "Balance", "BalanceEx",
            "TradeVolume",
            "GetApiKeyInfo", "DepositStatus", "WithdrawStatus", "GetWebSocketsToken", "CancelAll",
            "TradeBalance",
        ] {
            client.advance(5_000)
            replies.append(client.call(endpoint, "otp=123456"))
        }
        for reply in replies where reply.status != 502 {
            #expect(
                reply.status == 200 && reply.object["error"] as? [String] != nil,
                "\(reply.text.prefix(200))")
        }
        let mayFail =
            ["outcome", "systemStatus"].contains(setting.name) && setting.value != "honest" && setting.value != "online"
        #expect(mayFail || replies.allSatisfy { $0.error == nil }, "\(replies.compactMap(\.error))")
    }
}
