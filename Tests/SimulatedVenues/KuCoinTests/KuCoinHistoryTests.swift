import Testing
import VenueSimulator

@testable import SimulatedKuCoin

@Suite("KuCoin face: lists, pages, delays and retention (kucoin.md E.2, E.7)")
struct KuCoinHistoryTests {
    private static let path = KuCoinClient.orders

    @Test("Pages of done orders and fills cover everything once, newest first")
    func pages() throws {
        var client = try KuCoinClient()
        for index in 0..<25 { client.placed(KuCoinClient.market("buy", "size", "0.0001", "m-\(index)")) }
        for list in ["hf/orders/done", "hf/fills"] {
            var ids: [String] = []
            var last: Int?
            var pages = 0
            repeat {
                let more = last.map { "&lastId=\($0)" } ?? ""
                let reply = client.get("/api/v1/\(list)?symbol=BTC-USDT&limit=10\(more)")
                ids += reply.items.compactMap { ($0.text("orderId") ?? $0.text("id")) }
                last = reply.data.number("lastId")
                pages += 1
                if reply.items.count < 10 { break }
            } while pages < 10
            #expect(pages == 3 && ids.count == 25 && Set(ids).count == 25)
            #expect(ids == ids.sorted(by: >), "ids begin with the time")
        }
        #expect(client.get("/api/v1/hf/fills?symbol=BTC-USDT").items.count == 20)
        #expect(client.get("/api/v1/hf/fills?symbol=BTC-USDT&limit=101").status == 400)
        #expect(client.get("/api/v1/hf/fills?symbol=BTC-USDT&side=sell").items.isEmpty)
        #expect(client.get("/api/v1/hf/orders/done?symbol=BTC-USDT&type=limit").items.isEmpty)
        #expect(client.get("/api/v1/hf/orders/done").status == 400)
    }

    @Test("Bounds of time")
    func bounds() throws {
        var client = try KuCoinClient()
        client.placed(KuCoinClient.market("buy", "size", "0.0001", "one"))
        let between = client.now.milliseconds
        client.advance(1_000)
        client.placed(KuCoinClient.market("buy", "size", "0.0001", "two"))
        let path = "/api/v1/hf/orders/done?symbol=BTC-USDT"
        #expect(client.get(path + "&endAt=\(between)").items.map { $0.text("clientOid") } == ["one"])
        #expect(client.get(path + "&startAt=\(between)").items.map { $0.text("clientOid") } == ["two"])
        #expect(client.get(path + "&startAt=5&endAt=4").status == 400)
        client.requestSwitches = ["historyWindow": "sevenDays"]
        #expect(client.get(path + "&startAt=0&endAt=\(between)").status == 400)
    }

    @Test("Active orders: newest change first, pages of at most 50, empty as list or null")
    func active() throws {
        var client = try KuCoinClient()
        let list = "\(Self.path)/active?symbol=BTC-USDT"
        #expect(client.get(list).text.contains("\"data\":[]"))
        client.requestSwitches = ["emptyActive": "null"]
        #expect(client.get(list).isNull)
        client.requestSwitches = [:]
        for index in 0..<3 { client.placed(KuCoinClient.resting("a-\(index)")) }
        #expect(client.get(list).rows.map { $0.text("clientOid") } == ["a-2", "a-1", "a-0"])
        let page = client.get("\(Self.path)/active/page?symbol=BTC-USDT&pageNum=2&pageSize=2").data
        #expect(page.number("totalNum") == 3 && page.number("totalPage") == 2)
        #expect((page["items"] as? [[String: Any]])?.count == 1)
        #expect(client.get("\(Self.path)/active/page?symbol=BTC-USDT&pageSize=51").status == 400)
        #expect(client.get("\(Self.path)/active").status == 400)
    }

    @Test("Done orders vanish: canceled without fills after 2 days, others after 7")
    func retention() throws {
        var client = try KuCoinClient()
        let filled = client.placed(KuCoinClient.market("buy", "size", "0.0001"))
        let canceled = client.placed(KuCoinClient.resting())
        _ = client.delete("\(Self.path)/sync/\(canceled)?symbol=BTC-USDT")
        client.now = client.now.advanced(byMilliseconds: 3 * 86_400_000)
        #expect(client.get("\(Self.path)/\(canceled)?symbol=BTC-USDT").message == "order not exist")
        #expect(client.order(filled).flag("active") == false)
        client.now = client.now.advanced(byMilliseconds: 5 * 86_400_000)
        #expect(client.get("\(Self.path)/\(filled)?symbol=BTC-USDT").code == "400100")
        #expect(client.get("\(Self.path)/done?symbol=BTC-USDT").items.isEmpty)
    }

    @Test("A read lag hides a write from every read until it has passed")
    func lag() throws {
        var client = try KuCoinClient()
        let before = try client.balance("USDT")
        client.requestSwitches = [FaceSwitch.visibilityLag: "2000"]
        let id = client.placed(KuCoinClient.market("buy", "funds", "10"))
        client.requestSwitches = [:]
        client.advance(1_800)
        #expect(client.get("\(Self.path)/\(id)?symbol=BTC-USDT").code == "400100")
        #expect(client.get("/api/v1/hf/fills?symbol=BTC-USDT").items.isEmpty)
        #expect(try client.balance("USDT") == before)
        client.advance(200)
        #expect(client.order(id).flag("active") == false)
        #expect(client.get("/api/v1/hf/fills?symbol=BTC-USDT").items.count == 1)
        #expect(try client.balance("USDT") < before)
    }

    @Test("A cancel of an order that is not visible yet (K12)")
    func earlyCancel() throws {
        var client = try KuCoinClient(["cancelBeforeVisible": "refused"])
        let id = client.post(Self.path, KuCoinClient.resting()).data.text("orderId") ?? ""
        #expect(client.delete("\(Self.path)/\(id)?symbol=BTC-USDT").code == "400100")
        client.advance(100)
        #expect(client.delete("\(Self.path)/\(id)?symbol=BTC-USDT").isSuccess)
    }

    @Test("A saved venue goes on where it was: orders, stop orders, pending cancels, ledger")
    func snapshot() throws {
        var client = try KuCoinClient()
        client.placed(KuCoinClient.market("buy", "funds", "10"))
        let id = client.placed(KuCoinClient.resting())
        var stop = KuCoinClient.resting("stop")
        stop["stop"] = "loss"
        stop["stopPrice"] = "40000"
        #expect(client.post("/api/v1/stop-order", stop).isSuccess)
        var gtt = KuCoinClient.resting("gtt")
        gtt["timeInForce"] = "GTT"
        gtt["cancelAfter"] = 60
        client.placed(gtt)
        let saved = client.face.snapshot()
        var other = try KuCoinClient()
        other.now = client.now
        try other.face.restore(from: saved)
        #expect(other.order(id).text("clientOid") == "rest-1")
        #expect(other.get("/api/v1/stop-order").items.count == 1)
        #expect(other.get("/api/v1/hf/accounts/ledgers").rows.count == 2)
        other.advance(60_000)
        #expect(other.get("\(Self.path)/active?symbol=BTC-USDT").rows.count == 1)
        #expect(throws: FaceError.self) { try other.face.restore(from: Array("{}".utf8)) }
        #expect(throws: FaceError.self) { try other.face.restore(from: []) }
    }
}
