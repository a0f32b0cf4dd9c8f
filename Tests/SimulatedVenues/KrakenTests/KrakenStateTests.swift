import Foundation
import Testing
import VenueSimulator

@testable import SimulatedKraken

@Suite("Kraken face: lag, snapshots, determinism")
struct KrakenStateTests {
    @Test("Reads lag behind a write, writes do not (kraken.md E.13)")
    func visibility() throws {
        var client = try KrakenClient()
        client.requestSwitches = [FaceSwitch.visibilityLag: "500"]
        let txid = client.limit("buy", "0.01", "60000", more: "&cl_ord_id=abc")
        client.requestSwitches = [:]
        #expect(client.call("OpenOrders").rows("open").isEmpty)
        #expect(client.call("QueryOrders", "txid=\(txid)").error == "EOrder:Invalid order")
        #expect(
            (client.call("BalanceEx").result["ZUSD"] as? [String: Any])?["hold_trade"] as? String
                == "0.0000")
        #expect(client.limit("buy", "0.01", "60000", more: "&cl_ord_id=abc").contains("not unique"))
        client.advance(500)
        #expect(client.call("OpenOrders").rows("open").keys.first == txid)
        client.requestSwitches = [FaceSwitch.visibilityLag: "500"]
        #expect(client.call("CancelOrder", "txid=\(txid)").number("count") == 1)
        client.requestSwitches = [:]
        #expect(client.call("OpenOrders").rows("open").keys.first == txid)
        #expect(client.call("ClosedOrders").rows("closed").isEmpty)
        client.advance(500)
        #expect(client.call("ClosedOrders").rows("closed").keys.first == txid)
    }

    @Test("Fills lag too")
    func fillVisibility() throws {
        var client = try KrakenClient()
        client.requestSwitches = [FaceSwitch.visibilityLag: "500"]
        _ = client.call("AddOrder", "pair=XBTUSD&type=buy&ordertype=market&volume=0.01")
        client.requestSwitches = [:]
        #expect(client.call("TradesHistory").rows("trades").isEmpty)
        #expect(client.call("Balance").result["XXBT"] as? String == "10.0000000000")
        client.advance(500)
        #expect(!client.call("TradesHistory").rows("trades").isEmpty)
        #expect(client.call("Balance").result["XXBT"] as? String == "10.0100000000")
    }

    @Test("A snapshot brings everything back")
    func snapshot() throws {
        var client = try KrakenClient(["tier": "pro"])
        let open = client.limit("buy", "0.01", "60000", more: "&timeinforce=GTD&expiretm=%2B60")
        let gone = client.limit("buy", "0.01", "60000")
        _ = client.call("AmendOrder", "txid=\(gone)&order_qty=0.005")
        _ = client.call("CancelOrder", "txid=\(gone)")
        _ = client.call("AddOrder", "pair=XBTUSD&type=buy&ordertype=market&volume=0.01")
        let bytes = client.face.snapshot()
        var other = try KrakenClient(["tier": "pro"])
        try other.face.restore(from: bytes)
        // The engine makes up a new past when it restores, so its counters go on; the face's own part is the same.
        #expect(client.face.snapshot() == bytes)
        for part in ["books", "limits", "nonces", "openedAt"] {
            #expect(try Self.part(part, bytes) == Self.part(part, other.face.snapshot()), "\(part)")
        }
        other.nonce = client.nonce - 1
        #expect(other.call("Balance").error == "EAPI:Invalid nonce")
        for name in ["OpenOrders", "ClosedOrders", "TradesHistory", "Ledgers", "Balance"] {
            other.nonce = client.nonce
            let texts = (client.call(name, "trades=true").text, other.call(name, "trades=true").text)
            #expect(texts.0 == texts.1, "\(name)")
            client.advance(10_000)
            other.advance(10_000)
        }
        client.advance(20_000)
        other.advance(20_000)
        #expect(client.row(open)["status"] as? String == "expired")
        #expect(other.row(open)["status"] as? String == "expired")
    }

    private static func part(_ name: String, _ bytes: [UInt8]) throws -> Data {
        let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .fragmentsAllowed]
        return try JSONSerialization.data(withJSONObject: try #require(object?[name]), options: options)
    }

    @Test("Damaged or foreign snapshots change nothing")
    func damaged() throws {
        var client = try KrakenClient()
        let bytes = client.face.snapshot()
        #expect(throws: FaceError.self) { try client.face.restore(from: []) }
        #expect(throws: FaceError.self) { try client.face.restore(from: Array(bytes.dropLast())) }
        for (old, new) in [("\"seed\":7", "\"seed\":8"), ("\"nextRow\":12", "\"nextRow\":1")] {
            let text = String(decoding: bytes, as: UTF8.self)
            let other = text.replacingOccurrences(of: old, with: new)
            #expect(other != text)
            #expect(throws: FaceError.self) { try client.face.restore(from: Array(other.utf8)) }
        }
        #expect(client.face.snapshot() == bytes)
    }

    @Test("Many ticks and one tick lead to the same state")
    func ticks() throws {
        var one = try KrakenClient(frozen: false)
        let form =
            "pair=XBTUSD&type=buy&ordertype=limit&volume=0.001&price=60000&timeinforce=GTD&expiretm=%2B7"
        _ = one.call("AddOrder", form)
        var many = one
        one.advance(10_000)
        for _ in 0..<1_000 { many.advance(10) }
        #expect(one.ask("Trades", "pair=XBTUSD").text == many.ask("Trades", "pair=XBTUSD").text)
        let closed = one.call("ClosedOrders")
        #expect(closed.number("count") == 1 && closed.text == many.call("ClosedOrders").text)
    }

    @Test("The same seed and calls give the same bytes; another seed gives other keys and ids")
    func determinism() throws {
        func tour(_ seed: UInt64) throws -> [String] {
            let face = try KrakenFace(
                configuration: FaceConfiguration(seed: seed), at: KrakenClient.start)
            var client = try KrakenClient()
            client.face = face
            let txid = client.limit("buy", "0.001", "60000")
            return [txid, client.call("OpenOrders").text, client.face.credentials[.trade]?.apiKey ?? ""]
        }
        let (first, second, other) = (try tour(11), try tour(11), try tour(12))
        #expect(first == second)
        #expect(zip(first, other).allSatisfy { $0 != $1 })
    }
}
