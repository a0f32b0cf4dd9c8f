import Testing
import VenueSimulator

@testable import SimulatedLuno

@Suite("Luno face: how orders wait, end and are found (luno.md E.3, E.6, E.10)")
struct LunoOrderEndTests {
    @Test("IOC and FOK end COMPLETE without an expiration time")
    func timeInForce() throws {
        var client = try LunoClient()
        for force in ["IOC", "FOK"] {
            let placed = client.limit("type=BID&volume=0.001&price=1000000&time_in_force=\(force)")
            let order = client.order(placed["order_id"] ?? "")
            #expect(order["status"] == "COMPLETE")
            #expect(order["base"] == "0.00")
            #expect(order.number("expiration_timestamp") == 0)
            #expect(order["time_in_force"] == force)
        }
    }

    @Test("A crossing post-only order is refused, or COMPLETE and empty")
    func postOnly() throws {
        var client = try LunoClient()
        let order = "type=BID&volume=0.001&post_only=true&price="
        #expect(client.limit(order + "\(client.best().ask + 10)").code == "ErrOrderCanceled")
        var other = try LunoClient(["postOnlyCrossing": "complete"])
        let placed = other.limit(order + "\(other.best().ask + 10)")
        let read = other.order(placed["order_id"] ?? "")
        #expect(read["status"] == "COMPLETE")
        #expect(read["base"] == "0.00")
        #expect(read.number("expiration_timestamp") == 0)
    }

    @Test("A stop-limit waits AWAITING, is missing in v1 lists, and can be stopped")
    func stopLimit() throws {
        var client = try LunoClient()
        let best = client.best()
        let stop = "type=ASK&volume=0.001&price=\(best.bid - 20_000)&stop_price=\(best.bid - 10_000)"
        let placed = client.limit(stop + "&stop_direction=RELATIVE_LAST_TRADE")
        let id = try #require(placed["order_id"], "\(placed.text)")
        let order = client.order(id)
        #expect(order["status"] == "AWAITING")
        #expect(order["type"] == "STOP_LIMIT")
        #expect(order["stop_direction"] == "BELOW")
        #expect(client.signed("GET", "/api/exchange/2/listorders").rows("orders").count == 1)
        #expect(client.signed("GET", "/api/1/listorders", "state=PENDING").text == #"{"orders":null}"#)
        client.requestSwitches = ["stopCancelWhileAwaiting": "no"]
        #expect(client.stop(id).status == 400)
        client.requestSwitches = [:]
        #expect(client.stop(id).status == 200)
        #expect(client.order(id)["status"] == "COMPLETE")
        #expect(client.limit(stop + "&stop_direction=ABOVE").code == "ErrStopPriceTooLow")
    }

    @Test("A stop fires on a trade at or through its price, and then works as a limit order")
    func trigger() throws {
        var client = try LunoClient()
        let best = client.best()
        let stop = "type=ASK&volume=0.001&price=\(best.bid - 60_000)&stop_direction=BELOW&stop_price=\(best.bid - 1)"
        let id = client.limit(stop)["order_id"] ?? ""
        #expect(client.order(id)["status"] == "AWAITING")
        let through = client.limit("type=ASK&volume=2&price=\(best.bid - 50_000)&time_in_force=IOC")
        #expect(client.order(through["order_id"] ?? "")["base"] != "0.00")
        let order = client.order(id)
        #expect(order["status"] == "COMPLETE", "\(order.text)")
        #expect(order["type"] == "STOP_LIMIT")
        #expect(order["base"] == "0.001000")
    }

    @Test("A delayed cancel is acknowledged first, final later, and asking twice is harmless")
    func delayedCancel() throws {
        var client = try LunoClient(["cancelDelayMilliseconds": "500"])
        let id = client.rest()
        #expect(client.stop(id).status == 200)
        let pending = client.order(id)
        #expect(pending["status"] == "PENDING")
        #expect(pending.number("expiration_timestamp") == Int(client.now.milliseconds))
        #expect(pending.number("completed_timestamp") == 0)
        #expect(client.stop(id).status == 200)
        client.advance(600)
        #expect(client.order(id)["status"] == "COMPLETE")
    }

    @Test("A new order reads AWAITING, or is not found, until it is accepted")
    func acceptance() throws {
        var client = try LunoClient(["acceptanceDelayMilliseconds": "300"])
        let id = client.limit("type=BID&volume=0.001&price=\(client.best().ask)")["order_id"] ?? ""
        #expect(client.order(id)["status"] == "AWAITING")
        #expect(client.order(id)["base"] == "0.00")
        #expect(client.signed("GET", "/api/exchange/2/listorders").rows("orders").count == 1)
        client.requestSwitches = ["newOrderReads": "notFound"]
        #expect(client.order(id).status == 404)
        #expect(client.signed("GET", "/api/exchange/2/listorders").rows("orders").isEmpty)
        client.advance(300)
        #expect(client.order(id)["status"] == "COMPLETE")
        #expect(client.order(id)["base"] == "0.001000")
    }

    @Test("Order ids go both ways, and strangers name nothing")
    func orderIDs() {
        for market in Luno.Markets.all {
            for id in [Int64(1), 2, 1_000_000, 1 << 40] {
                let text = Luno.OrderID.text(market: market, id: id)
                #expect(Luno.OrderID.isWellFormed(text))
                #expect(Luno.OrderID.read(text)?.id == id)
                #expect(Luno.OrderID.read(text)?.market.id == market.id)
            }
        }
        for text in ["", "BX", "BXZZZZZZZZZZZZZ", "bx0123456789abc", "BX0123456789ABé"] {
            #expect(Luno.OrderID.read(text) == nil)
        }
    }
}
