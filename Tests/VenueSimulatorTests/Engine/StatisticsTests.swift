import AdapterProtocol
import Testing

@testable import VenueSimulator

@Suite("Trades, candles and tickers")
struct StatisticsTests {
    private func seeded() throws -> TestExchange {
        var test = try TestExchange(background: BackgroundTrading(), seededMinutes: 1_500)
        for _ in 0..<100 {
            test.now += 700
            _ = test.exchange.tick(now: test.now)
        }
        return test
    }

    @Test(
        "Candles are what the trades say",
        arguments: [
            CandleSpan.seconds(1), .seconds(60), .seconds(300), .seconds(3_600), .seconds(86_400),
            .seconds(604_800, offsetSeconds: 345_600), .months(1),
        ])
    func candlesFromTrades(span: CandleSpan) throws {
        let test = try seeded()
        let calendar = try #require(CandleCalendar(span))
        let candles = try #require(test.exchange.candles("BTCUSDT", span: span, limit: 1_000, now: test.now))
        let trades = try #require(test.exchange.trades("BTCUSDT", HistoryPage(limit: 10_000)))
        var byStart: [Int64: [EngineTrade]] = [:]
        for trade in trades { byStart[calendar.start(of: trade.time), default: []].append(trade) }
        #expect(!candles.isEmpty)
        for candle in candles {
            let inside = byStart[candle.openTime] ?? []
            #expect(candle.tradeCount == Int64(inside.count))
            #expect(candle.volume == (try ExactDecimal.sum(inside.map(\.quantity))))
            #expect(candle.quoteVolume == (try ExactDecimal.sum(inside.map(\.quoteAmount))))
            guard let first = inside.first, let last = inside.last else { continue }
            #expect(candle.open == first.price && candle.close == last.price)
            #expect(candle.high == inside.map(\.price).max() && candle.low == inside.map(\.price).min())
        }
        for (candle, next) in zip(candles, candles.dropFirst()) {
            #expect(candle.closeTime + 1 == next.openTime)
        }
        #expect(candles.last?.openTime == calendar.start(of: test.now))
    }

    @Test("A page of candles begins where it was asked to and a quiet stretch gives flat candles")
    func candlePages() throws {
        var test = try TestExchange()
        let minute: Int64 = 60_000
        let origin = TestExchange.start / minute * minute
        test.now = origin
        try test.trade(at: "101")
        test.now = origin + 5 * minute
        try test.trade(at: "103")
        let page = try #require(
            test.exchange.candles(
                "BTCUSDT", span: .seconds(60), startTime: origin - 10 * minute + 1, limit: 3, now: test.now))
        #expect(page.map(\.openTime) == [origin, origin + minute, origin + 2 * minute])
        #expect(page[1].open == 101 && page[1].close == 101 && page[1].tradeCount == 0)
        let bounded = try #require(
            test.exchange.candles(
                "BTCUSDT", span: .seconds(60), startTime: origin + minute, endTime: origin + 3 * minute, now: test.now))
        #expect(bounded.map(\.openTime) == [origin + minute, origin + 2 * minute, origin + 3 * minute])
        #expect(test.exchange.candles("BTCUSDT", span: .seconds(90), now: test.now) == nil)
        #expect(test.exchange.candles("BTCUSDT", span: .seconds(0), now: test.now) == nil)
        for wild in [Int64.min, -1, .max] {
            let candles = test.exchange.candles(
                "BTCUSDT", span: .months(1), startTime: wild, endTime: wild, limit: .max, now: wild)
            #expect(candles != nil)
        }
    }

    @Test(
        "Months begin where the calendar says",
        arguments: [
            (1_790_000_000_000 as Int64, 1_788_220_800_000 as Int64), (951_782_400_000, 949_363_200_000),
            (0, 0), (-1, -2_678_400_000),
        ])
    func months(time: Int64, start: Int64) throws {
        let calendar = try #require(CandleCalendar(.months(1)))
        #expect(calendar.start(of: time) == start)
    }

    @Test("The ticker covers its window and the average price its minutes")
    func ticker() throws {
        let test = try seeded()
        let ticker = try #require(test.exchange.ticker("BTCUSDT", now: test.now))
        let edge = (test.now - 86_400_000) / 60_000 * 60_000
        let page = HistoryPage(startTime: edge, limit: 10_000)
        let trades = try #require(test.exchange.trades("BTCUSDT", page))
        #expect(ticker.firstTradeID == trades.first?.id && ticker.lastTradeID == trades.last?.id)
        #expect(ticker.tradeCount == Int64(trades.count))
        #expect(ticker.volume == (try ExactDecimal.sum(trades.map(\.quantity))))
        #expect(ticker.high == trades.map(\.price).max() && ticker.low == trades.map(\.price).min())
        #expect(ticker.last == test.exchange.lastPrice("BTCUSDT"))
        let average = try #require(test.exchange.averagePrice("BTCUSDT", minutes: 5, now: test.now))
        #expect(ticker.low <= average.price && average.price <= ticker.high)
    }

    @Test("Histories stay bounded and the newest rows remain")
    func bounded() throws {
        var test = try TestExchange {
            $0.limits = HistoryLimits(trades: 50, orders: 40, fills: 30, openOrders: 5)
        }
        for index in 0..<300 {
            try test.limit("bob", .sell, "0.001", at: "100")
            try test.limit("alice", .buy, "0.001", at: "100", id: "a\(index)")
        }
        #expect(test.exchange.trades("BTCUSDT")?.map(\.id) == Array(251...300))
        let orders = test.exchange.orders(account: "alice", symbol: "BTCUSDT")
        #expect(orders.count >= 40 && orders.count <= 54 && orders.last?.clientOrderID == "a299")
        #expect(test.exchange.fills(account: "alice", symbol: "BTCUSDT").count <= 42)
        #expect(throws: EngineRejection.unknownOrder) {
            try test.exchange.order(.clientOrderID("a0"), symbol: "BTCUSDT", account: "alice")
        }
        for _ in 0..<5 { try test.limit("alice", .buy, "1", at: "50") }
        #expect(throws: EngineRejection.tooManyOpenOrders) { try test.limit("alice", .buy, "1", at: "50") }
    }

    @Test("Pages are ascending: from an id or a time onwards, else the newest")
    func pages() throws {
        var test = try TestExchange()
        for _ in 0..<10 { try test.trade(at: "100") }
        func ids(_ page: HistoryPage) -> [Int64]? { test.exchange.trades("BTCUSDT", page)?.map(\.id) }
        #expect(ids(HistoryPage(limit: 3)) == [8, 9, 10])
        #expect(ids(HistoryPage(fromID: 4, limit: 3)) == [4, 5, 6])
        #expect(ids(HistoryPage(endTime: TestExchange.start + 6, limit: 2)) == [2, 3])
        #expect(ids(HistoryPage(limit: -1)) == [])
        #expect(
            test.exchange.fills(account: "bob", symbol: "BTCUSDT", HistoryPage(fromID: 9)).map(\.tradeID) == [9, 10])
    }
}
