import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// One test per pitfall of valr.md section K that concerns REST, under its number. K.8 to K.10, K.20 and K.21 are of the
/// streams, K.19 is of reconnecting ones.
@Suite("Pitfalls of the sheet")
struct PitfallTests {
    private let adapter = Sample.adapter

    private func place(_ answer: CallResult, _ request: OrderRequest? = nil) throws -> FlowRun<PlaceOutcome> {
        adapter.place(try request ?? Sample.request(), on: try Sample.ether()).run(answer)
    }

    private func seal(_ call: VenueCall?, at time: Timestamp = Sample.now) throws -> WireRequest {
        let credentials = Credentials(["api_key": Secret("key"), "api_secret": Secret("secret")])
        return try adapter.makeSigner(credentials).seal(try #require(call), at: SigningStamp(venueTime: time))
    }

    @Test("K.1 what is signed and sent begins at the path: no scheme, no host")
    func path() throws {
        let request = try seal(adapter.balances().run(.neverSent).calls.first)
        #expect(request.target == "/v1/account/balances?excludeZeroBalances=true")
    }

    @Test("K.2 the body is written once: no spaces, the same bytes for the same order")
    func body() throws {
        let call = try place(.neverSent).calls.first
        let first = try seal(call)
        #expect(!first.body.contains(0x20))
        #expect(try seal(call).body == first.body)
        #expect(try seal(call).headers.map(\.value) == first.headers.map(\.value))
    }

    @Test("K.3 the query is part of what is signed")
    func query() throws {
        func signature(_ parameters: [VenueCall.Parameter]) throws -> String? {
            let call = VenueCall(
                operation: "t", intent: .read, priority: .privateRead, method: .get, path: "/v1/account/balances",
                parameters: parameters, isSigned: true, charges: [])
            return try seal(call).headers.first { $0.name == "X-VALR-SIGNATURE" }?.value
        }
        #expect(try signature([]) != signature([.init("excludeZeroBalances", "true")]))
    }

    @Test("K.4 colons and commas stay raw in the query")
    func rawQuery() throws {
        let query = HistoryQuery(from: Timestamp(milliseconds: 1_751_545_022_258))
        let call = adapter.fills(on: try Sample.ether(), query).run(.neverSent).calls.first
        #expect(try seal(call).target == "/v1/account/tradehistory?limit=100&startTime=2025-07-03T12:17:02.258Z")
    }

    @Test("K.5 equal requests differ by their millisecond, which the runtime never gives twice")
    func uniqueTime() throws {
        #expect(adapter.needsUniqueTimestamps)
        let call = try place(.neverSent).calls.first
        let first = try seal(call)
        let second = try seal(call, at: Sample.now.advanced(by: .milliseconds(1)))
        #expect(first.headers[2].value != second.headers[2].value)
        #expect(second.headers[3].value == String(Sample.now.milliseconds + 1))
    }

    @Test("K.6 every request names its content type, GET and DELETE too")
    func contentType() throws {
        let calls = [
            try place(.neverSent).calls.first, adapter.balances().run(.neverSent).calls.first,
            adapter.serverTime().run(.neverSent).calls.first,
            adapter.cancelAll(on: try Sample.ether()).run(.neverSent).calls.first,
        ]
        for call in calls {
            #expect(try seal(call).headers.first { $0.name == "Content-Type" }?.value == "application/json")
        }
    }

    @Test("K.7 orders go by v2, whose 201 is a verdict; a 202 would be a receipt only")
    func verdict() throws {
        let run = try place(.status(201, try Sample.text("rest-place-limit-v2-201")))
        guard case .accepted(let engine) = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(engine.depth == .engine && engine.venueOrderID.rawValue == "14ed7fbc-272e-4bac-a4f9-7ec8df36df34")
        #expect(run.calls.allSatisfy { $0.path.hasPrefix("/v2/") })
        guard case .accepted(let receipt) = try place(.status(202, try Sample.text("rest-place-limit-v1-202"))).output
        else {
            Issue.record("must be accepted")
            return
        }
        #expect(receipt.depth == .received)
    }

    @Test("K.11 the book comes from the authenticated route, and without a key from the cached public one")
    func freshBook() throws {
        let market = try Sample.instrument("BTC/USDC")
        let keyed = adapter.orderBook(of: market, depth: 5).run(try Sample.ok("rest-order-book"))
        #expect(keyed.calls.map(\.path) == ["/v1/marketdata/BTCUSDC/orderbook"])
        #expect(keyed.calls.allSatisfy { $0.isSigned })
        let none = CallResult.failure(.notSent(.noCredentials, "no key"))
        let open = adapter.orderBook(of: market, depth: 5).run(script: [none, try Sample.ok("rest-order-book")])
        #expect(open.output?.bids.count == 5)
        #expect(open.calls.last?.path == "/v1/public/BTCUSDC/orderbook")
        #expect(open.calls.last?.isSigned == false)
        let refused = adapter.orderBook(of: market, depth: 5).run(.refused(-11272, "address", status: 401))
        #expect(refused.calls.count == 1, "a key that is refused is told so, not worked around")
        let trades = adapter.recentTrades(of: market, limit: 5).run(script: [none, .ok("[]")])
        #expect(trades.calls.map(\.path) == ["/v1/marketdata/BTCUSDC/tradehistory", "/v1/public/BTCUSDC/trades"])
    }

    @Test("K.12 the history is asked for cancelled orders without fills, too")
    func hiddenCancels() throws {
        let run = adapter.orderHistory(on: try Sample.ether(), HistoryQuery()).run(.ok("[]"))
        #expect(run.calls.last?.value("showZeroVolumeCancels") == "true")
    }

    @Test("K.13 other markets' orders and fills are sorted out here: the venue's filter is ignored")
    func foreignPairs() throws {
        let row = try Sample.status().replacing("currencyPair", with: "\"BTCUSDTPERP\"").text
        let catalog = InstrumentCatalog([try Sample.ether()], readAt: Sample.now)
        #expect(adapter.openOrders(on: nil, in: catalog).run(.ok("[\(row)]")).output == [])
        let fills = adapter.fills(on: try Sample.ether(), HistoryQuery())
            .run(try Sample.ok("rest-account-trade-history"))
        #expect(fills.output == [])
    }

    @Test(
        "K.14 sequence numbers above 2^53 are whole, and one that is not whole is refused",
        arguments: [
            "1368928567986638030", "1.368928567986638e18", "9223372036854775808",
        ])
    func largeNumbers(_ number: String) throws {
        let row = try #require(Sample.tree("rest-account-trade-history").elements.last)
            .replacing("sequenceId", with: number).text
        let run = adapter.fills(on: try Sample.instrument("BTC/USDC"), HistoryQuery()).run(.ok("[\(row)]"))
        #expect((run.output?.count == 1) == (number == "1368928567986638030"))
    }

    @Test("K.15 the rand is ZAR, whatever its symbol")
    func rand() throws {
        let pairs = try #require(Sample.tree("rest-pairs").elements.first).text
        let run = adapter.instruments().run(script: [.ok("[\(pairs)]"), .ok("[]"), try Sample.ok("rest-currencies")])
        #expect(run.output?.first?.symbol.quote.code == "ZAR")
        #expect(try run.output?.first?.quoteAmount.step == .value(Sample.decimal("0.01")))
    }

    @Test("K.16 a buy's fee is in base: the fill says so, to be subtracted")
    func feeInBase() throws {
        let run = adapter.fills(on: try Sample.instrument("BTC/USDC"), HistoryQuery())
            .run(try Sample.ok("rest-account-trade-history"))
        let fill = try #require(run.output?.first)
        #expect(fill.fees?.first?.asset == fill.symbol.base)
        guard case .rejected(let error, _) = try place(.refused(-6, "Insufficient Balance", order: "a")).output else {
            Issue.record("must be rejected")
            return
        }
        #expect(error.kind == .insufficientFunds)
    }

    @Test("K.17 no subaccount is named unless the key's owner names one")
    func subaccount() throws {
        let request = try seal(adapter.balances().run(.neverSent).calls.first)
        #expect(!request.headers.contains { $0.name == "X-VALR-SUB-ACCOUNT-ID" })
    }

    @Test("K.18 a match with one's own order is told as such, by code or by reason")
    func selfTrade() throws {
        let text = "We did not execute this order since it would have matched with your own order on the Exchange"
        for answer in [CallResult.refused(-11500, "x", order: "a"), .refused(-1234, text, order: "a")] {
            guard case .rejected(let error, let id) = try place(answer).output else {
                Issue.record("must be rejected")
                continue
            }
            #expect(error.kind == .invalidOrder(.selfTradePrevention) && id?.rawValue == "a")
        }
    }

    @Test("K.22 candles take seconds since the epoch, everything else a text")
    func candleTimes() throws {
        let start = Timestamp(seconds: 1_753_189_200)
        let run = adapter.candles(of: try Sample.ether(), interval: .hour, from: start, limit: 2).run(.ok("[]"))
        #expect(run.calls.first?.value("startTime") == "1753189200")
        #expect(run.calls.first?.value("endTime") == "1753196399")
        let history = adapter.orderHistory(on: try Sample.ether(), HistoryQuery(from: start)).run(.ok("[]"))
        #expect(history.calls.last?.value("startTime") == "2025-07-22T13:00:00.000Z")
    }

    @Test("K.23 a quantity that the venue would cut down silently is never sent")
    func truncation() throws {
        let request = try OrderRequest.limit(
            Sample.clientID, .buy, try Sample.ether().symbol, quantity: try Sample.decimal("0.000000019"), price: 1)
        let run = try place(.neverSent, request)
        guard case .notSent(let error) = run.output else {
            Issue.record("must not be sent")
            return
        }
        #expect(error.kind == .invalidOrder(.amount))
        #expect(run.calls.isEmpty)
    }

    @Test("K.24 margin is never asked for")
    func margin() throws {
        let names = try place(.neverSent).calls.first?.parameters.map(\.name) ?? []
        #expect(!names.contains { $0.hasPrefix("allow") })
        guard case .rejected(let error, _) = try place(.refused(-19213, "Margin not enabled for account")).output else {
            Issue.record("must be rejected")
            return
        }
        #expect(error.kind == .permission)
    }

    @Test("K.25 a pair the venue does not know makes the instruments stale")
    func unknownPair() throws {
        guard case .rejected(let error, _) = try place(.refused(-21, "Unsupported Currency Pair")).output else {
            Issue.record("must be rejected")
            return
        }
        #expect(error.kind == .unknownSymbol && adapter.invalidatesInstruments(error))
    }

    @Test("K.26 a price that the venue moved is taken from the venue, and the order lives")
    func movedPrice() throws {
        let row = try Sample.status("Order price has been modified due to slippage limits")
            .replacing("originalPrice", with: "\"0.0399\"").text
        guard
            case .found(let order) = adapter.order(.venue(Sample.orderID), on: try Sample.ether()).run(.ok(row)).output
        else {
            Issue.record("must be found")
            return
        }
        #expect(order.phase == .working)
        #expect(try order.limitPrice == Sample.decimal("0.0399"))
    }

    @Test(
        "K.27 pages and empty bodies are read as what their status says, never as JSON",
        arguments: [
            (429, VenueError.Kind.rateLimited), (500, .unavailable), (502, .unavailable), (503, .unavailable),
            (403, .unavailable), (200, .undecodable), (202, .undecodable),
        ])
    func notJSON(_ status: Int, _ kind: VenueError.Kind) {
        for body in ["", "<html><body>error</body></html>"] {
            #expect(adapter.balances().run(.status(status, body)).failure?.kind == kind)
        }
    }

    @Test("K.28 false is sent as false, not left out")
    func falseIsSent() throws {
        let body = try seal(try place(.neverSent).calls.first).body
        #expect(String(decoding: body, as: UTF8.self).contains("\"postOnly\":false"))
    }

    @Test("K.30 a placement without an answer is never resent; a duplicate says that ours may live")
    func duplicate() throws {
        let run = try place(.timedOut)
        #expect(run.calls.count == 1)
        let text = "An order with this customer order ID already exists"
        for answer in [CallResult.refused(-9999, text), .refused(-9999, text, order: "a")] {
            guard case .unknown(let doubt) = try place(answer).output else {
                Issue.record("must be unknown")
                continue
            }
            #expect(doubt.error.kind == .duplicateClientOrderID && doubt.error.effect == .unknown)
        }
    }

    @Test(
        "E.10 an IOC that met nothing was taken and lapsed: over, with nothing traded",
        arguments: [
            TimeInForce.immediateOrCancel, .fillOrKill,
        ])
    func lapsed(_ timeInForce: TimeInForce) throws {
        let words =
            timeInForce == .fillOrKill
            ? "Fill or Kill order could not be filled" : "Immediate Or Cancel order did not match"
        let coded = try place(.refused(-1, words, order: "a"), try Sample.request(timeInForce))
        guard case .accepted(let acceptance) = coded.output else {
            Issue.record("\(String(describing: coded.output))")
            return
        }
        #expect(acceptance.order?.phase == .ended(.timeInForce) && acceptance.order?.filledBase == .zero)
    }
}
