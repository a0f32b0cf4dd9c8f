import Testing
import VenueSimulator

@testable import SimulatedLuno

@Suite("Luno face: the life of an order (luno.md E)")
struct LunoOrderLifeTests {
    @Test("Placing answers the id alone; the order reads back by both ids on all three paths")
    func resting() throws {
        var client = try LunoClient()
        let placed = client.limit("type=BID&volume=0.001&price=1000000&client_order_id=a%3Bb%2Cc._-1")
        #expect(placed.status == 200, "\(placed.text)")
        #expect(placed.object.count == 1)
        let id = try #require(placed["order_id"])
        #expect(Luno.OrderID.isWellFormed(id))
        let order = client.order(id)
        #expect(order["status"] == "PENDING")
        #expect(order["client_order_id"] == "a;b,c._-1")
        #expect(order["base"] == "0.00")
        #expect(order["limit_volume"] == "0.001000")
        #expect(order.number("expiration_timestamp") == 0)
        #expect(client.signed("GET", "/api/exchange/3/order", "client_order_id=a%3Bb%2Cc._-1").text == order.text)
        #expect(client.signed("GET", "/api/exchange/2/orders/" + id).text == order.text)
        let old = client.signed("GET", "/api/1/orders/" + id)
        #expect(old["state"] == "PENDING")
        #expect(old["type"] == "BID")
        #expect(old.object["client_order_id"] == nil)
        #expect(
            client.signed("GET", "/api/exchange/3/order", "id=\(id)&client_order_id=x").code == "ErrInvalidArguments")
    }

    @Test("A resting buy holds counter funds inside the total, and gives them back")
    func funds() throws {
        var client = try LunoClient()
        func zar() -> [String: Any] {
            client.signed("GET", "/api/1/balance", "assets=ZAR").rows("balance").first ?? [:]
        }
        let id = client.rest()
        let held = zar()
        #expect(held["balance"] as? String == "20000000.00")
        #expect(held["reserved"] as? String == "1000.00")
        client.requestSwitches = ["balanceField": "available"]
        #expect(zar()["balance"] as? String == "19999000.00")
        client.requestSwitches = [:]
        #expect(client.stop(id).text == #"{"success":true}"#)
        #expect(zar()["reserved"] as? String == "0.00")
        let order = client.order(id)
        #expect(order["status"] == "COMPLETE")
        #expect(order.number("expiration_timestamp") ?? 0 > 0)
        #expect(order.number("completed_timestamp") ?? 0 > 0)
        #expect(client.stop(id).code == "ErrCannotStopUnknownOrNonPendingOrder")
    }

    @Test("Client ids are used up by success alone, on both endpoints together, for ever")
    func clientIDs() throws {
        var client = try LunoClient()
        #expect(client.limit("type=BID&volume=0.0000001&price=1000000&client_order_id=one").status == 400)
        let id = client.rest("one")
        #expect(!id.isEmpty)
        _ = client.stop(id)
        let again = client.limit("type=BID&volume=0.001&price=1000000&client_order_id=one")
        #expect(again.status == 409)
        #expect(again.code == "ErrDuplicateClientOrderID")
        let market = client.signed(
            "POST", "/api/1/marketorder", "pair=ETHZAR&type=SELL&base_volume=0.01&client_order_id=one")
        #expect(market.status == 409)
        #expect(client.rest("has%20space").isEmpty)
        #expect(client.rest(String(repeating: "x", count: 256)).isEmpty)
        #expect(!client.rest(String(repeating: "x", count: 255)).isEmpty)
    }

    @Test("A market buy spends counter, a sell gives base; fees are in base by default, in counter by switch")
    func market() throws {
        for (setting, feeField) in [("base", "fee_base"), ("counter", "fee_counter")] {
            var client = try LunoClient(["feeCurrency": setting])
            let buy = client.signed("POST", "/api/1/marketorder", "pair=XBTZAR&type=BUY&counter_volume=5000.50")
            #expect(buy.status == 200, "\(buy.text)")
            let order = client.order(buy["order_id"] ?? "")
            #expect(order["type"] == "MARKET")
            #expect(order["status"] == "COMPLETE")
            #expect(order["limit_price"] == "0.00")
            #expect(order["base"] != "0.00")
            #expect(order[feeField] != "0.00")
            let sell = client.signed("POST", "/api/1/marketorder", "pair=XBTZAR&type=SELL&base_volume=0.002")
            #expect(client.order(sell["order_id"] ?? "")["base"] == "0.002000")
            let trades = client.signed("GET", "/api/1/listtrades", "pair=XBTZAR").rows("trades")
            #expect(trades.first?["type"] as? String == "BID")
            #expect(trades.first?["is_buy"] as? Bool == true)
            #expect(trades.last?["type"] as? String == "ASK")
            #expect(trades.last?["is_buy"] as? Bool == false)
            #expect(trades.allSatisfy { $0[feeField] as? String != "0.00" })
        }
    }

    @Test("A maker fill: is_buy is the taker's side, and a rebate is a negative fee")
    func maker() throws {
        var client = try LunoClient(["makerFee": "rebate"], frozen: false)
        let best = client.best()
        let placed = client.limit("type=BID&volume=0.0005&price=\(best.ask - 1)&post_only=true")
        let id = try #require(placed["order_id"], "\(placed.text)")
        for _ in 0..<60 {
            client.advance(1_000)
            if client.order(id)["status"] == "COMPLETE" { break }
        }
        let list = client.signed("GET", "/api/1/listtrades", "pair=XBTZAR")
        let trade = try #require(list.rows("trades").first, "\(list.text) \(client.order(id).text)")
        #expect(trade["type"] as? String == "BID")
        #expect(trade["is_buy"] as? Bool == false)
        #expect((trade["fee_base"] as? String)?.hasPrefix("-") == true, "\(trade)")
        #expect(client.signed("GET", "/api/1/fee_info", "pair=XBTZAR")["maker_fee_buy"] == "-0.0001")
    }
}
