import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing

/// The captured order answers, and the table of kucoin.md E.5 that derives a status.
@Suite("Captured orders")
struct OrderSampleTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    private func read(_ tree: Tree) throws -> Order? {
        let run = adapter.order(Sample.venueOrder(), on: try Sample.bitcoin()).run(.data(tree.text))
        guard case .found(let order) = run.output else { return nil }
        return order
    }

    @Test("A filled order, field by field")
    func filled() throws {
        let order = try #require(try read(try Sample.data("rest-order-filled")))
        #expect(order.venueOrderID.rawValue == "6717422bd51c29000775ea03")
        #expect(order.clientOrderID == nil)
        #expect(order.foreignClientID == "5c52e11203aa677f33e493fb")
        #expect(order.side == .buy)
        #expect(order.type == .limit)
        #expect(order.amount == .base(try decimal("0.00001")))
        #expect(order.limitPrice == 70_000)
        #expect(order.filledBase == (try decimal("0.00001")))
        #expect(order.filledQuote == (try decimal("0.677176")))
        #expect(order.phase == .ended(.filled))
        #expect(order.timeInForce == .goodTillCancelled)
        #expect(order.isPostOnly == false)
        #expect(order.createdAt == Timestamp(milliseconds: 1_729_577_515_444))
        #expect(order.updatedAt == Timestamp(milliseconds: 1_729_577_515_481))
    }

    @Test("A client id is ours only as we spell it; the same digits with hyphens are somebody else's")
    func clientIDs() throws {
        func order(_ id: String) throws -> Order? {
            try read(try Sample.data("rest-order-filled").replacing("clientOid", with: "\"\(id)\""))
        }
        let ours = try #require(try order(Sample.clientID.text))
        #expect(ours.clientOrderID == Sample.clientID && ours.foreignClientID == nil)
        let foreign = "1d5d1f39-16cd-44a5-95a0-acf8aab76271"
        for id in [foreign, Sample.clientID.text.uppercased()] {
            let other = try #require(try order(id))
            #expect(other.clientOrderID == nil && other.foreignClientID == id)
        }
        let stops = try Sample.body("rest-stop-orders").replacing("5c52e11203aa677f222233e493fb", with: foreign)
        let orders = adapter.openOrders(on: try Sample.bitcoin(), in: try Sample.catalog())
            .run(script: [.data("[]"), .ok(stops)]).output
        #expect(orders?.first?.clientOrderID == nil && orders?.first?.foreignClientID == foreign)
    }

    struct Row: Sendable {
        let change: [String: String]
        let phase: OrderPhase

        init(_ phase: OrderPhase, _ change: [String: String]) {
            self.change = change
            self.phase = phase
        }
    }

    static let table: [Row] = [
        Row(.working, ["active": "true", "dealSize": "\"0\"", "inOrderBook": "true"]),
        Row(.accepted, ["active": "true", "dealSize": "\"0\"", "inOrderBook": "false"]),
        Row(.working, ["active": "true", "dealSize": "\"0.000005\""]),
        Row(.ended(.filled), ["cancelExist": "true"]),
        Row(.ended(.filled), ["dealSize": "\"0.000005\""]),
        Row(.ended(.undetermined), ["dealSize": "\"0\""]),
        Row(.ended(.undetermined), ["dealSize": "\"0\"", "cancelExist": "true"]),
        Row(.ended(.timeInForce), ["dealSize": "\"0\"", "cancelExist": "true", "timeInForce": "\"IOC\""]),
        Row(.ended(.timeInForce), ["dealSize": "\"0\"", "cancelExist": "true", "timeInForce": "\"FOK\""]),
        Row(.ended(.timeInForce), ["dealSize": "\"0\"", "cancelExist": "true", "type": "\"market\""]),
        Row(
            .ended(.lifetimeOver),
            [
                "dealSize": "\"0\"", "cancelExist": "true", "timeInForce": "\"GTT\"", "cancelAfter": "60",
                "lastUpdatedAt": "1729577575444",
            ]),
        Row(
            .ended(.undetermined),
            [
                "dealSize": "\"0\"", "cancelExist": "true", "timeInForce": "\"GTT\"", "cancelAfter": "60",
                "lastUpdatedAt": "1729577575443",
            ]),
        Row(
            .ended(.lifetimeOver),
            [
                "dealSize": "\"0\"", "cancelExist": "true", "timeInForce": "\"GTT\"", "cancelAfter": "1",
                "lastUpdatedAt": "1729577516444",
            ]),
    ]

    @Test("Every row of the status table", arguments: table.indices)
    func status(_ index: Int) throws {
        let row = Self.table[index]
        let tree = row.change.reduce(try Sample.data("rest-order-filled")) { $0.replacing($1.key, with: $1.value) }
        #expect(try read(tree)?.phase == row.phase, "\(row.change)")
    }

    @Test("Words and numbers that drive money are strict; more traded than ordered is no order")
    func strict() throws {
        let tree = try Sample.data("rest-order-filled")
        for (name, value) in [
            ("side", "\"hold\""), ("type", "\"limit_stop\""), ("dealSize", "\"-1\""), ("dealSize", "\"1\""),
            ("active", "null"), ("symbol", "\"ETH-USDT\""), ("dealFunds", "null"),
        ] {
            #expect(try read(tree.replacing(name, with: value)) == nil, "\(name) \(value)")
        }
        #expect(try read(tree.replacing("timeInForce", with: "\"GTX\""))?.timeInForce?.rawValue == "GTX")
    }

    @Test("A placement that rests, one that filled, a failed FOK, a market order by funds")
    func placed() throws {
        func accepted(_ request: OrderRequest, _ data: String) throws -> Order? {
            let run = adapter.place(request, on: try Sample.bitcoin()).run(.data(data))
            guard case .accepted(let acceptance) = run.output, acceptance.depth == .state else { return nil }
            return acceptance.order
        }
        let open = try accepted(try Sample.request(), try Sample.data("rest-order-place-sync-open").text)
        #expect(open?.phase == .working)
        #expect(open?.filledQuote == 0)
        #expect(open?.createdAt == Timestamp(milliseconds: 1_729_174_140_586))
        let done = try accepted(try Sample.request(), try Sample.data("rest-order-place-sync-done").text)
        #expect(done?.phase == .ended(.filled))
        #expect(done?.filledQuote == nil, "the answer states no funds")
        let cancelled = #"{"orderId":"1","status":"done","dealSize":"0","canceledSize":"0.00001","orderTime":"5"}"#
        let killed = try OrderRequest.limit(
            Sample.clientID, .buy, try Sample.bitcoin().symbol, quantity: try decimal("0.00001"), price: 1,
            timeInForce: .fillOrKill)
        #expect(try accepted(killed, cancelled)?.phase == .ended(.timeInForce))
        let market = try OrderRequest.market(Sample.clientID, .buy, try Sample.bitcoin().symbol, .quote(10))
        let spent = #"{"orderId":"1","status":"done","dealSize":"0.00014767","canceledSize":"0"}"#
        #expect(try accepted(market, spent)?.phase == .ended(.undetermined))
    }

    @Test("A post-only order that would have taken is a refusal with proof and an id")
    func wouldTake() throws {
        let answer = #"{"orderId":"abc1","status":"done","dealSize":"0","canceledSize":"0.00001"}"#
        let run = adapter.place(try Sample.request(postOnly: true), on: try Sample.bitcoin()).run(.data(answer))
        guard case .rejected(let error, let id) = run.output else {
            Issue.record("must be rejected")
            return
        }
        #expect(error.kind == .wouldTake)
        #expect(error.effect == .notExecuted(.stated))
        #expect(id?.rawValue == "abc1")
    }

    @Test("A cancel is ended by the read that follows it; our cancel is then the cause")
    func cancelled() throws {
        let body = try Sample.data("rest-order-filled").replacing("cancelExist", with: "true")
            .replacing("dealSize", with: "\"0.000004\"").text
        let run = adapter.cancel(Sample.venueOrder(), on: try Sample.bitcoin())
            .run(script: [try Sample.ok("rest-order-cancel-sync"), .data(body)])
        guard case .ended(let order) = run.output else {
            Issue.record("must be ended")
            return
        }
        #expect(order.phase == .ended(.cancelledByOwner))
        #expect(order.filledBase == (try decimal("0.000004")), "fills of a cancelled order stay")
        #expect(run.calls.first?.path == "/api/v1/hf/orders/sync/6717422bd51c29000775ea03")
        let unread = adapter.cancel(Sample.venueOrder(), on: try Sample.bitcoin())
            .run(script: [try Sample.ok("rest-order-cancel-sync"), .timedOut])
        #expect(unread.output == .requested)
    }

    @Test("A stop order waits when the list of those that wait has it; its own row may stay behind when it is gone")
    func stopProof() throws {
        let row = try #require(try Sample.data("rest-stop-orders")["items"]?.elements.first)
        let nothing = #"{"items":[],"totalPage":0}"#
        func phase(_ second: String, _ again: Tree) throws -> OrderPhase? {
            let reference = Sample.venueOrder("vs93gptvr9t2fsql003l8k5p")
            let run = adapter.order(reference, on: try Sample.bitcoin())
                .run(at: Sample.now) { _, position, _ in
                    position < 3 ? .data([row.text, second, again.text][position]) : .notThere
                }
            #expect(run.calls.dropFirst().first?.parameters.last == .init("orderIds", reference.description))
            guard case .found(let order) = run.output else { return nil }
            return order.phase
        }
        #expect(try phase(try Sample.data("rest-stop-orders").text, row) == .armed)
        #expect(try phase(nothing, row) == .ended(.undetermined), "cancelled: no word of the row says so")
        #expect(try phase(nothing, row.replacing("status", with: "\"TRIGGERED\"")) == .accepted)
        let young = row.replacing("createdAt", with: "\(Sample.now.nanoseconds / 1_000_000 - 4_999)")
        #expect(try phase(nothing, young) == .armed, "a list may lag for 5 s")
    }

    @Test("A stop order that has triggered goes on as the order that took its place")
    func triggered() throws {
        let row = try #require(try Sample.data("rest-stop-orders")["items"]?.elements.first)
        let fired = row.replacing("status", with: "\"TRIGGERED\"")
        let run = adapter.order(Sample.venueOrder("vs93gptvr9t2fsql003l8k5p"), on: try Sample.bitcoin())
            .run(script: [.data(fired.text), try Sample.ok("rest-order-filled")])
        guard case .found(let order) = run.output else {
            Issue.record("must be found")
            return
        }
        #expect(order.venueOrderID.rawValue != "vs93gptvr9t2fsql003l8k5p")
        #expect(run.calls.last?.path.hasPrefix("/api/v1/hf/orders/client-order/") == true)
    }

    @Test("A client id may be a stop order's")
    func cancelStop() throws {
        let run = adapter.cancel(.client(Sample.clientID), on: try Sample.bitcoin())
            .run(script: [.notThere, try Sample.ok("rest-stop-order-cancel-client-oid")])
        #expect(run.output == .requested)
        #expect(run.calls.last?.path == "/api/v1/stop-order/cancelOrderByClientOid")
        let neither = adapter.cancel(.client(Sample.clientID), on: try Sample.bitcoin()).run(.notThere)
        guard case .notLive = neither.output else {
            Issue.record("must be notLive")
            return
        }
    }

    @Test("Cancel-all names what was open, and says when only half of it worked")
    func cancelAll() throws {
        let script = [
            try Sample.ok("rest-open-orders"), try Sample.ok("rest-cancel-all-symbol"),
            try Sample.ok("rest-stop-order-cancel"),
        ]
        let run = adapter.cancelAll(on: try Sample.bitcoin()).run(script: script)
        #expect(
            run.output?.map(\.venueOrderID.rawValue) == ["67120bbef094e200070976f6", "671124f9365ccb00073debd4"])
        let half = adapter.cancelAll(on: try Sample.bitcoin())
            .run(script: [try Sample.ok("rest-open-orders"), try Sample.ok("rest-cancel-all-symbol"), .timedOut])
        #expect(half.failure?.kind == .partlyExecuted)
        #expect(half.failure?.effect == .executed)
    }

    @Test("Shrinking cancels the difference and keeps the place; growing and repricing are refused unsent")
    func amend() throws {
        let before = try Sample.ok("rest-order-partially-filled")
        let bitcoin = try Sample.bitcoin()
        let run = adapter.amend(
            Sample.venueOrder(), to: OrderAmendment(quantity: try decimal("0.00002")), on: bitcoin
        ).run(script: [before, try Sample.ok("rest-order-cancel-partial")])
        guard case .amended(let order, true) = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(order.amount == .base(try decimal("0.00002")))
        #expect(run.calls.last?.path == "/api/v1/hf/orders/cancel/67120bbef094e200070976f7")
        #expect(run.calls.last?.parameters.last == .init("cancelSize", "0.00001"))
        for change in [
            OrderAmendment(quantity: try decimal("0.00004")), OrderAmendment(quantity: try decimal("0.00001")),
            OrderAmendment(limitPrice: 1), OrderAmendment(),
        ] {
            guard case .notSent = adapter.amend(Sample.venueOrder(), to: change, on: bitcoin).run(before).output else {
                Issue.record("\(change) must not be sent")
                continue
            }
        }
    }

    @Test("A fill, its trade id whole; a tax is a second fee")
    func fills() throws {
        let run = adapter.fills(on: try Sample.bitcoin(), HistoryQuery()).run(try Sample.ok("rest-fills"))
        let fill = try #require(run.output?.first)
        #expect(fill.id.rawValue == "11029373945659392")
        #expect(fill.quoteAmount == (try decimal("0.677176")))
        #expect(fill.fees?.map(\.asset.code) == ["USDT"])
        #expect(fill.fees?.first?.amount == (try decimal("0.000677176")))
        #expect(fill.liquidity == .taker)
        #expect(fill.time == Timestamp(milliseconds: 1_729_577_515_473))
        let row = try #require(try Sample.data("rest-fills")["items"]?.elements.first)
        let taxed = row.replacing("tax", with: "\"0.01\"").replacing("liquidity", with: "\"odd\"").text
        let other = adapter.fills(on: try Sample.bitcoin(), HistoryQuery())
            .run(.data(#"{"items":[\#(taxed)],"lastId":null}"#))
        #expect(other.output?.first?.fees?.count == 2)
        #expect(other.output?.first?.liquidity == .unknown)
    }

    @Test("Open orders of all markets: the list of markets, each list, and the armed stop orders")
    func openOrders() throws {
        let ethereum = try #require(try Sample.data("rest-open-orders").elements.first)
            .replacing("symbol", with: "\"ETH-USDT\"").replacing("id", with: "\"eth1\"").text
        let run = adapter.openOrders(on: nil, in: try Sample.catalog()).run(script: [
            try Sample.ok("rest-active-symbols"), .data("[\(ethereum)]"), try Sample.ok("rest-open-orders"),
            try Sample.ok("rest-stop-orders"),
        ])
        let orders = try #require(run.output)
        #expect(orders.map(\.symbol.base.code) == ["ETH", "BTC", "BTC"])
        #expect(orders.last?.phase == .armed)
        #expect(orders.last?.type == .takeProfitLimit, "a buy that fires at or below")
        #expect(orders.last?.triggerPrice == 60_000)
        let strange = adapter.openOrders(on: nil, in: InstrumentCatalog([], readAt: Sample.now))
            .run(script: [try Sample.ok("rest-active-symbols")])
        #expect(strange.failure?.kind == .undecodable)
    }
}
