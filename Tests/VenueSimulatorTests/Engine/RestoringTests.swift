import AdapterProtocol
import Foundation
import Testing

@testable import VenueSimulator

@Suite("Saving and restoring users")
struct RestoringTests {
    private func busyExchange(background: BackgroundTrading = .off) throws -> TestExchange {
        var test = try TestExchange(
            fees: EngineFees(maker: try dec("0.001"), taker: try dec("0.002")), background: background)
        try test.limit("bob", .sell, "3", at: "101", id: "older")
        try test.limit("alice", .sell, "2", at: "101", id: "younger")
        try test.limit("carol", .buy, "1.5", at: "101", id: "taken")
        try test.limit("alice", .buy, "1", at: "99.5")
        try test.stop("alice", .sell, "1", kind: .stopLossLimit, trigger: "90", price: "89")
        try test.market("carol", .buy, .quote(50))
        let gone = try test.limit("carol", .buy, "1", at: "50").order.id
        _ = try test.exchange.cancel(.id(gone), symbol: "BTCUSDT", account: "carol", now: test.now)
        try test.limit("alice", .buy, "1", at: "101", mode: .decrement)
        return test
    }

    private func fresh(background: BackgroundTrading = .off) throws -> SimulatedExchange {
        try SimulatedExchange(
            TestExchange(background: background).exchange.configuration, now: TestExchange.start + 3_600_000)
    }

    @Test("A state survives JSON and a restore unchanged, and its orders trade on in their old queues")
    func roundTrip() throws {
        var test = try busyExchange()
        let state = test.exchange.userState()
        let decoded = try JSONDecoder().decode(UserState.self, from: try JSONEncoder().encode(state))
        #expect(decoded == state)
        var restored = try fresh()
        try restored.restore(decoded, now: TestExchange.start + 3_600_000)
        let after = restored.userState()
        #expect(after.accounts == state.accounts)
        #expect(after.collectedFees == state.collectedFees)
        #expect(after.markets.map(\.queue) == state.markets.map(\.queue))
        #expect(after.markets.map(\.nextOrderID) == state.markets.map(\.nextOrderID))
        #expect(after.markets.map(\.lastPrice) == state.markets.map(\.lastPrice))
        test.exchange = restored
        test.now = TestExchange.start + 3_600_001
        let taken = try test.limit("carol", .buy, "4", at: "101")
        let makers = taken.events.compactMap { event -> String? in
            guard case .orderTraded(let order, let fill) = event, fill.isMaker else { return nil }
            return order.clientOrderID
        }
        #expect(makers == ["older", "younger"])
        let newest = try #require(state.markets.first?.nextOrderID)
        #expect(taken.order.id >= newest)
    }

    @Test("Quotes made around the old price do not meet restored orders, and the waiting stop still fires")
    func restoreAmongQuotes() throws {
        let background = BackgroundTrading(levels: 10, levelNotional: 100)
        let state = try busyExchange().exchange.userState()
        var restored = try fresh(background: background)
        try restored.restore(state, now: TestExchange.start + 3_600_000)
        #expect(restored.userState().accounts == state.accounts)
        let book = try #require(restored.book("BTCUSDT", depth: 100))
        let bid = try #require(book.bids.first)
        let ask = try #require(book.asks.first)
        #expect(bid.price < ask.price)
        _ = try restored.place(
            NewOrder(
                symbol: "BTCUSDT", account: "carol", side: .sell, kind: .limit, amount: .base(90),
                price: try dec("90")), now: TestExchange.start + 3_600_001)
        _ = try restored.place(
            NewOrder(
                symbol: "BTCUSDT", account: "bob", side: .buy, kind: .limit, amount: .base(1), price: try dec("90")),
            now: TestExchange.start + 3_600_002)
        #expect(
            restored.orders(account: "alice", symbol: "BTCUSDT").contains { $0.kind == .stopLossLimit && $0.isWorking })
    }

    @Test("Random trading restores to the same accounts", arguments: [21, 22] as [UInt64])
    func randomTrading(seed: UInt64) throws {
        var test = try TestExchange(seed: seed, fees: EngineFees(maker: try dec("0.001"), taker: try dec("0.002")))
        var random = TestRandom(seed)
        for _ in 0..<800 {
            let price = "\(95 + random.below(10)).\(random.below(10))"
            let kind = random.pick([EngineOrderKind.limit, .limit, .limit, .stopLossLimit])
            do throws(EngineRejection) {
                _ = try test.exchange.place(
                    NewOrder(
                        symbol: "BTCUSDT", account: random.pick(["alice", "bob", "carol"]),
                        side: random.pick(Side.allCases), kind: kind, amount: .base(1),
                        price: ExactDecimal(price), triggerPrice: kind.isTriggered ? ExactDecimal(price) : nil,
                        selfTradeMode: random.pick(SelfTradeMode.allCases)), now: test.now)
            } catch { continue }
        }
        let state = test.exchange.userState()
        var restored = try fresh()
        try restored.restore(state, now: test.now)
        #expect(restored.userState().accounts == state.accounts)
        #expect(restored.userState().markets.map(\.queue) == state.markets.map(\.queue))
    }

    @Test("A state that contradicts itself is refused and changes nothing")
    func contradictions() throws {
        let good = try busyExchange().exchange.userState()
        let changes: [(String, (inout UserState) -> Void)] = [
            ("version", { $0.version = 2 }),
            ("unknown market", { $0.markets[0].symbol = "XRPUSDT" }),
            ("counter", { $0.markets[0].nextOrderID = 2 }),
            ("counter zero", { $0.markets[0].nextOrderID = 0 }),
            ("counter beyond reach", { $0.markets[0].updateID = .max }),
            ("amend count", { $0.accounts[0].orders[0].amendCount = .max }),
            ("last price", { $0.markets[0].lastPrice = -1 }),
            ("queue misses an order", { $0.markets[0].queue.removeLast() }),
            ("queue names a stranger", { $0.markets[0].queue.append(99) }),
            ("queue names an order twice", { $0.markets[0].queue.append($0.markets[0].queue[0]) }),
            ("locked funds", { $0.accounts[0].balances[0].locked = 7 }),
            ("negative funds", { $0.accounts[0].balances[0].free = -7 }),
            ("duplicate account", { $0.accounts.append($0.accounts[0]) }),
            ("order below an older one", { $0.accounts[0].orders.reverse() }),
            ("order without price", { $0.accounts[0].orders[0].price = nil }),
            ("order too fine", { $0.accounts[0].orders[0].quantity = ExactDecimal("0.0000001") ?? 0 }),
            ("order too large", { $0.accounts[0].orders[0].quantity = ExactDecimal("1e33") ?? 0 }),
            (
                "open order without rest",
                { $0.accounts[0].orders[0].executedQuantity = $0.accounts[0].orders[0].quantity }
            ),
            ("fee asset", { $0.accounts[2].fills[0].feeAsset = "DOGE" }),
            ("fill id", { $0.accounts[2].fills[0].tradeID = .max }),
            ("fee rate", { $0.accounts[0].fees.maker = 2 }),
        ]
        for (name, change) in changes {
            var state = good
            change(&state)
            var exchange = try fresh()
            #expect(throws: EngineSetupError.self, "\(name)") { try exchange.restore(state, now: 0) }
            #expect(exchange.accountIDs.isEmpty, "\(name)")
        }
    }
}
