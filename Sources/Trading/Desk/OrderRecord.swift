public import AdapterProtocol

/// Everything known of one order: a fold of its journal entries.
public struct OrderRecord: Sendable {
    /// The order's life as the platform shows it (host-api.md 9.2).
    public enum Status: String, Sendable, Hashable, Codable {
        /// Journaled; the answer is not here yet.
        case pending
        /// At the venue, nothing traded yet.
        case submitted
        /// At the venue, part of it traded.
        case partiallyFilled = "partially_filled"
        /// All of it traded.
        case filled
        /// Cancelled, by us or by the venue; part may have traded.
        case cancelled
        /// Refused by the gate, by the venue, or never sent.
        case rejected
        /// Its time in force or lifetime ended it; part may have traded.
        case expired
        /// The answer was lost: it may be at the venue.
        case unknown

        /// Whether it will never change again.
        public var isFinal: Bool {
            switch self {
            case .filled, .cancelled, .rejected, .expired: true
            case .pending, .submitted, .partiallyFilled, .unknown: false
            }
        }
    }

    /// The platform's id.
    public let id: OrderID
    /// What was submitted.
    public let submission: Submission
    /// What each gate said.
    public let verdicts: [GateVerdict]
    /// Whether all gates let it pass.
    public let isApproved: Bool
    /// When it was submitted.
    public let submittedAt: Timestamp
    /// When the placement's outcome was journaled.
    private var answeredAt: Timestamp?
    /// What became of the placement, nil while unanswered.
    public private(set) var result: PlacementResult?
    /// What a search for it found, nil while none ended.
    public private(set) var resolution: ResolutionResult?
    /// Everything known of it at the venue.
    public private(set) var state: OrderState
    /// Its journal entries in order.
    public private(set) var entries: [JournalEntry]

    /// Begins with the entry that submitted it; nil for any other entry.
    init?(_ entry: JournalEntry) {
        guard let id = entry.orderID else { return nil }
        switch entry.event {
        case .refused(let submission, let verdicts):
            (self.submission, self.verdicts, isApproved) = (submission, verdicts, false)
        case .intended(let submission, let verdicts):
            (self.submission, self.verdicts, isApproved) = (submission, verdicts, true)
        default: return nil
        }
        self.id = id
        submittedAt = entry.at
        // The request was valid when it was journaled; if a later version refuses it, only the ordered quantity is lost.
        state =
            (try? submission.proposal.request(as: submission.clientOrderID)).map { OrderState(request: $0) }
            ?? OrderState()
        entries = [entry]
    }

    /// When its placement was signed at the latest: before its outcome was told; where none was, before its approval and
    /// then the time to sign ran out, and before the desk that submitted it was gone.
    ///
    /// - Parameter opening: When the desk that asks was opened.
    func signedBy(opening: Timestamp) -> Timestamp {
        if let answeredAt { return answeredAt }
        let latest = submittedAt.advanced(by: RiskGate.approvalLifetime).advanced(by: PlaceOutcome.signingLimit)
        return submittedAt <= opening ? min(latest, opening) : latest
    }

    mutating func apply(_ entry: JournalEntry) {
        entries.append(entry)
        switch entry.event {
        case .placed(let result):
            self.result = result
            answeredAt = entry.at
            if let id = result.venueOrderID, result.word == .accepted { state.merge(acknowledged: id) }
            if let order = result.order { state.merge(order) }
            for fill in result.fills { state.merge(fill) }
        case .observed(let order, let fills):
            if let order { state.merge(order) }
            for fill in fills { state.merge(fill) }
        case .resolved(let found):
            resolution = found
            if case .found(let order, let fills) = found {
                state.merge(order)
                for fill in fills { state.merge(fill) }
            }
        case .refused, .intended, .cancelRequested, .cancelAnswered, .killSwitch: break
        }
    }
}
