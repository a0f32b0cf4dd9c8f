import AdapterProtocol
import Testing
import VenueSimulator

@testable import SimulatedKuCoin

@Suite("KuCoin face: the life of orders (kucoin.md E)")
struct KuCoinOrderLifeTests {
    private static let path = KuCoinClient.orders

    @Test("A resting order becomes visible late, holds price x size plus the fee, and is canceled late")
    func resting() throws {
        var client = try KuCoinClient()
        let before = try client.balance("USDT")
        let reply = client.post(Self.path, KuCoinClient.resting())
        let id = try #require(reply.data.text("orderId"))
        #expect(id.count == 24 && reply.data.text("clientOid") == "rest-1")
        #expect(client.get("\(Self.path)/\(id)?symbol=BTC-USDT").code == "400100")
        #expect(client.get("\(Self.path)/active?symbol=BTC-USDT").rows.isEmpty)
        client.advance(50)
        let order = client.order(id)
        #expect(order.flag("active") == true && order.text("dealSize") == "0" && order.text("funds") == "0.5")
        #expect(try client.balance("USDT", "holds") == ExactDecimal(parsing: "0.5005"))
        #expect(try client.balance("USDT") == before - ExactDecimal(parsing: "0.5005"))
        #expect(client.get("\(Self.path)/client-order/rest-1?symbol=BTC-USDT").data.text("id") == id)
        #expect(client.get("\(Self.path)/\(id)?symbol=ETH-USDT").code == "400100")
        #expect(client.get("\(Self.path)/active/symbols").data["symbols"] as? [String] == ["BTC-USDT"])

        #expect(client.delete("\(Self.path)/\(id)?symbol=BTC-USDT").data.text("orderId") == id)
        #expect(client.order(id).flag("active") == true, "a cancel is only a request")
        client.advance(100)
        let canceled = client.order(id)
        #expect(canceled.flag("active") == false && canceled.flag("cancelExist") == true)
        #expect(canceled.text("cancelledSize") == "0.00001" && canceled.text("remainSize") == "0")
        #expect(canceled.text("cancelledFunds") == "0.5" && canceled.text("remainFunds") == "0")
        #expect(try client.balance("USDT") == before)
        let again = client.delete("\(Self.path)/\(id)?symbol=BTC-USDT")
        #expect(again.status == 200 && again.message == "order_not_exist_or_not_allow_to_cancel")
    }

    @Test("A limit order that takes: fee in quote, fills with ids above 2^53, ledger, balances")
    func filled() throws {
        var client = try KuCoinClient()
        let usdt = try client.balance("USDT")
        let btc = try client.balance("BTC")
        let ask = client.ticker("bestAsk")
        let body: [String: Any] = [
            "clientOid": "take", "side": "buy", "symbol": "BTC-USDT", "type": "limit", "price": ask, "size": "0.001",
        ]
        let reply = client.post(Self.path + "/sync", body)
        #expect(reply.data.text("status") == "done" && reply.data.text("canceledSize") == "0")
        client.advance(100)
        let id = try #require(reply.data.text("orderId"))
        let order = client.order(id)
        let funds = try #require(order.text("dealFunds").flatMap { ExactDecimal($0) })
        let fee = try #require(order.text("fee").flatMap { ExactDecimal($0) })
        #expect(try fee == funds * ExactDecimal(parsing: "0.001"))
        #expect(order.flag("cancelExist") == false && order.text("remainSize") == "0")
        #expect(try client.balance("USDT") == usdt - funds - fee)
        #expect(try client.balance("BTC") == btc + ExactDecimal(parsing: "0.001"))
        let fill = try #require(client.get("/api/v1/hf/fills?symbol=BTC-USDT").items.first)
        #expect(fill.text("orderId") == id && fill.text("liquidity") == "taker")
        #expect((fill.number("tradeId") ?? 0) > 1 << 53)
        #expect(fill.text("feeCurrency") == "USDT" && fill.text("fee") == order.text("fee"))
        #expect(client.get("/api/v1/hf/fills?symbol=BTC-USDT&orderId=\(id)").items.count == 1)
        let ledger = client.get("/api/v1/hf/accounts/ledgers").rows
        #expect(ledger.map { $0.text("currency") } == ["USDT", "BTC"])
        #expect(ledger.map { $0.text("direction") } == ["out", "in"])
        let shown = try ExactDecimal(parsing: ledger.first?.text("balance") ?? "")
        #expect(try shown == client.balance("USDT", "balance"))
    }

    @Test("A market buy by funds leaves dust and ends as canceled (K1)")
    func funds() throws {
        var client = try KuCoinClient()
        let order = client.order(client.placed(KuCoinClient.market("buy", "funds", "10")))
        #expect(order.text("size") == "0" && order.text("price") == "0" && order.text("funds") == "10")
        #expect(order.flag("active") == false && order.flag("cancelExist") == true)
        let spent = try #require(order.text("dealFunds").flatMap { ExactDecimal($0) })
        let rest = try #require(order.text("cancelledFunds").flatMap { ExactDecimal($0) })
        #expect(try spent + rest == 10)
        #expect(rest.isPositive && rest < 1)
    }

    @Test("Market orders by size, sells by funds")
    func marketSizes() throws {
        var client = try KuCoinClient()
        let sell = client.order(client.placed(KuCoinClient.market("sell", "size", "0.001")))
        #expect(sell.text("dealSize") == "0.001" && sell.flag("cancelExist") == false)
        let buy = client.order(client.placed(KuCoinClient.market("buy", "size", "0.001")))
        #expect(buy.text("dealSize") == "0.001" && buy.flag("active") == false)
        #expect(client.post(Self.path, KuCoinClient.market("sell", "funds", "10")).isSuccess)
    }

    @Test("post-only that would take is accepted, then canceled")
    func postOnly() throws {
        var client = try KuCoinClient()
        var body = KuCoinClient.resting("maker")
        body["price"] = client.ticker("bestAsk")
        body["postOnly"] = true
        let reply = client.post(Self.path + "/sync", body)
        #expect(reply.isSuccess && reply.data.text("status") == "done")
        #expect(reply.data.text("canceledSize") == "0.00001")
        body["price"] = "50000"
        #expect(client.post(Self.path + "/sync", body).data.text("status") == "open")
    }

    @Test("IOC, FOK and GTT")
    func lifetimes() throws {
        var client = try KuCoinClient()
        var body = KuCoinClient.resting("life")
        body["timeInForce"] = "IOC"
        #expect(client.post(Self.path + "/sync", body).data.text("canceledSize") == "0.00001")
        body["timeInForce"] = "FOK"
        #expect(client.post(Self.path + "/sync", body).data.text("status") == "done")
        client.requestSwitches = ["failedFillOrKill": "refused"]
        #expect(client.post(Self.path + "/sync", body).code == "300000")
        client.requestSwitches = [:]
        body["timeInForce"] = "GTT"
        body["cancelAfter"] = 10
        let id = client.placed(body)
        #expect(client.order(id).number("cancelAfter") == 10)
        client.advance(9_800)
        #expect(client.order(id).flag("active") == true)
        client.advance(200)
        let order = client.order(id)
        let created = try #require(order.number("createdAt"))
        #expect(order.flag("active") == false && order.number("lastUpdatedAt") == created + 10_000)
    }

    @Test("A clientOid is refused while active and free afterwards: no idempotency key (E.3)")
    func duplicates() throws {
        var client = try KuCoinClient()
        let first = client.placed(KuCoinClient.resting())
        var other = KuCoinClient.resting()
        other["symbol"] = "ETH-USDT"
        other["price"] = "2000"
        other["size"] = "0.01"
        #expect(client.post(Self.path, other).message == "validation.createOrder.clientOidDuplicated")
        _ = client.delete("\(Self.path)/sync/client-order/rest-1?symbol=BTC-USDT")
        let second = client.placed(KuCoinClient.resting())
        #expect(!second.isEmpty && second != first)
        #expect(client.get("\(Self.path)/client-order/rest-1?symbol=BTC-USDT").data.text("id") == second)
    }

    @Test("Alter: a new id, the same clientOid, the old order canceled")
    func alter() throws {
        var client = try KuCoinClient()
        let old = client.placed(KuCoinClient.resting())
        let reply = client.post(
            Self.path + "/alter", ["symbol": "BTC-USDT", "orderId": old, "newPrice": "51000", "newSize": "0.00002"])
        let new = try #require(reply.data.text("newOrderId"))
        client.advance(100)
        #expect(new != old && reply.data.text("clientOid") == "rest-1")
        #expect(client.order(old).flag("active") == false)
        let order = client.order(new)
        #expect(order.text("price") == "51000" && order.text("size") == "0.00002")
        let missing = client.post(Self.path + "/alter", ["symbol": "BTC-USDT", "clientOid": "no", "newSize": "1"])
        #expect(missing.code == "400100")
        let poor = client.post(Self.path + "/alter", ["symbol": "BTC-USDT", "orderId": new, "newSize": "5000"])
        #expect(poor.code == "200004")
        let far = client.post(Self.path + "/alter", ["symbol": "BTC-USDT", "orderId": new, "newPrice": "90000"])
        #expect(far.code == "400370")
        #expect(client.order(new).flag("active") == true, "a refused alter leaves the order alone")
    }

    @Test("An alter to no more than what is filled just cancels")
    func alterBelowFilled() throws {
        var client = try KuCoinClient()
        let id = try client.partlyFilled()
        let filled = try #require(client.order(id).text("dealSize"))
        #expect(client.post(Self.path + "/alter", ["symbol": "BTC-USDT", "orderId": id, "newSize": filled]).isSuccess)
        client.advance(100)
        #expect(client.order(id).flag("active") == false)
        #expect(client.get("\(Self.path)/active?symbol=BTC-USDT").rows.isEmpty)
    }

    @Test("A partial cancel shrinks the order in place")
    func partialCancel() throws {
        var client = try KuCoinClient()
        var body = KuCoinClient.resting()
        body["size"] = "0.003"
        let id = client.placed(body)
        let reply = client.delete("\(Self.path)/cancel/\(id)?symbol=BTC-USDT&cancelSize=0.001")
        #expect(reply.data.text("cancelSize") == "0.001")
        #expect(client.order(id).text("remainSize") == "0.002")
        #expect(client.delete("\(Self.path)/cancel/\(id)?symbol=BTC-USDT&cancelSize=1").code == "300000")
        #expect(client.delete("\(Self.path)/cancel/\(id)?symbol=BTC-USDT&cancelSize=0.002").isSuccess)
        #expect(client.order(id).flag("active") == false)
    }

    @Test("A partly filled order that is canceled keeps its fills")
    func partly() throws {
        var client = try KuCoinClient()
        let id = try client.partlyFilled()
        let open = client.order(id)
        #expect(open.flag("active") == true && open.text("dealSize") != "0")
        let ended = client.delete("\(Self.path)/sync/\(id)?symbol=BTC-USDT").data
        #expect(ended.text("status") == "done" && ended.text("dealSize") == open.text("dealSize"))
        #expect(client.order(id).text("cancelledSize") == open.text("remainSize"))
        #expect(try client.balance("USDT", "holds") == 0)
    }

    @Test("A batch answers per item inside a success (E.2)")
    func batch() throws {
        var client = try KuCoinClient()
        var poor = KuCoinClient.resting("b-2")
        poor["size"] = "0.00001"
        poor["price"] = "100"
        let reply = client.post(Self.path + "/multi", ["orderList": [KuCoinClient.resting("b-1"), poor]])
        #expect(reply.isSuccess && reply.rows.map { $0.flag("success") } == [true, false])
        #expect(reply.rows.last?.text("failMsg")?.contains("should more then 0.1 USDT") == true)
        let six = (0..<6).map { KuCoinClient.resting("c-\($0)") }
        #expect(client.post(Self.path + "/multi", ["orderList": six]).status == 400)
    }

    @Test("Cancel of a symbol, of everything, and the dead man's switch")
    func cancelMany() throws {
        var client = try KuCoinClient()
        client.placed(KuCoinClient.resting("a"))
        client.placed(KuCoinClient.resting("b"))
        #expect(client.delete("\(Self.path)?symbol=BTC-USDT").object["data"] as? String == "success")
        client.advance(100)
        #expect(client.get("\(Self.path)/active?symbol=BTC-USDT").rows.isEmpty)
        client.placed(KuCoinClient.resting("c"))
        let all = client.delete("\(Self.path)/cancelAll")
        #expect(all.data["succeedSymbols"] as? [String] == ["BTC-USDT"])
        client.advance(100)
        client.placed(KuCoinClient.resting("d"))
        #expect(client.get("\(Self.path)/dead-cancel-all/query").isNull)
        let set = client.post("\(Self.path)/dead-cancel-all", ["timeout": 5, "symbols": "BTC-USDT"]).data
        #expect((set.number("triggerTime") ?? 0) - (set.number("currentTime") ?? 0) == 5)
        client.advance(4_000)
        #expect(client.get("\(Self.path)/active?symbol=BTC-USDT").rows.count == 1)
        client.advance(1_100)
        #expect(client.get("\(Self.path)/active?symbol=BTC-USDT").rows.isEmpty)
        #expect(client.post("\(Self.path)/dead-cancel-all", ["timeout": 4]).status == 400)
    }

    @Test("A test order leaves no trace")
    func test() throws {
        var client = try KuCoinClient()
        let id = client.placed(KuCoinClient.resting(), at: Self.path + "/test")
        #expect(id.count == 24)
        #expect(client.get("\(Self.path)/\(id)?symbol=BTC-USDT").code == "400100")
        var huge = KuCoinClient.resting("huge")
        huge["size"] = "1000"
        #expect(client.post(Self.path + "/test", huge).isSuccess)
        client.requestSwitches = ["testChecksBalance": "yes"]
        #expect(client.post(Self.path + "/test", huge).code == "200004")
    }
}

extension KuCoinClient {
    /// A buy that takes the best level and rests with what is left.
    mutating func partlyFilled() throws -> String {
        let size = try ExactDecimal(parsing: ticker("bestAskSize"))
        let body: [String: Any] = [
            "clientOid": "part", "side": "buy", "symbol": "BTC-USDT", "type": "limit", "price": ticker("bestAsk"),
            "size": try (size + ExactDecimal(parsing: "0.001")).description,
        ]
        return placed(body)
    }
}
