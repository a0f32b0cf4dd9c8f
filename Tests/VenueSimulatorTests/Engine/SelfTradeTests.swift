import AdapterProtocol
import Testing

@testable import VenueSimulator

@Suite("Self-trade prevention")
struct SelfTradeTests {
    struct Expectation: Sendable, CustomTestStringConvertible {
        let mode: SelfTradeMode
        let taker: EngineOrderStatus
        let takerPrevented: ExactDecimal
        let maker: EngineOrderStatus
        let makerPrevented: ExactDecimal
        let executed: ExactDecimal
        var testDescription: String { mode.rawValue }
    }

    /// Alice rests 2 at 100 in front of bob's 5 at 100, then takes 3.
    static let expectations = [
        Expectation(mode: .none, taker: .filled, takerPrevented: 0, maker: .filled, makerPrevented: 0, executed: 3),
        Expectation(
            mode: .expireTaker, taker: .expiredInMatch, takerPrevented: 3, maker: .new, makerPrevented: 0,
            executed: 0),
        Expectation(
            mode: .expireMaker, taker: .filled, takerPrevented: 0, maker: .expiredInMatch, makerPrevented: 2,
            executed: 3),
        Expectation(
            mode: .expireBoth, taker: .expiredInMatch, takerPrevented: 3, maker: .expiredInMatch, makerPrevented: 2,
            executed: 0),
        Expectation(
            mode: .decrement, taker: .filled, takerPrevented: 2, maker: .expiredInMatch, makerPrevented: 2,
            executed: 1),
    ]

    @Test("Each mode ends the right order", arguments: expectations)
    func modes(expected: Expectation) throws {
        var test = try TestExchange()
        let maker = try test.limit("alice", .sell, "2", at: "100").order.id
        try test.limit("bob", .sell, "5", at: "100")
        let placed = try test.limit("alice", .buy, "3", at: "100", mode: expected.mode)
        let resting = try test.order(maker, "alice")
        #expect(placed.order.status == expected.taker)
        #expect(placed.order.preventedQuantity == expected.takerPrevented)
        #expect(placed.order.executedQuantity == expected.executed)
        #expect(resting.status == expected.maker)
        #expect(resting.preventedQuantity == expected.makerPrevented)
        let locked = try test.balance("USDT", "alice").locked
        #expect(locked.isZero)
        #expect(try test.balance("BTC", "alice").locked == resting.remainingQuantity)
        let matches = test.exchange.preventedMatches(account: "alice", symbol: "BTCUSDT")
        #expect(matches.count == (expected.mode == .none ? 0 : 1))
        #expect(resting.preventedMatchID == (expected.makerPrevented.isZero ? nil : matches.first?.id))
    }

    @Test("Decrement shrinks a larger resting order, which keeps its place")
    func decrementLargerMaker() throws {
        var test = try TestExchange()
        let maker = try test.limit("alice", .sell, "5", at: "100").order.id
        let taker = try test.limit("alice", .buy, "2", at: "100", mode: .decrement).order
        #expect(taker.status == .expiredInMatch)
        let resting = try test.order(maker, "alice")
        #expect(resting.status == .new && resting.remainingQuantity == 3 && resting.preventedQuantity == 2)
        try test.limit("bob", .buy, "3", at: "100")
        #expect(try test.order(maker, "alice").status == .filled)
    }

    @Test("The market's default applies, and modes outside its list are refused")
    func allowedModes() throws {
        var test = try TestExchange { $0.markets[0].allowedSelfTradeModes = [.expireMaker] }
        let maker = try test.limit("alice", .sell, "1", at: "100").order.id
        #expect(throws: EngineRejection.selfTradeModeNotAllowed) {
            try test.limit("alice", .buy, "1", at: "100", mode: SelfTradeMode.none)
        }
        let taker = try test.limit("alice", .buy, "1", at: "100").order
        #expect(taker.status == .new && taker.selfTradeMode == .expireMaker)
        #expect(try test.order(maker, "alice").status == .expiredInMatch)
    }

    @Test("Fill-or-kill does not count the account's own orders")
    func fillOrKillIgnoresOwn() throws {
        var test = try TestExchange()
        try test.limit("alice", .sell, "1", at: "100")
        try test.limit("bob", .sell, "1", at: "100")
        let order = try test.limit("alice", .buy, "2", at: "100", .fillOrKill).order
        #expect(order.status == .expired && order.expiryReason == .unfilledFillOrKill)
        #expect(test.exchange.openOrders(account: "alice").count == 1)
    }

    @Test("A market buy passes its own order and pays from what it locked", arguments: SelfTradeMode.allCases)
    func marketBuy(mode: SelfTradeMode) throws {
        var test = try TestExchange()
        try test.limit("alice", .sell, "1", at: "100")
        try test.limit("bob", .sell, "3", at: "200")
        for amount in [EngineAmount.base(2), .quote(250)] {
            try test.market("alice", .buy, amount, mode: mode)
            #expect(try test.balance("USDT", "alice").locked.isZero)
        }
    }
}
