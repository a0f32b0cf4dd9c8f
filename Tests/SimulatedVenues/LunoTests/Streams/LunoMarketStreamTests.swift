import AdapterProtocol
import Foundation
import Testing
import VenueSimulator

@testable import SimulatedLuno

@Suite("Luno face: the market stream")
struct LunoMarketStreamTests {
    private let path = "/api/1/stream/XBTZAR"

    private func mirror(_ listener: LunoListener, _ id: StreamID) -> LunoMirror {
        var mirror = LunoMirror()
        for frame in listener.frames(id) { mirror.take(frame) }
        return mirror
    }

    private func expectSame(_ listener: LunoListener, _ id: StreamID, _ market: String = "XBTZAR") {
        let mirror = mirror(listener, id)
        #expect(mirror.faults.isEmpty, "\(mirror.faults.prefix(5))")
        #expect(mirror.levels(isBid: true) == listener.client.face.levels(market, isBid: true))
        #expect(mirror.levels(isBid: false) == listener.client.face.levels(market, isBid: false))
    }

    @Test("The book that the frames lead to is the engine's", arguments: ["single", "combined"])
    func rebuilt(_ setting: String) throws {
        var listener = try LunoListener(["streamUpdates": setting], frozen: false)
        let early = listener.join(path)
        let other = listener.join("/api/1/stream/ETHXBT")
        for step in 0..<40 {
            listener.advance(500)
            listener.ask { client in
                let best = client.best()
                switch step % 5 {
                case 0: _ = client.limit("type=BID&volume=0.5&price=\(best.ask)")
                case 1: _ = client.limit("type=ASK&volume=0.4&price=\(best.bid - 900)")
                case 2: _ = client.signed("POST", "/api/1/marketorder", "pair=XBTZAR&type=BUY&counter_volume=40000")
                case 3: _ = client.stop(client.limit("type=BID&volume=0.01&price=\(best.bid - 50)")["order_id"] ?? "")
                default: client.rest()
                }
            }
        }
        let late = listener.join(path)
        listener.advance(5_000)
        expectSame(listener, early)
        expectSame(listener, late)
        expectSame(listener, other, "ETHXBT")
        #expect(mirror(listener, early).tradeCount > 20)
        let kinds = Set(listener.frames(early).map(\.kind))
        #expect(kinds.contains("trades+create") == (setting == "combined"))
        #expect(kinds.isSuperset(of: ["snapshot", "trades", "create", "delete"]))
    }

    @Test("Orders are those of REST, by their ids; a filled maker is not deleted")
    func ownOrders() throws {
        var listener = try LunoListener()
        let id = listener.join(path)
        let best = listener.ask { $0.best() }
        let maker = listener.ask { client in
            client.limit("type=BID&volume=0.01&price=\(best.bid + 1)")["order_id"] ?? ""
        }
        let created = try #require(listener.frames(id).last?.part("create_update"))
        #expect(created["order_id"] as? String == maker && created["type"] as? String == "BID")
        listener.forget()
        let taker = listener.ask { client in
            client.limit("type=ASK&volume=0.01&price=\(best.bid + 1)")["order_id"] ?? ""
        }
        #expect(listener.frames(id).map(\.kind) == ["trades"])
        let trade = try #require(listener.frames(id).first?.rows("trade_updates").first)
        #expect(trade["maker_order_id"] as? String == maker && trade["order_id"] as? String == maker)
        #expect(trade["taker_order_id"] as? String == taker && trade["base"] as? String == "0.01")
        let fill = listener.client.signed("GET", "/api/1/listtrades", "pair=XBTZAR").rows("trades").first
        #expect(fill?["sequence"] as? Int == trade["sequence"] as? Int)
        let rest = listener.client.send("GET", "/api/1/trades", "pair=XBTZAR").rows("trades").first
        #expect(rest?["sequence"] as? Int == trade["sequence"] as? Int)
        #expect(rest?["timestamp"] as? Int == listener.frames(id).first?.number("timestamp").map(Int.init))
        #expect(rest?["is_buy"] as? Bool == false)
    }

    @Test("Stops that wait, and orders that never rest, are not in the book")
    func hidden() throws {
        var listener = try LunoListener()
        let id = listener.join(path)
        listener.forget()
        let best = listener.ask { $0.best() }
        _ = listener.ask { client in
            client.limit(
                "type=BID&volume=0.01&price=\(best.ask + 50000)&stop_price=\(best.ask + 50000)&stop_direction=ABOVE")
        }
        _ = listener.ask { $0.limit("type=BID&volume=0.01&price=\(best.bid - 9)&time_in_force=IOC") }
        #expect(listener.texts(id).isEmpty)
    }

    @Test("A number too many, once for each market")
    func skip() throws {
        var listener = try LunoListener()
        let id = listener.join(path)
        let first = try #require(listener.frames(id).first?.sequence)
        listener.ask { _ = $0.rest() }
        listener.client.face.disturb(.skipSequence, at: listener.client.now)
        listener.ask { _ = $0.rest() }
        listener.ask { _ = $0.rest() }
        #expect(listener.frames(id).compactMap(\.sequence) == [first, first + 1, first + 3, first + 4])
        #expect(mirror(listener, id).faults.count == 1)
    }

    @Test("A late snapshot shows book and number of then")
    func delayedSnapshots() throws {
        var listener = try LunoListener()
        let now = { (listener: LunoListener) in listener.client.now }
        listener.client.face.disturb(.delaySnapshots(milliseconds: 2_000), at: now(listener))
        let early = listener.join(path)
        let number = try #require(listener.frames(early).first?.sequence)
        listener.advance(500)
        let order = listener.ask { $0.rest() }
        listener.advance(1_000)
        let late = listener.join(path)
        #expect(listener.frames(late).first?.sequence == number)
        #expect(listener.frames(late).first?.text.contains(order) == false)
        // Its next update leaves a hole.
        listener.ask { _ = $0.rest() }
        #expect(listener.frames(late).last?.sequence == number + 2)
        listener.advance(2_500)
        let later = listener.join(path)
        #expect(listener.frames(later).first?.text.contains(order) == true)
        listener.client.face.disturb(.delaySnapshots(milliseconds: 0), at: now(listener))
        let healed = listener.join(path)
        listener.ask { _ = $0.rest() }
        expectSame(listener, healed)
    }

    @Test("Disturbances of what the venue does not have change nothing")
    func foreignDisturbances() throws {
        var listener = try LunoListener()
        let id = listener.join(path)
        for disturbance in [StreamDisturbance.breakChecksum, .freezeChecksum(true), .expireTokens] {
            listener.client.face.disturb(disturbance, at: listener.client.now)
        }
        listener.ask { _ = $0.rest() }
        expectSame(listener, id)
    }

    @Test("A snapshot above a megabyte, and makers that nobody knows, by their switches")
    func faults() throws {
        var listener = try LunoListener(["snapshotPadding": "20000"])
        let id = listener.join(path)
        let snapshot = try #require(listener.frames(id).first)
        #expect(
            snapshot.text.utf8.count > 1 << 20 && Set(snapshot.rows("asks").map { "\($0["id"] ?? "")" }).count > 20_000)
        var strange = try LunoListener(["streamMakers": "strange"])
        let other = strange.join(path)
        for _ in 0..<10 {
            strange.ask { _ = $0.signed("POST", "/api/1/marketorder", "pair=XBTZAR&type=BUY&counter_volume=500") }
        }
        #expect(mirror(strange, other).faults.contains { $0.hasPrefix("no trade") })
    }

    @Test("The market's state: halted, unknown, launching; and a change of it")
    func status() throws {
        for (setting, pair, word) in [
            ("listed", "XBTZAR", "ACTIVE"), ("suspended", "XBTZAR", "POSTONLY"), ("unknown", "XBTZAR", "DISABLED"),
            ("listed", "NEWZAR", "ACTIVE"),
        ] {
            var listener = try LunoListener(["marketStatus": setting])
            let id = listener.join("/api/1/stream/" + pair)
            #expect(listener.frames(id).first?["status"] == word)
        }
        var listener = try LunoListener()
        let id = listener.join(path)
        let events = try listener.client.face.exchange.setPhase(.halt, symbol: "XBTZAR")
        listener.ask { $0.face.absorb(events) }
        #expect(listener.frames(id).last?.part("status_update")?["status"] as? String == "DISABLED")
    }

    @Test("Messages are named for the fault plan by what they bring")
    func operations() throws {
        var listener = try LunoListener(frozen: false)
        let id = listener.join(path)
        for _ in 0..<60 { listener.advance(500) }
        for message in listener.heard where message.stream == id {
            guard case .text(let bytes) = message.content else { continue }
            let frame = LunoFrame(String(decoding: bytes, as: UTF8.self))
            let expected =
                frame.object.isEmpty
                ? "stream.control" : frame.kind.hasPrefix("trades") ? "stream.trades" : "stream.book"
            #expect(message.operation == expected)
        }
    }
}
