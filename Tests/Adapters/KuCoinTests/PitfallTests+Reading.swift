import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing

/// The rest of the sheet's pitfalls: cancels, money, names, units.
@Suite("Pitfalls of the sheet: reading and money")
struct ReadingPitfallTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    @Test("K12 a cancel that finds nothing to cancel is no end: it says to read the order")
    func cancelRace() throws {
        for sample in ["cancel-not-allowed", "order-not-exist", "order-not-exist-odd-code"] {
            let run = adapter.cancel(Sample.venueOrder(), on: try Sample.bitcoin())
                .run(try Sample.ok("rest-error-" + sample))
            guard case .notLive(let error) = run.output else {
                Issue.record("\(sample) must be notLive")
                continue
            }
            #expect(error.advice == .afterResync)
        }
    }

    @Test("K13 an order whose answer was lost is found by the client id that was sent")
    func lostAnswer() throws {
        let run = adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(.timedOut)
        guard case .unknown(let doubt) = run.output else {
            Issue.record("must be unknown")
            return
        }
        #expect(run.calls.first?.parameters.contains(.init("clientOid", doubt.clientOrderID.text)) == true)
        let body = try Sample.data("rest-order-partially-filled")
            .replacing("clientOid", with: "\"\(Sample.clientID.text)\"").text
        let found = adapter.order(.client(doubt.clientOrderID), on: try Sample.bitcoin()).run(.data(body))
        guard case .found(let order) = found.output else {
            Issue.record("must be found")
            return
        }
        #expect(order.clientOrderID == Sample.clientID)
    }

    @Test("K14 no funds: the words name the funding account, and its balance is another wallet")
    func wallets() throws {
        let run = adapter.place(try Sample.request(), on: try Sample.bitcoin())
            .run(try Sample.ok("rest-error-insufficient-balance"))
        guard case .rejected(let error, nil) = run.output else {
            Issue.record("must be rejected")
            return
        }
        #expect(error.kind == .insufficientFunds)
        #expect(error.message.contains("funding account"))
        let balances = try #require(adapter.balances().run(try Sample.ok("rest-accounts")).output)
        #expect(balances.filter { $0.asset.code == "USDT" }.map(\.wallet) == ["trade", "main"])
    }

    @Test("K15 funds go by the quote step, not by the price or base step")
    func fundsStep() throws {
        let list = try #require(adapter.instruments().run(try Sample.ok("rest-symbols")).output)
        let bitcoin = try #require(list.first)
        let funds = try OrderRequest.market(Sample.clientID, .buy, bitcoin.symbol, .quote(try decimal("10.123456")))
        try bitcoin.check(funds)
        let fine = try OrderRequest.market(Sample.clientID, .buy, bitcoin.symbol, .quote(try decimal("10.1234567")))
        #expect(throws: VenueError.self) { try bitcoin.check(fine) }
        #expect(try fine.quantized(for: bitcoin).amount == .quote(try decimal("10.123456")))
    }

    @Test("K19 a renamed coin trades under its code and is named by the alias table, the same everywhere")
    func renamed() throws {
        let list = try #require(adapter.instruments().run(try Sample.ok("rest-symbols")).output)
        let gala = try #require(list.first { $0.nativeName == "GALAX-USDT" })
        #expect(gala.symbol.description == "GALA/USDT")
        #expect(adapter.instruments().run(.neverSent).calls.first?.path == "/api/v2/symbols")
        func asset(_ code: String) throws -> String? {
            let row = #"[{"id":"1","currency":"\#(code)","type":"main","balance":"1","available":"1","holds":"0"}]"#
            return adapter.balances().run(.data(row)).output?.first?.asset.code
        }
        #expect(try asset("GALAX") == "GALA")
        #expect(try asset("ALT") == "APTOSLAUNCHTOKEN")
        #expect(try asset("KALT") == "ALT")
        #expect(try asset("BTC") == "BTC")
    }

    @Test("K20 one order is cancelled by its own call; cancel-all is a call of its own")
    func oneByOne() throws {
        let run = adapter.cancel(Sample.venueOrder(), on: try Sample.bitcoin()).run(.notThere)
        #expect(run.calls.map(\.path) == ["/api/v1/hf/orders/sync/6717422bd51c29000775ea03"])
        let all = adapter.cancelAll(on: try Sample.bitcoin()).run(.neverSent)
        #expect(!all.calls.contains { $0.path.hasSuffix("cancelAll") }, "never the whole account")
    }

    @Test("K21 a unified-account refusal is our mistake, not retried", arguments: ["116104", "112010", "100040"])
    func accountMode(_ code: String) throws {
        let error = try #require(adapter.balances().run(.refused(code, "User not found.")).failure)
        #expect(error.kind == .badRequest)
        #expect(error.advice == .never)
    }

    @Test("K22 a fill's fee is the one it states, in its currency; nothing is taken off the base")
    func quoteFee() throws {
        let fill = try #require(
            adapter.fills(on: try Sample.bitcoin(), HistoryQuery()).run(try Sample.ok("rest-fills")).output?.first)
        #expect(fill.side == .buy)
        #expect(fill.fees == [Fee(asset: try Sample.bitcoin().symbol.quote, amount: try decimal("0.000677176"))])
        #expect(fill.quantity == (try decimal("0.00001")))
    }

    @Test("K23 ids above 2^53 stay whole, numbers of money exact")
    func bigNumbers() throws {
        let row = try #require(try Sample.data("rest-fills")["items"]?.elements.first)
            .replacing("tradeId", with: "9007199254740993").replacing("price", with: "\"0.1234567890123456789\"").text
        let run = adapter.fills(on: try Sample.bitcoin(), HistoryQuery())
            .run(.data(#"{"items":[\#(row)],"lastId":9007199254740993}"#))
        #expect(run.output?.first?.id.rawValue == "9007199254740993")
        #expect(run.output?.first?.price.description == "0.1234567890123456789")
    }

    @Test("K24 rows are open, close, high, low")
    func candleOrder() throws {
        let run = adapter.candles(of: try Sample.bitcoin(), interval: .hour, from: nil, limit: 3)
            .run(try Sample.ok("rest-candles"))
        let newest = try #require(run.output?.last)
        #expect(newest.open == (try decimal("43396.4")))
        #expect(newest.close == (try decimal("43369.4")))
        #expect(newest.high == (try decimal("43491.9")))
        #expect(newest.low == (try decimal("43285.2")))
        let swapped = CallResult.data(#"[["1706637600","1","4","2","1","1","1"]]"#)
        let read = adapter.candles(of: try Sample.bitcoin(), interval: .hour, from: nil, limit: 3).run(swapped)
        #expect(read.failure?.kind == .undecodable, "a close above the high")
    }

    @Test(
        "K25 a stop order always says which way it fires",
        arguments: [
            (Side.sell, OrderType.stopMarket, Trigger.Crossing.atOrBelow, "loss"),
            (.buy, .stopMarket, .atOrAbove, "entry"), (.sell, .takeProfit, .atOrAbove, "entry"),
            (.buy, .takeProfit, .atOrBelow, "loss"),
        ])
    func stopWord(_ side: Side, _ type: OrderType, _ crossing: Trigger.Crossing, _ word: String) throws {
        let request = try OrderRequest(
            clientOrderID: Sample.clientID, symbol: try Sample.bitcoin().symbol, side: side, type: type,
            amount: .base(try decimal("0.01")), trigger: Trigger(price: 2950, crossing: crossing))
        let run = adapter.place(request, on: try Sample.bitcoin()).run(try Sample.ok("rest-stop-order-place"))
        let call = try #require(run.calls.first)
        #expect(call.path == "/api/v1/stop-order")
        #expect(call.parameters.contains(.init("stop", word)))
        #expect(call.parameters.contains(.init("stopPrice", "2950")))
        guard case .accepted(let acceptance) = run.output else {
            Issue.record("must be accepted")
            return
        }
        #expect(acceptance.depth == .received)
    }

    @Test("K26 seconds, milliseconds and nanoseconds all land in the same decades")
    func units() throws {
        let bitcoin = try Sample.bitcoin()
        let candle = try #require(
            adapter.candles(of: bitcoin, interval: .hour, from: nil, limit: 1).run(try Sample.ok("rest-candles"))
                .output?.last)
        let trade = try #require(
            adapter.recentTrades(of: bitcoin, limit: 1).run(try Sample.ok("rest-trades")).output?.last)
        let fill = try #require(
            adapter.fills(on: bitcoin, HistoryQuery()).run(try Sample.ok("rest-fills")).output?.first)
        let stop = try #require(
            adapter.openOrders(on: bitcoin, in: try Sample.catalog())
                .run(script: [.data("[]"), try Sample.ok("rest-stop-orders")]).output?.first)
        let decades = Timestamp(seconds: 1_600_000_000)..<Timestamp(seconds: 1_900_000_000)
        for time in [candle.openTime, trade.time, fill.time, stop.createdAt] {
            #expect(decades.contains(try #require(time)))
        }
    }

    @Test("K28 there is no sandbox")
    func sandbox() {
        #expect(adapter.environments.allSatisfy { $0.isRealMoney && !$0.rest.contains("sandbox") })
        #expect(adapter.capabilities[.sandbox] == .unsupported(.byVenue))
    }
}
