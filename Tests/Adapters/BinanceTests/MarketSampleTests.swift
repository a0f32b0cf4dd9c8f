import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// Every captured public answer that the adapter reads, field by field.
@Suite("Captured market data")
struct MarketSampleTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    @Test("Server time")
    func time() throws {
        let run = adapter.serverTime().run(try Sample.ok("rest-time"))
        #expect(run.output == Timestamp(milliseconds: 1_499_827_319_559))
        #expect(run.calls.map(\.path) == ["/api/v3/time"])
    }

    @Test("System status: zero is open, anything else is maintenance")
    func status() throws {
        #expect(adapter.status().run(try Sample.ok("sapi-system-status")).output == .open)
        #expect(adapter.status().run(.ok("{\"status\":1,\"msg\":\"system maintenance\"}")).output == .maintenance)
    }

    @Test("Instruments: names, modes, precision, kinds and every filter")
    func instruments() throws {
        let run = adapter.instruments().run(try Sample.ok("rest-exchange-info"))
        let list = try #require(run.output)
        #expect(list.map(\.nativeName) == ["TSLABUSDT", "BTCUSDT", "币安人生USDT"])
        #expect(list.map(\.mode) == [.open, .open, .cancelOnly])
        let stock = list[0]
        #expect(stock.symbol == Symbol("TSLAB/USDT"))
        #expect(
            try stock.price
                == StepRules(step: .value(decimal("0.01")), minimum: .value(decimal("0.01")), maximum: .value(100_000)))
        #expect(
            try stock.quantity
                == StepRules(
                    step: .value(decimal("0.001")), minimum: .value(decimal("0.001")), maximum: .value(922_327)))
        #expect(
            try stock.marketQuantity == StepRules(step: .off, minimum: .off, maximum: .value(decimal("585.20788284"))))
        #expect(
            stock.priceBand
                == PriceBand(
                    buyDown: try decimal("0.8"), buyUp: try decimal("1.1"), sellDown: try decimal("0.9"),
                    sellUp: try decimal("1.2")))
        #expect(
            stock.notional
                == NotionalRules(
                    minimum: .value(5), maximum: .value(9_000_000), minimumBindsMarket: true,
                    maximumBindsMarket: false))
        #expect(stock.baseScale == 8 && stock.quoteScale == 8)
        #expect(stock.orderTypes == Set(OrderType.known))
        #expect(stock.takesQuoteAmounts && stock.takesPostOnly && stock.isAmendable)
        #expect(stock.selfTradePreventions == [.expireTaker, .expireMaker, .expireBoth, .decrement])
        #expect(
            stock.otherRules == [
                "ICEBERG_PARTS", "TRAILING_DELTA", "MAX_NUM_ORDERS", "MAX_NUM_ORDER_LISTS", "MAX_NUM_ALGO_ORDERS",
                "MAX_NUM_ORDER_AMENDS",
            ])
        #expect(stock.readAt == Sample.now)
        #expect(list[2].symbol.base.code == "币安人生")
    }

    @Test("Instruments: decimals of base and quote, and quote amounts and post-only orders, are told apart")
    func features() throws {
        let body = try Sample.body("rest-exchange-info")
            .replacing("\"quoteAssetPrecision\":8", with: "\"quoteAssetPrecision\":6")
        let baseOnly = body.replacing(
            "\"quoteOrderQtyMarketAllowed\":true", with: "\"quoteOrderQtyMarketAllowed\":false")
        let first = try #require(adapter.instruments().run(.ok(baseOnly)).output?.first)
        #expect(first.baseScale == 8 && first.quoteScale == 6)
        #expect(!first.takesQuoteAmounts && first.takesPostOnly)
        let takersOnly = body.replacing("\"LIMIT_MAKER\",", with: "")
        let second = try #require(adapter.instruments().run(.ok(takersOnly)).output?.first)
        #expect(second.takesQuoteAmounts && !second.takesPostOnly)
    }

    @Test("Order book")
    func book() throws {
        let run = adapter.orderBook(of: try Sample.bitcoin(), depth: 10).run(try Sample.ok("rest-order-book"))
        let book = try #require(run.output)
        #expect(book.sequence == 259_345_543)
        #expect(book.bids.count == 10 && book.asks.count == 10)
        #expect(book.bestBid == BookLevel(price: try decimal("0.00000637"), quantity: 6500))
        #expect(book.bids.last == BookLevel(price: try decimal("0.00000628"), quantity: 6862))
        #expect(book.bestAsk == BookLevel(price: try decimal("0.00000638"), quantity: 24_365))
        #expect(book.asks.last == BookLevel(price: try decimal("0.00000648"), quantity: 223))
        #expect(book.time == nil)
    }

    @Test("Recent trades: a buyer who made is a seller who took")
    func trades() throws {
        let run = adapter.recentTrades(of: try Sample.bitcoin(), limit: 1).run(try Sample.ok("rest-trades"))
        #expect(
            run.output == [
                PublicTrade(
                    id: "28457", symbol: try Sample.bitcoin().symbol, price: try decimal("4.000001"), quantity: 12,
                    aggressor: .sell, time: Timestamp(milliseconds: 1_499_865_549_590))
            ])
    }

    @Test("Candles: closed when their last millisecond has passed")
    func candles() throws {
        let flow = adapter.candles(of: try Sample.bitcoin(), interval: .day, from: Sample.now, limit: 5)
        let run = flow.run(try Sample.ok("rest-klines"))
        let candle = Candle(
            openTime: Timestamp(milliseconds: 1_499_040_000_000), open: try decimal("0.01634790"),
            high: try decimal("0.8"), low: try decimal("0.01575800"), close: try decimal("0.01577100"),
            baseVolume: try decimal("148976.11427815"), quoteVolume: try decimal("2434.19055334"), tradeCount: 308,
            isClosed: true)
        #expect(run.output == [candle])
        let body = try Sample.body("rest-klines")
        let open = flow.run(at: Timestamp(milliseconds: 1_499_644_799_999), script: [.ok(body)])
        #expect(open.output?.first?.isClosed == false)
        let none = adapter.candles(
            of: try Sample.bitcoin(), interval: CandleInterval(rawValue: "7m"), from: nil, limit: 1
        )
        .run(.ok("[]"))
        #expect(none.calls.isEmpty && none.failure?.kind == .unsupported)
    }

    @Test("Ticker of one market")
    func ticker() throws {
        let run = adapter.ticker(of: try Sample.bitcoin()).run(try Sample.ok("rest-ticker-24hr"))
        let expected = Ticker(
            symbol: try Sample.bitcoin().symbol,
            bid: BookLevel(price: try decimal("73369.83"), quantity: try decimal("6.27086")),
            ask: BookLevel(price: try decimal("73369.84"), quantity: try decimal("0.03321")),
            last: try decimal("73369.84"), open: try decimal("72181.09"), high: try decimal("73650.25"),
            low: try decimal("68620.82"), baseVolume: try decimal("72140.348628"),
            quoteVolume: try decimal("5167027510.68728707"), window: .rolling24Hours,
            time: Timestamp(milliseconds: 1_710_328_245_391))
        #expect(run.output == expected)
    }

    @Test("Tickers of all markets: the short form, markets outside the catalogue left out")
    func tickers() throws {
        let known = try Sample.instrument("LTC/BTC")
        let catalog = InstrumentCatalog([known], readAt: Sample.now)
        let list = try #require(adapter.tickers(in: catalog).run(try Sample.ok("rest-ticker-24hr-all-mini")).output)
        #expect(list.map(\.symbol) == [known.symbol])
        #expect(try list[0].last == decimal("0.07") && list[0].baseVolume == 11)
        #expect(list[0].bid == nil && list[0].ask == nil)
    }

    @Test("Reference price: set, unset and never set; the average stands in for it")
    func referencePrice() throws {
        let samples = try Sample.tree("rest-reference-price")
        let average = try Sample.ok("rest-avg-price")
        let flow = adapter.referencePrice(of: try Sample.bitcoin())
        let set = flow.run(script: [.ok(try #require(samples["set"]).text)])
        #expect(set.output == .some(10))
        #expect(set.calls.count == 1)
        let unset = flow.run(script: [.ok(try #require(samples["unset"]).text), average])
        #expect(try unset.output == .some(decimal("9.35751834")))
        let never = flow.run(script: [.status(400, try #require(samples["neverSet"]).text), average])
        #expect(try never.output == .some(decimal("9.35751834")))
        #expect(never.calls.map(\.path) == ["/api/v3/referencePrice", "/api/v3/avgPrice"])
        #expect(flow.run(.refused(-1121, "Invalid symbol.")).failure?.kind == .unknownSymbol)
    }
}
