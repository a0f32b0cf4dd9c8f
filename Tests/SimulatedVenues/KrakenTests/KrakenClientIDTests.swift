import Testing
import VenueSimulator

@testable import SimulatedKraken

@Suite("Kraken face: client order ids (kraken.md E.4)")
struct KrakenClientIDTests {
    private static let id = "6d1b345e-2821-40e2-ad83-4ecb18a06876"

    @Test("Found while open, unique while open over all pairs, reusable after")
    func life() throws {
        var client = try KrakenClient()
        let more = "&cl_ord_id=\(Self.id)"
        let txid = client.limit("buy", "0.001", "60000", more: more)
        let taken = "EGeneral:Invalid arguments:cl_ord_id not unique"
        #expect(client.limit("buy", "0.001", "60000", more: more) == taken)
        #expect(client.limit("buy", "0.001", "60000", pair: "XBTUSDT", more: more) == taken)
        #expect(client.call("OpenOrders", "cl_ord_id=\(Self.id)").rows("open").keys.first == txid)
        #expect(client.call("CancelOrder", "cl_ord_id=\(Self.id)").number("count") == 1)
        #expect(client.call("ClosedOrders", "cl_ord_id=\(Self.id)").rows("closed").keys.first == txid)
        let second = client.limit("buy", "0.001", "60000", more: more)
        #expect(second.hasPrefix("O") && second != txid)
    }

    @Test("Its forms, and not together with a userref")
    func forms() throws {
        var client = try KrakenClient()
        for (id, isTaken) in [
            ("0f7c9b2a4d1e4c5f8a6b7c8d9e0f1a2b", true), ("abc123", true), ("Upper-Case", false),
            ("a%20b", false),
            ("0123456789abcdefghi", false), ("6d1b345e-2821-40e2-ad83-4ecb18a0687g", false),
        ] {
            let answer = client.limit("buy", "0.001", "60000", more: "&cl_ord_id=\(id)")
            #expect(
                isTaken ? answer.hasPrefix("O") : answer == "EGeneral:Invalid arguments:cl_ord_id", "\(id)")
        }
        #expect(
            client.limit("buy", "0.001", "60000", more: "&cl_ord_id=x&userref=1")
                == "EGeneral:Invalid arguments")
        client.requestSwitches = ["clientIDText": "ascii"]
        #expect(client.limit("buy", "0.001", "60000", more: "&cl_ord_id=Upper-Case").hasPrefix("O"))
    }
}
