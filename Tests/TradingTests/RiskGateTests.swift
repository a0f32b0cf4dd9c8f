import AdapterProtocol
import Testing

@testable import Trading

@Suite("The risk gate decides at both sides of each limit, and refuses what it cannot compute")
struct RiskGateTests {
    private let world: World
    private var gate: RiskGate
    private let start = Timestamp(seconds: 1_768_394_096)

    init() throws {
        world = try World()
        var limits = world.limits
        limits.burstOrders = 10
        gate = RiskGate(limits: limits)
    }

    @Test("Ten orders in ten seconds, then one at 9.9 s and one at 10.001 s (host-api.md 9.3)")
    func burst() throws {
        var gate = gate
        for second in 0..<10 {
            #expect(try refusals(&gate, world.proposal(quantity: 1), at: .seconds(second)).isEmpty)
        }
        #expect(try refusals(&gate, world.proposal(quantity: 1), at: .milliseconds(9900)) == [.burst])
        #expect(try refusals(&gate, world.proposal(quantity: 1), at: .nanoseconds(9_999_999_999)) == [.burst])
        #expect(try refusals(&gate, world.proposal(quantity: 1, user: "bob"), at: .milliseconds(9900)).isEmpty)
        #expect(try refusals(&gate, world.proposal(on: World.other, quantity: 1), at: .milliseconds(9900)).isEmpty)
        var exact = gate
        #expect(try refusals(&exact, world.proposal(quantity: 1), at: .seconds(10)).isEmpty)
        #expect(try refusals(&gate, world.proposal(quantity: 1), at: .milliseconds(10_001)).isEmpty)
    }

    @Test(
        "Collar: 500 basis points worse than the market pass, the next step does not; better always does",
        arguments: [
            (Side.buy, 105, true), (.buy, 106, false), (.buy, 1, true), (.sell, 95, true), (.sell, 94, false),
            (.sell, 900, true),
        ])
    func collar(side: Side, price: Int, passes: Bool) throws {
        var gate = gate
        let proposal = limit(side, price: ExactDecimal(price), quantity: 1)
        #expect(try refusals(&gate, proposal) == (passes ? [] : [.collar]))
    }

    @Test(
        "A market price as old as allowed passes, an older one or one from the future does not",
        arguments: [(5_000_000_000, true), (5_000_000_001, false), (0, true), (-1, false)])
    func staleness(age: Int, passes: Bool) throws {
        var gate = gate
        var facts = try facts()
        facts.reference = .init(price: 100, readAt: start.advanced(by: .nanoseconds(-age)))
        #expect(try refusals(&gate, world.proposal(), facts: facts) == (passes ? [] : [.collar]))
    }

    @Test("One order's notional at its limit passes, one step above does not", arguments: [(10, true), (11, false)])
    func singleNotional(quantity: Int, passes: Bool) throws {
        var gate = gate
        #expect(try refusals(&gate, world.proposal(quantity: ExactDecimal(quantity))) == (passes ? [] : [.notional]))
    }

    @Test("Open notional is reserved with the approval: the fifth order fills the limit, the sixth is refused")
    func openNotional() throws {
        var gate = gate
        for _ in 0..<5 { #expect(try refusals(&gate, world.proposal(quantity: 10)).isEmpty) }
        #expect(try refusals(&gate, world.proposal(quantity: 1)) == [.notional])
        #expect(try refusals(&gate, world.proposal(on: World.other, quantity: 10)).isEmpty)
        gate.state.settle(OrderID(of: ClientOrderID(bits: 1)))
        #expect(try refusals(&gate, world.proposal(quantity: 10)).isEmpty)
    }

    @Test("Without instrument, reference or a limit for the quote asset nothing passes")
    func failsClosed() throws {
        var gate = gate
        var blind = try facts()
        blind.instrument = nil
        #expect(try refusals(&gate, world.proposal(), facts: blind) == [.instrument])
        blind = try facts()
        blind.reference = nil
        #expect(try refusals(&gate, world.proposal(), facts: blind) == [.collar])
        #expect(try refusals(&gate, market(.base(1)), facts: blind) == [.collar, .notional])
        blind.reference = .init(price: 0, readAt: start)
        #expect(try refusals(&gate, world.proposal(), facts: blind) == [.collar])
        var limits = world.limits
        limits.maximumOpenNotional = [:]
        var unlimited = RiskGate(limits: limits)
        #expect(try refusals(&unlimited, world.proposal()) == [.notional])
        limits = world.limits
        limits.maximumOrderNotional = [:]
        unlimited = RiskGate(limits: limits)
        #expect(try refusals(&unlimited, world.proposal()) == [.notional])
        let huge = limit(
            .buy, price: try ExactDecimal(coefficient: 99, exponent: 0),
            quantity: try ExactDecimal(coefficient: .max >> 20, exponent: 0))
        #expect(try refusals(&gate, huge).contains(.notional))
    }

    @Test("Daily limits of bot, user and platform hold to the last order and begin anew at UTC midnight")
    func daily() throws {
        var limits = world.limits
        (limits.dailyOrdersPerBot, limits.dailyOrdersPerUser) = (2, 3)
        limits.dailyOrdersPerPlatform = [World.fake: 4]
        var gate = RiskGate(limits: limits)
        #expect(try refusals(&gate, world.proposal(bot: "a")).isEmpty)
        #expect(try refusals(&gate, world.proposal(bot: "a")).isEmpty)
        #expect(try refusals(&gate, world.proposal(bot: "a")) == [.daily])
        #expect(try refusals(&gate, world.proposal(bot: "b")).isEmpty)
        #expect(try refusals(&gate, world.proposal()) == [.daily])
        #expect(try refusals(&gate, world.proposal(user: "bob")).isEmpty)
        #expect(try refusals(&gate, world.proposal(user: "cid")) == [.daily])
        #expect(try refusals(&gate, world.proposal(on: World.other, user: "cid")).isEmpty)
        let midnight = start.startOfDay.advanced(by: .seconds(86_400)).duration(since: start)
        #expect(try refusals(&gate, world.proposal(bot: "a"), at: midnight - .nanoseconds(1)) == [.daily])
        #expect(try refusals(&gate, world.proposal(bot: "a"), at: midnight).isEmpty)
    }

    @Test("All verdicts are listed although the first refuses")
    func allVerdicts() throws {
        var limits = world.limits
        limits.isTradingEnabled = false
        limits.maximumOrderNotional = [:]
        (limits.burstOrders, limits.dailyOrdersPerUser) = (0, 0)
        var gate = RiskGate(limits: limits)
        gate.state.setKillSwitch("test")
        let blind = GateFacts(instrument: nil, reference: nil)
        #expect(try refusals(&gate, world.proposal(), facts: blind) == GateVerdict.Gate.allCases)
    }

    @Test("A refusal reserves nothing; giving back twice gives back once")
    func reservations() throws {
        var gate = gate
        let day = start.startOfDay
        #expect(try refusals(&gate, world.proposal(quantity: 11)) == [.notional])
        #expect(gate.state.count(.user("ann"), day) == 0)
        for _ in 0..<2 { #expect(try refusals(&gate, world.proposal(bot: "b")).isEmpty) }
        let id = OrderID(of: ClientOrderID(bits: 2))
        for _ in 0..<2 { gate.state.release(id) }
        #expect(gate.state.count(.user("ann"), day) == 1)
        #expect(gate.state.count(.bot("b"), day) == 1)
        #expect(gate.state.recentOrders(of: world.proposal(), since: start.advanced(by: .seconds(-10))) == 1)
        #expect(try gate.state.openNotional(on: World.fake, in: world.symbol.quote) == 200)
    }

    private func facts() throws -> GateFacts {
        GateFacts(
            instrument: World.instrument(world.symbol, readAt: start), reference: .init(price: 100, readAt: start))
    }

    /// The gates that refuse; an approval reserves under the next id.
    private func refusals(
        _ gate: inout RiskGate, _ proposal: OrderProposal, facts: GateFacts? = nil, at offset: Duration = .zero
    ) throws -> [GateVerdict.Gate] {
        let now = start.advanced(by: offset)
        var known = try facts ?? self.facts()
        if facts == nil { known.reference = .init(price: 100, readAt: now) }
        let request = try proposal.request(as: world.ids.next(at: now))
        switch gate.evaluate(proposal, as: request, facts: known, at: now) {
        case .approved(let approval):
            #expect(approval.verdicts.map(\.gate) == GateVerdict.Gate.allCases)
            return []
        case .refused(let verdicts):
            #expect(verdicts.map(\.gate) == GateVerdict.Gate.allCases)
            return verdicts.filter { !$0.passed }.map(\.gate)
        }
    }

    private func limit(_ side: Side, price: ExactDecimal, quantity: ExactDecimal) -> OrderProposal {
        OrderProposal(
            user: "ann", platform: World.fake, symbol: world.symbol, side: side, type: .limit, amount: .base(quantity),
            limitPrice: price, timeInForce: .goodTillCancelled)
    }

    private func market(_ amount: OrderAmount) -> OrderProposal {
        OrderProposal(
            user: "ann", platform: World.fake, symbol: world.symbol, side: .buy, type: .market, amount: amount)
    }
}
