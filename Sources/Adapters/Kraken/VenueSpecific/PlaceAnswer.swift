import AdapterKit
import AdapterProtocol

extension KrakenAdapter {
    /// `{"descr": …, "txid": ["…"]}`: exactly one id, since no conditional close is ever asked for. The text in `descr`
    /// is for people.
    static func receipt(_ reader: inout JSONReader) throws(JSONError) -> VenueOrderID {
        var ids: [String]?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "txid": ids = try reader.texts()
            default: try reader.skip()
            }
        }
        let found = try reader.require(ids, "txid")
        guard found.count == 1, let id = found.first, !id.isEmpty else { throw reader.unexpected("one order id") }
        return VenueOrderID(rawValue: id)
    }

    /// Only an answer that proves a refusal rejects. "Not unique" proves that an order of this id is open, and a refused
    /// nonce proves nothing if a layer below sent the request twice: both are looked up (kraken.md G.2).
    static func outcome(of error: VenueError, _ id: ClientOrderID) -> PlaceOutcome {
        func doubt(_ error: VenueError) -> PlaceOutcome {
            .unknown(.init(error: error, clientOrderID: id, visibilityBound: visibilityBound))
        }
        switch error.effect {
        case .notSent: return .notSent(error)
        case .notExecuted(.inferred): return doubt(error.with(effect: .unknown))
        case .notExecuted where error.kind == .duplicateClientOrderID: return doubt(error.with(effect: .unknown))
        case .notExecuted: return .rejected(refusal(of: error), venueOrderID: nil)
        case .unknown, .executed: return doubt(error)
        }
    }

    /// "Invalid order" on a placement is about the request, not about an order that is missing.
    private static func refusal(of error: VenueError) -> VenueError {
        guard error.kind == .orderNotFound else { return error }
        return VenueError(
            kind: .badRequest, effect: error.effect, advice: .never, message: error.message, evidence: error.evidence)
    }
}
