import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// Every captured public answer (valr.md C, D).
@Suite("Captured market data")
struct MarketSampleTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    @Test("The clock, to the nanosecond; the whole seconds beside it are not used")
    func time() throws {
        let run = adapter.serverTime().run(try Sample.ok("rest-server-time"))
        #expect(run.output == Timestamp(nanoseconds: 1_750_165_361_280_178_906))
        #expect(adapter.serverTime().run(.ok("{\"epochTime\":1750165361}")).failure?.kind == .undecodable)
    }

    @Test("Status: online, read-only, and words of tomorrow")
    func status() throws {
        #expect(adapter.status().run(try Sample.ok("rest-status-online")).output == .open)
        #expect(adapter.status().run(.ok("{\"status\":\"read-only\"}")).output == .maintenance)
        #expect(adapter.status().run(.ok("{\"status\":\"napping\"}")).output == .closed)
    }

    private func instruments() throws -> [String: Instrument] {
        let run = adapter.instruments().run(
            script: [try Sample.ok("rest-pairs"), try Sample.ok("rest-order-types"), try Sample.ok("rest-currencies")])
        #expect(run.calls.map(\.path) == ["/v1/public/pairs/SPOT", "/v1/public/ordertypes", "/v1/public/currencies"])
        let list = try #require(run.output)
        return Dictionary(uniqueKeysWithValues: list.map { ($0.nativeName, $0) })
    }

    @Test("Instruments: steps and bounds exact, kinds of order from their own list, futures left out")
    func instrumentRules() throws {
        let all = try instruments()
        let ether = try #require(all["ETHZAR"])
        #expect(ether.symbol.description == "ETH/ZAR" && ether.mode == .open)
        #expect(ether.price.step == .value(1))
        #expect(try ether.quantity.step == .value(decimal("0.00000001")))
        #expect(try ether.quantity.minimum == .value(decimal("0.0002")))
        #expect(try ether.quantity.maximum == .value(decimal("69.21")))
        #expect(ether.notional.minimum == .value(10) && ether.notional.maximum == .value(5_000_000))
        #expect(try ether.quoteAmount.step == .value(decimal("0.01")), "the rand has two decimals")
        #expect(ether.orderTypes == [.limit, .market, .stopLimit, .takeProfitLimit])
        #expect(ether.takesPostOnly && ether.takesQuoteAmounts && ether.isAmendable)
        #expect(ether.baseScale == 8)
        #expect(!all.keys.contains { $0.hasSuffix("PERP") })
        #expect(Set(all.keys).isSuperset(of: ["ETHZAR", "BNBUSDC", "SHIBUSDC", "LTCBTC", "LTCETH"]))
    }

    @Test("No decimals mean whole units; an inactive pair and one without order kinds are closed")
    func instrumentEdges() throws {
        let all = try instruments()
        #expect(all["SHIBUSDC"]?.quantity.step == .value(1))
        #expect(try all["SHIBUSDC"]?.price.step == .value(decimal("0.00000001")))
        #expect(all["LTCBTC"]?.mode == .closed)
        #expect(all["BNBUSDC"]?.mode == .closed, "its kinds are not listed")
        #expect(all["BNBUSDC"]?.orderTypes.isEmpty == true)
    }

    @Test("Without the currencies' list instruments still come, without a step for quote amounts")
    func noCurrencies() throws {
        let run = adapter.instruments().run(
            script: [try Sample.ok("rest-pairs"), try Sample.ok("rest-order-types"), .status(500, "")])
        #expect(run.output?.first { $0.nativeName == "ETHZAR" }?.quoteAmount.step == .unpublished)
        let noTypes = adapter.instruments().run(script: [try Sample.ok("rest-pairs"), .status(500, "")])
        #expect(noTypes.failure?.effect == .notExecuted(.read), "kinds of order are not done without")
    }

    @Test("Tickers: markets of the catalog only, a zero mark is none")
    func tickers() throws {
        let catalog = InstrumentCatalog([try Sample.instrument("BAT/USDC")], readAt: Sample.now)
        let list = try #require(adapter.tickers(in: catalog).run(try Sample.ok("rest-market-summary-all")).output)
        #expect(list.count == 1)
        let ticker = try #require(list.first)
        #expect(try ticker.bidPrice == decimal("0.12457"))
        #expect(try ticker.askPrice == decimal("0.12481"))
        #expect(ticker.bid == nil && ticker.ask == nil, "the venue states no quantities")
        #expect(try ticker.last == decimal("0.12471"))
        #expect(try ticker.open == decimal("0.1292"))
        #expect(ticker.baseVolume == .zero && ticker.window == .rolling24Hours)
        #expect(ticker.time?.description == "2025-06-17T12:32:22.079Z")
    }

    @Test("One ticker, an empty side, and the mark price as the reference")
    func ticker() throws {
        let bat = try Sample.instrument("BAT/USDC")
        let rows = try Sample.tree("rest-market-summary-all").elements
        let row = try #require(rows.first { $0["currencyPair"]?.plain == "BATUSDC" })
        let run = adapter.ticker(of: bat).run(.ok(row.replacing("bidPrice", with: "\"0\"").text))
        #expect(run.output != nil && run.output?.bidPrice == nil)
        #expect(run.calls.first?.path == "/v1/public/BATUSDC/marketsummary")
        #expect(adapter.referencePrice(of: bat).run(.ok(row.text)).output == .some(nil))
        let marked = row.replacing("markPrice", with: "\"0.125\"").text
        #expect(try adapter.referencePrice(of: bat).run(.ok(marked)).output == decimal("0.125"))
        let other = adapter.ticker(of: try Sample.ether()).run(.ok(row.text))
        #expect(other.failure?.kind == .undecodable, "another market's numbers are nobody's")
    }

    @Test("The book: levels in order, cut to the depth that was asked for")
    func book() throws {
        let market = try Sample.instrument("BTC/USDC")
        let run = adapter.orderBook(of: market, depth: 3).run(try Sample.ok("rest-order-book"))
        let book = try #require(run.output)
        #expect(book.asks.map(\.price) == [118_000] && book.bids.map(\.price) == [117_820, 117_819, 117_818])
        #expect(try book.bids[0].quantity == decimal("0.0001"))
        #expect(book.sequence == 2_907_775)
        #expect(book.time?.description == "2025-08-05T08:51:11.470Z")
    }

    @Test("A crossed book is no book")
    func crossedBook() throws {
        let level = #"{"side":"buy","quantity":"1","price":"5","currencyPair":"BTCUSDC","orderCount":1}"#
        let run = adapter.orderBook(of: try Sample.instrument("BTC/USDC"), depth: 3)
            .run(.ok("{\"Asks\":[\(level)],\"Bids\":[\(level)],\"SequenceNumber\":1}"))
        #expect(run.failure?.kind == .undecodable)
    }

    @Test("Trades: oldest first, the taker's side")
    func trades() throws {
        let run = adapter.recentTrades(of: try Sample.instrument("BTC/USDT"), limit: 500)
            .run(try Sample.ok("rest-trades"))
        let trades = try #require(run.output)
        #expect(trades.count == 5)
        #expect(trades.last?.id == "01980e06-771d-73f1-aec8-b2fe69d943f1")
        #expect(try trades.last?.quantity == decimal("0.00119363"))
        #expect(trades.allSatisfy { $0.aggressor == .buy })
        #expect(run.calls.first?.value("limit") == "100")
    }

    @Test("Candles: oldest first, the running one is open, ranges in seconds")
    func candles() throws {
        let market = try Sample.instrument("BTC/USDC")
        let end = Timestamp(milliseconds: 1_753_189_019_999)  // 12:56:59.999
        let run = adapter.candles(of: market, interval: .minute, from: nil, limit: 4)
            .run(at: end, script: [try Sample.ok("rest-buckets")])
        let candles = try #require(run.output)
        #expect(candles.map(\.isClosed) == [true, true, true, false])
        #expect(candles.first?.openTime.description == "2025-07-22T12:53:00.000Z")
        #expect(candles.allSatisfy { $0.close == 119_350 && $0.baseVolume == .zero })
        let start = Timestamp(milliseconds: 1_753_188_781_000)
        let from = adapter.candles(of: market, interval: .minute, from: start, limit: 1000).run(.ok("[]"))
        let call = try #require(from.calls.first)
        #expect(call.value("startTime") == "1753188840" && call.value("endTime") == "1753206839")
        #expect(call.value("limit") == "300" && call.value("periodSeconds") == "60")
    }

    @Test("Intervals that the venue lacks are refused before they are sent", arguments: ["4h", "1w", "2m", ""])
    func intervals(_ word: String) throws {
        let run = adapter.candles(
            of: try Sample.ether(), interval: CandleInterval(rawValue: word), from: nil, limit: 1
        ).run(.ok("[]"))
        #expect(run.failure?.kind == .unsupported)
        #expect(run.calls.isEmpty)
    }
}
