import AdapterProtocol
import Testing

@Suite("What is known of an order does not depend on how it arrived")
struct OrderStateTests {
    private let samples: OrderSamples

    init() throws { samples = try OrderSamples() }

    @Test("All 5,040 orders of arrival end in one state, and nothing known is ever lost on the way")
    func permutationsConverge() throws {
        let facts = try samples.life()
        let expected = OrderFact.state(of: facts)
        for order in allPermutations(of: facts) {
            var state = OrderState()
            for fact in order {
                let before = state
                fact.merge(into: &state)
                guard state.contains(before) else {
                    Issue.record("\(fact) lost something")
                    return
                }
                var again = state
                fact.merge(into: &again)
                guard again == state else {
                    Issue.record("\(fact) is not idempotent")
                    return
                }
            }
            guard state == expected, state.phase == expected.phase, state.distinctFills == expected.distinctFills else {
                Issue.record("another end state for \(order)")
                return
            }
        }
    }

    @Test("Any subset, repeated and shuffled, ends where the subset in order ends", arguments: 0..<200 as Range<UInt64>)
    func subsetsWithDuplicates(seed: UInt64) throws {
        var random = SeededOrders(seed: seed)
        let subset = try samples.life().filter { _ in Bool.random(using: &random) }
        var arrivals = subset + subset.filter { _ in Bool.random(using: &random) }
        arrivals.shuffle(using: &random)
        #expect(OrderFact.state(of: arrivals) == OrderFact.state(of: subset))
    }

    @Test("Merging states is commutative, associative and idempotent", arguments: 0..<100 as Range<UInt64>)
    func semilattice(seed: UInt64) throws {
        var random = SeededOrders(seed: seed)
        let life = try samples.life()
        let parts = (0..<3).map { _ in OrderFact.state(of: life.filter { _ in Bool.random(using: &random) }) }
        let (a, b, c) = (parts[0], parts[1], parts[2])
        #expect(a.merged(with: b) == b.merged(with: a))
        #expect(a.merged(with: b).merged(with: c) == a.merged(with: b.merged(with: c)))
        #expect(a.merged(with: a) == a)
        #expect(a.merged(with: OrderState()) == a)
    }

    @Test("The filled quantity never shrinks while facts agree")
    func filledIsMonotone() throws {
        let facts: [OrderFact] = [
            .acknowledged(samples.id), .fill(try samples.fill("1", quantity: 1)),
            .fill(try samples.fill("2", quantity: 2)), .view(samples.view(.working, filled: 1, quote: 100)),
            .view(samples.view(.ended(.filled), filled: 3, quote: 300)),
        ]
        for order in allPermutations(of: facts) {
            var state = OrderState()
            for fact in order {
                let before = state.filledBase
                fact.merge(into: &state)
                #expect(state.filledBase >= before)
            }
            #expect(state.phase == .ended(.filled))
            #expect(state.contradictions.isEmpty)
            #expect(state.unexplainedBase.isZero)
            #expect(state.filledQuote == 300)
        }
    }

    @Test("A fill that arrives after the cancel is kept, and the order stays ended")
    func fillAfterCancel() throws {
        var state = OrderState()
        state.merge(samples.view(.ended(.cancelledByOwner), filled: 0))
        state.merge(try samples.fill("late", quantity: 1))
        #expect(state.phase == .ended(.cancelledByOwner))
        #expect(state.filledBase == 1)
        #expect(state.filledQuote == 100)
        #expect(state.distinctFills.map(\.id.rawValue) == ["late"])
        #expect(state.contradictions.isEmpty)
    }

    @Test("A fill before the acknowledgement makes the order working")
    func fillBeforeAcknowledgement() throws {
        var state = OrderState()
        #expect(state.phase == nil)
        state.merge(try samples.fill("1", quantity: 1))
        #expect(state.phase == .working)
        state.merge(acknowledged: samples.id)
        #expect(state.phase == .working)
    }

    @Test("The furthest live stage wins over a late, older view")
    func olderViewDoesNotGoBack() {
        var state = OrderState()
        state.merge(samples.view(.working))
        state.merge(samples.view(.armed))
        state.merge(samples.view(.accepted))
        #expect(state.phase == .working)
    }

    @Test(
        "An order without fills is where its furthest view says, and a fill makes it working",
        arguments: [OrderPhase.accepted, .armed, .working])
    func liveStages(phase: OrderPhase) throws {
        var state = OrderState()
        state.merge(acknowledged: samples.id)
        #expect(state.phase == .accepted)
        state.merge(samples.view(phase))
        #expect(state.phase == phase)
        state.merge(try samples.fill("1", quantity: 1))
        #expect(state.phase == .working)
    }

    @Test("An end that the venue left open is an end, whatever else is heard")
    func onlyUndeterminedEnd() {
        var state = OrderState()
        state.merge(samples.view(.ended(.undetermined)))
        #expect(state.isEnded)
        #expect(state.phase == .ended(.undetermined))
        state.merge(samples.view(.working))
        #expect(state.phase == .ended(.undetermined))
    }

    @Test("A named end replaces one that the venue left open, in either order")
    func undeterminedEnd() {
        for ends in [[OrderEnd.undetermined, .timeInForce], [.timeInForce, .undetermined]] {
            var state = OrderState()
            for end in ends { state.merge(samples.view(.ended(end))) }
            #expect(state.phase == .ended(.timeInForce))
            #expect(state.contradictions.isEmpty)
        }
    }

    @Test("What views stated beyond the known fills is reported as unexplained until the fills are in")
    func unexplained() throws {
        var state = OrderState()
        state.merge(samples.view(.working, filled: 3, quote: 300))
        state.merge(try samples.fill("1", quantity: 1))
        #expect(state.filledBase == 3)
        #expect(state.unexplainedBase == 2)
        state.merge(try samples.fill("2", quantity: 2))
        #expect(state.unexplainedBase.isZero)
    }

    private func allPermutations(of facts: [OrderFact]) -> [[OrderFact]] {
        guard facts.count > 1 else { return [facts] }
        return facts.indices.flatMap { index in
            var rest = facts
            let head = rest.remove(at: index)
            return allPermutations(of: rest).map { [head] + $0 }
        }
    }
}

extension OrderState {
    func merged(with other: OrderState) -> OrderState {
        var state = self
        state.merge(other)
        return state
    }

    /// Whether merging `other` in adds nothing: the order of the semilattice.
    func contains(_ other: OrderState) -> Bool { merged(with: other) == self }
}
