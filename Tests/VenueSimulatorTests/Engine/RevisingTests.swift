import AdapterProtocol
import Testing

@testable import VenueSimulator

/// Orders revised in price and quantity, and the fee rules beside "what the trade brought".
@Suite("Revisions and fee rules")
struct RevisingTests {
    @Test("A larger quantity and another price keep the id, and the locks follow")
    func grow() throws {
        var test = try TestExchange()
        let order = try test.limit("alice", .buy, "1", at: "90").order
        let placement = try test.exchange.revise(
            .id(order.id), symbol: "BTCUSDT", account: "alice",
            to: OrderRevision(quantity: 3, price: try dec("91")), now: test.now + 1)
        #expect(placement.order.id == order.id && placement.fills.isEmpty)
        #expect(placement.order.quantity == 3 && placement.order.price == 91)
        let usdt = try #require(test.exchange.account("alice")?.balances.first { $0.asset == "USDT" })
        #expect(usdt.locked == 273)
    }

    @Test("A price that reaches the other side trades at once, unless the revision must not take")
    func crossing() throws {
        var test = try TestExchange()
        try test.limit("bob", .sell, "1", at: "110")
        let order = try test.limit("alice", .buy, "2", at: "90").order
        #expect(throws: EngineRejection.wouldTake) {
            try test.exchange.revise(
                .id(order.id), symbol: "BTCUSDT", account: "alice",
                to: OrderRevision(price: 110, mustNotTake: true), now: test.now + 1)
        }
        let placement = try test.exchange.revise(
            .id(order.id), symbol: "BTCUSDT", account: "alice", to: OrderRevision(price: 110), now: test.now + 2)
        #expect(placement.fills.map(\.quantity) == [1])
        #expect(placement.order.status == .partiallyFilled)
    }

    @Test("A smaller quantity keeps its place in the queue, a larger one goes to its end")
    func priority() throws {
        for (quantity, first) in [("1", "alice"), ("3", "bob")] {
            var test = try TestExchange()
            let order = try test.limit("alice", .buy, "2", at: "90").order
            try test.limit("bob", .buy, "1", at: "90")
            _ = try test.exchange.revise(
                .id(order.id), symbol: "BTCUSDT", account: "alice", to: OrderRevision(quantity: try dec(quantity)),
                now: test.now + 1)
            test.now += 2
            try test.limit("carol", .sell, "1", at: "90")
            #expect(test.exchange.openOrders(account: first).allSatisfy { $0.executedQuantity.isPositive })
        }
    }

    @Test("What cannot be is refused and changes nothing")
    func refused() throws {
        var test = try TestExchange()
        let order = try test.limit("alice", .buy, "1", at: "90").order
        let before = test.exchange.account("alice")
        for revision in [
            OrderRevision(), OrderRevision(quantity: 0), OrderRevision(quantity: 1),
            OrderRevision(price: try dec("90.001")),
            OrderRevision(quantity: 1_000_000), OrderRevision(triggerPrice: 80),
        ] {
            #expect(throws: EngineRejection.self) {
                try test.exchange.revise(
                    .id(order.id), symbol: "BTCUSDT", account: "alice", to: revision, now: test.now + 1)
            }
        }
        #expect(test.exchange.account("alice") == before)
    }

    @Test(
        "Under every fee rule, rebates included, random trading and revising create and lose nothing", arguments: 0..<24
    )
    func conservation(seed: Int) throws {
        let rule = [FeeAsset.received, .quote, .base][seed % 3]
        let maker = seed.isMultiple(of: 2) ? "-0.0002" : "0.0007"
        var test = try TestExchange(
            seed: UInt64(seed), fees: EngineFees(maker: try dec(maker), taker: try dec("0.0013"))
        ) { $0.feeAsset = rule }
        var random = TestRandom(UInt64(seed))
        for _ in 0..<400 {
            test.now += 1
            let account = random.pick(["alice", "bob", "carol"])
            let price = try ExactDecimal(coefficient: Int128(9_900 + random.below(200)), exponent: -2)
            let quantity = try ExactDecimal(coefficient: Int128(1 + random.below(200_000)), exponent: -5)
            let open = test.exchange.openOrders(account: account)
            if !open.isEmpty, random.below(2) == 0 {
                _ = try? test.exchange.revise(
                    .id(random.pick(open).id), symbol: "BTCUSDT", account: account,
                    to: OrderRevision(quantity: quantity, price: price), now: test.now)
            } else {
                _ = try? test.exchange.place(
                    NewOrder(
                        symbol: "BTCUSDT", account: account, side: random.pick([.buy, .sell]), kind: .limit,
                        amount: .base(quantity), price: price, selfTradeMode: SelfTradeMode.none), now: test.now)
            }
        }
        for (asset, total) in [("BTC", ExactDecimal(300)), ("USDT", 300_000)] {
            let held = try ["alice", "bob", "carol"].map { name -> ExactDecimal in
                let balance = try #require(test.exchange.account(name)?.balances.first { $0.asset == asset })
                #expect(!balance.free.isNegative && !balance.locked.isNegative)
                return try balance.free + balance.locked
            }
            let fees = test.exchange.collectedFees[asset] ?? .zero
            #expect(try ExactDecimal.sum(held) + fees == total, "\(asset) under \(rule)")
        }
        #expect(test.exchange.trades("BTCUSDT")?.isEmpty == false)
    }
}
