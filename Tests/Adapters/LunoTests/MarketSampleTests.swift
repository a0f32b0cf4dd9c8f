import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// Every captured public answer that the adapter reads, field by field.
@Suite("Captured market data")
struct MarketSampleTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    @Test("Server time is the Date header of a public answer")
    func time() throws {
        let answer = CallResult.status(200, try Sample.body("rest-markets"), headers: Sample.date)
        let run = adapter.serverTime().run(answer)
        #expect(run.output == Timestamp(seconds: 1_763_800_000))
        #expect(run.calls.count == 1 && run.calls.allSatisfy { !$0.isSigned })
    }

    @Test(
        "A missing or broken Date header is an error, never a time",
        arguments: [
            nil, "", "yesterday", "Sat, 22 Nov 2025 24:26:40 GMT", "Sat, 22 Foo 2025 08:26:40 GMT",
            "Sat, 22 Nov 2025 08:26:40 UTC", "Sat, +2 Nov 2025 08:26:40 GMT", "Sat, 22 Nov 0025 08:26:40 GMT",
        ] as [String?])
    func noTime(_ text: String?) throws {
        let headers = text.map { [WireHeader("date", $0)] } ?? []
        let error = adapter.serverTime().run(.status(200, try Sample.body("rest-markets"), headers: headers)).failure
        #expect(error?.kind == .undecodable && error?.effect == .notExecuted(.read))
    }

    @Test("Status: open with any open market, post-only with none but those, maintenance when told")
    func status() throws {
        #expect(adapter.status().run(try Sample.ok("rest-markets")).output == .open)
        let halted = try Sample.body("rest-markets").replacing("ACTIVE", with: "SUSPENDED")
        #expect(adapter.status().run(.ok(halted)).output == .postOnly)
        #expect(adapter.status().run(.ok(#"{"markets":null}"#)).output == .closed)
        #expect(adapter.status().run(.refused("ErrUnderMaintenance", status: 503)).output == .maintenance)
        #expect(adapter.status().run(.status(503, "<html>")).failure?.kind == .unavailable)
    }

    @Test("Instruments: names, scales as steps, bounds")
    func instruments() throws {
        let list = try #require(adapter.instruments().run(try Sample.ok("rest-markets")).output)
        #expect(list.map(\.nativeName) == ["XBTUSDT", "BCHXBT", "XBTZAR", "NEWZAR"])
        #expect(list.map(\.symbol.description) == ["BTC/USDT", "BCH/BTC", "BTC/ZAR", "NEW/ZAR"])
        #expect(list.map(\.mode) == [.open, .open, .open, .postOnly])
        let rand = list[2]
        #expect(rand.price == StepRules(step: .value(1), minimum: .value(10), maximum: .value(10_000_000)))
        #expect(
            try rand.quantity
                == StepRules(
                    step: .value(decimal("0.000001")), minimum: .value(decimal("0.0001")), maximum: .value(100)))
        #expect(try list.map(\.quoteAmount.step.value) == ["0.000001", "0.00000001", "0.01", "0.01"].map(decimal))
        #expect(rand.orderTypes == [.limit, .market, .stopLimit, .takeProfitLimit])
        #expect(rand.takesQuoteAmounts && rand.takesPostOnly && !rand.isAmendable)
        #expect(rand.notional == .unpublished && rand.selfTradePreventions.isEmpty && rand.readAt == Sample.now)
    }

    @Test(
        "Modes by word, whatever its case; a new word is closed",
        arguments: [
            ("ACTIVE", TradingMode.open), ("active", .open), ("POST_ONLY", .postOnly), ("SUSPENDED", .postOnly),
            ("UNKNOWN", .halted), ("Unknown", .halted), ("DELISTED", .closed),
        ])
    func modes(_ word: String, _ mode: TradingMode) throws {
        let body = try Sample.body("rest-markets").replacing("\"POST_ONLY\"", with: "\"\(word)\"")
        #expect(adapter.instruments().run(.ok(body)).output?.last?.mode == mode)
    }

    @Test("A scale that is none refuses the list", arguments: ["-1", "31", "1.5", "99999999999"])
    func badScale(_ scale: String) throws {
        let body = try Sample.body("rest-markets").replacing("\"price_scale\":0", with: "\"price_scale\":\(scale)")
        #expect(adapter.instruments().run(.ok(body)).failure?.kind == .undecodable)
    }

    @Test("Order book of summed levels, eighteen decimals kept by value")
    func bookTop() throws {
        let run = adapter.orderBook(of: try Sample.bitcoin(), depth: 100).run(try Sample.ok("rest-order-book-top"))
        let book = try #require(run.output)
        #expect(run.calls.map(\.path) == ["/api/1/orderbook_top"])
        #expect(book.bestBid == BookLevel(price: try decimal("86592.8636"), quantity: try decimal("0.05")))
        #expect(book.bestAsk == BookLevel(price: try decimal("86650.8647"), quantity: try decimal("0.1152")))
        #expect(book.sequence == nil && book.time == Timestamp(milliseconds: 1_790_127_202_101))
        let shallow = adapter.orderBook(of: try Sample.bitcoin(), depth: 1).run(try Sample.ok("rest-order-book-top"))
        #expect(shallow.output?.bids.count == 1 && shallow.output?.asks.count == 1)
    }

    @Test("The full book has a row per order: rows of one price are one level")
    func bookFull() throws {
        let flow = adapter.orderBook(of: try Sample.bitcoin(), depth: 101)
        let run = flow.run(try Sample.ok("rest-order-book-full"))
        #expect(run.calls.map(\.path) == ["/api/1/orderbook"])
        #expect(run.output?.bids.count == 3 && run.output?.asks.count == 2)
        let two = #"{"timestamp":1,"bids":[{"price":"5","volume":"1"},{"price":"5.0","volume":"2"}],"asks":null}"#
        #expect(flow.run(.ok(two)).output?.bids == [BookLevel(price: 5, quantity: 3)])
        #expect(flow.run(.ok(two)).output?.asks == [])
    }

    @Test(
        "A crossed, unordered or empty level is no book",
        arguments: [
            #"{"bids":[{"price":"5","volume":"1"}],"asks":[{"price":"5","volume":"1"}]}"#,
            #"{"bids":[{"price":"5","volume":"1"},{"price":"6","volume":"1"}],"asks":[]}"#,
            #"{"bids":[{"price":"5","volume":"0.00"}],"asks":[]}"#, #"{"bids":[{"price":"5"}],"asks":[]}"#,
            #"{"bids":[]}"#,
        ])
    func brokenBook(_ body: String) throws {
        let run = adapter.orderBook(of: try Sample.bitcoin(), depth: 10).run(.ok(body))
        #expect(run.failure?.kind == .undecodable)
    }

    @Test("Recent trades, oldest first; the taker's side")
    func trades() throws {
        let flow = adapter.recentTrades(of: try Sample.bitcoin(), limit: 1)
        let symbol = try Sample.bitcoin().symbol
        #expect(
            flow.run(try Sample.ok("rest-trades")).output == [
                PublicTrade(
                    id: "276989", symbol: symbol, price: try decimal("35773.2"), quantity: try decimal("0.003"),
                    aggressor: .sell, time: Timestamp(milliseconds: 1_648_651_276_949))
            ])
        let both = adapter.recentTrades(of: try Sample.bitcoin(), limit: 9).run(try Sample.ok("rest-trades")).output
        #expect(both?.map(\.id) == ["276988", "276989"] && both?.first?.aggressor == .buy)
    }

    @Test("Candles: a key, a start, closed once their interval has passed")
    func candles() throws {
        let start = Timestamp(milliseconds: 1_664_055_240_000)
        let flow = adapter.candles(of: try Sample.bitcoin(), interval: .minute, from: start, limit: 5)
        let run = flow.run(at: start.advanced(by: .seconds(100)), script: [try Sample.ok("rest-candles")])
        let list = try #require(run.output)
        #expect(list.map(\.isClosed) == [true, false])
        #expect(try list[1].high == decimal("19620.10") && list[1].close == decimal("19618"))
        #expect(list[0].openTime == start && list[0].baseVolume.isZero && list[0].quoteVolume == nil)
        let call = try #require(run.calls.first)
        #expect(call.isSigned)
        #expect(
            call.parameters.map { "\($0.name)=\($0.value)" } == [
                "pair=XBTZAR", "duration=60", "since=1664055240000",
            ])
        let none = adapter.candles(of: try Sample.bitcoin(), interval: .init(rawValue: "2h"), from: nil, limit: 1)
        #expect(none.run(.ok("{}")).failure?.kind == .unsupported)
    }

    @Test("Without a start the newest candles: as many intervals back, and the last rows of what comes")
    func newestCandles() throws {
        let flow = adapter.candles(of: try Sample.bitcoin(), interval: .hour, from: nil, limit: 1)
        let run = flow.run(try Sample.ok("rest-candles"))
        #expect(run.calls.first?.parameters.last?.value == String(Sample.now.milliseconds - 3_600_000))
        #expect(run.output?.map(\.openTime) == [Timestamp(milliseconds: 1_664_055_300_000)])
    }

    @Test("A ticker states prices without quantities, so it has prices and no levels")
    func ticker() throws {
        let run = adapter.ticker(of: try Sample.bitcoin()).run(try Sample.ok("rest-ticker"))
        #expect(
            run.output
                == Ticker(
                    symbol: try Sample.bitcoin().symbol, bid: nil, ask: nil, last: 1_385_260,
                    baseVolume: try decimal("10.817066"), window: .rolling24Hours,
                    time: Timestamp(milliseconds: 1_790_516_492_037), bidPrice: 1_385_193, askPrice: 1_385_194))
    }

    @Test("Tickers of all markets: those of the catalogue; an empty side is nil, never zero")
    func tickers() throws {
        let ether = try Sample.instrument("ETH/AUD", native: "ETHAUD")
        let catalog = InstrumentCatalog([try Sample.bitcoin(), ether], readAt: Sample.now)
        let list = try #require(adapter.tickers(in: catalog).run(try Sample.ok("rest-tickers")).output)
        #expect(list.map(\.symbol) == [try Sample.bitcoin().symbol, ether.symbol])
        #expect(list[1].bidPrice == nil && list[1].askPrice == nil && list[1].last == nil)
        #expect(adapter.tickers(in: catalog).run(.ok(#"{"tickers":[]}"#)).output == [])
    }

    @Test("No reference price is published, so none is asked for")
    func referencePrice() throws {
        let run = adapter.referencePrice(of: try Sample.bitcoin()).run(.neverSent)
        #expect(run.output == .some(nil) && run.calls.isEmpty)
    }
}
