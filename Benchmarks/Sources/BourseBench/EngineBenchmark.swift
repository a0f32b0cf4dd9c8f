import AdapterProtocol
import VenueSimulator

/// The simulator's engine alone: limit orders in pairs, of which the first rests and the second takes it.
///
/// A market of 500 orders a side stands around them, so that the queues and levels have their real sizes. An operation
/// is one order, placed with a client order id as a face does it: checked, locked, matched, settled, reported.
struct EngineBenchmark {
    private static let standing = 500
    private static let spread = 20
    private let ids: [String]
    private let quantity: ExactDecimal
    private let prices: [ExactDecimal]

    init() throws {
        // An id may come again when its order is over.
        ids = (0..<16_384).map { "bench-\($0)" }
        quantity = try ExactDecimal(parsing: "0.00100")
        prices = try (-Self.spread - Self.standing...Self.spread + Self.standing).map {
            try ExactDecimal(coefficient: Int128(6_000_000 + $0), exponent: -2)
        }
    }

    func measure(_ name: String, with stopwatch: Stopwatch) throws -> Measurement {
        var exchange = try exchange()
        var number = 0
        return try stopwatch.measure(name) { count in
            for _ in 0..<count {
                try place(number, in: &exchange)
                number += 1
            }
        }
    }

    /// The even ones rest within the spread, buyer and seller in turn; the odd ones take the even ones.
    @inline(never)
    private func place(_ number: Int, in exchange: inout SimulatedExchange) throws {
        let isTaker = number % 2 == 1
        let makerBuys = number / 2 % 2 == 0
        // A walk over the whole spread that visits every price.
        let step = number / 2 * 7 % (2 * Self.spread + 1)
        let placement = try exchange.place(
            NewOrder(
                symbol: "BTCUSDT", account: isTaker ? "bob" : "alice", side: makerBuys != isTaker ? .buy : .sell,
                kind: .limit, amount: .base(quantity), price: prices[Self.standing + step],
                clientOrderID: ids[number % ids.count]),
            now: Self.start + Int64(number / 16))
        guard placement.fills.count == (isTaker ? 1 : 0) else {
            throw BenchmarkError("order \(number) has \(placement.fills.count) fills")
        }
        consume(placement)
    }

    private static let start: Int64 = 1_795_305_600_000

    private func exchange() throws -> SimulatedExchange {
        let market = MarketSpec(
            symbol: "BTCUSDT", base: "BTC", quote: "USDT", tickSize: try ExactDecimal(parsing: "0.01"),
            lotSize: try ExactDecimal(parsing: "0.00001"), startPrice: 60_000, background: .off)
        var exchange = try SimulatedExchange(
            ExchangeConfiguration(seed: 1, markets: [market], seededMinutes: 0, seededHours: 0), now: Self.start)
        let fee = try ExactDecimal(parsing: "0.001")
        for account in ["alice", "bob", "carol"] {
            try exchange.openAccount(
                account, fees: EngineFees(maker: fee, taker: fee),
                balances: ["BTC": 1_000_000_000, "USDT": 1_000_000_000_000], now: Self.start)
        }
        for distance in 0..<Self.standing {
            for (side, index) in [(Side.buy, distance), (.sell, prices.count - 1 - distance)] {
                _ = try exchange.place(
                    NewOrder(
                        symbol: "BTCUSDT", account: "carol", side: side, kind: .limit, amount: .base(quantity),
                        price: prices[index]), now: Self.start)
            }
        }
        return exchange
    }
}
