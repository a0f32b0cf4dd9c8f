import AdapterProtocol
import Testing

@testable import VenueSimulator

@Suite("Background traders")
struct BackgroundTests {
    @Test("Prices live: the book stays full and uncrossed, trades appear, the price moves")
    func alive() throws {
        var test = try TestExchange(background: BackgroundTrading())
        var trades = 0
        var prices: Set<ExactDecimal> = []
        for _ in 0..<500 {
            test.now += 100
            for case .trade(let trade) in test.exchange.tick(now: test.now) where trade.symbol == "BTCUSDT" {
                trades += 1
                prices.insert(trade.price)
            }
            let book = try #require(test.exchange.book("BTCUSDT", depth: 100))
            let bid = try #require(book.bests.bid)
            let ask = try #require(book.bests.ask)
            try #require(bid < ask && book.bids.count == 20 && book.asks.count == 20)
        }
        #expect(trades > 50 && prices.count > 5)
        #expect(test.exchange.ticker("BTCUSDT", now: test.now)?.tradeCount == Int64(trades))
    }

    @Test("A seed's life is the same on every machine and in every build")
    func fingerprint() throws {
        var test = try TestExchange(seed: 42, background: BackgroundTrading(), seededMinutes: 10)
        var seen = Fingerprint()
        for trade in test.exchange.trades("BTCUSDT") ?? [] {
            seen.add("\(trade.time) \(trade.price) \(trade.quantity)")
        }
        for _ in 0..<300 {
            test.now += 100
            for event in test.exchange.tick(now: test.now) {
                switch event {
                case .trade(let trade): seen.add("\(trade.id) \(trade.price) \(trade.quantity) \(trade.takerSide)")
                case .bookChanged(let change): seen.add("\(change.updateID) \(change.price) \(change.quantity)")
                default: Issue.record("an event of nobody's order")
                }
            }
        }
        #expect(seen.value == 0x98EA_FDBD_26C3_4CB2)
    }

    @Test("Update ids are consecutive over commands and ticks")
    func updateIDs() throws {
        var test = try TestExchange(background: BackgroundTrading())
        var last = try #require(test.exchange.book("BTCUSDT", depth: 1)).updateID
        for _ in 0..<200 {
            test.now += 100
            for case .bookChanged(let change) in test.exchange.tick(now: test.now) where change.symbol == "BTCUSDT" {
                try #require(change.updateID == last + 1)
                last = change.updateID
            }
        }
        #expect(test.exchange.book("BTCUSDT", depth: 1)?.updateID == last)
    }

    @Test("A user's order is met only by trades at its price, and its owner is told")
    func honestMatching() throws {
        var test = try TestExchange(background: BackgroundTrading(maximumStep: 2_000))
        let bid = try #require(test.exchange.bestBid("BTCUSDT")).price
        let id = try test.limit("alice", .buy, "30", at: bid.description).order.id
        var told: ExactDecimal = 0
        for _ in 0..<3_000 {
            test.now += 100
            for case .orderTraded(let order, let fill) in test.exchange.tick(now: test.now) where order.id == id {
                #expect(fill.price == bid && fill.isMaker && order.account == "alice")
                told = try told + fill.quantity
            }
        }
        let order = try test.order(id, "alice")
        #expect(told == order.executedQuantity && told.isPositive)
        #expect(order.status == .filled || order.status == .partiallyFilled)
    }

    @Test("A frozen exchange does nothing")
    func frozen() throws {
        var test = try TestExchange(background: BackgroundTrading())
        let before = test.exchange.book("BTCUSDT", depth: 50)
        test.exchange.isBackgroundActive = false
        #expect(test.exchange.tick(now: test.now + 60_000).isEmpty)
        #expect(test.exchange.book("BTCUSDT", depth: 50) == before)
    }

    @Test("A market at one tick, one at a huge price and a paused one are survived")
    func extremes() throws {
        var test = try TestExchange(background: BackgroundTrading(maximumStep: 500_000)) {
            $0.markets[0].startPrice = ExactDecimal("0.01") ?? 1
            $0.markets[1].startPrice = ExactDecimal("99999999999999.9") ?? 1
            $0.seededMinutes = 10
            $0.seededHours = 10
        }
        for _ in 0..<300 {
            test.now += 100
            _ = test.exchange.tick(now: test.now)
        }
        _ = try test.exchange.setPhase(.halt, symbol: "BTCUSDT")
        let before = test.exchange.book("BTCUSDT", depth: 5)
        _ = test.exchange.tick(now: test.now + 100)
        #expect(test.exchange.book("BTCUSDT", depth: 5) == before)
    }
}

extension EngineBook {
    fileprivate var bests: (bid: ExactDecimal?, ask: ExactDecimal?) { (bids.first?.price, asks.first?.price) }
}

/// FNV-1a over texts.
private struct Fingerprint {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ text: String) {
        for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
}
