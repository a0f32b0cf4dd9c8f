import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// One test per pitfall of binance.md section K that concerns REST, under its number. K2, K4 to K6, K10 to K13 and K22
/// are of the streams.
@Suite("Pitfalls of the sheet")
struct PitfallTests {
    private let adapter = Sample.adapter
    private let denied = CallResult.refused(-2015, "Invalid API-key, IP, or permissions for action.", status: 401)

    private func place(_ answer: CallResult) throws -> FlowRun<PlaceOutcome> {
        adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(answer)
    }

    private func seal(_ call: VenueCall, secret: String = "secret") throws -> WireRequest {
        let credentials = Credentials(["api_key": Secret("key"), "api_secret": Secret(secret)])
        return try adapter.makeSigner(credentials).seal(call, at: SigningStamp(venueTime: Sample.now))
    }

    @Test("K1 a symbol outside ASCII is percent-encoded before it is signed, and sent as signed")
    func encodedFirst() throws {
        let instrument = try Sample.instrument("币安人生/USDT")
        let call = try #require(adapter.cancelAll(on: instrument).run(.neverSent).calls.first)
        let target = try seal(call).target
        #expect(target.hasPrefix("/api/v3/openOrders?symbol=%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9FUSDT&recvWindow="))
        #expect(target.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test("K3 an Ed25519 signature in an address has no raw plus, slash or equals sign")
    func encodedSignature() throws {
        let secret = try #require(Sample.tree("auth-vectors")["ed25519"]?["pkcs8DerBase64"]?.plain)
        for index in 0..<50 {
            let reference = OrderReference.venue(VenueOrderID(rawValue: String(index)))
            let call = try #require(adapter.cancel(reference, on: try Sample.bitcoin()).run(.neverSent).calls.first)
            let signature = try #require(try seal(call, secret: secret).target.split(separator: "&signature=").last)
            #expect(!signature.contains { "+/=".contains($0) })
            #expect(signature.hasSuffix("%3D%3D"))
        }
    }

    @Test("K7 an order that the venue does not show yet is looked up again, not called lost")
    func readLag() throws {
        let found = try Sample.tree("rest-order-query").replacing("symbol", with: "\"BTCUSDT\"").text
        let run = adapter.resolve(Sample.clientID, signedBy: Sample.now, on: try Sample.bitcoin())
            .run { _, position, _ in position < 4 ? .refused(-2013, "Order does not exist.") : .ok(found) }
        guard case .found = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(run.calls.count == 5)
    }

    @Test("K8 a placement without an answer is sent once, carries its id, and is unknown", arguments: [-1007, -1006])
    func neverResent(_ code: Int) throws {
        let run = try place(.refused(code, "execution status unknown", status: 504))
        guard case .unknown(let doubt) = run.output else {
            Issue.record("must be unknown")
            return
        }
        #expect(run.calls.count == 1)
        let sent = run.calls[0].parameters.first { $0.name == "newClientOrderId" }
        #expect(sent?.value == doubt.clientOrderID.text)
    }

    @Test("K9 an expired order with fills keeps its fills", arguments: ["EXPIRED", "EXPIRED_IN_MATCH", "CANCELED"])
    func expiredWithFills(_ status: String) throws {
        let body = try Sample.tree("rest-order-new-market-expired-partial")
            .replacing("status", with: "\"\(status)\"").replacing("aFieldOfTomorrow", with: "{\"x\":[1]}").text
        guard case .accepted(let acceptance) = try place(.ok(body)).output else {
            Issue.record("must be accepted")
            return
        }
        #expect(acceptance.order?.phase.isEnded == true)
        #expect(acceptance.order?.filledBase == 4)
        #expect(acceptance.fills.count == 2)
        var state = OrderState()
        for fill in acceptance.fills { state.merge(fill) }
        if let order = acceptance.order { state.merge(order) }
        #expect(state.filledBase == 4 && state.isEnded)
    }

    @Test("K10 an order that ended against its owner's other order says so")
    func selfTrade() throws {
        let body = try Sample.tree("rest-order-query").replacing("status", with: "\"EXPIRED_IN_MATCH\"").text
        let run = adapter.order(.client(Sample.clientID), on: try Sample.bitcoin()).run(.ok(body))
        guard case .found(let order) = run.output else {
            Issue.record("must be found")
            return
        }
        #expect(order.phase == .ended(.selfTradePrevention))
    }

    @Test("K14 a limit and a ban pause the budget for Retry-After, within bounds")
    func pauses() throws {
        let call = try #require(adapter.serverTime().run(.neverSent).calls.first)
        let rows: [(Int, String?, Duration?)] = [
            (429, "23", .seconds(23)), (418, "3492", .seconds(3492)), (429, nil, .seconds(60)),
            (429, "soon", .seconds(60)), (418, "0", .seconds(1)), (418, "99999999999", .seconds(259_200)),
            (403, nil, .seconds(300)), (200, "9", nil),
        ]
        for (status, text, pause) in rows {
            let headers = text.map { [WireHeader("retry-after", $0)] } ?? []
            let reply = WireReply(status: status, headers: headers, body: [])
            #expect(adapter.rateFeedback(from: reply, to: call).pause == pause, "\(status) \(text ?? "-")")
        }
    }

    @Test("K15 the fee of a fill keeps its own asset: what was bought is not what arrived")
    func feeAsset() throws {
        let fill = try #require(Sample.tree("rest-my-trades").elements.first)
        for code in ["LTC", "BNB"] {
            let body = "[" + fill.replacing("commissionAsset", with: "\"\(code)\"").text + "]"
            let run = adapter.fills(on: try Sample.instrument("LTC/USDT"), HistoryQuery()).run(.ok(body))
            #expect(run.output?.first?.fees?.map(\.asset.code) == [code])
        }
    }

    @Test("K16 small and large numbers leave in plain notation", arguments: ["8e-7", "1e-20", "1e10", "0.0000008"])
    func plainNotation(_ text: String) throws {
        let number = try Sample.decimal(text)
        let bitcoin = try Sample.bitcoin()
        let request = try OrderRequest.limit(Sample.clientID, .buy, bitcoin.symbol, quantity: number, price: number)
        let call = try #require(adapter.place(request, on: bitcoin).run(.neverSent).calls.first)
        let value = try #require(call.parameters.first { $0.name == "price" }?.value)
        #expect(value.wholeMatch(of: /[0-9]{1,20}(\.[0-9]{1,20})?/) != nil, "\(value)")
    }

    @Test("K17 only listed parameters are sent, in their exact case")
    func parameterNames() throws {
        let listed: Set = [
            "symbol", "side", "type", "timeInForce", "quantity", "quoteOrderQty", "price", "stopPrice",
            "newClientOrderId", "newOrderRespType", "selfTradePreventionMode",
        ]
        let call = try #require(try place(.neverSent).calls.first)
        #expect(Set(call.parameters.map(\.name)).isSubset(of: listed))
        #expect(Set(call.parameters.map(\.name)).count == call.parameters.count)
    }

    @Test("K18 a blocked region is a matter of permission and is not repeated")
    func region() throws {
        let answer = CallResult.status(451, "{\"code\":0,\"msg\":\"Service unavailable from a restricted location\"}")
        let error = adapter.serverTime().run(answer).failure
        #expect(error?.kind == .permission)
        #expect(error?.advice == .never)
    }

    @Test("K19 -2015 is never repeated, and tells nothing finer than permission")
    func permission() throws {
        let error = adapter.balances().run(denied).failure
        #expect(error?.kind == .permission)
        #expect(error?.advice == .never)
    }

    @Test("K20 a half-done replace is partly executed, to be looked up")
    func halfDone() throws {
        #expect(try Sample.body("rest-order-cancel-replace").contains("-2021"))
        let error = adapter.cancelAll(on: try Sample.bitcoin())
            .run(.refused(-2021, "Order cancel-replace partially failed.", status: 409)).failure
        #expect(error?.kind == .partlyExecuted)
        #expect(error?.advice == .afterResync)
    }

    @Test("K21 cancelling all of an idle market succeeds with nothing")
    func idleMarket() throws {
        let run = adapter.cancelAll(on: try Sample.bitcoin()).run(.refused(-2011, "Unknown order sent."))
        #expect(run.output == [])
    }

    @Test("K23 markets with an empty permissions list are spot markets")
    func permissionSets() throws {
        let run = adapter.instruments().run(try Sample.ok("rest-exchange-info"))
        #expect(run.output?.count == 3)
        let sent = run.calls[0].parameters.map { "\($0.name)=\($0.value)" }
        #expect(sent.contains("permissions=SPOT"))
        let other = try Sample.body("rest-exchange-info")
            .replacing("\"isSpotTradingAllowed\":true", with: "\"isSpotTradingAllowed\":false")
        #expect(adapter.instruments().run(.ok(other)).output == [])
    }

    @Test("K24 a step size of zero is a rule that is off, not a divisor")
    func zeroStep() throws {
        let list = try #require(adapter.instruments().run(try Sample.ok("rest-exchange-info")).output)
        #expect(list.allSatisfy { $0.marketQuantity.step == .off && $0.marketQuantity.minimum == .off })
        let bitcoin = try #require(list.first { $0.nativeName == "BTCUSDT" })
        let order = try OrderRequest.market(
            Sample.clientID, .sell, bitcoin.symbol, .base(try Sample.decimal("0.00123")))
        #expect(try order.quantized(for: bitcoin) == order)
        try bitcoin.check(order)
    }

    @Test(
        "K25 our ids fit the venue's pattern and come back as ours",
        arguments: [UInt128.min, UInt128.max, 0x0123_4567_89AB_CDEF])
    func clientIDs(_ bits: UInt128) throws {
        let id = ClientOrderID(bits: bits)
        #expect(id.text.wholeMatch(of: /[a-zA-Z0-9\-_]{1,36}/) != nil)
        let body = try Sample.tree("rest-order-query").replacing("clientOrderId", with: "\"\(id.text)\"").text
        let run = adapter.order(.client(id), on: try Sample.bitcoin()).run(.ok(body))
        guard case .found(let order) = run.output else {
            Issue.record("must be found")
            return
        }
        #expect(order.clientOrderID == id && order.foreignClientID == nil)
    }

    @Test("K26 environments are apart: their own addresses, and only one has real money")
    func environments() {
        let list = adapter.environments
        #expect(Set(list.map(\.rest)).count == list.count)
        #expect(list.filter(\.isRealMoney).map(\.name) == ["production"])
        #expect(list.allSatisfy { $0.rest.hasPrefix("https://") })
        #expect(
            adapter.balances().run(.refused(-2008, "Invalid Api-Key ID.", status: 401)).failure?.kind == .authentication
        )
    }

    @Test("K27 a key that the venue deleted is named as unknown by the key test")
    func deletedKey() throws {
        let environment = try #require(adapter.environments.first)
        let gone = CallResult.refused(-2008, "Invalid Api-Key ID.", status: 401)
        let run = adapter.testKey(probe: try Sample.bitcoin(), in: environment).run { call, _, _ in
            call.path == "/api/v3/time" ? .ok("{\"serverTime\":1763800000000}") : gone
        }
        #expect(run.output?.causes.map(\.kind) == [.unknownKey])
        #expect(run.output?.isUsable == false)
    }
}
