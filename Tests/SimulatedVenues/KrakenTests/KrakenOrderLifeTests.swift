import Foundation
import Testing
import VenueSimulator

@testable import SimulatedKraken

@Suite("Kraken face: life of an order (kraken.md E)")
struct KrakenOrderLifeTests {
    @Test("Resting, seen, cancelled once, cancelled twice")
    func rest() throws {
        var client = try KrakenClient()
        let reply = client.call(
            "AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&volume=0.001&price=60000&userref=7")
        let txid = try #require(reply.txid)
        #expect(txid.wholeMatch(of: /O[A-Z2-7]{5}-[A-Z2-7]{5}-[A-Z2-7]{6}/) != nil)
        let descr = try #require(reply.result["descr"] as? [String: Any])
        #expect(descr["order"] as? String == "buy 0.00100000 XBTUSD @ limit 60000.0")
        let open = try #require(client.call("OpenOrders").rows("open")[txid])
        #expect(open["status"] as? String == "open")
        #expect(open["userref"] as? Int == 7)
        #expect(open["price"] as? String == "0.00000")
        #expect((open["descr"] as? [String: Any])?["price"] as? String == "60000.0")
        #expect(client.call("CancelOrder", "txid=\(txid)").number("count") == 1)
        #expect(client.call("CancelOrder", "txid=\(txid)").error == "EOrder:Unknown order")
        let closed = client.row(txid)
        #expect(closed["status"] as? String == "canceled")
        #expect(closed["reason"] as? String == "User requested")
        #expect(client.call("ClosedOrders").rows("closed")[txid] != nil)
    }

    @Test("A market buy fills in whole, is booked, and costs a fee in quote")
    func market() throws {
        var client = try KrakenClient()
        let before = client.call("Balance").result
        let reply = client.call(
            "AddOrder", "pair=XBTUSD&type=buy&ordertype=market&volume=0.01&oflags=fciq")
        let row = client.row(try #require(reply.txid))
        #expect(row["status"] as? String == "closed")
        #expect(row["vol_exec"] as? String == "0.01000000")
        let trades = try #require(row["trades"] as? [String])
        let fills = client.call("QueryTrades", "txid=" + trades.joined(separator: ",")).result
        #expect(fills.count == trades.count)
        let cost = money(row["cost"])
        let fee = money(row["fee"])
        #expect(fee > cost * money("0.0039") && fee <= cost * money("0.0041"))
        let after = client.call("Balance").result
        let spent = money(before["ZUSD"]) - money(after["ZUSD"])
        #expect(abs(spent - cost - fee) < money("0.001"))
        #expect(after["XXBT"] as? String == "10.0100000000")
        let ledger = client.call("Ledgers", "type=trade").rows("ledger")
        #expect(ledger.count == 2 * trades.count)
        #expect(Set(ledger.values.compactMap { $0["refid"] as? String }) == Set(trades))
        let newest = ledger.values.filter { $0["asset"] as? String == "ZUSD" }.map {
            money($0["balance"])
        }.min()
        #expect(newest == money(after["ZUSD"]))
    }

    @Test("A market buy by quote amount spends it; sells and limits may not")
    func quoteAmount() throws {
        var client = try KrakenClient()
        let reply = client.call(
            "AddOrder", "pair=XBTUSD&type=buy&ordertype=market&volume=100&oflags=viqc%2Cfciq")
        let row = client.row(try #require(reply.txid))
        #expect(row["status"] as? String == "closed")
        #expect(row["vol"] as? String == "100.00000000")
        #expect((row["vol_exec"] as? String)?.hasPrefix("0.0015") == true)
        let sell = client.call(
            "AddOrder", "pair=XBTUSD&type=sell&ordertype=market&volume=100&oflags=viqc")
        #expect(sell.error == "EGeneral:Invalid arguments:viqc")
        #expect(
            client.limit("buy", "100", "60000", more: "&oflags=viqc") == "EGeneral:Invalid arguments:viqc"
        )
    }

    @Test("Post-only that would cross: accepted and dead, or refused")
    func postOnly() throws {
        var client = try KrakenClient()
        let ask = client.best.ask
        let txid = client.limit("buy", "0.001", ask, more: "&oflags=post")
        let row = client.row(txid)
        #expect(row["status"] as? String == "canceled")
        #expect(row["reason"] as? String == "Post only order")
        #expect(row["vol_exec"] as? String == "0.00000000")
        client.requestSwitches = ["postOnly": "refused"]
        #expect(client.limit("buy", "0.001", ask, more: "&oflags=post") == "EOrder:Post only order")
        #expect(client.limit("buy", "0.001", "60000", more: "&oflags=post").hasPrefix("O"))
    }

    @Test("IOC leaves nothing resting, FOK fills whole or not at all, GTD expires")
    func timeInForce() throws {
        var client = try KrakenClient()
        let ask = client.best.ask
        let partial = client.row(client.limit("buy", "5", ask, more: "&timeinforce=IOC"))
        #expect(partial["status"] as? String == "canceled")
        #expect(partial["vol_exec"] as? String != "0.00000000")
        let none = client.row(client.limit("buy", "5", "64000", more: "&timeinforce=FOK"))
        #expect(none["status"] as? String == "canceled")
        #expect(none["vol_exec"] as? String == "0.00000000")
        let txid = client.limit("buy", "0.001", "60000", more: "&timeinforce=GTD&expiretm=%2B10")
        client.advance(9_999)
        #expect(client.row(txid)["status"] as? String == "open")
        client.advance(1)
        #expect(client.row(txid)["status"] as? String == "expired")
    }

    @Test("A partly filled order keeps its fill when cancelled")
    func partial() throws {
        var client = try KrakenClient()
        let txid = client.limit("buy", "5", client.best.ask)
        #expect(client.row(txid)["status"] as? String == "open")
        #expect(client.row(txid)["vol_exec"] as? String != "0.00000000")
        #expect(client.call("CancelOrder", "txid=\(txid)").number("count") == 1)
        let row = client.row(txid)
        #expect(row["status"] as? String == "canceled")
        #expect(row["vol_exec"] as? String != "0.00000000")
        #expect(row["misc"] as? String == "partial")
    }

    @Test("A dry run changes nothing and has no txid")
    func validate() throws {
        var client = try KrakenClient()
        let form = "pair=XBTUSD&type=buy&ordertype=limit&volume=0.001&price=60000"
        for (more, isDry) in [
            ("&validate=true", true), ("&validate=1", true), ("&validate=false", false),
        ] {
            let reply = client.call("AddOrder", form + more)
            #expect(reply.error == nil)
            #expect((reply.txid == nil) == isDry, "\(more)")
        }
        client.requestSwitches = ["validateText": "any"]
        #expect(client.call("AddOrder", form + "&validate=false").txid == nil)
        #expect(client.call("OpenOrders").rows("open").count == 1)
    }

    @Test("A stop waits for the last trade or the index, where there is one")
    func stop() throws {
        var client = try KrakenClient()
        let form =
            "pair=XBTUSD&type=sell&ordertype=stop-loss-limit&volume=0.001&price=60000&price2=59900"
        let row = client.row(try #require(client.call("AddOrder", form).txid))
        #expect(row["status"] as? String == "open")
        #expect(row["trigger"] as? String == "last")
        let descr = try #require(row["descr"] as? [String: Any])
        #expect(
            descr["order"] as? String == "sell 0.00100000 XBTUSD @ stop loss 60000.0 -> limit 59900.0")
        #expect(descr["price2"] as? String == "59900.0")
        let index = client.row(try #require(client.call("AddOrder", form + "&trigger=index").txid))
        #expect(index["trigger"] as? String == "index")
        client.requestSwitches = ["index": "unavailable"]
        let refused = client.call("AddOrder", form + "&trigger=index")
        #expect(refused.error == "EGeneral:Invalid arguments:Index unavailable")
    }

    @Test("A conditional close follows the fill with its parent's id")
    func close() throws {
        var client = try KrakenClient()
        let reply = client.call(
            "AddOrder",
            "pair=XBTUSD&type=buy&ordertype=market&volume=0.01&close%5Bordertype%5D=limit&close%5Bprice%5D=90000"
        )
        let txid = try #require(reply.txid)
        let descr = try #require(reply.result["descr"] as? [String: Any])
        #expect(descr["close"] as? String == "close position @ limit 90000.0")
        let child = try #require(client.call("OpenOrders").rows("open").values.first)
        #expect(child["refid"] as? String == txid)
        #expect((child["descr"] as? [String: Any])?["type"] as? String == "sell")
    }
}

/// A decimal as text, zero when it is none.
private func money(_ value: Any?) -> Decimal {
    (value as? String).flatMap { Decimal(string: $0) } ?? 0
}
