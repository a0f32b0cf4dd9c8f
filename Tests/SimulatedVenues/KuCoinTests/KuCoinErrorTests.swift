import Foundation
import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedKuCoin

/// A recorded refusal and what provokes it: the whole body must be equal, not only its shape.
struct KuCoinRefusalSample: Sendable, CustomStringConvertible {
    let file: String
    var status = 200
    let reach: @Sendable () throws -> KuCoinReply

    var description: String { file }
}

@Suite("KuCoin face: the venue's own refusals")
struct KuCoinErrorTests {
    @Test("Status and body are those of the sample", arguments: KuCoinRefusalSample.all)
    func refusal(_ sample: KuCoinRefusalSample) throws {
        let bytes = try VenueSamples.bytes("kucoin", sample.file)
        let expected = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: String])
        let reply = try sample.reach()
        #expect(reply.status == sample.status, "\(reply.text)")
        #expect(reply.object as? [String: String] == expected)
        #expect(reply.headers.first("Content-Type") == "application/json")
        #expect(reply.headers.first("x-result-biz-code") == expected["code"])
    }

    @Test(
        "Bodies that break a rule of E.3 or C.3",
        arguments: [
            (["side": "up"], "400100", 400), (["type": "stop"], "400100", 400), (["size": ""], "400100", 400),
            (["price": "1e4"], "400100", 400), (["price": "-1"], "400100", 400), (["price": "0"], "400100", 400),
            (["clientOid": "a.b"], "400100", 400),
            (["clientOid": String(repeating: "a", count: 41)], "400100", 400),
            (["timeInForce": "DAY"], "400100", 400), (["remark": String(repeating: "r", count: 21)], "400100", 400),
            (["stp": "XX"], "400100", 400), (["symbol": "NOPE-USDT"], "900001", 200),
            (["size": "0.000000001"], "600100", 200), (["size": "0.000009"], "600100", 200),
            (["size": "20000000000"], "300000", 200), (["price": "50000.05"], "400100", 200),
            (["price": "9000"], "600101", 200), (["price": "80000"], "400370", 200),
            (["size": "1000"], "200004", 200), (["timeInForce": "GTT"], "400100", 400),
        ] as [([String: String], String, Int)]
    )
    func rules(change: [String: String], code: String, status: Int) throws {
        var client = try KuCoinClient()
        var body = KuCoinClient.resting()
        for (name, value) in change { body[name] = value }
        let reply = client.post(KuCoinClient.orders, body)
        #expect(reply.code == code && reply.status == status, "\(reply.text)")
    }

    @Test("Types are strict: amounts are strings, flags booleans, counts numbers")
    func types() throws {
        var client = try KuCoinClient()
        for (name, value) in [("price", 50_000), ("postOnly", "true"), ("cancelAfter", "5")] as [(String, Any)] {
            var body = KuCoinClient.resting()
            body["timeInForce"] = "GTT"
            body["cancelAfter"] = 5
            body[name] = value
            #expect(client.post(KuCoinClient.orders, body).code == "400100", "\(name)")
        }
        #expect(client.signed("POST", KuCoinClient.orders, body: "[1]").status == 400)
        #expect(client.signed("POST", KuCoinClient.orders, body: "{").status == 400)
        #expect(client.signed("POST", KuCoinClient.orders).status == 400)
    }

    @Test("Market orders: one of size and funds, increments of funds, no DC")
    func marketOrders() throws {
        var client = try KuCoinClient()
        func code(_ body: [String: Any], _ client: inout KuCoinClient) -> String? {
            client.post(KuCoinClient.orders, body).code
        }
        var both = KuCoinClient.market("buy", "funds", "10")
        both["size"] = "1"
        #expect(code(both, &client) == "400100")
        #expect(code(KuCoinClient.market("buy", "funds", "10.0000001"), &client) == "600100")
        #expect(code(KuCoinClient.market("buy", "funds", "0.05"), &client) == "600100")
        #expect(code(KuCoinClient.market("buy", "funds", "2000000"), &client) == "200004")
        var decrease = KuCoinClient.market("buy", "funds", "10")
        decrease["stp"] = "DC"
        #expect(code(decrease, &client) == "400100")
    }

    @Test("Funds in the funding wallet do not trade, nor does what open orders hold as fee (C.4, E.1)")
    func funds() throws {
        var client = try KuCoinClient()
        #expect(client.get("/api/v1/accounts?type=main").rows.count == 2)
        var body = KuCoinClient.resting("all")
        body["price"] = "50000"
        body["size"] = "19.98001"
        #expect(client.post(KuCoinClient.orders, body).isSuccess)
        // 999000.5 are locked and 999.0005 held as fee: less than a dollar is left.
        body["clientOid"] = "more"
        body["size"] = "0.00001"
        #expect(client.post(KuCoinClient.orders, body).code == "200004")
    }

    @Test("A window that has passed refuses the order (B.2)")
    func window() throws {
        var client = try KuCoinClient()
        var body = KuCoinClient.resting()
        body["allowMaxTimeWindow"] = 3_000
        body["clientTimestamp"] = client.now.milliseconds - 3_001
        #expect(client.post(KuCoinClient.orders, body).code == "102425")
        body["clientTimestamp"] = client.now.milliseconds - 3_000
        #expect(client.post(KuCoinClient.orders, body).isSuccess)
    }

    @Test("An order write whose answer is lost: placed or not placed (G.4)", arguments: ["placed", "notPlaced"])
    func lost(outcome: String) throws {
        var client = try KuCoinClient()
        client.requestSwitches = ["orderTimeout": outcome]
        #expect(client.post(KuCoinClient.orders, KuCoinClient.resting()).status == 500)
        client.requestSwitches = [:]
        client.advance(100)
        let query = client.get(KuCoinClient.orders + "/client-order/rest-1?symbol=BTC-USDT")
        #expect(query.isSuccess == (outcome == "placed"))
    }

    @Test("A venue that only takes cancels, and one that takes nothing (D)")
    func status() throws {
        var client = try KuCoinClient()
        let id = client.placed(KuCoinClient.resting())
        client.requestSwitches = ["venueStatus": "cancelonly"]
        #expect(client.post(KuCoinClient.orders, KuCoinClient.resting("x")).code == "200001")
        client.requestSwitches = ["venueStatus": "close"]
        #expect(client.delete("\(KuCoinClient.orders)/\(id)?symbol=BTC-USDT").code == "200002")
        client.requestSwitches = ["venueStatus": "cancelonly"]
        #expect(client.delete("\(KuCoinClient.orders)/\(id)?symbol=BTC-USDT").isSuccess)
    }

    @Test("A unified account trades over another API (0)")
    func unified() throws {
        var client = try KuCoinClient(["accountMode": "UNIFIED"])
        #expect(client.get("/api/ua/v2/account/mode").data.text("selfAccountMode") == "UNIFIED")
        #expect(!client.post(KuCoinClient.orders, KuCoinClient.resting()).isSuccess)
        client.requestSwitches = ["unifiedClassicOrders": "work"]
        #expect(client.post(KuCoinClient.orders, KuCoinClient.resting()).isSuccess)
    }
}
