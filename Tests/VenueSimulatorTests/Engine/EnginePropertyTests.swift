import AdapterProtocol
import Testing

@testable import VenueSimulator

/// Random commands of three accounts against one market, all kinds of orders and self-trade modes.
private struct RandomTrading {
    var test: TestExchange
    var random: TestRandom
    let accounts = ["alice", "bob", "carol"]

    init(seed: UInt64, background: BackgroundTrading, discount: Bool) throws {
        test = try TestExchange(
            seed: seed, fees: EngineFees(maker: try dec("0.0007"), taker: try dec("0.0013")), background: background)
        random = TestRandom(seed)
        if discount { try test.exchange.setUsesFeeDiscount(true, account: "alice") }
    }

    /// One command; a refusal is an answer like any other.
    mutating func step() -> [EngineEvent] {
        test.now += Int64(random.below(500))
        let account = random.pick(accounts)
        do throws(EngineRejection) {
            switch random.below(20) {
            case 0: return test.exchange.tick(now: test.now)
            case 1, 2:
                guard let order = anyOpen(account) else { return [] }
                return try test.exchange.cancel(.id(order.id), symbol: order.symbol, account: account, now: test.now)
                    .events
            case 3, 4:
                guard let order = anyOpen(account) else { return [] }
                return try test.exchange.amend(
                    .id(order.id), symbol: order.symbol, account: account, quantity: quantity(), clientOrderID: nil,
                    now: test.now
                ).events
            case 5:
                guard random.below(10) == 0 else { return [] }
                return try test.exchange.cancelAll(symbol: "BTCUSDT", account: account, now: test.now).flatMap(\.events)
            default: return try test.exchange.place(order(account), now: test.now).events
            }
        } catch {
            return []
        }
    }

    private mutating func anyOpen(_ account: String) -> EngineOrder? {
        let open = test.exchange.openOrders(account: account)
        return open.isEmpty ? nil : random.pick(open)
    }

    private mutating func quantity() -> ExactDecimal {
        let lots = Int128(1 + random.below(random.below(10) == 0 ? 3_000_000 : 200_000))
        return (try? ExactDecimal(coefficient: lots, exponent: -5)) ?? 1
    }

    private mutating func price() -> ExactDecimal {
        (try? ExactDecimal(coefficient: Int128(9_900 + random.below(200)), exponent: -2)) ?? 100
    }

    private mutating func order(_ account: String) -> NewOrder {
        let kind = random.pick(EngineOrderKind.allCases + [.limit, .limit, .limit, .limit, .limit])
        let byQuote = kind == .market && random.below(3) == 0
        return NewOrder(
            symbol: "BTCUSDT", account: account, side: random.pick(Side.allCases), kind: kind,
            amount: byQuote ? .quote(price()) : .base(quantity()), price: kind.hasLimitPrice ? price() : nil,
            triggerPrice: kind.isTriggered ? price() : nil, timeInForce: random.pick(EngineTimeInForce.allCases),
            selfTradeMode: random.pick(SelfTradeMode.allCases),
            clientOrderID: random.below(2) == 0 ? "c\(random.below(50))" : nil)
    }
}

@Suite("Engine properties under random trading")
struct EnginePropertyTests {
    private static let worlds: [(UInt64, BackgroundTrading)] = (1...6).map { seed in
        (seed, seed % 2 == 0 ? BackgroundTrading(levels: 5, levelGap: 1_000, levelNotional: 300) : .off)
    }

    @Test("Every asset adds up to the last digit, whatever is traded", arguments: worlds)
    func conservation(seed: UInt64, background: BackgroundTrading) throws {
        var world = try RandomTrading(seed: seed, background: background, discount: true)
        let before = world.test.exchange.totals
        for _ in 0..<2_000 { _ = world.step() }
        #expect(world.test.exchange.totals == before)
        #expect(!world.test.exchange.collectedFees.isEmpty)
    }

    @Test("Locked funds are what open orders need, nothing goes negative, the book is never crossed", arguments: worlds)
    func invariants(seed: UInt64, background: BackgroundTrading) throws {
        var world = try RandomTrading(seed: seed, background: background, discount: true)
        for step in 0..<1_200 {
            _ = world.step()
            let problem = world.test.exchange.firstContradiction
            try #require(problem == nil, "after step \(step): \(problem ?? "")")
        }
    }

    @Test("The same seed and commands give the same events", arguments: [7, 8] as [UInt64])
    func determinism(seed: UInt64) throws {
        var worlds = try [0, 1].map { _ in
            try RandomTrading(seed: seed, background: BackgroundTrading(levels: 5, levelNotional: 300), discount: true)
        }
        for _ in 0..<2_000 {
            let first = worlds[0].step()
            let second = worlds[1].step()
            try #require(first == second)
        }
        #expect(worlds[0].test.exchange.userState() == worlds[1].test.exchange.userState())
    }

    @Test("A limit order trades with exactly the queue a plain walk over the book predicts", arguments: [11, 12, 13])
    func priceTimePriority(seed: UInt64) throws {
        var test = try TestExchange(seed: seed)
        var random = TestRandom(seed)
        for _ in 0..<1_500 {
            let side = random.pick(Side.allCases)
            let price = try ExactDecimal(coefficient: Int128(9_990 + random.below(20)), exponent: -2)
            let quantity = try ExactDecimal(coefficient: Int128(1 + random.below(400)), exponent: -5)
            let expected = try Self.predict(test.exchange, side, price, quantity)
            test.now += 1
            let placed = try test.exchange.place(
                NewOrder(
                    symbol: "BTCUSDT", account: random.pick(["alice", "bob", "carol"]), side: side, kind: .limit,
                    amount: .base(quantity), price: price, selfTradeMode: SelfTradeMode.none), now: test.now)
            let actual = placed.events.compactMap { event -> Predicted? in
                guard case .orderTraded(let order, let fill) = event, fill.isMaker else { return nil }
                return Predicted(maker: order.id, price: fill.price, quantity: fill.quantity)
            }
            try #require(actual == expected)
        }
    }

    private struct Predicted: Equatable {
        let maker: Int64
        let price: ExactDecimal
        let quantity: ExactDecimal
    }

    /// Sorts the resting orders itself, by price and then by id (their age), and takes from them.
    private static func predict(
        _ exchange: SimulatedExchange, _ side: Side, _ limit: ExactDecimal, _ quantity: ExactDecimal
    ) throws -> [Predicted] {
        var left = quantity
        var result: [Predicted] = []
        let resting = try #require(exchange.bookOrders("BTCUSDT")).shuffledByID.filter { $0.side == side.opposite }
        let queue = resting.sorted {
            $0.price == $1.price ? $0.id < $1.id : (side == .buy ? $0.price < $1.price : $0.price > $1.price)
        }
        for order in queue where side == .buy ? order.price <= limit : order.price >= limit {
            guard left.isPositive else { break }
            let taken = min(left, order.quantity)
            result.append(Predicted(maker: order.id, price: order.price, quantity: taken))
            left = try left - taken
        }
        return result
    }
}

extension [EngineBookOrder] {
    /// An order that owes nothing to the book's own.
    fileprivate var shuffledByID: [EngineBookOrder] {
        sorted { ($0.id &* 7_919) % 1_009 < ($1.id &* 7_919) % 1_009 }
    }
}

extension SimulatedExchange {
    /// The sum over all accounts, house included, of every asset.
    fileprivate var totals: [Int128] {
        assetTable.names.indices.map { asset in
            accounts.reduce(0) { $0 + $1.free[asset] + $1.locked[asset] }
        }
    }

    /// The first thing that cannot be true; `nil` when all is well.
    fileprivate var firstContradiction: String? {
        for (index, account) in accounts.enumerated().dropFirst(HouseAccount.count) {
            var needed = assetTable.names.map { _ in Int128(0) }
            for (desk, market) in zip(account.desks, markets) {
                for order in desk.orders.map(\.record) where order.status.isOpen {
                    let ticks = order.limitTicks ?? order.triggerTicks ?? 0
                    let need =
                        order.side == .buy
                        ? market.units.notional(ticks, order.openLots) : market.units.baseUnits(order.openLots)
                    if need != order.locked || need <= 0 {
                        return "order \(order.id) holds \(order.locked), needs \(need)"
                    }
                    needed[order.side == .buy ? market.units.quote : market.units.base] += need
                }
                for order in desk.orders.map(\.record) where !order.status.isOpen && order.locked != 0 {
                    return "order \(order.id) is over but holds \(order.locked)"
                }
                let open = desk.orders.map(\.record).filter(\.status.isOpen).map(\.id)
                if desk.openIDs != open { return "open ids" }
                if desk.orders.map(\.record.id) != desk.orders.map(\.record.id).sorted() { return "order ids" }
            }
            if needed != account.locked { return "\(account.id) has \(account.locked) locked, orders need \(needed)" }
            if account.free.contains(where: { $0 < 0 }) { return "\(account.id) is overdrawn at index \(index)" }
        }
        return markets.lazy.compactMap(\.contradiction).first
    }
}

extension MarketState {
    fileprivate var contradiction: String? {
        if let bid = book.bestTicks(.buy), let ask = book.bestTicks(.sell), bid >= ask {
            return "crossed \(bid) \(ask)"
        }
        for side in [Side.buy, .sell] {
            var sums: [Int64: Int128] = [:]
            book.walk(side) { node in
                sums[node.ticks, default: 0] += Int128(node.lots)
                return true
            }
            let levels = book.side(side)
            if levels.levels.map(\.key) != levels.levels.map(\.key).sorted() { return "levels out of order" }
            for level in levels.levels where sums[levels.ticks(level)] != level.lots || level.lots <= 0 {
                return "level \(levels.ticks(level)) says \(level.lots), orders add up to other"
            }
        }
        return nil
    }
}
