import Testing
import VenueSimulator

@testable import SimulatedKraken

@Suite("Kraken face: amend, edit, batches, cancel all (kraken.md E.6 to E.9)")
struct KrakenChangeTests {
    @Test("An amend keeps the id, an edit does not")
    func amendAndEdit() throws {
        var client = try KrakenClient()
        let txid = client.limit("buy", "0.002", "60000")
        let amend = client.call("AmendOrder", "txid=\(txid)&order_qty=0.001&limit_price=60100")
        #expect((amend.result["amend_id"] as? String)?.hasPrefix("T") == true)
        let row = client.row(txid)
        #expect(row["vol"] as? String == "0.00100000")
        #expect((row["descr"] as? [String: Any])?["price"] as? String == "60100.0")
        #expect(row["misc"] as? String == "amended")
        let amends = client.call("OrderAmends", "order_id=\(txid)")
        #expect(amends.number("count") == 2)
        let types = (amends.result["amends"] as? [[String: Any]])?.compactMap {
            $0["amend_type"] as? String
        }
        #expect(types == ["original", "user"])
        let edit = client.call("EditOrder", "txid=\(txid)&pair=XBTUSD&price=60200")
        #expect(edit.result["originaltxid"] as? String == txid)
        let new = try #require(edit.result["txid"] as? String)
        #expect(new != txid)
        #expect(client.row(txid)["status"] as? String == "canceled")
        #expect(client.row(new)["status"] as? String == "open")
    }

    @Test("Amends that are refused leave the order alone")
    func refusedAmends() throws {
        var client = try KrakenClient(["tier": "pro"])
        let txid = client.limit("buy", "0.002", "60000")
        for (form, error) in [
            ("txid=\(txid)&limit_price=\(client.best.ask)&post_only=true", "EOrder:Post only order"),
            ("txid=\(txid)", "EGeneral:Invalid arguments"),
            ("txid=\(txid)&order_qty=1000", "EOrder:Insufficient funds"),
            ("txid=\(txid)&limit_price=60000.05", "EOrder:Tick size check failed"),
            ("txid=\(txid)&trigger_price=1", "EOrder:Order not editable"),
            ("txid=OAAAAA-AAAAA-AAAAAA&order_qty=1", "EOrder:Unknown order"),
            ("", "EGeneral:Invalid arguments"),
        ] {
            #expect(client.call("AmendOrder", form).error == error, "\(form)")
            client.advance(5_000)
        }
        #expect(client.row(txid)["vol"] as? String == "0.00200000")
    }

    @Test("An amend below what is executed ends the order, or is refused")
    func amendBelow() throws {
        for (setting, status) in [("finishes", "canceled"), ("refused", "open")] {
            var client = try KrakenClient(["amendBelowExecuted": setting])
            let txid = client.limit("buy", "5", client.best.ask)
            let reply = client.call("AmendOrder", "txid=\(txid)&order_qty=0.00005")
            #expect((reply.error == "EOrder:Not enough leaves qty") == (setting == "refused"))
            #expect(client.row(txid)["status"] as? String == status)
        }
    }

    @Test("Edits that the venue does not do")
    func refusedEdits() throws {
        var client = try KrakenClient()
        let named = client.limit("buy", "0.001", "60000", more: "&cl_ord_id=abc")
        let edit = client.call("EditOrder", "txid=\(named)&pair=XBTUSD&price=60100")
        #expect(edit.error == "EOrder:Order not editable")
        #expect(
            client.call("EditOrder", "txid=\(named)&pair=ETHUSD&price=60100").error
                == "EOrder:Unknown order")
    }

    @Test("A batch as form and as JSON: one bad order fails alone, a broken one fails all")
    func batch() throws {
        var client = try KrakenClient()
        let orders =
            "{\"ordertype\":\"limit\",\"type\":\"buy\",\"volume\":\"0.001\",\"price\":\"60000\"},"
            + "{\"ordertype\":\"limit\",\"type\":\"sell\",\"volume\":\"11\",\"price\":\"90000\"}"
        let reply = client.json("AddOrderBatch", "\"pair\":\"XBTUSD\",\"orders\":[\(orders)]")
        let rows = try #require(reply.result["orders"] as? [[String: Any]])
        #expect((rows.first?["txid"] as? String)?.hasPrefix("O") == true)
        #expect(rows.count == 2 && rows.last?["error"] as? String == "EOrder:Insufficient funds")
        let form = (0..<2).map {
            "orders[\($0)][ordertype]=limit&orders[\($0)][type]=buy&orders[\($0)][volume]=0.001"
                + "&orders[\($0)][price]=6000\($0)"
        }
        let second = client.call("AddOrderBatch", "pair=XBTUSD&" + form.joined(separator: "&"))
        #expect((second.result["orders"] as? [[String: Any]])?.count == 2)
        let broken = client.json(
            "AddOrderBatch",
            "\"pair\":\"XBTUSD\",\"orders\":[\(orders),{\"ordertype\":\"limit\",\"type\":\"up\"}]")
        #expect(broken.error == "EGeneral:Invalid arguments:type")
        let single = client.json("AddOrderBatch", "\"pair\":\"XBTUSD\",\"orders\":[{}]")
        #expect(single.error == "EGeneral:Invalid arguments:orders")
        let ids = client.call("OpenOrders").rows("open").keys.sorted()
        #expect(ids.count == 3)
        let list = ids.map { "\"\($0)\"" }.joined(separator: ",")
        let cancel = client.json("CancelOrderBatch", "\"orders\":[\(list),\"OAAAAA-AAAAA-AAAAAA\"]")
        #expect(cancel.number("count") == 3)
    }

    @Test("By userref all of them; CancelAll is of the account, over all pairs")
    func cancelMany() throws {
        var client = try KrakenClient(["tier": "pro"])
        for _ in 0..<3 { client.limit("buy", "0.001", "60000", more: "&userref=42") }
        client.limit("buy", "0.01", "3000", pair: "ETHUSD")
        #expect(client.call("CancelOrder", "txid=42").number("count") == 3)
        client.limit("buy", "0.001", "60000")
        #expect(client.call("CancelAll").number("count") == 2)
        #expect(client.call("CancelAll").number("count") == 0)
    }

    @Test("The dead man's switch fires once, at its time, and can be disarmed")
    func deadMan() throws {
        var client = try KrakenClient()
        client.limit("buy", "0.001", "60000")
        let armed = client.call("CancelAllOrdersAfter", "timeout=60")
        #expect(armed.result["currentTime"] as? String == "2026-05-28T20:26:40Z")
        #expect(armed.result["triggerTime"] as? String == "2026-05-28T20:27:40Z")
        client.advance(59_999)
        #expect(client.call("OpenOrders").rows("open").count == 1)
        client.advance(1)
        #expect(client.call("OpenOrders").rows("open").isEmpty)
        client.limit("buy", "0.001", "60000")
        _ = client.call("CancelAllOrdersAfter", "timeout=60")
        _ = client.call("CancelAllOrdersAfter", "timeout=0")
        client.advance(120_000)
        #expect(client.call("OpenOrders").rows("open").count == 1)
        #expect(
            client.call("CancelAllOrdersAfter", "timeout=86401").error
                == "EGeneral:Invalid arguments:timeout")
    }

    @Test("BalanceEx holds what open orders need and lets it go")
    func holds() throws {
        var client = try KrakenClient()
        func hold(_ client: inout KrakenClient) -> String? {
            (client.call("BalanceEx").result["ZUSD"] as? [String: Any])?["hold_trade"] as? String
        }
        let txid = client.limit("buy", "0.01", "60000")
        #expect(hold(&client) == "600.0000")
        client.requestSwitches = ["holdIncludesFee": "yes"]
        #expect(hold(&client) == "602.4000")
        client.requestSwitches = [:]
        _ = client.call("CancelOrder", "txid=\(txid)")
        #expect(hold(&client) == "0.0000")
    }
}
