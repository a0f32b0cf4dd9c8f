import AdapterKit
import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// Orders and fills as the `executions` channel tells them (kraken.md J.2).
@Suite("Account stream: orders")
struct AccountOrderStreamTests {
    private static let id = "OK4GJX-KSTLS-7DZZO5"

    @Test("The captured snapshot of open orders")
    func snapshot() throws {
        var stream = try AccountStream.live()
        #expect(try stream.execution("ws-executions-snapshot") == ["order \(Self.id) working 0"])
        let order = try #require(stream.orders.first)
        #expect(order.symbol.description == "BTC/USD" && order.side == .sell && order.type == .limit)
        #expect(order.clientOrderID == Sample.clientID, "spelt as a UUID")
        #expect(order.amount == .base(try Sample.decimal("0.005")))
        #expect(order.limitPrice == 26_500 && order.timeInForce == .goodTillCancelled && order.isPostOnly == false)
        #expect(order.filledQuote == .zero && order.triggerPrice == nil)
        #expect(order.createdAt == Timestamp(iso8601: "2023-09-22T10:33:05.709950Z"))
    }

    @Test("The captured life of an order: pending, fill with its fee, filled, cancelled")
    func life() throws {
        var stream = try AccountStream.live()
        #expect(
            try stream.execution("ws-executions-pending-new") == [
                "order \(Self.id) accepted 0", "read balances",
            ])
        #expect(
            try stream.execution("ws-executions-trade") == [
                "fill T5DIUI-5N4KO-Z5BPXK", "read order O6NTZC-K6FRH-ATWBCK USDC/USD", "read balances",
            ], "an order that was never told whole is read; its fill is known all the same")
        let fill = try #require(stream.fills.first)
        #expect(fill.price == (try Sample.decimal("1.0002")))
        #expect(fill.quoteAmount == (try Sample.decimal("15.443088")))
        #expect(fill.fees == [Fee(asset: fill.symbol.quote, amount: try Sample.decimal("0.3458"))])
        #expect(fill.liquidity == .taker && fill.side == .sell && fill.time == nil)
        #expect(
            try stream.execution("ws-executions-filled") == [
                "read order O6NTZC-K6FRH-ATWBCK -", "read balances",
            ], "no fill in it")
        #expect(try stream.execution("ws-executions-canceled").first == "read order OGAB7Y-BKX5F-PTK5RW -")
    }

    @Test("Partial rows are merged into what is known: neither symbol nor client id in the captured cancel")
    func merging() throws {
        var stream = try AccountStream.live()
        try stream.execution("ws-executions-snapshot")
        try stream.execution("ws-executions-canceled") { tree in
            Tree(tree.text.replacing("OGAB7Y-BKX5F-PTK5RW", with: Self.id)) ?? tree
        }
        #expect(
            stream.lines == ["order \(Self.id) ended(AdapterProtocol.OrderEnd.cancelledByOwner) 0", "read balances"])
        let order = try #require(stream.orders.first)
        #expect(order.clientOrderID == Sample.clientID && order.symbol.description == "BTC/USD")
        #expect(order.amount == .base(try Sample.decimal("0.005")) && order.limitPrice == 26_500)
        #expect(order.createdAt != nil && order.updatedAt == Timestamp(iso8601: "2025-10-11T15:11:47.695226Z"))
        #expect(
            stream.rows(#"{"order_id":"\#(Self.id)","exec_type":"status","order_status":"new"}"#) == [
                "read order \(Self.id) -"
            ], "an ended order is forgotten")
    }

    private func trade(_ id: String, _ quantity: String, _ more: String = "") -> String {
        """
        {"order_id":"\(Self.id)","exec_type":"trade","exec_id":"\(id)","last_qty":\(quantity),"last_price":26500.0,\
        "liquidity_ind":"m","order_status":"partially_filled"\(more)}
        """
    }

    @Test("K.22 streams say post_only, REST says oflags; neither word is used where the other belongs")
    func postOnly() throws {
        let told = #""post_only":false"#
        let rows: [(words: String, isPostOnly: Bool?)] = [
            (#""post_only":true,"oflags":"fciq""#, true), (#""oflags":"post""#, nil),
        ]
        for (words, isPostOnly) in rows {
            var stream = try AccountStream.live()
            try stream.execution("ws-executions-snapshot") { tree in
                Tree(tree.text.replacing(told, with: words)) ?? tree
            }
            #expect(stream.orders.map(\.isPostOnly) == [isPostOnly])
        }
        let run = Sample.adapter.place(try Sample.request(postOnly: true), on: try Sample.bitcoin()).run(.timedOut)
        let parameters = try #require(run.calls.first).parameters
        #expect(parameters.first { $0.name == "oflags" }?.value == "post,fciq")
        #expect(!parameters.contains { $0.name == "post_only" })
    }

    @Test("Quantity comes from the sum where it is told, else from the trades, never from both")
    func sums() throws {
        var stream = try AccountStream.live()
        try stream.execution("ws-executions-snapshot")
        #expect(
            stream.rows(trade("T1", "0.001"), trade("T2", "0.002")).prefix(4) == [
                "fill T1", "order \(Self.id) working 0.001", "fill T2", "order \(Self.id) working 0.003",
            ])
        #expect(stream.orders.last?.filledQuote == (try Sample.decimal("79.5")))
        stream.rows(trade("T3", "0.001", #","cum_qty":0.004,"avg_price":26500,"cum_cost":106"#))
        #expect(stream.orders.last?.filledBase == (try Sample.decimal("0.004")))
        stream.rows(trade("T4", "0.001").replacing("partially_filled", with: "filled"))
        #expect(stream.orders.last?.phase == .ended(.filled))
        stream.rows(
            #"{"order_id":"\#(Self.id)","exec_type":"filled","order_status":"filled","cum_qty":0.005,"avg_price":26500}"#
        )
        #expect(stream.fills.isEmpty)
        #expect(stream.orders.last?.filledBase == (try Sample.decimal("0.005")))
        #expect(stream.orders.last?.filledQuote == (try Sample.decimal("132.5")))
    }

    @Test("An order that was learnt over REST: nothing is added to its sums, for the answer may hold the trade already")
    func learnt() throws {
        var first = try AccountStream.live()
        try first.execution("ws-executions-snapshot")
        let known = try #require(first.orders.first)
        var stream = try AccountStream.live()
        stream.session.learn(known)
        #expect(stream.rows(trade("T1", "0.001")).prefix(2) == ["fill T1", "read order \(Self.id) BTC/USD"])
        stream.rows(trade("T2", "0.001", #","cum_qty":0.002"#))
        #expect(stream.orders.last?.filledBase == (try Sample.decimal("0.002")))
        #expect(stream.orders.last?.clientOrderID == Sample.clientID)
        stream.rows(trade("T3", "0.001"))
        #expect(stream.orders.last?.filledBase == (try Sample.decimal("0.003")), "now the stream has told a sum")
        stream.session.learn(known)
        stream.rows(trade("T4", "0.001"))
        #expect(stream.orders.last?.filledBase == (try Sample.decimal("0.004")), "what the stream told counts more")
    }

    @Test(
        "Amendments merge; a cancel with fills keeps them; a post-only refusal and the rest of a market order have names"
    )
    func ends() throws {
        func end(_ row: String, _ before: String = "") throws -> Order? {
            var stream = try AccountStream.live()
            try stream.execution("ws-executions-snapshot")
            if !before.isEmpty { stream.rows(before) }
            stream.rows(row)
            return stream.orders.last
        }
        let amended = try end(
            #"{"order_id":"\#(Self.id)","exec_type":"amended","order_status":"new","order_qty":0.009,"limit_price":27000}"#
        )
        #expect(amended?.amount == .base(try Sample.decimal("0.009")))
        #expect(amended?.limitPrice == 27_000 && amended?.phase == .working)
        let cancel = #"{"order_id":"\#(Self.id)","exec_type":"canceled","order_status":"canceled"}"#
        let partly = try end(cancel.replacing("}", with: #","reason":"User requested"}"#), trade("T1", "0.001"))
        #expect(partly?.phase == .ended(.cancelledByOwner))
        #expect(partly?.filledBase == (try Sample.decimal("0.001")))
        #expect(try end(cancel.replacing("}", with: #","reason":"Post only order"}"#))?.phase == .ended(.refused))
        #expect(try end(cancel)?.phase == .ended(.undetermined))
        #expect(
            try end(cancel.replacing("}", with: #","order_type":"market","cancel_reason":"x"}"#))?.phase
                == .ended(.timeInForce))
        let expired = cancel.replacing("canceled", with: "expired")
        #expect(try end(expired)?.phase == .ended(.lifetimeOver))
    }

    @Test("A triggered order waits until its trigger was touched; a quote amount is one")
    func triggered() throws {
        var stream = try AccountStream.live()
        func row(_ status: String) -> String {
            """
            {"order_id":"OX","exec_type":"new","order_status":"new","symbol":"BTC/USD","side":"buy","order_type":\
            "stop-loss-limit","order_qty":1,"limit_price":30100,"cl_ord_id":"bot7",\
            "triggers":{"reference":"last","price":30000,"status":"\(status)"}}
            """
        }
        stream.rows(row("untriggered"))
        let armed = try #require(stream.orders.first)
        #expect(armed.phase == .armed && armed.triggerPrice == 30_000 && armed.limitPrice == 30_100)
        #expect(armed.clientOrderID == nil && armed.foreignClientID == "bot7")
        stream.rows(row("triggered"))
        #expect(stream.orders.first?.phase == .working)
        stream.rows(
            """
            {"order_id":"OY","exec_type":"pending_new","order_status":"pending_new","symbol":"BTC/USD","side":"buy",\
            "order_type":"market","cash_order_qty":250.5}
            """)
        #expect(stream.orders.first?.amount == .quote(try Sample.decimal("250.5")))
    }

    @Test("Balances: the channel tells no holds, so every change of it and of orders is read")
    func balances() throws {
        var stream = try AccountStream.live()
        try stream.execution("ws-executions-snapshot")
        #expect(!stream.lines.contains("read balances"), "what was is read when the stream is live")
        stream.rows(#"{"order_id":"\#(Self.id)","exec_type":"status","order_status":"new"}"#)
        #expect(stream.lines == ["order \(Self.id) working 0"], "no hold changes")
    }

    @Test("Old trades in a snapshot are fills and say nothing of the order")
    func oldTrades() throws {
        var stream = try AccountStream.live()
        #expect(
            stream.rows(
                trade("T1", "0.001", #","symbol":"BTC/USD","side":"sell","order_type":"limit""#), type: "snapshot")
                == ["fill T1"])
    }

    @Test("Events the sheet does not know are read; words that drive money and are unknown end the connection")
    func unknown() throws {
        var stream = try AccountStream.live()
        #expect(
            stream.rows(#"{"order_id":"OX","exec_type":"teleported","symbol":"BTC/USD"}"#) == [
                "read fills BTC/USD", "read order OX BTC/USD",
            ])
        #expect(
            stream.rows(#"{"order_id":"OX","exec_type":"new","symbol":"no symbol"}"#) == ["read balances"],
            "a wrapped share is none of ours, but holds our money")
        let whole = #""symbol":"BTC/USD","side":"buy","order_type":"limit","order_qty":1"#
        for row in [
            #"{"order_id":"OX","exec_type":"new","order_status":"dreaming",\#(whole)}"#,
            #"{"order_id":"OX","exec_type":"new","order_status":"new",\#(whole.replacing("buy", with: "both"))}"#,
            #"{"order_id":"OX","exec_type":"new","order_status":"new","cum_qty":-1,\#(whole)}"#,
            #"{"order_id":"OX","exec_type":"trade","exec_id":"T","last_qty":-1,"last_price":1,\#(whole)}"#,
            #"{"exec_type":"new"}"#, #"{"order_id":"OX"}"#, #"{"order_id":5,"exec_type":"new"}"#, "[]",
        ] {
            var stream = try AccountStream.live()
            stream.rows(row)
            guard case .reconnect(.undecodable, _) = stream.output.ending else {
                Issue.record("\(row) must end the connection")
                continue
            }
        }
    }
}
