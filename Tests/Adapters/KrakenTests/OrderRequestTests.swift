import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// What goes out for each kind of order (kraken.md E.3), and the bytes of writes.
@Suite("Requests")
struct OrderRequestTests {
    private let adapter = Sample.adapter

    private func body(_ request: OrderRequest) throws -> String {
        let run = adapter.place(request, on: try Sample.bitcoin()).run(.timedOut)
        return try Sample.sealed(try #require(run.calls.first)).text
    }

    private func request(
        _ side: Side, _ type: OrderType, _ amount: OrderAmount, price: ExactDecimal? = nil, trigger: Trigger? = nil,
        _ lifetime: TimeInForce? = nil, until: Timestamp? = nil, _ rule: SelfTradePrevention? = nil
    ) throws -> OrderRequest {
        try OrderRequest(
            clientOrderID: Sample.clientID, symbol: try Sample.bitcoin().symbol, side: side, type: type,
            amount: amount, limitPrice: price, trigger: trigger, timeInForce: lifetime, expiresAt: until,
            selfTradePrevention: rule)
    }

    private let end = "&cl_ord_id=6d1b345e282140e2ad834ecb18a06876"
    private let deadline = "&deadline=2025-11-22T08%3A26%3A50.000Z"

    @Test("Limit orders of every lifetime")
    func limits() throws {
        let start = "nonce=1780000000000&pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=50000&oflags=fciq"
        for lifetime in [TimeInForce.goodTillCancelled, .immediateOrCancel, .fillOrKill] {
            let text = try body(try request(.buy, .limit, .base(1), price: 50_000, lifetime))
            #expect(text == start + "&timeinforce=\(lifetime)" + end + deadline)
        }
        let dated = try request(
            .buy, .limit, .base(1), price: 50_000, .goodTillDate, until: Timestamp(milliseconds: 1_763_900_000_900))
        #expect(try body(dated) == start + "&timeinforce=GTD&expiretm=1763900000" + end + deadline)
        let postOnly = try body(try Sample.request(postOnly: true))
        #expect(postOnly.contains("&oflags=post%2Cfciq&timeinforce=GTC&"))
    }

    @Test("Market orders by base and, for buys, by quote")
    func markets() throws {
        let start = "nonce=1780000000000&pair=XBTUSD&type="
        #expect(
            try body(try request(.sell, .market, .base(2)))
                == start + "sell&ordertype=market&volume=2&oflags=fciq" + end + deadline)
        #expect(
            try body(try request(.buy, .market, .quote(100)))
                == start + "buy&ordertype=market&volume=100&oflags=viqc%2Cfciq" + end + deadline)
    }

    @Test("Triggered orders: the trigger is the price, the limit is price2")
    func triggers() throws {
        let below = Trigger(price: 40_000, crossing: .atOrBelow)
        #expect(
            try body(try request(.sell, .stopMarket, .base(1), trigger: below))
                .contains("&ordertype=stop-loss&volume=1&price=40000&oflags=fciq&cl_ord_id="))
        let index = Trigger(price: 60_000, crossing: .atOrAbove, reference: .index)
        #expect(
            try body(try request(.sell, .takeProfitLimit, .base(1), price: 59_000, trigger: index, .goodTillCancelled))
                .contains("&ordertype=take-profit-limit&volume=1&price=60000&price2=59000&trigger=index&oflags=fciq&"))
        let kill = try request(.sell, .stopLimit, .base(1), price: 39_000, trigger: below, .fillOrKill)
        let run = adapter.place(kill, on: try Sample.bitcoin()).run(.timedOut)
        #expect(run.calls.isEmpty, "FOK is for plain limit orders")
    }

    @Test("Self-trade rules")
    func selfTrades() throws {
        for (rule, word) in [
            (SelfTradePrevention.expireTaker, "cancel-newest"), (.expireMaker, "cancel-oldest"),
            (.expireBoth, "cancel-both"),
        ] {
            let text = try body(try request(.buy, .limit, .base(1), price: 1, .goodTillCancelled, rule))
            #expect(text.contains("&stptype=\(word)&deadline="))
        }
        let odd = try request(.buy, .limit, .base(1), price: 1, .goodTillCancelled, .decrement)
        guard case .notSent = adapter.place(odd, on: try Sample.bitcoin()).run(.timedOut).output else {
            Issue.record("must not be sent")
            return
        }
    }

    @Test("A deadline of the caller's is used where it is nearer, and refused where it is too near")
    func deadlines() throws {
        let near = Sample.now.advanced(by: .seconds(4))
        #expect(try body(try Sample.request(placeBefore: near)).contains("&deadline=2025-11-22T08%3A26%3A44.000Z"))
        let far = Sample.now.advanced(by: .seconds(400))
        #expect(try body(try Sample.request(placeBefore: far)).contains(deadline))
        let late = try Sample.request(placeBefore: Sample.now.advanced(by: .milliseconds(1500)))
        let error = #expect(throws: VenueError.self) { try body(late) }
        #expect(error?.kind == .deadlinePassed)
        #expect(error?.effect == .notSent)
    }

    @Test("The client id goes out as 32 digits and comes back in either form")
    func clientIDs() throws {
        #expect(try body(try Sample.request()).contains(end))
        #expect(ClientOrderID(anySpelling: "6d1b345e-2821-40e2-ad83-4ecb18a06876") == Sample.clientID)
    }

    @Test("An amendment reads the order, sends what differs, and keeps its id")
    func amending() throws {
        let open = CallResult.ok(try OrderAnswers.open())
        func amend(_ change: OrderAmendment) throws -> FlowRun<AmendOutcome> {
            adapter.amend(Sample.venueOrder(), to: change, on: try Sample.bitcoin())
                .run(script: [open, try Sample.ok("rest-amend-order")])
        }
        let smaller = try amend(OrderAmendment(quantity: 1, limitPrice: 30_010))
        #expect(smaller.calls.last.map { $0["order_qty"] } == "1")
        #expect(smaller.calls.last?["limit_price"] == nil)
        guard case .amended(let order, keptPriority: true) = smaller.output else {
            Issue.record("\(String(describing: smaller.output))")
            return
        }
        #expect(order.amount == .base(1))
        #expect(order.venueOrderID.rawValue == "OQCLML-BW3P3-BUCMWZ")
        let moved = try amend(OrderAmendment(limitPrice: 30_000))
        guard case .amended(let other, keptPriority: false) = moved.output else {
            Issue.record("a new price loses the place")
            return
        }
        #expect(other.limitPrice == 30_000)
        let text = try Sample.sealed(try #require(moved.calls.last)).text
        #expect(text == "nonce=1780000000000&txid=OQCLML-BW3P3-BUCMWZ&limit_price=30000" + deadline)
        for useless in [
            OrderAmendment(), OrderAmendment(quantity: try Sample.decimal("1.25")), OrderAmendment(quantity: 0),
            OrderAmendment(quantity: try Sample.decimal("0.375")),
        ] {
            let run = try amend(useless)
            guard case .notSent = run.output else {
                Issue.record("\(useless)")
                continue
            }
            #expect(run.calls.allSatisfy { $0.intent == .read })
        }
    }

    @Test("Cancel by either id; all of one market in batches of fifty")
    func cancelling() throws {
        let ours = adapter.cancel(.client(Sample.clientID), on: try Sample.bitcoin()).run(.result(#"{"count":"1"}"#))
        #expect(ours.output == .requested)
        #expect(ours.calls.first?["cl_ord_id"] == Sample.clientID.text)
        #expect(ours.calls.first?.charges.first?.cost == 0, "a cancel never waits for the engine's counter")
        let row = try OrderAnswers.row("rest-open-orders", "open", "OQCLML-BW3P3-BUCMWZ").text
        let rows = (0..<70).map { "\"O\($0)\":\(row)" }.joined(separator: ",")
        let run = adapter.cancelAll(on: try Sample.bitcoin()).run(script: [
            .result("{\"open\":{\(rows)}}"), .result(#"{"count":50}"#), .result(#"{"count":19}"#),
        ])
        #expect(run.output?.count == 70)
        #expect(run.calls.map(\.parameters.count) == [0, 50, 20])
        let none = adapter.cancelAll(on: try Sample.bitcoin()).run(script: [.ok(OrderAnswers.none("open"))])
        #expect(none.output == [])
        let half = adapter.cancelAll(on: try Sample.bitcoin()).run(script: [
            .result("{\"open\":{\(rows)}}"), .result(#"{"count":50}"#), .refused("EGeneral:Permission denied"),
        ])
        #expect(half.failure?.kind == .partlyExecuted)
        #expect(half.failure?.effect == .executed)
    }
}
