import Fidelity
import Testing
import VenueSimulator

@testable import SimulatedKuCoin

@Suite("KuCoin face: the main tour with every setting of every switch")
struct KuCoinSwitchTests {
    /// Settings under which a venue refuses orders, or answers them in another way.
    private static let closed: Set<String> = [
        "accountMode=UNIFIED", "venueStatus=cancelonly", "venueStatus=close", "systemOverload=on",
        "orderTimeout=placed", "orderTimeout=notPlaced", "spotBudget=1", "managementBudget=1", "publicBudget=1",
    ]

    @Test(
        "Reads, places, queries, cancels, trades and looks at the result",
        arguments: SwitchSetting.all(of: KuCoinFace.switches, numbers: ["1"]))
    func tour(setting: SwitchSetting) throws {
        var client = try KuCoinClient([setting.name: setting.value], frozen: setting.description != "background=live")
        if setting.name == "keyVersion", setting.value != "any" { client.version = setting.value }
        let isOpen = !Self.closed.contains(setting.description)
        let orders = KuCoinClient.orders
        var replies = [
            client.send("GET", "/api/v1/timestamp"), client.send("GET", "/api/v2/symbols"),
            client.send("GET", "/api/v1/market/allTickers"), client.get("/api/v1/user/api-key"),
            client.get("/api/v1/accounts"), client.post(orders, KuCoinClient.resting()),
        ]
        client.advance(100)
        replies.append(client.get("\(orders)/client-order/rest-1?symbol=BTC-USDT"))
        replies.append(client.get("\(orders)/active?symbol=BTC-USDT"))
        replies.append(client.delete("\(orders)/client-order/rest-1?symbol=BTC-USDT"))
        client.advance(100)
        replies.append(client.post(orders + "/sync", KuCoinClient.market("buy", "funds", "10")))
        client.advance(100)
        for target in ["/api/v1/hf/fills?symbol=BTC-USDT", "\(orders)/done?symbol=BTC-USDT"] {
            replies.append(client.get(target))
        }
        let faults = replies.filter { !$0.isSuccess }
        #expect(faults.isEmpty == isOpen, "\(faults.map(\.text))")
        guard isOpen else { return }
        #expect(client.get("/api/v1/hf/fills?symbol=BTC-USDT").items.isEmpty == false)
        #expect(client.get("\(orders)/active?symbol=BTC-USDT").rows.isEmpty)
        #expect(client.get("\(orders)/done?symbol=BTC-USDT").items.count == 2)
    }

    @Test("A misspelt switch or setting is an error")
    func misspelt() {
        for bad in [["emptyActve": "null"], ["emptyActive": "nul"], ["vipLevel": "-1"], ["vipLevel": "x"]] {
            #expect(throws: FaceError.self) { try KuCoin.Switches(bad) }
        }
    }
}
