import AdapterKit
import AdapterProtocol

extension VALRAdapter {
    /// Only an answer that proves a refusal rejects. "Duplicate" proves that an order of this id lives.
    static func outcome(of error: VenueError, _ result: CallResult, _ request: OrderRequest) -> PlaceOutcome {
        func unknown(_ error: VenueError) -> PlaceOutcome {
            .unknown(.init(error: error, clientOrderID: request.clientOrderID, visibilityBound: visibilityBound))
        }
        if error.kind == .duplicateClientOrderID { return unknown(error.with(effect: .unknown)) }
        switch error.effect {
        case .notSent: return .notSent(error)
        case .unknown, .executed: return unknown(error)
        case .notExecuted:
            let id = recordID(result)
            if let id, error.kind == .noMatch {
                return .accepted(
                    .init(depth: .state, venueOrderID: id, order: lapsed(request, id)))
            }
            return .rejected(sharpened(error, request), venueOrderID: id)
        }
    }

    /// The id of the failed order's record, which only the answer's body holds.
    private static func recordID(_ result: CallResult) -> VenueOrderID? {
        guard case .reply(let reply) = result else { return nil }
        return ErrorBody(reply.body)?.orderID.map(VenueOrderID.init(rawValue:))
    }

    /// An order that had to fill at once, found nothing and is over: it was taken, and it lapsed (valr.md E.10).
    private static func lapsed(_ request: OrderRequest, _ id: VenueOrderID) -> Order {
        Order(
            symbol: request.symbol, venueOrderID: id, clientOrderID: request.clientOrderID, side: request.side,
            type: request.type, amount: request.amount, limitPrice: request.limitPrice,
            timeInForce: request.timeInForce, isPostOnly: request.isPostOnly, phase: .ended(.timeInForce),
            filledBase: .zero, filledQuote: .zero, createdAt: nil, updatedAt: nil)
    }

    /// -12007 names both minima and not which of them failed: the quantity, if it lies below its own (valr.md G.2).
    private static func sharpened(_ error: VenueError, _ request: OrderRequest) -> VenueError {
        guard error.evidence?.code == "-12007", let quantity = request.amount.baseQuantity,
            let least = leastAmount(in: error.message), quantity < least
        else { return error }
        return VenueError(
            kind: .invalidOrder(.amount), effect: error.effect, advice: .afterFixing(.amount), message: error.message,
            evidence: error.evidence)
    }

    /// The number behind "Minimum amount: ".
    private static func leastAmount(in text: String) -> ExactDecimal? {
        let words = text.split(separator: " ")
        guard let position = words.firstIndex(of: "amount:"), position + 1 < words.count else { return nil }
        return ExactDecimal(String(words[position + 1]))
    }
}
