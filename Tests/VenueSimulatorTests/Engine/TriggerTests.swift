import AdapterProtocol
import Testing

@testable import VenueSimulator

@Suite("Triggered orders")
struct TriggerTests {
    @Test("A stop waits with its funds locked and fires when a trade reaches its price")
    func stopLossLimit() throws {
        var test = try TestExchange()
        let stop = try test.stop("alice", .sell, "1", kind: .stopLossLimit, trigger: "95", price: "94").order
        #expect(stop.status == .armed && !stop.isWorking && stop.workingSince == nil)
        #expect(try test.balance("BTC", "alice").locked == 1)
        try test.trade(at: "95.01")
        #expect(try test.order(stop.id, "alice").status == .armed)
        try test.trade(at: "95")
        let fired = try test.order(stop.id, "alice")
        #expect(fired.status == .new && fired.workingSince == test.now)
        #expect(test.exchange.bestAsk("BTCUSDT")?.price == 94)
    }

    @Test(
        "The trigger must lie on the far side of the last price",
        arguments: [
            (EngineOrderKind.stopLoss, Side.buy, "100", "100.01"), (.stopLoss, .sell, "100", "99.99"),
            (.takeProfit, .buy, "100", "99.99"), (.takeProfit, .sell, "100", "100.01"),
        ])
    func wrongSide(kind: EngineOrderKind, side: Side, refused: String, accepted: String) throws {
        var test = try TestExchange()
        #expect(throws: EngineRejection.wouldTrigger) {
            try test.stop("alice", side, "1", kind: kind, trigger: refused)
        }
        #expect(try test.stop("alice", side, "1", kind: kind, trigger: accepted).order.status == .armed)
    }

    @Test("A sweep fires every stop it passes, oldest first, and stops fire stops")
    func cascade() throws {
        var test = try TestExchange()
        let low = try test.stop("alice", .sell, "1", kind: .stopLoss, trigger: "90").order.id
        let high = try test.stop("alice", .sell, "1", kind: .stopLoss, trigger: "95").order.id
        try test.limit("bob", .buy, "1", at: "95")
        try test.limit("bob", .buy, "1", at: "90")
        try test.limit("bob", .buy, "1", at: "80")
        let sweep = try test.limit("carol", .sell, "1", at: "95")
        let fired = sweep.events.compactMap { event -> Int64? in
            guard case .orderTriggered(let order) = event else { return nil }
            return order.id
        }
        #expect(fired == [high, low])
        #expect(try test.order(high, "alice").executedQuote == 90)
        #expect(try test.order(low, "alice").executedQuote == 80)
    }

    @Test("A waiting order can be canceled and amended, and gives its funds back")
    func cancelWaiting() throws {
        var test = try TestExchange()
        let stop = try test.stop("alice", .buy, "2", kind: .stopLoss, trigger: "110").order.id
        #expect(try test.balance("USDT", "alice").locked == 220)
        _ = try test.exchange.amend(
            .id(stop), symbol: "BTCUSDT", account: "alice", quantity: 1, clientOrderID: nil, now: test.now)
        #expect(try test.balance("USDT", "alice").locked == 110)
        _ = try test.exchange.cancel(.id(stop), symbol: "BTCUSDT", account: "alice", now: test.now)
        #expect(try test.balance("USDT", "alice").locked.isZero)
        try test.trade(at: "120")
        #expect(try test.order(stop, "alice").status == .canceled)
    }

    @Test("A stop buy that the book has outrun pays the difference from free funds, or ends for lack of them")
    func stopBuyOutrun() throws {
        var test = try TestExchange()
        let rich = try test.stop("alice", .buy, "1", kind: .stopLoss, trigger: "110").order.id
        let poor = try test.stop("carol", .buy, "900", kind: .stopLoss, trigger: "110").order.id
        try test.limit("bob", .sell, "99", at: "2000")
        try test.trade(at: "110")
        let paid = try test.order(rich, "alice")
        #expect(paid.status == .filled && paid.executedQuote == 2_000)
        let short = try test.order(poor, "carol")
        #expect(short.status == .expired && short.expiryReason == .insufficientFunds)
        #expect(try test.balance("USDT", "carol").locked.isZero)
        #expect(try !test.balance("USDT", "carol").free.isNegative)
    }
}
