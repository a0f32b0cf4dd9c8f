import AdapterProtocol
import HTTPTypes
import Trading

extension OrderDocument {
    /// The status of the answer to a submission (host-api.md 2.2): 201 for an order at the venue, 202 while unknown,
    /// 409, 422 or 429 for a refusal, 503 only when the venue could not be reached and nothing was sent.
    var status: HTTPResponse.Status {
        guard record.isApproved else { return Self.status(of: record.verdicts) }
        switch record.status {
        case .unknown, .pending: return .accepted
        case .rejected: return record.result?.word == .notSent ? Self.status(of: record.failure) : .unprocessableContent
        case .submitted, .partiallyFilled, .filled, .cancelled, .expired: return .created
        }
    }

    /// By the first gate that refused.
    private static func status(of verdicts: [GateVerdict]) -> HTTPResponse.Status {
        switch verdicts.first(where: { !$0.passed })?.gate {
        case .instrument, .collar: .unprocessableContent
        case .burst, .daily: .tooManyRequests
        case .killSwitch, .enabled, .notional, nil: .conflict
        }
    }

    /// An order that never left: the venue's fault, or a rule of ours.
    private static func status(of failure: JournalFailure?) -> HTTPResponse.Status {
        switch failure?.kind {
        case VenueError.Kind.network.name, VenueError.Kind.timeout.name, VenueError.Kind.unavailable.name,
            VenueError.Kind.untrustedPeer.name:
            .serviceUnavailable
        case VenueError.Kind.rateLimited.name: .tooManyRequests
        default: .unprocessableContent
        }
    }
}

extension JournalEvent {
    /// What the entry says, in one word.
    var word: String {
        switch self {
        case .refused: "refused"
        case .intended: "intended"
        case .placed: "placed"
        case .observed: "observed"
        case .resolved: "resolved"
        case .cancelRequested: "cancel_requested"
        case .cancelAnswered: "cancel_answered"
        case .killSwitch: "kill_switch"
        }
    }

    /// What the entry says, in one line.
    var detail: String? {
        switch self {
        case .refused(_, let verdicts): verdicts.first { !$0.passed }?.reason
        case .intended(let submission, _): "client order id \(submission.clientOrderID)"
        case .placed(let result): result.word.rawValue + (result.failure.map { ": \($0.message)" } ?? "")
        case .observed(let order, let fills):
            [order.map { "filled \($0.filledBase)" }, fills.isEmpty ? nil : "\(fills.count) fills"].compactMap { $0 }
                .joined(separator: ", ")
        case .resolved(.found(let order, _)): "found as \(order.venueOrderID)"
        case .resolved(.absent(let proof)): "absent, proven by \(proof.fence.rawValue)"
        case .cancelRequested(let user): "by \(user)"
        case .cancelAnswered(let word): word
        case .killSwitch(let isEngaged, let user, let reason): "\(isEngaged ? "on" : "off") by \(user): \(reason)"
        }
    }
}
