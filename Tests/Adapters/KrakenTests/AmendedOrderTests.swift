import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// kraken.md E.5: the answer to an amendment has no order in it, so the order that was read is told with what changed.
@Suite("The order after an amendment")
struct AmendedOrderTests {
    private func read(_ change: [String: String]) throws -> (before: Order, after: Order) {
        let open = CallResult.ok(try OrderAnswers.open(change))
        let before = Sample.adapter.order(Sample.venueOrder(), on: try Sample.bitcoin()).run(open).output
        let amended = Sample.adapter.amend(
            Sample.venueOrder(), to: OrderAmendment(quantity: 1, limitPrice: 30_010), on: try Sample.bitcoin()
        ).run(script: [open, try Sample.ok("rest-amend-order")])
        guard case .amended(let after, _) = amended.output, case .found(let order) = before else { throw Missing() }
        return (order, after)
    }

    private struct Missing: Error {}

    @Test("Whose it is, is told as before", arguments: ["\"1234\"", "\"6d1b345e282140e2ad834ecb18a06876\""])
    func ids(_ id: String) throws {
        let (before, after) = try read(["cl_ord_id": id])
        #expect(after.venueOrderID == before.venueOrderID)
        #expect(after.clientOrderID == before.clientOrderID)
        #expect(after.foreignClientID == before.foreignClientID)
        #expect(before.foreignClientID != nil || before.clientOrderID != nil)
    }

    @Test("What traded and when it was made stay, too")
    func sums() throws {
        let (before, after) = try read([:])
        #expect(before.filledBase != before.filledQuote)
        #expect(after.filledBase == before.filledBase && after.filledQuote == before.filledQuote)
        #expect(after.createdAt == before.createdAt && after.side == before.side && after.type == before.type)
        #expect(after.amount == .base(1))
    }
}
