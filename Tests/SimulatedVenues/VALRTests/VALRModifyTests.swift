import Testing
import VenueSimulator

@testable import SimulatedVALR

@Suite("VALR face: modify, batch, cancels and v1 (valr.md E.3 to E.7)")
struct VALRModifyTests {
    @Test("Price and quantity change in place; no change is -21303")
    func modify() throws {
        var client = try VALRClient()
        let id = client.rest("m")
        let changed = client.modify(id, #""newPrice":"51000","newTotalQuantity":"0.002""#)
        #expect(changed.status == 201, "\(changed.text)")
        #expect(changed["id"] != id)
        let status = client.status(id)
        #expect(status["orderStatusType"] == "Order Modified")
        #expect(status["originalPrice"] == "51000")
        #expect(status["originalQuantity"] == "0.002")
        #expect(client.balance("USDC")["reserved"] as? String == "102")
        let same = client.modify(id, #""newTotalQuantity":"0.002""#)
        #expect(same.status == 400 && same.code == -21303)
        #expect(same["orderId"] == id && same["modifyOrderId"] != nil)
        #expect(client.detail(id).column("orderStatusType") == ["Order Modified", "Placed"])
        #expect(client.modify(id, #""newTotalQuantity":"1","newRemainingQuantity":"1""#).code == -11)
        #expect(client.modify(id, #""newPrice":"51000.5""#)["message"]?.contains("tick") == true)
        #expect(client.signed("GET", "/v1/orders/open").column("status") == ["Order Modified"])
        #expect(client.cancel(id).status == 200)
        #expect(client.modify(id, #""newPrice":"52000""#).code == -1)
    }

    @Test("A modify that would match: retained, cancelled or moved behind the best price")
    func crossing() throws {
        var client = try VALRClient()
        let best = client.best()
        let crossing = #""newPrice":"\#(best.ask + 5)""#
        let id = client.rest()
        #expect(client.modify(id, crossing).status == 400)
        #expect(client.status(id)["originalPrice"] == "50000")
        #expect(client.modify(id, crossing, strategy: "REPRICE").status == 201)
        #expect(client.status(id)["originalPrice"] == String(best.ask - 1))
        #expect(client.modify(id, crossing, strategy: "CANCEL_ORIGINAL").status == 400)
        #expect(client.status(id)["orderStatusType"] == "Cancelled")
        client.requestSwitches = ["modifyCrossing": "accepted"]
        #expect(client.modify(client.rest(), crossing).status == 201)
    }

    @Test("A total below what is filled cancels the order; a remaining quantity counts from there")
    func filledPart() throws {
        var client = try VALRClient()
        let id = client.limit("BUY", "0.9", at: String(client.best().ask))["id"] ?? ""
        let before = client.status(id)
        #expect(before["orderStatusType"] == "Partially Filled")
        #expect(client.modify(id, #""newRemainingQuantity":"0.001""#).status == 201)
        #expect(client.status(id)["remainingQuantity"] == "0.001")
        #expect(client.modify(id, #""newTotalQuantity":"0.0001""#).status == 201)
        #expect(client.status(id)["orderStatusType"] == "Cancelled")
    }

    @Test("v1: 202 first, invisible, then there; a v1 cancel is an empty 202")
    func v1() throws {
        var client = try VALRClient()
        let placed = client.limit("BUY", "0.001", at: "50000", #","customerOrderId":"v1""#, version: 1)
        #expect(placed.status == 202)
        #expect(placed["customerOrderId"] == "v1")
        let id = placed["id"] ?? ""
        #expect(client.status(id).code == -1)
        #expect(client.detail(id).text == "[]")
        client.advance(20)
        #expect(client.status(id)["orderStatusType"] == "Placed")
        let again = client.limit("BUY", "0.001", at: "50000", #","customerOrderId":"v1""#, version: 1)
        client.advance(20)
        #expect(client.status(again["id"] ?? "")["orderStatusType"] == "Failed")
        #expect(client.signed("GET", "/v1/orders/BTCUSDC/customerorderid/v1")["orderId"] == id)
        let cancel = client.signed("DELETE", "/v1/orders/order", #"{"orderId":"\#(id)","pair":"BTCUSDC"}"#)
        #expect(cancel.status == 202 && cancel.body.isEmpty)
        #expect(client.status(id)["orderStatusType"] == "Placed")
        client.advance(20)
        #expect(client.status(id)["orderStatusType"] == "Cancelled")
        let poor = client.limit("SELL", "15", at: "1900000", pair: "BTCZAR", version: 1)
        #expect(poor.status == 202)
        client.advance(20)
        #expect(client.status(poor["id"] ?? "", pair: "BTCZAR")["failedReason"] == "Insufficient Balance")
    }

    @Test("Client ids are unique among open orders and free again afterwards")
    func clientIDs() throws {
        var client = try VALRClient()
        let first = client.rest("same")
        let refused = client.limit("BUY", "0.001", at: "50000", #","customerOrderId":"same""#)
        #expect(refused.status == 400 && refused["orderId"] == nil)
        #expect(refused["message"]?.contains("customer order id") == true)
        client.requestSwitches = ["duplicateClientOrderID": "order"]
        let failed = client.limit("BUY", "0.001", at: "50000", #","customerOrderId":"same""#)
        #expect(failed["orderId"] != nil)
        client.requestSwitches = [:]
        let cancelled = client.signed(
            "DELETE", "/v2/orders/order", #"{"customerOrderId":"same","pair":"BTCUSDC"}"#)
        #expect(cancelled["id"] == "same")
        let second = client.rest("same")
        #expect(!second.isEmpty)
        let path = "/v1/orders/BTCUSDC/customerorderid/same"
        #expect(client.signed("GET", path)["orderId"] == second)
        client.requestSwitches = ["reusedClientOrderID": "first"]
        #expect(client.signed("GET", path)["orderId"] == first)
    }

    @Test("A batch keeps its order; a modify beside a placement is refused, twenty-one requests too")
    func batch() throws {
        var client = try VALRClient()
        let id = client.rest()
        let place =
            #"{"type":"PLACE_LIMIT","data":{"pair":"BTCUSDC","side":"BUY","quantity":"0.001","price":"50000"}}"#
        let tiny = place.replacing("0.001", with: "0.00000001")
        let modify =
            #"{"type":"MODIFY_ORDER","data":{"orderId":"\#(id)","pair":"BTCUSDC","#
            + #""modifyMatchStrategy":"RETAIN_ORIGINAL","newPrice":"51000"}}"#
        let cancel = #"{"type":"CANCEL_ORDER","data":{"orderId":"\#(id)","pair":"BTCUSDC"}}"#
        func send(_ items: [String]) -> VALRReply {
            client.signed("POST", "/v1/batch/orders", #"{"requests":[\#(items.joined(separator: ","))]}"#)
        }
        let mixed = send([place, tiny, modify, cancel])
        #expect(mixed.status == 200)
        let outcomes = mixed.object["outcomes"] as? [[String: Any]] ?? []
        #expect(outcomes.map { $0["accepted"] as? Bool } == [true, false, false, true])
        let codes = outcomes.map { ($0["error"] as? [String: Any])?["code"] as? Int }
        #expect(codes == [nil, -12007, -21311, nil])
        #expect(client.signed("GET", "/v1/orders/open").rows.count == 1)
        client.advance(20)
        #expect(client.signed("GET", "/v1/orders/open").column("orderId") == [outcomes[0]["orderId"] as? String])
        #expect(send([String](repeating: place, count: 21)).code == -11)
        #expect(send([]).code == -11)
    }

    @Test("Cancel all of one pair leaves the others; unknown pairs are refused")
    func cancelAll() throws {
        var client = try VALRClient()
        let id = client.rest()
        let other = client.limit("BUY", "0.01", at: "0.02", pair: "ETHBTC")["id"] ?? ""
        #expect(client.signed("DELETE", "/v1/orders/BTCUSDC").column("orderId") == [id])
        #expect(client.signed("DELETE", "/v1/orders/NOPE").code == -21)
        #expect(client.signed("DELETE", "/v1/orders").column("orderId") == [other])
        #expect(client.signed("DELETE", "/v1/orders").text == "[]")
    }

    @Test("postOnlyReprice moves the order behind the best price, on v1 alone unless switched")
    func postOnlyReprice() throws {
        var client = try VALRClient()
        let more = #","postOnly":true,"postOnlyReprice":true,"postOnlyRepriceTicks":"3""#
        let ask = client.best().ask
        let id = client.limit("BUY", "0.001", at: String(ask + 10), more, version: 1)["id"] ?? ""
        client.advance(20)
        #expect(client.status(id)["originalPrice"] == String(ask - 3))
        #expect(client.limit("BUY", "0.001", at: String(ask + 10), more).status == 400)
        client.requestSwitches = ["v2PostOnlyReprice": "accepted"]
        #expect(client.limit("BUY", "0.001", at: String(ask + 10), more).status == 201)
    }
}
