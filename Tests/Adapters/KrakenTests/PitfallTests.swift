import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// One test per pitfall of kraken.md section K that concerns signing and placing by REST, under its number. K.14, K.15,
/// K.19 and K.22 are of the streams.
@Suite("Pitfalls of the sheet: keys and orders")
struct PitfallTests {
    private let adapter = Sample.adapter

    private func place(_ request: OrderRequest, _ answer: CallResult) throws -> FlowRun<PlaceOutcome> {
        adapter.place(request, on: try Sample.bitcoin()).run(answer)
    }

    private func body(_ request: OrderRequest) throws -> String {
        try Sample.sealed(try #require(try place(request, .timedOut).calls.first)).text
    }

    @Test("K.1 a key's calls leave in nonce order, and a refused nonce is looked up before anything else")
    func nonces() throws {
        #expect(adapter.needsNonce)
        let run = try place(try Sample.request(), .refused("EAPI:Invalid nonce"))
        guard case .unknown(let doubt) = run.output else {
            Issue.record("must be looked up")
            return
        }
        #expect(doubt.error.kind == .nonce)
        #expect(doubt.error.advice == .afterResync)
        #expect(run.calls.count == 1, "no hammering")
    }

    @Test("K.2 nonces are milliseconds; a venue's nonce in a larger unit is told by the key test")
    func units() throws {
        let environment = try #require(adapter.environments.first)
        func warned(_ nonce: String) throws -> Bool {
            let info = try Sample.result("rest-get-api-key-info").replacing("nonce", with: "\"\(nonce)\"").text
            let run = adapter.testKey(probe: try Sample.bitcoin(), in: environment)
                .run(script: [try Sample.ok("rest-time"), .result(info)])
            return try #require(run.output).warnings.contains { $0.contains("larger nonces") }
        }
        #expect(try !warned("1763800000001"), "our own unit")
        #expect(try warned("1763800000001000"))
        #expect(try warned("1763800000001000000"))
        #expect(try warned("18446744073709551615"))
        let spoiled = adapter.testKey(probe: try Sample.bitcoin(), in: environment)
            .run(script: [try Sample.ok("rest-time"), .refused("EAPI:Invalid nonce")])
        #expect(spoiled.output?.causes.map(\.kind) == [.nonceInUse])
    }

    @Test("K.3 the nonce window is not relied on: the nonce goes out as it was given, once")
    func window() throws {
        let call = try #require(adapter.balances().run(.neverSent).calls.first)
        for nonce: UInt64 in [1, 1_763_800_000_000, .max] {
            #expect(try Sample.sealed(call, nonce: nonce).text == "nonce=\(nonce)")
        }
    }

    @Test("K.4 a placement is never repeated: it has a deadline, and a look-up by its own id")
    func noRepeat() throws {
        let text = try body(try Sample.request())
        #expect(text.contains("&deadline="))
        #expect(text.contains("&cl_ord_id=\(Sample.clientID.text)"))
        for answer in [CallResult.status(502, "<html>"), .timedOut, .refused("EService:Unavailable")] {
            let run = try place(try Sample.request(), answer)
            #expect(run.calls.count == 1)
            guard case .unknown = run.output else {
                Issue.record("must be unknown")
                continue
            }
        }
    }

    @Test("K.5 a cancel that the edge lost may be repeated until the order is unknown")
    func cancels() throws {
        let lost = adapter.cancel(Sample.venueOrder(), on: try Sample.bitcoin()).run(.status(520, "<html>"))
        guard case .unknown = lost.output else {
            Issue.record("must be unknown")
            return
        }
        let again = adapter.cancel(Sample.venueOrder(), on: try Sample.bitcoin()).run(.refused("EOrder:Unknown order"))
        guard case .notLive = again.output else {
            Issue.record("must not be live")
            return
        }
    }

    @Test("K.6 a key without the right for streams is told so, by the name of the box")
    func streams() throws {
        let environment = try #require(adapter.environments.first)
        let info = try Sample.result("rest-get-api-key-info").replacing("permissions", with: #"["query-funds"]"#).text
        let run = adapter.testKey(probe: try Sample.bitcoin(), in: environment)
            .run(script: [try Sample.ok("rest-time"), .result(info)])
        #expect(run.output?.warnings.contains { $0.contains("Access WebSockets API") } == true)
    }

    @Test("K.10 market sells by quote amount are not sent")
    func quoteSells() throws {
        let request = try OrderRequest.market(Sample.clientID, .sell, try Sample.bitcoin().symbol, .quote(100))
        let run = try place(request, .timedOut)
        guard case .notSent(let error) = run.output else {
            Issue.record("must not be sent")
            return
        }
        #expect(error.kind == .unsupported)
        #expect(run.calls.isEmpty)
        #expect(adapter.capabilities[.marketSellQuote] == .unsupported(.byVenue))
    }

    @Test("K.17 the dry run's flag is sent only for dry runs, and only as true")
    func validate() throws {
        #expect(try !body(try Sample.request()).contains("validate"))
        let run = adapter.placeDryRun(try Sample.request(), on: try Sample.bitcoin())
            .run(try Sample.ok("rest-add-order-validate"))
        #expect(run.failure == nil)
        #expect(run.calls.first?["validate"] == "true")
        #expect(run.calls.first?.intent == .read)
        let placed = adapter.placeDryRun(try Sample.request(), on: try Sample.bitcoin())
            .run(try Sample.ok("rest-add-order"))
        #expect(placed.failure != nil, "an order that was placed after all is no success of a dry run")
    }

    @Test("K.18 the encoded bytes are signed: plus, percent and comma")
    func encoding() throws {
        let call = VenueCall(
            operation: "test", intent: .read, priority: .privateRead, method: .post, path: "/0/private/AddOrder",
            parameters: [.init("price", "+5%"), .init("oflags", "fciq,post"), .init("x", "#1 2")], isSigned: true,
            charges: [])
        #expect(
            try Sample.sealed(call).text == "nonce=1780000000000&price=%2B5%25&oflags=fciq%2Cpost&x=%231%202")
    }

    @Test("K.21 flags are one text with commas")
    func flags() throws {
        let call = try #require(try place(try Sample.request(postOnly: true), .timedOut).calls.first)
        #expect(call.parameters.filter { $0.name.hasPrefix("oflags") } == [.init("oflags", "post,fciq")])
    }

    @Test("K.23 open orders cost one point of a counter of fifteen, which decays by a third a second")
    func counters() throws {
        let call = try #require(
            adapter.openOrders(on: nil, in: try Sample.catalog()).run(.neverSent).calls.first)
        let rule = try #require(adapter.rateLimits.first { $0.id == call.charges.first?.budget })
        #expect(call.charges.map(\.cost) == [100])
        #expect(rule.limit == 1500)
        #expect(rule.shape == .decay(perSecond: 33))
        #expect(rule.scope == .key)
        let placing = try #require(try place(try Sample.request(), .timedOut).calls.first)
        #expect(placing.charges.map(\.budget) != call.charges.map(\.budget), "the engine has its own counter")
    }
}
