import AdapterProtocol
import Testing

@testable import VenueSimulator

/// A decimal from a literal text.
func dec(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> ExactDecimal {
    try ExactDecimal(parsing: text)
}

/// A seeded source of test cases.
struct TestRandom {
    private var generator: SplitMix64

    init(_ seed: UInt64) {
        generator = SplitMix64(seed: seed)
    }

    mutating func below(_ bound: Int) -> Int { Int(generator.below(Int64(bound))) }
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}

/// One market without background traders, three accounts with plain round funds.
struct TestExchange {
    static let start: Int64 = 1_790_000_000_000
    var exchange: SimulatedExchange
    var now = TestExchange.start

    init(
        seed: UInt64 = 1, fees: EngineFees? = nil, background: BackgroundTrading = .off, seededMinutes: Int = 0,
        change: (inout ExchangeConfiguration) -> Void = { _ in }
    ) throws {
        var configuration = ExchangeConfiguration(
            seed: seed,
            markets: [
                MarketSpec(
                    symbol: "BTCUSDT", base: "BTC", quote: "USDT", tickSize: try dec("0.01"),
                    lotSize: try dec("0.00001"), startPrice: 100, background: background),
                MarketSpec(
                    symbol: "BNBUSDT", base: "BNB", quote: "USDT", tickSize: try dec("0.1"),
                    lotSize: try dec("0.001"), startPrice: 500, background: background),
            ], feeDiscount: FeeDiscount(asset: "BNB", multiplier: try dec("0.75")), seededMinutes: seededMinutes,
            seededHours: 0)
        change(&configuration)
        exchange = try SimulatedExchange(configuration, now: now)
        let fees = fees ?? EngineFees(maker: 0, taker: 0)
        for account in ["alice", "bob", "carol"] {
            try exchange.openAccount(
                account, fees: fees, balances: ["BTC": 100, "USDT": 100_000, "BNB": 10], now: now)
        }
    }

    @discardableResult
    mutating func limit(
        _ account: String, _ side: Side, _ quantity: String, at price: String,
        _ timeInForce: EngineTimeInForce = .goodTillCanceled, kind: EngineOrderKind = .limit,
        mode: SelfTradeMode? = nil, id: String? = nil
    ) throws -> EnginePlacement {
        now += 1
        return try exchange.place(
            NewOrder(
                symbol: "BTCUSDT", account: account, side: side, kind: kind, amount: .base(try dec(quantity)),
                price: try dec(price), timeInForce: timeInForce, selfTradeMode: mode, clientOrderID: id), now: now)
    }

    @discardableResult
    mutating func market(
        _ account: String, _ side: Side, _ amount: EngineAmount, mode: SelfTradeMode? = nil
    ) throws -> EnginePlacement {
        now += 1
        return try exchange.place(
            NewOrder(
                symbol: "BTCUSDT", account: account, side: side, kind: .market, amount: amount, selfTradeMode: mode),
            now: now)
    }

    @discardableResult
    mutating func stop(
        _ account: String, _ side: Side, _ quantity: String, kind: EngineOrderKind, trigger: String,
        price: String? = nil
    ) throws -> EnginePlacement {
        now += 1
        return try exchange.place(
            NewOrder(
                symbol: "BTCUSDT", account: account, side: side, kind: kind, amount: .base(try dec(quantity)),
                price: try price.map { try dec($0) }, triggerPrice: try dec(trigger)), now: now)
    }

    /// Makes the last price by a trade between bob and carol.
    mutating func trade(at price: String) throws {
        try limit("bob", .sell, "0.001", at: price)
        try limit("carol", .buy, "0.001", at: price, .immediateOrCancel)
    }

    func order(_ id: Int64, _ account: String) throws -> EngineOrder {
        try exchange.order(.id(id), symbol: "BTCUSDT", account: account)
    }

    func balance(_ asset: String, _ account: String) throws -> EngineBalance {
        let found = exchange.account(account)?.balances.first { $0.asset == asset }
        return try #require(found)
    }
}
