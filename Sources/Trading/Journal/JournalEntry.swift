public import AdapterProtocol

/// One fact in the order journal. Everything the desk and the gate know is a fold over these.
public struct JournalEntry: Hashable, Sendable, Codable {
    /// When it was written, by the host's clock.
    public let at: Timestamp
    /// The order it is about, nil for switches.
    public let orderID: OrderID?
    /// What happened.
    public let event: JournalEvent

    /// A fact.
    public init(at: Timestamp, orderID: OrderID?, event: JournalEvent) {
        self.at = at
        self.orderID = orderID
        self.event = event
    }
}

/// What a journal entry says.
public enum JournalEvent: Hashable, Sendable, Codable {
    /// The gate refused; nothing was sent.
    case refused(Submission, [GateVerdict])
    /// The gate approved; from here on the order may have been sent.
    case intended(Submission, [GateVerdict])
    /// What became of the placement.
    case placed(PlacementResult)
    /// The venue's view of the order, or fills, as read later.
    case observed(Order?, [Fill])
    /// What a search for an unknown placement found.
    case resolved(ResolutionResult)
    /// Somebody asked to cancel.
    case cancelRequested(by: String)
    /// What became of the cancel, in one word.
    case cancelAnswered(String)
    /// The kill switch was thrown or released.
    case killSwitch(isEngaged: Bool, by: String, reason: String)
}

/// One submission as it came in.
public struct Submission: Hashable, Sendable, Codable {
    /// What was asked for.
    public let proposal: OrderProposal
    /// Our identity of the placement.
    public let clientOrderID: ClientOrderID
    /// The caller's name for it.
    public let key: IdempotencyKey
    /// A digest of the request's body, to tell another request under the same key.
    public let bodyDigest: String
    /// What the gate counts the order at, in the quote asset, nil when it could not be computed.
    public let notional: ExactDecimal?

    /// A submission.
    public init(
        proposal: OrderProposal, clientOrderID: ClientOrderID, key: IdempotencyKey, bodyDigest: String,
        notional: ExactDecimal?
    ) {
        self.proposal = proposal
        self.clientOrderID = clientOrderID
        self.key = key
        self.bodyDigest = bodyDigest
        self.notional = notional
    }
}
