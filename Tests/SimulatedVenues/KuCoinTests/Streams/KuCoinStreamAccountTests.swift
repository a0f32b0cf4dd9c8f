import AdapterProtocol
import Testing
import VenueSimulator

@testable import SimulatedKuCoin

@Suite("KuCoin face: the account's events (kucoin.md E.5, J.2, J.3)")
struct KuCoinStreamAccountTests {
    private static let orderTopic = "/spotMarket/tradeOrdersV2"

    private func following(_ topics: [String], _ switches: [String: String] = [:]) throws -> KuCoinClient {
        try KuCoinClient.following(topics, isPrivate: true, switches)
    }

    private func words(_ client: inout KuCoinClient) -> [String] { client.frames().map(\.words) }

    @Test("A resting order: received, open, canceled after the cancel's delay")
    func restingOrder() throws {
        var client = try following([Self.orderTopic])
        let id = client.post(KuCoinClient.orders, KuCoinClient.resting()).data.text("orderId") ?? ""
        // On the stream before any read shows it (E.7).
        #expect(client.order(id).isEmpty)
        #expect(words(&client) == ["received new", "open open"])
        client.advance(100)
        _ = client.delete("\(KuCoinClient.orders)/\(id)?symbol=BTC-USDT")
        #expect(words(&client).isEmpty)
        client.advance(100)
        let frame = try #require(client.frames().first)
        #expect(frame.operation == "stream.order")
        #expect(frame.words == "canceled done")
        #expect(frame.data.text("orderId") == id)
        #expect(frame.data.text("canceledSize") == "0.00001")
        #expect(frame.data.text("remainSize") == "0")
        #expect(frame.data.number("ts") == Int(frame.data.number("orderTime") ?? 0) * 1_000_000 + 120_000_000)
    }

    @Test("Taking and resting: matches, then open with what is left; the maker's own order gets its own events")
    func takeAndRest() throws {
        var client = try following([Self.orderTopic])
        let price = try client.insidePrice()
        let maker = client.placed(KuCoinClient.limit("sell", price, "0.0001", "maker"))
        #expect(words(&client) == ["received new", "open open"])
        let taker = client.placed(KuCoinClient.limit("buy", price, "0.0003", "taker"))
        let frames = client.frames()
        #expect(
            frames.map(\.words) == ["received new", "match open", "filled done", "match match", "open open"])
        #expect(frames.map { $0.data.text("orderId") } == [taker, maker, maker, taker, taker])
        #expect(frames.last?.data.text("filledSize") == "0.0001")
        #expect(frames.last?.data.text("remainSize") == "0.0002")
        #expect(frames[1].data.text("tradeId") == frames[3].data.text("tradeId"))
        #expect(frames[1].data.text("feeType") == "makerFee")
        #expect(frames[1].operation == "stream.fill")
        #expect(frames[1].data["fee"] == nil)
    }

    @Test("What cannot rest ends: post-only that would take, IOC with a rest, FOK")
    func lapsing() throws {
        var client = try following([Self.orderTopic])
        var postOnly = KuCoinClient.limit("buy", "70000", "0.0001", "p")
        postOnly["postOnly"] = true
        client.placed(postOnly)
        #expect(words(&client) == ["received new", "canceled done"])
        let price = try client.insidePrice()
        client.placed(KuCoinClient.limit("sell", price, "0.0001", "m"))
        _ = client.frames()
        var now = KuCoinClient.limit("buy", price, "0.0005", "i")
        now["timeInForce"] = "IOC"
        client.placed(now)
        #expect(
            words(&client) == ["received new", "match open", "filled done", "match match", "canceled done"])
        now["timeInForce"] = "FOK"
        now["clientOid"] = "f"
        client.placed(now)
        #expect(words(&client) == ["received new", "canceled done"])
    }

    @Test("A partial cancel shrinks the order in place: oldSize and size, the origin stays")
    func shrink() throws {
        var client = try following([Self.orderTopic])
        let id = client.placed(KuCoinClient.resting())
        _ = client.frames()
        for (cut, old, size, canceled) in [
            ("0.000004", "0.00001", "0.000006", "0.000004"), ("0.000001", "0.000006", "0.000005", "0.000005"),
        ] {
            _ = client.delete("\(KuCoinClient.orders)/cancel/\(id)?symbol=BTC-USDT&cancelSize=\(cut)")
            let frame = try #require(client.frames().first)
            #expect(frame.words == "update open")
            #expect(frame.data.text("oldSize") == old)
            #expect(frame.data.text("size") == size)
            #expect(frame.data.text("canceledSize") == canceled)
            #expect(frame.data.text("originSize") == "0.00001")
        }
    }

    @Test("Self-trade prevention that decreases both: the rest stays, the other ends")
    func decrease() throws {
        var client = try following([Self.orderTopic])
        let price = try client.insidePrice()
        client.placed(KuCoinClient.limit("sell", price, "0.0003", "m"))
        _ = client.frames()
        var taker = KuCoinClient.limit("buy", price, "0.0001", "t")
        taker["stp"] = "DC"
        client.placed(taker)
        let frames = client.frames()
        #expect(frames.map(\.words) == ["received new", "update open", "canceled done"])
        #expect(frames[1].data.text("size") == "0.0002")
    }

    @Test("Version 1 of the topic lacks received only")
    func older() throws {
        var client = try following(["/spotMarket/tradeOrders"])
        client.placed(KuCoinClient.limit("buy", "70000", "0.0001"))
        #expect(words(&client) == ["match match", "filled done"])
    }

    @Test("Balances: absolute values that add up, the change, and what made it; as the accounts are read")
    func balances() throws {
        var client = try following(["/account/balance"])
        let id = client.placed(KuCoinClient.resting())
        var frames = client.frames()
        #expect(frames.map { $0.data.text("currency") } == ["USDT"])
        let hold = try #require(frames.first)
        #expect(hold.operation == "stream.balance")
        #expect(hold.data.text("relationEvent") == "trade.hold")
        #expect(hold.data.text("holdChange") == "0.5005")
        #expect(hold.data.text("availableChange") == "-0.5005")
        #expect((hold.data["relationContext"] as? [String: Any])?.text("orderId") == id)
        #expect(hold.object.text("id") == hold.data.text("relationEventId"))
        client.placed(KuCoinClient.market("buy", "size", "0.0001"))
        frames = client.frames()
        #expect(Set(frames.compactMap { $0.data.text("currency") }) == ["USDT", "BTC"])
        for frame in frames {
            #expect(frame.data.text("relationEvent") == "trade.setted")
            let currency = frame.data.text("currency") ?? ""
            let available = try ExactDecimal(parsing: frame.data.text("available") ?? "")
            let held = try ExactDecimal(parsing: frame.data.text("hold") ?? "")
            #expect(try available == client.balance(currency))
            #expect(try held == client.balance(currency, "holds"))
            #expect(try (available + held) == ExactDecimal(parsing: frame.data.text("total") ?? ""))
        }
        _ = client.delete("\(KuCoinClient.orders)/\(id)?symbol=BTC-USDT")
        client.advance(100)
        #expect(client.frames().first?.data.text("availableChange") == "0.5005")
    }

    @Test("The wallet's older name is in the events as well")
    func walletName() throws {
        var client = try following(["/account/balance"], ["tradeHF": "yes"])
        client.placed(KuCoinClient.resting())
        #expect(client.frames().first?.data.text("relationEvent") == "trade_hf.hold")
    }

    @Test("Stop orders: open, triggered with or without success, cancel; market stops may be silent")
    func stops() throws {
        var client = try following(["/spotMarket/advancedOrders"])
        let id = client.post(KuCoinClient.stops, KuCoinClient.stop("1000", "loss", "a")).data.text("orderId") ?? ""
        #expect(client.frames().map { $0.data.text("type") } == ["open"])
        _ = client.delete("\(KuCoinClient.stops)/\(id)")
        #expect(client.frames().map { $0.data.text("type") } == ["cancel"])
        _ = client.post(KuCoinClient.stops, KuCoinClient.stop("1000", "entry", "b"))
        let frames = client.frames()
        #expect(frames.map { $0.data.text("type") } == ["open", "triggered"])
        #expect(frames.last?.data.flag("triggerSuccess") == true)
        var poor = KuCoinClient.stop("1000", "entry", "c")
        poor["size"] = "1000"
        _ = client.post(KuCoinClient.stops, poor)
        let failed = client.frames().last
        #expect(failed?.data.flag("triggerSuccess") == false)
        #expect(failed?.data.text("error") == "Balance insufficient!")

        client = try following(["/spotMarket/advancedOrders"], ["marketStopsOnStream": "silent"])
        var market = KuCoinClient.stop("1000", "loss", "d")
        market["type"] = "market"
        market["price"] = nil
        #expect(client.post(KuCoinClient.stops, market).isSuccess)
        #expect(client.frames().isEmpty)
    }

    @Test("Nothing is replayed after a new connection")
    func noReplay() throws {
        var client = try following([Self.orderTopic])
        let id = client.placed(KuCoinClient.resting())
        client.face.closeStream(StreamID(1), at: client.now)
        _ = client.arrived()
        _ = client.delete("\(KuCoinClient.orders)/\(id)?symbol=BTC-USDT")
        client.advance(100)
        client.connect(2, isPrivate: true)
        client.subscribe(Self.orderTopic, on: 2, isPrivate: true)
        #expect(client.frames().map(\.type) == ["welcome", "ack"])
        client.placed(KuCoinClient.resting("other"))
        #expect(words(&client) == ["received new", "open open"])
    }

    @Test("Fills of the background market reach the order's owner, and trades name both orders")
    func background() throws {
        var client = try KuCoinClient.following(
            [Self.orderTopic, "/market/match:BTC-USDT"], isPrivate: true, frozen: false)
        let id = client.placed(KuCoinClient.limit("sell", try client.insidePrice(), "0.0001"))
        var frames: [KuCoinStreamFrame] = []
        for _ in 0..<600 where !frames.contains(where: { $0.words == "filled done" }) {
            client.advance(100)
            if client.now.milliseconds % 20_000 == 0 { client.tell(#"{"id":"1","type":"ping"}"#) }
            frames += client.frames()
        }
        let match = try #require(frames.first { $0.words.hasPrefix("match ") && $0.data.text("orderId") == id })
        let trade = try #require(
            frames.first { $0.operation == "stream.trades" && $0.data.text("tradeId") == match.data.text("tradeId") })
        #expect(trade.data.text("makerOrderId") == id || trade.data.text("takerOrderId") == id)
    }

    @Test("A candle and the statistics follow the trades")
    func candlesAndSnapshots() throws {
        var client = try KuCoinClient.following([
            "/market/candles:BTC-USDT_1min", "/market/snapshot:BTC-USDT", "/market/snapshot:USDS",
        ])
        client.placed(KuCoinClient.market("buy", "size", "0.0001"))
        let candle = try #require(client.frames().first)
        let row = try #require(candle.data["candles"] as? [String])
        #expect(row.count == 7)
        #expect(Int64(row[0]) == client.now.seconds / 60 * 60)
        client.advance(2_000)
        let snapshots = client.frames()
        #expect(snapshots.count { $0.topic == "/market/snapshot:BTC-USDT" } == 1)
        #expect(snapshots.count { $0.topic == "/market/snapshot:USDS" } > 3)
    }
}
