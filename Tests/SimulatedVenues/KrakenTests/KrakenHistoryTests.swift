import Foundation
import Testing
import VenueSimulator

@testable import SimulatedKraken

@Suite("Kraken face: own history (kraken.md E.10, E.11)")
struct KrakenHistoryTests {
    @Test("Closed orders: fifty a page, newest first, count of all, filters")
    func closedPages() throws {
        var client = try KrakenClient(["tier": "pro"])
        var placed: [String] = []
        for index in 0..<60 {
            placed.append(
                client.limit("buy", "0.001", "60000", more: "&timeinforce=IOC&userref=\(1 + index % 2)"))
            client.advance(1_000)
        }
        let first = client.call("ClosedOrders")
        #expect(first.number("count") == 60)
        #expect(Set(first.rows("closed").keys) == Set(placed[10...]))
        #expect(Set(client.call("ClosedOrders", "ofs=50").rows("closed").keys) == Set(placed[..<10]))
        client.advance(10_000)
        #expect(client.call("ClosedOrders", "ofs=60").rows("closed").isEmpty)
        #expect(client.call("ClosedOrders", "userref=2").number("count") == 30)
        client.advance(10_000)
        let withoutCount = client.call("ClosedOrders", "without_count=true")
        #expect(withoutCount.number("count") == nil && withoutCount.rows("closed").count == 50)
        let start = KrakenClient.start.seconds
        let window = client.call("ClosedOrders", "start=\(start + 10)&end=\(start + 12)")
        #expect(Set(window.rows("closed").keys) == Set(placed[10...12]))
        let since = client.call("ClosedOrders", "start=\(placed[57])")
        #expect(Set(since.rows("closed").keys) == Set(placed[58...]))
    }

    @Test("A history of thousands over three pairs still counts and pages")
    func longHistory() throws {
        var client = try KrakenClient(["tier": "pro"])
        for index in 0..<2_000 {
            let pair = ["XBTUSD", "XBTUSDT", "XBTEUR"][index % 3]
            let txid = client.limit("buy", "0.001", "60000", pair: pair, more: "&timeinforce=IOC")
            #expect(txid.hasPrefix("O"))
            client.advance(200)
        }
        client.advance(60_000)
        #expect(client.call("ClosedOrders").number("count") == 2_000)
        #expect(client.call("ClosedOrders", "ofs=1990").rows("closed").count == 10)
    }

    @Test(
        "An order that is not one's own",
        arguments: [
            ("EOrder:Invalid order", "EOrder:Invalid order"),
            ("EQuery:Unknown order", "EQuery:Unknown order"),
            ("empty", nil),
        ] as [(String, String?)])
    func unknownTxid(_ setting: String, _ error: String?) throws {
        var client = try KrakenClient(["unknownTxid": setting])
        for name in ["OAAAAA-AAAAA-AAAAAA", "nonsense", "O"] {
            let reply = client.call("QueryOrders", "txid=\(name)")
            #expect(reply.error == error && reply.result.isEmpty)
        }
        #expect(client.call("QueryOrders").error == "EGeneral:Invalid arguments:txid")
        let many = Array(repeating: "x", count: 51).joined(separator: ",")
        #expect(client.call("QueryOrders", "txid=\(many)").error == "EGeneral:Invalid arguments:txid")
    }

    @Test("Fills page like orders, by time and by id")
    func fillPages() throws {
        var client = try KrakenClient(["tier": "pro"])
        for _ in 0..<55 {
            _ = client.call("AddOrder", "pair=XBTUSD&type=buy&ordertype=market&volume=0.0001")
            client.advance(1_000)
        }
        let first = client.call("TradesHistory")
        #expect(first.number("count") == 55 && first.rows("trades").count == 50)
        #expect(client.call("TradesHistory", "ofs=50").rows("trades").count == 5)
        let times = first.rows("trades").mapValues { ($0["time"] as? NSNumber)?.decimalValue ?? 0 }
        let sorted = times.sorted { $0.value < $1.value }
        client.advance(20_000)
        #expect(client.call("TradesHistory", "start=\(sorted[40].key)").rows("trades").count == 9)
        #expect(client.call("TradesHistory", "type=closed position").rows("trades").isEmpty)
    }

    @Test("Deposits and withdrawals, plain and by cursor")
    func transfers() throws {
        var client = try KrakenClient()
        #expect(client.call("DepositStatus").list.count == 3)
        #expect(client.call("DepositStatus", "asset=XBT").list.count == 1)
        #expect(client.call("DepositStatus", "asset=NOPE").error == "EFunding:Unknown asset")
        let first = client.call("WithdrawStatus", "cursor=true&limit=1").result
        #expect((first["withdrawals"] as? [Any])?.count == 1)
        let cursor = try #require(first["next_cursor"] as? String)
        let encoded = cursor.replacingOccurrences(of: "=", with: "%3D")
        let second = client.call("WithdrawStatus", "cursor=\(encoded)&limit=1").result
        #expect((second["withdrawals"] as? [Any])?.count == 1 && second["next_cursor"] is NSNull)
        #expect(client.call("WithdrawStatus", "cursor=zz").error == "EGeneral:Invalid arguments:cursor")
    }
}
