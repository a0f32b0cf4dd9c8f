import AdapterProtocol
import Testing

@testable import VenueSimulator

@Suite("Matching")
struct MatchingTests {
    @Test("The best price trades first, then the oldest order, at the resting price")
    func priceTimePriority() throws {
        var test = try TestExchange()
        let first = try test.limit("bob", .sell, "1", at: "101").order.id
        let second = try test.limit("carol", .sell, "1", at: "101").order.id
        let best = try test.limit("bob", .sell, "1", at: "100.50").order.id
        let taken = try test.limit("alice", .buy, "2.5", at: "102")
        let makers = taken.events.compactMap { event -> Int64? in
            guard case .orderTraded(let order, let fill) = event, fill.isMaker else { return nil }
            return order.id
        }
        #expect(makers == [best, first, second])
        #expect(taken.fills.map(\.price.description) == ["100.50", "101.00", "101.00"])
        #expect(try test.order(second, "carol").remainingQuantity == dec("0.5"))
        #expect(taken.order.status == .filled)
        #expect(taken.order.executedQuote == (try dec("252")))
    }

    @Test("What is not filled rests and shows in the book, with consecutive update ids")
    func remainderRests() throws {
        var test = try TestExchange()
        try test.limit("bob", .sell, "1", at: "100")
        let placed = try test.limit("alice", .buy, "3", at: "100")
        #expect(placed.order.status == .partiallyFilled)
        let book = try #require(test.exchange.book("BTCUSDT", depth: 5))
        #expect(book.bids == [EngineLevel(price: 100, quantity: 2, orderCount: 1)])
        #expect(book.asks.isEmpty)
        let updates = placed.events.compactMap { event -> Int64? in
            guard case .bookChanged(let change) = event else { return nil }
            return change.updateID
        }
        #expect(updates == [book.updateID - 1, book.updateID])
    }

    @Test("Immediate-or-cancel keeps its fills and lets the rest expire")
    func immediateOrCancel() throws {
        var test = try TestExchange()
        try test.limit("bob", .sell, "1", at: "100")
        let order = try test.limit("alice", .buy, "3", at: "100", .immediateOrCancel).order
        #expect(order.status == .expired && order.expiryReason == .unfilledImmediateOrCancel)
        #expect(order.executedQuantity == 1)
        #expect(try test.balance("USDT", "alice").locked.isZero)
    }

    @Test("Fill-or-kill fills completely or not at all", arguments: [("2", "filled"), ("2.00001", "expired")])
    func fillOrKill(quantity: String, status: String) throws {
        var test = try TestExchange()
        try test.limit("bob", .sell, "1", at: "100")
        try test.limit("carol", .sell, "1", at: "101")
        try test.limit("carol", .sell, "1", at: "101.01")
        let order = try test.limit("alice", .buy, quantity, at: "101", .fillOrKill).order
        #expect(order.status.rawValue == status)
        #expect(order.executedQuantity == (status == "filled" ? try dec(quantity) : 0))
        #expect(try test.balance("USDT", "alice").locked.isZero)
    }

    @Test("A maker-only order that would take is refused and leaves nothing")
    func postOnlyRefused() throws {
        var test = try TestExchange()
        try test.limit("bob", .sell, "1", at: "100")
        #expect(throws: EngineRejection.wouldTake) {
            try test.limit("alice", .buy, "1", at: "100", kind: .limitMaker)
        }
        #expect(test.exchange.openOrders(account: "alice").isEmpty)
        #expect(try test.limit("alice", .buy, "1", at: "99.99", kind: .limitMaker).order.status == .new)
    }

    @Test("A maker-only order ignores the lifetime it was given", arguments: EngineTimeInForce.allCases)
    func postOnlyRests(timeInForce: EngineTimeInForce) throws {
        var test = try TestExchange()
        #expect(try test.limit("alice", .buy, "1", at: "99", timeInForce, kind: .limitMaker).order.status == .new)
    }

    @Test("On venues that accept first, a maker-only order that would take ends as rejected")
    func postOnlyAccepted() throws {
        var test = try TestExchange { $0.postOnlyRule = .acceptThenReject }
        try test.limit("bob", .sell, "1", at: "100")
        let order = try test.limit("alice", .buy, "1", at: "100", kind: .limitMaker).order
        #expect(order.status == .rejected && order.expiryReason == .wouldTake)
        #expect(try test.balance("USDT", "alice").free == 100_000)
    }

    @Test("A market order takes the book and expires where it ends")
    func marketByBase() throws {
        var test = try TestExchange()
        try test.limit("bob", .sell, "1", at: "100")
        try test.limit("bob", .sell, "1", at: "110")
        let filled = try test.market("alice", .buy, .base(try dec("1.5"))).order
        #expect(filled.status == .filled && filled.executedQuote == 155)
        let rest = try test.market("alice", .buy, .base(1)).order
        #expect(rest.status == .expired && rest.expiryReason == .insufficientLiquidity)
        #expect(rest.executedQuantity == (try dec("0.5")))
        let empty = try test.market("alice", .buy, .base(1)).order
        #expect(empty.status == .expired && empty.executedQuantity.isZero)
        #expect(try test.balance("USDT", "alice").locked.isZero)
    }

    @Test("A market buy by quote amount spends at most that, in whole lots")
    func marketByQuoteBuy() throws {
        var test = try TestExchange()
        try test.limit("bob", .sell, "1", at: "100")
        try test.limit("bob", .sell, "1", at: "300")
        let placed = try test.market("alice", .buy, .quote(try dec("200.001")))
        #expect(placed.order.status == .filled)
        #expect(placed.order.executedQuantity == (try dec("1.33333")))
        #expect(placed.order.executedQuote == (try dec("199.999")))
        #expect(placed.order.quantity == placed.order.executedQuantity)
        #expect(placed.order.quoteAmount == (try dec("200.001")))
        #expect(try test.balance("USDT", "alice").free == dec("99800.001"))
        let statuses = placed.events.compactMap { event -> EngineOrderStatus? in
            guard case .orderTraded(let order, let fill) = event, !fill.isMaker else { return nil }
            return order.status
        }
        #expect(statuses == [.partiallyFilled, .filled])
    }

    @Test("A market sell by quote amount receives at most that")
    func marketByQuoteSell() throws {
        var test = try TestExchange()
        try test.limit("bob", .buy, "1", at: "100")
        try test.limit("bob", .buy, "5", at: "90")
        let order = try test.market("alice", .sell, .quote(190)).order
        #expect(order.status == .filled && order.executedQuantity == 2 && order.executedQuote == 190)
        let thin = try test.market("alice", .sell, .quote(1_000)).order
        #expect(thin.status == .expired && thin.executedQuote == 360)
        #expect(try test.balance("BTC", "alice").locked.isZero)
    }

    @Test("A quote amount below one lot is refused")
    func quoteBelowLot() throws {
        var test = try TestExchange()
        try test.limit("bob", .sell, "1", at: "100")
        #expect(throws: EngineRejection.amountBelowOneLot) {
            try test.market("alice", .buy, .quote(try dec("0.0009999")))
        }
    }

    @Test("Malformed orders are refused with their reason")
    func shapes() throws {
        var test = try TestExchange()
        func refusal(_ change: (inout NewOrder) throws -> Void) throws -> EngineRejection? {
            var order = NewOrder(
                symbol: "BTCUSDT", account: "alice", side: .buy, kind: .limit, amount: .base(1), price: 100)
            try change(&order)
            do throws(EngineRejection) {
                _ = try test.exchange.place(order, now: test.now)
                return nil
            } catch { return error }
        }
        #expect(try refusal { $0.symbol = "XRPUSDT" } == .unknownMarket)
        #expect(try refusal { $0.account = "house:maker" } == .unknownAccount)
        #expect(try refusal { $0.price = nil } == .invalidPrice)
        #expect(try refusal { $0.price = 0 } == .invalidPrice)
        #expect(try refusal { $0.price = -5 } == .invalidPrice)
        #expect(try refusal { $0.triggerPrice = 5 } == .invalidPrice)
        #expect(try refusal { $0.price = try dec("100.001") } == .priceNotOnTick)
        #expect(try refusal { $0.price = try dec("1e30") } == .tooLarge)
        #expect(try refusal { $0.amount = .base(try dec("0.000001")) } == .quantityNotOnLot)
        #expect(try refusal { $0.amount = .base(0) } == .invalidQuantity)
        #expect(try refusal { $0.amount = .base(try dec("1e33")) } == .tooLarge)
        #expect(
            try refusal {
                $0.price = try dec("9999999999999"); $0.amount = .base(try dec("999999999"))
            } != nil)
        #expect(try refusal { $0.amount = .quote(5) } == .quoteAmountNotAllowed)
        #expect(try refusal { $0.amount = .base(1_001) } == .insufficientFunds(asset: "USDT"))
        #expect(test.exchange.account("alice")?.balances.allSatisfy(\.locked.isZero) == true)
    }

    @Test("A closed market takes no orders, a cancel-only one takes cancels and amends")
    func phases() throws {
        var test = try TestExchange()
        let id = try test.limit("alice", .buy, "2", at: "90").order.id
        _ = try test.exchange.setPhase(.cancelOnly, symbol: "BTCUSDT")
        #expect(throws: EngineRejection.marketClosed(.cancelOnly)) { try test.limit("alice", .buy, "1", at: "90") }
        _ = try test.exchange.amend(
            .id(id), symbol: "BTCUSDT", account: "alice", quantity: 1, clientOrderID: nil, now: test.now)
        _ = try test.exchange.setPhase(.halt, symbol: "BTCUSDT")
        let canceled = try test.exchange.cancel(.id(id), symbol: "BTCUSDT", account: "alice", now: test.now)
        #expect(canceled.order.status == .canceled)
    }

    @Test("Aggregate ids group the trades of one taker at one price; trade ids are consecutive")
    func tradeIDs() throws {
        var test = try TestExchange()
        try test.limit("bob", .sell, "1", at: "100")
        try test.limit("carol", .sell, "1", at: "100")
        try test.limit("carol", .sell, "1", at: "101")
        try test.limit("alice", .buy, "2.5", at: "101")
        try test.limit("alice", .buy, "0.5", at: "101")
        let trades = try #require(test.exchange.trades("BTCUSDT"))
        #expect(trades.map(\.id) == [1, 2, 3, 4])
        #expect(trades.map(\.aggregateID) == [1, 1, 2, 3])
    }
}
