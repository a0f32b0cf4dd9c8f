import AdapterKit
import AdapterProtocol

extension KuCoinAdapter {
    /// What an accepted placement means. Post-only, done and nothing traded: the engine refused it, since against the
    /// book it would have taken (kucoin.md E.3); a chosen self-trade rule may have ended it as well, so then it is
    /// reported as an order that ended.
    static func outcome(of row: SyncRow, _ request: OrderRequest) -> PlaceOutcome {
        let id = VenueOrderID(rawValue: row.orderID)
        if request.isPostOnly, row.status == .done, row.dealSize?.isZero == true,
            (request.selfTradePrevention ?? .allow) == .allow
        {
            let error = VenueError(
                kind: .wouldTake, effect: .notExecuted(.stated), advice: .afterFixing(.limitPrice),
                message: "the post-only order was cancelled before it rested", evidence: .init(httpStatus: 200))
            return .rejected(error, venueOrderID: id)
        }
        let order = row.order(placedBy: request)
        return .accepted(
            PlaceOutcome.Acceptance(
                depth: order == nil ? .received : .state, venueOrderID: id, order: order,
                time: (row.matchTime ?? row.orderTime).map { Timestamp(milliseconds: $0) }))
    }

    /// Only an answer that proves a refusal rejects; a duplicate client id proves that an order of this id lives.
    static func outcome(of error: VenueError, _ id: ClientOrderID) -> PlaceOutcome {
        if error.kind == .duplicateClientOrderID { return unknown(error.with(effect: .unknown), id) }
        switch error.effect {
        case .notSent: return .notSent(error)
        case .notExecuted: return .rejected(explained(error), venueOrderID: nil)
        case .unknown, .executed: return unknown(error, id)
        }
    }

    private static func unknown(_ error: VenueError, _ id: ClientOrderID) -> PlaceOutcome {
        .unknown(.init(error: error, clientOrderID: id, visibilityBound: visibilityBound))
    }

    /// Funds of the funding account do not count, and fresh proceeds take some 100 ms (K14).
    private static func explained(_ error: VenueError) -> VenueError {
        guard error.kind == .insufficientFunds else { return error }
        return VenueError(
            kind: error.kind, effect: error.effect, advice: error.advice,
            message: error.message + " (orders use the trading account only: move funds from the funding account)",
            evidence: error.evidence)
    }
}
