import AdapterProtocol
import Foundation
import Testing

@testable import BourseCommand

/// The promise, at every venue: an order whose answer is lost is found, one that never arrived is proven absent, and
/// nothing is ever placed twice.
@Suite("A placement that is lost on the way is settled, never repeated")
struct LostOrderTests {
    @Test("What became of it is found out", arguments: SimulatedConnection.venues, LossyTransport.Loss.allCases)
    func settled(_ id: String, _ loss: LossyTransport.Loss) async throws {
        try await SimulatedConnection.open(id, losing: loss) { venue, symbol in
            let request = try await SimulatedConnection.restingOrder(venue, symbol)
            guard case .unknown(let doubt) = await venue.place(request) else {
                Issue.record("a lost placement must be unknown")
                return
            }
            #expect(doubt.clientOrderID == request.clientOrderID && doubt.error.effect == .unknown)
            // The simulated venue goes by the local clock.
            let signedBy = try await venue.serverTime()
            let open: [VenueOrderID]
            switch await venue.resolve(request.clientOrderID, on: symbol, signedBy: signedBy) {
            case .found(let order, let fills):
                #expect(loss != .request && order.clientOrderID == request.clientOrderID && fills.isEmpty)
                open = [order.venueOrderID]
            case .absent(let proof):
                #expect(loss == .request && !proof.sources.isEmpty)
                open = []
            case .unresolved(let error):
                Issue.record("\(error)")
                return
            }
            #expect(try await venue.openOrders(on: symbol).map(\.venueOrderID) == open)
        }
    }
}
