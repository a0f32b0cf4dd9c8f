import Fidelity
import Testing
import VenueSimulator

@testable import SimulatedLuno

@Suite("Luno face: the order tour under every setting of every switch")
struct LunoTourTests {
    @Test(
        "Markets, book, place, read, list, cancel, trade, balances: well-formed and never a surprise",
        arguments: SwitchSetting.all(of: LunoFace.switches))
    func tour(_ setting: SwitchSetting) throws {
        var client = try LunoClient([setting.name: setting.value], frozen: false)
        let pair = "pair=XBTZAR"
        #expect(client.send("GET", "/api/exchange/1/markets").status == 200)
        #expect(client.send("GET", "/api/1/orderbook_top", pair).status == 200)
        let mayTrade = !["marketStatus=suspended", "marketStatus=unknown", "country=elsewhere"].contains("\(setting)")
        let isFaulty = setting.name == "orderWriteFault" && setting.value != "none"
        let placed = client.limit("type=BID&volume=0.001&price=1000000&client_order_id=tour")
        #expect((placed.status == 200) == (mayTrade && !isFaulty), "\(placed.text)")
        client.advance(2_000)
        let read = client.signed("GET", "/api/exchange/3/order", "client_order_id=tour")
        if placed.status == 200 {
            #expect(read["status"] == "PENDING", "\(read.text)")
            #expect(client.signed("GET", "/api/exchange/2/listorders").rows("orders").count == 1)
            #expect(client.stop(read["order_id"] ?? "").status == 200)
            client.advance(2_000)
            #expect(client.order(read["order_id"] ?? "")["status"] == "COMPLETE")
            let market = client.signed("POST", "/api/1/marketorder", pair + "&type=BUY&counter_volume=5000")
            #expect(market.status == 200, "\(market.text)")
            client.advance(2_000)
            #expect(client.order(market["order_id"] ?? "")["base"] != "0.00")
            #expect(!client.signed("GET", "/api/1/listtrades", pair).rows("trades").isEmpty)
        }
        let balance = client.signed("GET", "/api/1/balance")
        #expect(balance.status == 200)
        #expect(!balance.rows("balance").isEmpty)
    }
}
