import Testing
import VenueSimulator

@testable import SimulatedKraken

@Suite("Kraken face: limits (kraken.md H)")
struct KrakenLimitTests {
    @Test(
        "The private counter: its maximum and its decay",
        arguments: [("starter", 15, 3_030), ("intermediate", 20, 2_000), ("pro", 20, 1_000)]
            as [(String, Int, Int64)])
    func calls(_ tier: String, _ maximum: Int, _ millisecondsPerPoint: Int64) throws {
        var client = try KrakenClient(["tier": tier])
        for _ in 0..<maximum { #expect(client.call("Balance").error == nil) }
        #expect(client.call("Balance").error == "EAPI:Rate limit exceeded")
        client.advance(millisecondsPerPoint + 1)
        #expect(client.call("Balance").error == nil)
        #expect(client.call("Balance").error == "EAPI:Rate limit exceeded")
        client.role = .readOnly
        #expect(client.call("Balance").error == nil)
    }

    @Test("History costs more, order entry nothing", arguments: [("4", 5), ("2", 10)])
    func costs(_ setting: String, _ fits: Int) throws {
        var client = try KrakenClient(["historyCost": setting])
        for _ in 0..<fits { #expect(client.call("Ledgers").error == nil) }
        #expect(client.call("Ledgers").error == "EAPI:Rate limit exceeded")
        #expect(client.limit("buy", "0.001", "60000").hasPrefix("O"))
    }

    @Test("Going on calling earns a lockout")
    func lockout() throws {
        var client = try KrakenClient(["lockoutAfterRefusals": "3"])
        for _ in 0..<20 { _ = client.call("Balance") }
        for _ in 0..<3 { #expect(client.call("Balance").error == "EAPI:Rate limit exceeded") }
        #expect(client.call("Balance").error == "EGeneral:Temporary lockout")
    }

    @Test(
        "Placing and cancelling at once costs nine points; another pair is free",
        arguments: [("starter", 6, 0), ("intermediate", 13, 0), ("pro", 19, 1)])
    func engine(_ tier: String, _ rounds: Int, _ more: Int) throws {
        var client = try KrakenClient(["tier": tier])
        for _ in 0..<rounds {
            let txid = client.limit("buy", "0.001", "60000")
            #expect(client.call("CancelOrder", "txid=\(txid)").error == nil)
        }
        for _ in 0..<more { client.limit("buy", "0.001", "60000") }
        let left = client.limit("buy", "0.001", "60000")
        #expect(left.hasPrefix("O"))
        #expect(client.call("CancelOrder", "txid=\(left)").error == "EOrder:Rate limit exceeded")
        #expect(client.call("CancelOrderBatch", "orders[0]=\(left)").number("count") == 1)
        #expect(client.limit("buy", "0.001", "60000") == "EOrder:Rate limit exceeded")
        #expect(client.limit("buy", "0.01", "3000", pair: "ETHUSD").hasPrefix("O"))
    }

    @Test(
        "An old order is cheap to change",
        arguments: [
            (0, 8, 6, 3), (4_999, 8, 6, 3), (5_000, 6, 5, 2), (10_000, 5, 4, 1), (15_000, 4, 2, 0),
            (45_000, 2, 1, 0), (90_000, 1, 0, 0), (300_000, 0, 0, 0),
        ] as [(Int64, Int64, Int64, Int64)])
    func age(_ age: Int64, _ cancel: Int64, _ edit: Int64, _ amend: Int64) {
        #expect(Kraken.AgePenalty.cancel(age) == cancel)
        #expect(Kraken.AgePenalty.edit(age) == edit)
        #expect(Kraken.AgePenalty.amend(age) == amend)
    }

    @Test("A failed order is charged too")
    func failures() throws {
        var client = try KrakenClient(["tier": "starter"])
        for _ in 0..<60 {
            #expect(client.limit("buy", "0", "60000") == "EGeneral:Invalid arguments:volume")
        }
        #expect(client.limit("buy", "0.001", "60000") == "EOrder:Rate limit exceeded")
    }

    @Test("Open orders per pair")
    func openOrders() throws {
        var client = try KrakenClient(["tier": "starter"])
        for _ in 0..<60 {
            #expect(client.limit("buy", "0.001", "60000").hasPrefix("O"))
            client.advance(1_000)
        }
        #expect(client.limit("buy", "0.001", "60000") == "EOrder:Orders limit exceeded")
        #expect(client.limit("buy", "0.001", "60000", pair: "XBTUSDT").hasPrefix("O"))
    }

    @Test("Public calls: a burst, then one a second, by address")
    func publicCalls() throws {
        var client = try KrakenClient(["publicBurst": "3"])
        for _ in 0..<3 { #expect(client.ask("Time").error == nil) }
        #expect(client.ask("Time").error == "EGeneral:Too many requests")
        client.advance(1_000)
        #expect(client.ask("Time").error == nil)
        client.peer = "127.0.0.2"
        #expect(client.ask("Time").error == nil)
        client.requestSwitches = ["publicBurst": "0"]
        for _ in 0..<100 { #expect(client.ask("Time").error == nil) }
    }
}
