import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing

/// One test per pitfall of kucoin.md section K that concerns signing, placing and reading by REST, under its number.
/// K16 to K18 and K27 are of the streams.
@Suite("Pitfalls of the sheet: orders and signatures")
struct PitfallTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    private func seal(_ call: VenueCall, at time: Timestamp = Sample.now) throws -> WireRequest {
        try Sample.signer().seal(call, at: SigningStamp(venueTime: time))
    }

    private func phase(_ change: [String: String]) throws -> OrderPhase? {
        let tree = change.reduce(try Sample.data("rest-order-market-funds-dust")) {
            $0.replacing($1.key, with: $1.value)
        }
        let run = adapter.order(Sample.venueOrder(), on: try Sample.bitcoin()).run(.data(tree.text))
        guard case .found(let order) = run.output else { return nil }
        return order.phase
    }

    @Test("K1 a market buy by funds that only returned dust is filled; one that was cut off is not")
    func dust() throws {
        #expect(try phase([:]) == .ended(.filled))
        #expect(try phase(["cancelledFunds": "\"0\""]) == .ended(.filled))
        // Below the smallest order, although above two lots.
        #expect(try phase(["cancelledFunds": "\"0.09\""]) == .ended(.filled))
        #expect(try phase(["cancelledFunds": "\"0.1\"", "dealFunds": "\"9.8\""]) == .ended(.timeInForce))
        #expect(
            try phase(["cancelledFunds": "\"10\"", "dealSize": "\"0\"", "dealFunds": "\"0\""]) == .ended(.timeInForce))
    }

    @Test("K2 a market order's quote sum comes from the order and its fills, never from its price")
    func marketPrice() throws {
        let run = adapter.order(Sample.venueOrder(), on: try Sample.bitcoin())
            .run(try Sample.ok("rest-order-market-funds-dust"))
        guard case .found(let order) = run.output else {
            Issue.record("must be found")
            return
        }
        #expect(order.limitPrice == nil)
        #expect(order.amount == .quote(10))
        #expect(order.filledQuote == (try decimal("9.999857992")))
    }

    @Test("K3 the query is signed decoded and sent encoded")
    func decodedQuery() throws {
        let call = VenueCall(
            operation: "test", intent: .read, priority: .privateRead, method: .get, path: "/api/v1/sub/api-key",
            parameters: [.init("apiKey", "67b3"), .init("subName", "test"), .init("passphrase", "abc!@#11")],
            isSigned: true, charges: [])
        let request = try seal(call, at: Timestamp(milliseconds: 1_763_800_099_000))
        #expect(request.target.hasSuffix("passphrase=abc%21%40%2311"))
        #expect(request.header("KC-API-SIGN") == "nKrLjqEMv55L3j/zjag5E+H/pHwQZOOP2T2m4KRkqxI=")
        let wrong = try Sample.tree("auth-vectors")["wrongSignatureOfEncodedQuery"]?["signature"]?.plain
        #expect(request.header("KC-API-SIGN") != wrong)
    }

    @Test("K4 the bytes of a body are signed as they are sent: compact, once")
    func oneBuffer() throws {
        let call = try #require(
            adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(.neverSent).calls.first)
        let first = try seal(call)
        let second = try seal(call)
        #expect(first.body == second.body)
        #expect(first.header("KC-API-SIGN") == second.header("KC-API-SIGN"))
        #expect(!first.text.contains(" "))
        #expect(Tree(first.text)?.text == first.text)
    }

    @Test("K5 an order states its own window from the stamp of its signature, and 400002 asks for the clock")
    func freshStamp() throws {
        let call = try #require(
            adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(.neverSent).calls.first)
        let later = Sample.now.advanced(by: .seconds(9))
        let request = try seal(call, at: later)
        #expect(request.header("KC-API-TIMESTAMP") == "1763800009000")
        #expect(request.text.hasSuffix(#""allowMaxTimeWindow":5000,"clientTimestamp":1763800009000}"#))
        let error = try #require(adapter.balances().run(try Sample.ok("rest-error-timestamp")).failure)
        #expect(adapter.invalidatesClock(error))
        #expect(error.advice == .afterResync)
    }

    @Test("K6 the timestamp is milliseconds in digits")
    func milliseconds() throws {
        let call = try #require(adapter.balances().run(.neverSent).calls.first)
        let request = try seal(call, at: Timestamp(nanoseconds: 1_763_800_000_123_456_789))
        #expect(request.header("KC-API-TIMESTAMP") == "1763800000123")
    }

    @Test("K7 429000 with budget left is short; with none it waits for the reset, in milliseconds")
    func overload() throws {
        let call = try #require(adapter.balances().run(.neverSent).calls.first)
        func feedback(_ sample: String, _ headers: [(String, String)]) throws -> RateFeedback {
            let reply = WireReply(
                status: 429, headers: headers.map { WireHeader($0.0, $0.1) },
                body: Array(try Sample.body(sample).utf8))
            return adapter.rateFeedback(from: reply, to: call)
        }
        let overload = try feedback(
            "rest-error-rate-limit-system",
            [("gw-ratelimit-limit", "2000"), ("gw-ratelimit-remaining", "1500"), ("gw-ratelimit-reset", "20000")])
        #expect(overload.pause == .milliseconds(500))
        #expect(overload.used.values.first == 500)
        let own = try feedback(
            "rest-error-rate-limit",
            [("GW-RateLimit-Limit", "2000"), ("gw-ratelimit-remaining", "0"), ("gw-ratelimit-reset", "20000")])
        #expect(own.pause == .milliseconds(20_000))
        #expect(try feedback("rest-error-rate-limit", []).pause == .seconds(5))
        let fine = WireReply(status: 200, headers: [], body: Array(try Sample.body("rest-accounts").utf8))
        #expect(adapter.rateFeedback(from: fine, to: call) == RateFeedback())
    }

    @Test("K8 the CDN's HTML is no JSON: a block of thirty seconds, and unknown for an order", arguments: [403, 429])
    func html(_ status: Int) throws {
        let answer = CallResult.status(status, "<html>error code: 1015</html>")
        let read = adapter.balances().run(answer)
        #expect(read.failure?.kind == .banned)
        #expect(read.failure?.advice == .after(.seconds(30)))
        let call = try #require(read.calls.first)
        let reply = WireReply(status: status, headers: [], body: Array("<html>".utf8))
        #expect(adapter.rateFeedback(from: reply, to: call).pause == .seconds(30))
        guard case .unknown = adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(answer).output else {
            Issue.record("must be unknown")
            return
        }
    }

    @Test("K9 look-ups go through the HF paths with the symbol, and absence says how long it proves nothing")
    func paths() throws {
        let bitcoin = try Sample.bitcoin()
        let run = adapter.order(Sample.venueOrder(), on: bitcoin).run(.notThere)
        #expect(run.output == .absent(mayLag: .seconds(5)))
        let target = try seal(try #require(run.calls.first)).target
        #expect(target == "/api/v1/hf/orders/6717422bd51c29000775ea03?symbol=BTC-USDT")
        let client = adapter.order(.client(Sample.clientID), on: bitcoin).run(.notThere)
        #expect(client.calls.first?.path == "/api/v1/hf/orders/client-order/" + Sample.clientID.text)
        #expect(client.calls.allSatisfy { $0.parameters.contains(.init("symbol", "BTC-USDT")) })
    }

    @Test("K10 open orders are a bare list, null for none; done orders are pages")
    func shapes() throws {
        let bitcoin = try Sample.bitcoin()
        let nothing = #"{"items":[],"totalPage":0}"#
        let none = adapter.openOrders(on: bitcoin, in: try Sample.catalog()).run(script: [
            .data("null"), .data(nothing),
        ])
        #expect(none.output == [])
        let paged = adapter.openOrders(on: bitcoin, in: try Sample.catalog())
            .run(script: [try Sample.ok("rest-open-orders-page"), .data(nothing)])
        #expect(paged.failure?.kind == .undecodable)
        #expect(adapter.orderHistory(on: bitcoin, HistoryQuery()).run(.data("null")).failure?.kind == .undecodable)
    }

    @Test("K11 a placement is sent once, whatever comes back, and its id is no idempotency key")
    func once() throws {
        for answer in [CallResult.timedOut, .status(500, ""), try Sample.ok("rest-error-duplicate-client-oid")] {
            let run = adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(answer)
            #expect(run.calls.count == 1)
            guard case .unknown = run.output else {
                Issue.record("must be unknown")
                continue
            }
        }
        #expect(adapter.capabilities[.idempotentPlacement] == .unsupported(.byVenue))
    }
}
