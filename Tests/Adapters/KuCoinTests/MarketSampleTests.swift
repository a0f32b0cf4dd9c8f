import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing

/// The captured public answers, value by value (kucoin.md C, D).
@Suite("Captured market data")
struct MarketSampleTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    @Test("Clock and status")
    func status() throws {
        #expect(
            adapter.serverTime().run(try Sample.ok("rest-server-time")).output
                == Timestamp(milliseconds: 1_729_100_692_873))
        #expect(adapter.status().run(try Sample.ok("rest-status")).output == .open)
        #expect(adapter.status().run(try Sample.ok("rest-status-cancelonly")).output == .cancelOnly)
        #expect(adapter.status().run(.data(#"{"status":"close","msg":""}"#)).output == .maintenance)
        #expect(adapter.status().run(.data(#"{"status":"half-open"}"#)).output == .closed)
    }

    @Test("Instruments with exact steps and bounds")
    func instruments() throws {
        let list = try #require(adapter.instruments().run(try Sample.ok("rest-symbols")).output)
        #expect(list.count == 5)
        let bitcoin = try #require(list.first)
        #expect(bitcoin.symbol.description == "BTC/USDT")
        #expect(bitcoin.nativeName == "BTC-USDT")
        #expect(bitcoin.mode == .open)
        #expect(bitcoin.price.step == .value(try decimal("0.1")))
        #expect(
            bitcoin.quantity
                == StepRules(
                    step: .value(try decimal("0.00000001")), minimum: .value(try decimal("0.00001")),
                    maximum: .value(10_000_000_000)))
        #expect(
            bitcoin.quoteAmount
                == StepRules(
                    step: .value(try decimal("0.000001")), minimum: .value(try decimal("0.1")),
                    maximum: .value(99_999_999)))
        #expect(bitcoin.notional.minimum == .value(try decimal("0.1")))
        #expect(bitcoin.notional.minimumBindsMarket)
        #expect(bitcoin.otherRules == ["priceLimitRate 0.1"])
        let new = try #require(list.last)
        #expect(new.mode == .closed)
        #expect(new.otherRules == ["st", "callauction", "priceLimitRate 0.1"])
    }

    @Test("Before trading starts the auction takes limit orders only; leveraged tokens can only be cancelled")
    func modes() throws {
        let row = try #require(try Sample.data("rest-symbols").elements.last).replacing("enableTrading", with: "true")
        let start: Int64 = 1_763_812_800_000
        func mode(at time: Int64, _ row: Tree) throws -> TradingMode? {
            let run = adapter.instruments()
                .run(at: Timestamp(milliseconds: time), script: [.data("[\(row.text)]")])
            return run.output?.first?.mode
        }
        #expect(try mode(at: start - 1, row) == .limitOnly)
        #expect(try mode(at: start, row) == .open)
        #expect(try mode(at: start, row.replacing("baseCurrency", with: "\"BTC3L\"")) == .cancelOnly)
        #expect(try mode(at: start, row.replacing("baseCurrency", with: "\"SOL\"")) == .open)
        let loose = row.replacing("minFunds", with: "null").replacing("tradingStartTime", with: "null")
        #expect(try mode(at: 0, loose) == .open)
    }

    @Test("One ticker: best prices and the day's sums")
    func ticker() throws {
        let run = adapter.ticker(of: try Sample.bitcoin())
            .run(script: [try Sample.ok("rest-ticker"), try Sample.ok("rest-stats-24h")])
        let ticker = try #require(run.output)
        #expect(ticker.bid == BookLevel(price: try decimal("67267.5"), quantity: try decimal("0.000025")))
        #expect(ticker.ask == BookLevel(price: try decimal("67267.6"), quantity: try decimal("1.24808993")))
        #expect(ticker.last == 67_269)
        #expect(ticker.high == (try decimal("68107.7")))
        #expect(ticker.low == (try decimal("66683.3")))
        #expect(ticker.baseVolume == (try decimal("1738.02898182")))
        #expect(ticker.quoteVolume == (try decimal("117321982.415978333")))
        #expect(ticker.time == Timestamp(milliseconds: 1_729_172_965_609))
        #expect(run.calls.map { $0.charges.first?.cost } == [2, 15])
    }

    @Test("All tickers; a dead pair has nothing, a market outside the catalog is left out")
    func tickers() throws {
        let catalog = InstrumentCatalog(
            [try Sample.bitcoin(), try Sample.instrument("DEADCOIN/USDT")], readAt: Sample.now)
        let list = try #require(adapter.tickers(in: catalog).run(try Sample.ok("rest-all-tickers")).output)
        #expect(list.count == 2)
        #expect(list.first?.bid?.price == (try decimal("67192.5")))
        #expect(list.first?.last == 67_193)
        #expect(list.first?.time == Timestamp(milliseconds: 1_729_173_207_043))
        #expect(list.last?.bid == nil)
        #expect(list.last?.last == nil)
        let few = adapter.tickers(in: try Sample.catalog()).run(try Sample.ok("rest-all-tickers"))
        #expect(few.output?.count == 1)
    }

    @Test("A book; the depth chooses the call, and without a key the public one stands in for the full one")
    func book() throws {
        let run = adapter.orderBook(of: try Sample.bitcoin(), depth: 1).run(try Sample.ok("rest-order-book"))
        let book = try #require(run.output)
        #expect(book.bids == [BookLevel(price: try decimal("66976.4"), quantity: try decimal("0.69109872"))])
        #expect(book.asks.count == 1)
        #expect(book.sequence == 14_610_502_970)
        #expect(book.time == Timestamp(milliseconds: 1_729_176_273_859))
        func path(_ depth: Int) throws -> String? {
            adapter.orderBook(of: try Sample.bitcoin(), depth: depth).run(.neverSent).calls.first?.path
        }
        #expect(try path(20) == "/api/v1/market/orderbook/level2_20")
        #expect(try path(21) == "/api/v1/market/orderbook/level2_100")
        #expect(try path(101) == "/api/v3/market/orderbook/level2")
        let full = adapter.orderBook(of: try Sample.bitcoin(), depth: 500)
            .run(script: [.failure(.notSent(.noCredentials, "no key")), try Sample.ok("rest-order-book")])
        #expect(full.output?.bids.count == 2)
        #expect(full.calls.last?.path == "/api/v1/market/orderbook/level2_100")
    }

    @Test("Null for a market means that the venue does not know it")
    func unknownMarket() throws {
        let bitcoin = try Sample.bitcoin()
        #expect(adapter.ticker(of: bitcoin).run(.data("null")).failure?.kind == .unknownSymbol)
        #expect(adapter.orderBook(of: bitcoin, depth: 5).run(.data("null")).failure?.kind == .unknownSymbol)
        #expect(adapter.recentTrades(of: bitcoin, limit: 5).run(.data("null")).failure?.kind == .unknownSymbol)
    }

    @Test("Trades oldest first by sequence, whatever the order of the answer; the newest of them")
    func trades() throws {
        let rows = try Sample.data("rest-trades").elements
        let turned = CallResult.data("[" + rows.reversed().map(\.text).joined(separator: ",") + "]")
        for answer in [try Sample.ok("rest-trades"), turned] {
            let trades = try #require(adapter.recentTrades(of: try Sample.bitcoin(), limit: 2).run(answer).output)
            #expect(trades.map(\.id) == ["10976028003549188", "10976028003549191"])
            #expect(trades.last?.price == (try decimal("67122.9")))
            #expect(trades.last?.quantity == (try decimal("0.05654289")))
            #expect(trades.last?.aggressor == .buy)
            #expect(trades.last?.time == Timestamp(nanoseconds: 1_729_177_117_877_000_000))
        }
    }

    @Test("Candles oldest first; the newest runs until its hour is over")
    func candles() throws {
        let start = Timestamp(seconds: 1_706_630_400)
        let now = Timestamp(seconds: 1_706_637_700)
        let flow = adapter.candles(of: try Sample.bitcoin(), interval: .hour, from: start, limit: 3)
        let run = flow.run(at: now, script: [try Sample.ok("rest-candles")])
        let candles = try #require(run.output)
        #expect(candles.map(\.openTime.milliseconds) == [1_706_630_400_000, 1_706_634_000_000, 1_706_637_600_000])
        #expect(candles.map(\.isClosed) == [true, true, false])
        #expect(candles.first?.quoteVolume == (try decimal("4391287.808186813")))
        let call = try #require(run.calls.first)
        #expect(call.parameters.map(\.value) == ["BTC-USDT", "1hour", "1706630400", "1706641200"])
        let newest = adapter.candles(of: try Sample.bitcoin(), interval: .hour, from: nil, limit: 2)
            .run(at: now, script: [try Sample.ok("rest-candles")])
        #expect(newest.output?.map(\.openTime.milliseconds) == [1_706_634_000_000, 1_706_637_600_000])
        let odd = adapter.candles(
            of: try Sample.bitcoin(), interval: CandleInterval(rawValue: "7m"), from: nil, limit: 1)
        #expect(odd.run(.neverSent).failure?.kind == .unsupported)
    }
}
