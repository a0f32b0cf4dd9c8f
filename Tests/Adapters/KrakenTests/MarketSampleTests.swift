import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// The captured public answers (kraken.md C, D).
@Suite("Captured market data")
struct MarketSampleTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    private func instruments() throws -> [Instrument] {
        let script = [try Sample.ok("rest-assets"), try Sample.ok("rest-asset-pairs")]
        return try #require(adapter.instruments().run(script: script).output)
    }

    @Test("Server time in seconds, and the venue's state")
    func time() throws {
        #expect(adapter.serverTime().run(try Sample.ok("rest-time")).output == Timestamp(seconds: 1_762_820_224))
        #expect(adapter.status().run(try Sample.ok("rest-system-status")).output == .open)
    }

    @Test(
        "Every word of the venue's state; announcements do not change it",
        arguments: [
            ("online", TradingMode.open), ("maintenance", .maintenance), ("cancel_only", .cancelOnly),
            ("post_only", .postOnly), ("reduce_only", .halted), ("asleep", .closed),
        ])
    func words(_ word: String, _ mode: TradingMode) throws {
        #expect(adapter.status().run(.result("{\"status\":\"\(word)\"}")).output == mode)
        let advisory = try Sample.result("rest-system-status-advisory").replacing("status", with: "\"\(word)\"")
        #expect(adapter.status().run(.result(advisory.text)).output == mode)
    }

    @Test("Instruments: canonical names, exact steps, every alias; wrapped shares and other venues are left out")
    func markets() throws {
        let list = try instruments()
        #expect(list.map(\.symbol.description).sorted() == ["BTC/USD", "BTC/USDT", "ETH/BTC"])
        let bitcoin = try #require(list.first { $0.nativeName == "XBTUSD" })
        #expect(bitcoin.price.step.value == (try decimal("0.1")))
        #expect(bitcoin.quantity.step.value == (try decimal("0.00000001")))
        #expect(bitcoin.quantity.minimum.value == (try decimal("0.00005")))
        #expect(bitcoin.quantity.maximum == .unpublished)
        #expect(bitcoin.notional.minimum.value == (try decimal("0.5")))
        // The ledger of the dollar has four decimals, fewer than the pair's five.
        #expect(bitcoin.quoteAmount.step.value == (try decimal("0.0001")))
        #expect(bitcoin.aliases.contains("XXBTZUSD") && bitcoin.aliases.contains("XBT/USD"))
        #expect(bitcoin.aliases.contains("BTCUSD"))
        let catalog = InstrumentCatalog(list, readAt: Sample.now)
        for name in ["XBTUSD", "XXBTZUSD", "XBT/USD", "BTCUSD"] {
            #expect(catalog[native: name]?.symbol == bitcoin.symbol, "\(name)")
        }
        #expect(list.first { $0.nativeName == "ETHXBT" }?.mode == .postOnly)
    }

    @Test("The book compares by value, and has no sequence")
    func book() throws {
        let run = adapter.orderBook(of: try Sample.bitcoin(), depth: 9999).run(try Sample.ok("rest-order-book"))
        let book = try #require(run.output)
        #expect(book.asks.map(\.price) == [try decimal("30384.1"), try decimal("30387.9"), try decimal("30393.7")])
        #expect(book.bids.first == BookLevel(price: 30297, quantity: try decimal("1.115")))
        #expect(book.sequence == nil)
        #expect(run.calls.first?["count"] == "500")
        let crossed = #"{"X":{"asks":[["1","1",1]],"bids":[["2","1",1]]}}"#
        #expect(adapter.orderBook(of: try Sample.bitcoin(), depth: 1).run(.result(crossed)).failure != nil)
    }

    @Test("Trades: the side is the taker's, times keep their digits")
    func trades() throws {
        let trades = try #require(
            adapter.recentTrades(of: try Sample.bitcoin(), limit: 5).run(try Sample.ok("rest-trades")).output)
        #expect(trades.count == 5)
        #expect(trades.map(\.aggressor) == [.buy, .buy, .sell, .sell, .sell])
        #expect(trades.first?.id == "10218208")
        #expect(trades.first?.time == Timestamp(nanoseconds: 1_762_795_433_971_744_500))
    }

    @Test("Tickers: the last 24 hours, not today; pairs outside the catalog are left out")
    func tickers() throws {
        let all = try #require(adapter.tickers(in: try Sample.catalog()).run(try Sample.ok("rest-ticker")).output)
        #expect(Set(all.map(\.symbol.description)) == ["BTC/USD", "BTC/USDT"])
        let bitcoin = try #require(all.first { $0.symbol.quote.code == "USD" })
        #expect(bitcoin.baseVolume == (try decimal("4412.73601799")))
        #expect(bitcoin.bid?.price == 30300)
        #expect(bitcoin.last == (try decimal("30303.2")))
        #expect(bitcoin.open == nil, "today's open is no part of 24 hours")
        #expect(bitcoin.window == .rolling24Hours)
        let one =
            #"{"XXBTZUSD":{"a":["2","1","1"],"b":["1","1","1"],"c":["1","1"],"v":["1","2"],"l":["1","1"],"h":["1","1"]}}"#
        #expect(adapter.ticker(of: try Sample.bitcoin()).run(.result(one)).output?.baseVolume == 2)
    }

    @Test("Candles: the one that runs is told apart; only some intervals exist")
    func candles() throws {
        let candles = try #require(
            adapter.candles(of: try Sample.bitcoin(), interval: .minute, from: nil, limit: 3)
                .run(try Sample.ok("rest-ohlc")).output)
        #expect(candles.map(\.isClosed) == [true, true, false])
        #expect(candles.last?.openTime == Timestamp(seconds: 1_762_820_220))
        #expect(candles.first?.close == (try decimal("105899.4")))
        let bare = #"{"XXBTZUSD":[[1762820160,"2","4","1","3",null,"5",6]],"last":1762820160}"#
        let candle = adapter.candles(of: try Sample.bitcoin(), interval: .minute, from: nil, limit: 1)
            .run(.result(bare)).output?.first
        #expect(candle?.close == 3 && candle?.baseVolume == 5, "the average price is no part of a candle")
        let odd = adapter.candles(
            of: try Sample.bitcoin(), interval: CandleInterval(rawValue: "3m"), from: nil, limit: 3
        ).run(.neverSent)
        #expect(odd.failure?.kind == .unsupported)
        #expect(odd.calls.isEmpty)
    }
}
