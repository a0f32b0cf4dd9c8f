import AdapterProtocol
import Trading

/// The risk gate's verdict on one order that passes all gates, its reservation included.
///
/// A gate remembers what it approved. The orders judged take turns with as many identities as orders are open, so that
/// each replaces its own reservation and the number of open orders stays; giving the old one back is timed too.
struct GateBenchmark {
    private let market: Market
    private let open: Int
    private let limits: RiskLimits
    private let price: ExactDecimal
    private let quantity: ExactDecimal

    /// - Parameter open: Orders that the gate has approved before and that may still trade.
    init(market: Market, open: Int) throws {
        self.market = market
        self.open = open
        price = try ExactDecimal(parsing: "64123.45")
        quantity = try ExactDecimal(parsing: "0.01234")
        let quote = market.symbol.quote
        limits = RiskLimits(
            maximumOrderNotional: [quote: 10_000], maximumOpenNotional: [quote: 1_000_000],
            dailyOrdersPerBot: .max, dailyOrdersPerUser: .max,
            dailyOrdersPerPlatform: [VenueID(rawValue: "binance"): .max])
    }

    func measure(_ name: String, with stopwatch: Stopwatch) throws -> Measurement {
        var gate = RiskGate(limits: limits)
        let orders = try (0..<open).map(order)
        var now = Timestamp(seconds: 1_700_000_000)
        return try stopwatch.measure(name) { count in
            var facts = GateFacts(instrument: market.instrument, reference: nil)
            for number in 0..<count {
                // One order each two seconds, below the burst limit.
                now = Timestamp(nanoseconds: now.nanoseconds + 2_000_000_000)
                facts.reference = .init(price: price, readAt: now)
                try judge(orders[number % open], facts, &gate, at: now)
            }
        }
    }

    /// A class, so that taking one from a list copies no order: the desk passes its own on as it is.
    private final class Order {
        let proposal: OrderProposal
        let request: OrderRequest

        init(proposal: OrderProposal, request: OrderRequest) {
            self.proposal = proposal
            self.request = request
        }
    }

    @inline(never)
    private func judge(_ order: Order, _ facts: GateFacts, _ gate: inout RiskGate, at now: Timestamp) throws {
        switch gate.evaluate(order.proposal, as: order.request, facts: facts, at: now) {
        case .approved(let approval): consume(approval.expiresAt)
        case .refused(let verdicts): throw BenchmarkError("the gate refused: \(verdicts.filter { !$0.passed })")
        }
    }

    private func order(_ number: Int) throws -> Order {
        let proposal = OrderProposal(
            user: "user_1", bot: "bot_1", platform: VenueID(rawValue: "binance"), symbol: market.symbol, side: .buy,
            type: .limit, amount: .base(quantity), limitPrice: price, timeInForce: .goodTillCancelled)
        let request = try proposal.request(as: ClientOrderID(bits: UInt128(7) << 76 | UInt128(number)))
        return Order(proposal: proposal, request: request)
    }
}
