import AdapterProtocol
import Testing

@Suite("Facts that cannot all be true are kept and named")
struct OrderContradictionTests {
    private let samples: OrderSamples

    init() throws { samples = try OrderSamples() }

    @Test("Two reports of one fill that differ are both kept, and the choice does not depend on arrival")
    func fillsDiffer() throws {
        let reports = [
            try samples.fill("1", quantity: 1), try samples.fill("1", quantity: 2),
            try samples.fill("1", quantity: 1, price: 101),
            try samples.fill("1", quantity: 1, time: Timestamp(seconds: 5)),
        ]
        let forward = OrderFact.state(of: reports.map(OrderFact.fill))
        let backward = OrderFact.state(of: reports.reversed().map(OrderFact.fill))
        #expect(forward == backward)
        #expect(forward.contradictions == [.fillsDiffer])
        #expect(forward.distinctFills == backward.distinctFills)
        #expect(forward.distinctFills == [reports[3]])
    }

    @Test("A report with fees completes one without: no contradiction, and the fees win")
    func betterInformed() throws {
        let asset = try #require(Asset("BNB"))
        let bare = try samples.fill("1", quantity: 1)
        let full = try samples.fill(
            "1", quantity: 1, fees: [Fee(asset: asset, amount: 1)], liquidity: .maker, time: Timestamp(seconds: 1))
        for order in [[bare, full], [full, bare]] {
            let state = OrderFact.state(of: order.map(OrderFact.fill))
            #expect(state.distinctFills == [full])
            #expect(state.contradictions.isEmpty)
            #expect(state.filledBase == 1)
        }
    }

    @Test("Reports that differ only in the order they name still have one fixed choice", arguments: 0..<50)
    func choiceIsTotal(round: Int) throws {
        let first = try samples.fill("1", quantity: 1, order: VenueOrderID(rawValue: "a\(round)"))
        let second = try samples.fill("1", quantity: 1, order: VenueOrderID(rawValue: "b\(round)"))
        for order in [[first, second], [second, first]] {
            #expect(OrderFact.state(of: order.map(OrderFact.fill)).distinctFills == [second])
        }
    }

    @Test("Fills beyond the ordered quantity are an overfill")
    func overfilled() throws {
        var state = OrderState()
        state.merge(samples.view(.working, ordered: 3))
        state.merge(try samples.fill("1", quantity: 3))
        #expect(state.contradictions.isEmpty)
        state.merge(try samples.fill("2", quantity: try ExactDecimal(parsing: "0.00000001")))
        #expect(state.contradictions == [.overfilled])
    }

    @Test("What was ordered is known from the request alone")
    func overfilledAgainstRequest() throws {
        let request = try OrderRequest.limit(samples.client, .buy, samples.symbol, quantity: 1, price: 100)
        var state = OrderState(request: request)
        state.merge(try samples.fill("1", quantity: 2))
        #expect(state.contradictions == [.overfilled])
    }

    @Test("Two named ends differ; the one shown is the same whatever came first")
    func endsDiffer() {
        let ends: [OrderEnd] = [.timeInForce, .cancelledByVenue]
        for order in [ends, ends.reversed()] {
            var state = OrderState()
            for end in order { state.merge(samples.view(.ended(end))) }
            #expect(state.contradictions == [.endsDiffer])
            #expect(state.phase == .ended(.cancelledByVenue))
        }
    }

    @Test("Filled with less than ordered is short until the missing part is reported")
    func filledShort() throws {
        var state = OrderState()
        state.merge(samples.view(.ended(.filled), filled: 2, quote: 200, ordered: 3))
        #expect(state.contradictions == [.filledShort])
        state.merge(samples.view(.ended(.filled), filled: 3, quote: 300, ordered: 3))
        #expect(state.contradictions.isEmpty)
    }

    @Test("A sum that cannot be represented is named, not guessed and not a crash")
    func unrepresentable() throws {
        var state = OrderState()
        state.merge(try samples.fill("1", quantity: ExactDecimal(coefficient: 1, exponent: 60), price: 1))
        state.merge(try samples.fill("2", quantity: ExactDecimal(coefficient: 1, exponent: -60), price: 1))
        #expect(state.contradictions == [.unrepresentable])
        #expect(state.filledBase.isZero)
        #expect(state.unexplainedBase.isZero)
    }
}
