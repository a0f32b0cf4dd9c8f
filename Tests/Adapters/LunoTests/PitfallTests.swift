import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// One test per pitfall of luno.md section K that concerns REST, under its number. K.4 to K.7, K.23 and K.25 are of the
/// streams.
@Suite("Pitfalls of the sheet")
struct PitfallTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    private func place(_ answer: CallResult) throws -> FlowRun<PlaceOutcome> {
        adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(answer)
    }

    @Test("K.1 available is the balance less what is reserved, and what is unconfirmed is in neither")
    func available() throws {
        let first = try #require(adapter.balances().run(try Sample.ok("rest-balance")).output?.first)
        #expect(try first.available == decimal("1.002423") && first.total == decimal("1.012423"))
    }

    @Test("K.2 open orders come from version 2, without a filter by state, and show untriggered stops")
    func openStops() throws {
        let run = adapter.openOrders(on: try Sample.bitcoin(), in: try Sample.catalog())
            .run(try Sample.ok("rest-list-orders-v2-open"))
        #expect(run.calls.first?.path == "/api/exchange/2/listorders")
        #expect(run.calls.first?.parameters.map(\.name) == ["pair", "limit"])
        #expect(run.output?.contains { $0.type == .stopLimit && $0.phase == .armed } == true)
    }

    @Test("K.3 null is an empty list, for every list")
    func nullLists() throws {
        let null = CallResult.ok(
            #"""
            {"trades":null,"orders":null,"markets":null,"tickers":null,"candles":null,"balance":null,"transfers":null,
            "withdrawals":null,"asks":null,"bids":null,"timestamp":1}
            """#)
        let bitcoin = try Sample.bitcoin()
        #expect(adapter.fills(on: bitcoin, HistoryQuery()).run(null).output == [])
        #expect(adapter.orderHistory(on: bitcoin, HistoryQuery()).run(null).output == [])
        #expect(adapter.openOrders(on: nil, in: try Sample.catalog()).run(null).output == [])
        #expect(adapter.instruments().run(null).output == [])
        #expect(adapter.tickers(in: try Sample.catalog()).run(null).output == [])
        #expect(adapter.candles(of: bitcoin, interval: .minute, from: nil, limit: 1).run(null).output == [])
        #expect(adapter.balances().run(null).output == [])
        #expect(adapter.deposits(HistoryQuery()).run(null).output == [])
        #expect(adapter.withdrawals(HistoryQuery()).run(null).output == [])
        #expect(adapter.recentTrades(of: bitcoin, limit: 1).run(null).output == [])
        #expect(adapter.orderBook(of: bitcoin, depth: 1).run(null).output?.bids == [])
        #expect(adapter.cancelAll(on: bitcoin).run(null).output == [])
    }

    @Test("K.8 a market sell names its base volume, as a plain decimal")
    func marketSell() throws {
        let order = try OrderRequest.market(
            Sample.clientID, .sell, try Sample.bitcoin().symbol, .base(try decimal("0.010")))
        #expect(try Sample.sentBody(order).contains("&type=SELL&base_volume=0.01&"))
    }

    @Test("K.9 a tiny amount has no exponent", arguments: ["0.0000897", "0.00000001", "1e-7"])
    func noExponent(_ text: String) throws {
        let order = try OrderRequest.market(
            Sample.clientID, .buy, try Sample.bitcoin().symbol, .quote(try decimal(text)))
        let body = try Sample.sentBody(order)
        let sent = try #require(body.split(separator: "&").first { $0.hasPrefix("counter_volume=") }).dropFirst(15)
        #expect(sent.hasPrefix("0.0000") && !sent.lowercased().contains("e"))
        #expect(try decimal(String(sent)) == decimal(text))
    }

    @Test("K.10 a placement that hangs is unknown, named by its client id and not sent again")
    func hanging() throws {
        let run = try place(.timedOut)
        guard case .unknown(let doubt) = run.output else {
            Issue.record("must be unknown")
            return
        }
        #expect(doubt.clientOrderID == Sample.clientID && run.calls.count == 1)
        #expect(run.calls.first?.parameters.contains(.init("client_order_id", Sample.clientID.text)) == true)
        #expect(adapter.writeTimeout >= .seconds(10))
    }

    @Test("K.11 a 401 in plain text is a refused key, and the approval on the phone is named")
    func plain401() throws {
        let answer = CallResult.status(401, "Unauthorized")
        #expect(adapter.balances().run(answer).failure?.kind == .authentication)
        let environment = try #require(adapter.environments.first)
        let run = adapter.testKey(probe: try Sample.bitcoin(), in: environment).run { call, _, _ in
            call.isSigned
                ? answer : .status(200, #"{"markets":null}"#, headers: Sample.date)
        }
        let causes = try #require(run.output?.causes)
        #expect(!causes.isEmpty && causes.allSatisfy { $0.evidence.contains("phone") })
    }

    @Test("K.12 candles are asked for with the key, the other market data without")
    func candlesNeedAKey() throws {
        let bitcoin = try Sample.bitcoin()
        let candles = adapter.candles(of: bitcoin, interval: .minute, from: nil, limit: 1).run(.neverSent).calls
        let others =
            adapter.ticker(of: bitcoin).run(.neverSent).calls
            + adapter.orderBook(of: bitcoin, depth: 1).run(.neverSent).calls
            + adapter.recentTrades(of: bitcoin, limit: 1).run(.neverSent).calls
            + adapter.instruments().run(.neverSent).calls
        #expect(candles.allSatisfy(\.isSigned) && !candles.isEmpty)
        #expect(others.count == 4 && !others.contains(where: \.isSigned))
    }

    @Test("K.13 fee rates are those of the pair and side, and keep their sign")
    func signedRates() throws {
        let body = try Sample.tree("rest-fee-info").replacing("maker_fee_sell", with: "\"-0.0001\"")
            .replacing("taker_fee_sell", with: "\"0.0081\"").text
        let run = adapter.feeRates(of: try Sample.bitcoin()).run(.ok(body))
        #expect(run.calls.first?.parameters == [.init("pair", "XBTZAR")])
        #expect(try run.output?.makerSell == decimal("-0.0001") && run.output?.makerBuy == decimal("0.004"))
        #expect(try run.output?.takerSell == decimal("0.0081") && run.output?.takerBuy == decimal("0.006"))
    }

    @Test("K.14 the scales of the market list are steps, so that a finer order is refused before it is sent")
    func scales() throws {
        let list = try #require(adapter.instruments().run(try Sample.ok("rest-markets")).output)
        let rand = try #require(list.first { $0.nativeName == "XBTZAR" })
        let fine = try OrderRequest.limit(
            Sample.clientID, .buy, rand.symbol, quantity: try decimal("0.0005"), price: try decimal("1200000.5"))
        let error = #expect(throws: VenueError.self) { try rand.check(fine) }
        #expect(error?.kind == .invalidOrder(.limitPrice) && error?.effect == .notSent)
        let spending = try OrderRequest.market(Sample.clientID, .buy, rand.symbol, .quote(try decimal("100.505")))
        #expect(throws: VenueError.self) { try rand.check(spending) }
        try rand.check(try .market(Sample.clientID, .buy, rand.symbol, .quote(try decimal("100.50"))))
    }

    @Test("K.15 ErrInternal: a read may be repeated after a pause, a write is looked up")
    func errInternal() throws {
        let answer = CallResult.status(500, try Sample.body("rest-error-internal"))
        #expect(adapter.balances().run(answer).failure?.advice == .after(.seconds(1)))
        guard case .unknown(let doubt) = try place(answer).output else {
            Issue.record("must be unknown")
            return
        }
        #expect(doubt.error.advice == .afterResync)
    }

    @Test("K.16 a listed market may be closed to the account: the fee rates tell it without harm")
    func marketNotAllowed() throws {
        let run = adapter.feeRates(of: try Sample.bitcoin())
            .run(.status(403, try Sample.body("rest-error-market-not-allowed")))
        #expect(run.failure?.kind == .permission && run.failure?.advice == .never)
        #expect(run.calls.allSatisfy { $0.intent == .read })
    }

    @Test("K.17 ttl is the life of the request, never of the order: no good-till-date")
    func noGoodTillDate() throws {
        let dated = try OrderRequest(
            clientOrderID: Sample.clientID, symbol: try Sample.bitcoin().symbol, side: .buy, type: .limit,
            amount: .base(1), limitPrice: 5, timeInForce: .goodTillDate,
            expiresAt: Sample.now.advanced(by: .seconds(5)))
        #expect(throws: VenueError.self) { try adapter.capabilities.check(dated) }
        guard case .notSent = adapter.place(dated, on: try Sample.bitcoin()).run(.neverSent).output else {
            Issue.record("must not be sent")
            return
        }
        // An order's expiration time is that of our cancel.
        let row = try Sample.order(["expiration_timestamp": "1763800000001"]).text
        let run = adapter.order(.client(Sample.clientID), on: try Sample.bitcoin()).run(.ok(row))
        guard case .found(let order) = run.output else {
            Issue.record("must be found")
            return
        }
        #expect(order.phase == .working && order.timeInForce == .goodTillCancelled)
    }

    @Test("K.18 own trades and orders are asked for by the market's own name")
    func nativeName() throws {
        let ether = try Sample.instrument("ETH/BTC", native: "ETHXBT")
        let calls =
            adapter.fills(on: ether, HistoryQuery()).run(.neverSent).calls
            + adapter.orderHistory(on: ether, HistoryQuery()).run(.neverSent).calls
        #expect(calls.count == 2 && calls.allSatisfy { $0.parameters.first == .init("pair", "ETHXBT") })
    }

    @Test("K.19 post-only is in the body that goes out, and only when asked for")
    func postOnly() throws {
        #expect(try Sample.sentBody(try Sample.request(isPostOnly: true)).contains("&post_only=true&"))
        #expect(try !Sample.sentBody(try Sample.request()).contains("post_only"))
    }

    @Test(
        "K.20 my side is the type, the taker's side is is_buy",
        arguments: [
            ("BID", true, Side.buy, Fill.Liquidity.taker), ("BID", false, .buy, .maker), ("ASK", true, .sell, .maker),
            ("ASK", false, .sell, .taker),
        ])
    func roles(_ type: String, _ isBuy: Bool, _ side: Side, _ liquidity: Fill.Liquidity) throws {
        let row = try #require(Decoders.trades["trades"]?.elements.first)
            .replacing("type", with: "\"\(type)\"").replacing("is_buy", with: String(isBuy))
        let fill = adapter.fills(on: try Sample.bitcoin(), HistoryQuery()).run(Sample.list("trades", [row])).output?
            .first
        #expect(fill?.side == side && fill?.liquidity == liquidity)
    }

    @Test("K.21 a list goes out as a repeated key, never joined by commas")
    func repeatedKeys() throws {
        let call = VenueCall(
            operation: "test", intent: .read, priority: .privateRead, method: .get, path: "/api/1/balance",
            parameters: [.init("assets", "XBT"), .init("assets", "ZAR")], isSigned: true, charges: [])
        let request = try Sample.signer().seal(call, at: SigningStamp(venueTime: Sample.now))
        #expect(request.target == "/api/1/balance?assets=XBT&assets=ZAR")
    }

    @Test("K.22 milliseconds and account ids are 64 bits wide")
    func wide() throws {
        let sent = try Sample.sentBody(try Sample.request())
        #expect(sent.contains("&timestamp=1763800000000&"))
        let row = try Sample.order(["creation_timestamp": "9007199254740"]).text
        let run = adapter.order(.client(Sample.clientID), on: try Sample.bitcoin()).run(.ok(row))
        guard case .found(let order) = run.output else {
            Issue.record("must be found")
            return
        }
        #expect(order.createdAt?.milliseconds == 9_007_199_254_740)
    }

    @Test("K.24 COMPLETE alone is neither filled nor cancelled")
    func complete() throws {
        let ends = try ["rest-order-v3-filled", "rest-order-v3-canceled"].map { sample -> OrderPhase? in
            let run = adapter.order(.venue(Sample.orderID), on: try Sample.bitcoin()).run(try Sample.ok(sample))
            guard case .found(let order) = run.output else { return nil }
            return order.phase
        }
        #expect(ends == [.ended(.filled), .ended(.cancelledByOwner)])
    }

    @Test("K.26 neither the secret nor its header can be printed, dumped or reflected")
    func hidden() throws {
        let signer = try Sample.signer(id: "cnz2yjswbv3jd", secret: "hunter2hunter2")
        var dumped = ""
        dump(signer, to: &dumped)
        let texts = [
            dumped, "\(signer)", String(reflecting: signer), "\(Mirror(reflecting: signer).children.map { "\($0)" })",
        ]
        for text in texts {
            #expect(!text.contains("hunter2") && !text.contains("Basic") && !text.contains("Y256Mnlqc3"))
        }
        let call = try #require(adapter.balances().run(.neverSent).calls.first)
        let request = try signer.seal(call, at: SigningStamp(venueTime: Sample.now))
        #expect(!request.target.contains("hunter2") && request.headers.count == 1)
    }
}
