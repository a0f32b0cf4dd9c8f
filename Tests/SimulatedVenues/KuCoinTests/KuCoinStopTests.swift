import AdapterProtocol
import Testing
import VenueSimulator

@testable import SimulatedKuCoin

@Suite("KuCoin face: stop orders (kucoin.md E.4)")
struct KuCoinStopTests {
    private static let path = "/api/v1/stop-order"

    private static func body(_ client: inout KuCoinClient, _ stop: String?, above: Bool) throws -> [String: Any] {
        let last = try ExactDecimal(parsing: client.ticker("price"))
        let move: ExactDecimal = above ? 1 : -1
        var body = KuCoinClient.market("sell", "size", "0.001", "stop-1")
        body["stopPrice"] = try (last + move).description
        if let stop { body["stop"] = stop }
        return body
    }

    @Test("loss triggers at or below, entry at or above; nothing said is loss (K25)")
    func direction() throws {
        for (stop, above, isReached) in [
            ("loss", false, false), ("loss", true, true), ("entry", true, false), ("entry", false, true),
            (nil, true, true),
        ] as [(String?, Bool, Bool)] {
            var client = try KuCoinClient()
            let body = try Self.body(&client, stop, above: above)
            client.placed(body, at: Self.path)
            let row = try client.byClientID()
            #expect(row.text("status") == (isReached ? "TRIGGERED" : "NEW"))
            #expect(row.text("id")?.hasPrefix("vs") == true && row.text("id")?.count == 24)
            let order = client.get(KuCoinClient.orders + "/client-order/stop-1?symbol=BTC-USDT")
            #expect(order.isSuccess == isReached)
            #expect(client.get(Self.path).items.isEmpty == isReached)
        }
    }

    @Test("A waiting stop order triggers when the market gets there, with a new id or its own")
    func trigger() throws {
        for setting in ["new", "kept"] {
            var client = try KuCoinClient(["stopOrderID": setting])
            let last = try ExactDecimal(parsing: client.ticker("price"))
            var body = KuCoinClient.market("sell", "size", "0.001", "stop-1")
            body["stop"] = "loss"
            body["stopPrice"] = try (last - 10).description
            let id = client.placed(body, at: Self.path)
            // A big sell moves the last price down.
            client.placed(KuCoinClient.market("sell", "size", "3", "push"))
            let row = try client.byClientID()
            #expect(row.text("status") == "TRIGGERED" && row["stopTriggerTime"] is Int)
            let order = client.get(KuCoinClient.orders + "/client-order/stop-1?symbol=BTC-USDT").data
            #expect((order.text("id") == id) == (setting == "kept"))
            if setting == "kept" { #expect(client.order(id).text("clientOid") == "stop-1") }
            let fills = client.get("/api/v1/hf/fills?symbol=BTC-USDT&limit=100").items
            #expect(fills.contains { $0.text("stop") == "loss" && $0.text("orderId") == order.text("id") })
        }
    }

    @Test("Canceled by id, by client id, by list; then gone from the list")
    func cancel() throws {
        var client = try KuCoinClient()
        func stop(_ name: String) -> [String: Any] {
            var body = KuCoinClient.resting(name)
            body["stop"] = "loss"
            body["stopPrice"] = "40000"
            return body
        }
        let first = client.placed(stop("s-1"), at: Self.path)
        let second = client.placed(stop("s-2"), at: Self.path)
        let third = client.placed(stop("s-3"), at: Self.path)
        #expect(client.post(Self.path, stop("s-3")).message?.contains("Duplicated") == true)
        #expect(client.get(Self.path + "/\(first)").data.text("price") == "50000.00000000000000000000")
        #expect(client.delete(Self.path + "/\(first)").data["cancelledOrderIds"] as? [String] == [first])
        #expect(client.delete(Self.path + "/\(first)").code == "400100")
        let target = Self.path + "/cancelOrderByClientOid?clientOid=s-2&symbol=BTC-USDT"
        #expect(client.delete(target).data.text("cancelledOrderId") == second)
        let list = client.delete(Self.path + "/cancel?symbol=BTC-USDT&tradeType=TRADE&orderIds=\(third)")
        #expect(list.data["cancelledOrderIds"] as? [String] == [third])
        #expect(client.get(Self.path).items.isEmpty)
        #expect(client.get(Self.path + "?pageSize=501").message == "pageSize should not greater than 500")
    }

    @Test("At most twenty wait per pair; holding funds is a switch")
    func limits() throws {
        var client = try KuCoinClient(["stopHoldsFunds": "yes"])
        let before = try client.balance("USDT")
        for index in 0..<21 {
            var body = KuCoinClient.resting("s-\(index)")
            body["stop"] = "loss"
            body["stopPrice"] = "40000"
            #expect(client.post(Self.path, body).isSuccess == (index < 20))
        }
        #expect(try client.balance("USDT") == before - ExactDecimal(parsing: "10.01"))
    }
}

extension KuCoinClient {
    fileprivate mutating func byClientID() throws -> [String: Any] {
        let rows = get("/api/v1/stop-order/queryOrderByClientOid?clientOid=stop-1&symbol=BTC-USDT").rows
        return try #require(rows.first)
    }
}
