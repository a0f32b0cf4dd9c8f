public import AdapterProtocol

/// A placement's outcome as the journal keeps it.
public struct PlacementResult: Hashable, Sendable, Codable {
    /// The outcome in one word.
    public enum Word: String, Hashable, Sendable, Codable {
        /// The venue has the order.
        case accepted
        /// The venue refused, with proof.
        case rejected
        /// Nothing was sent.
        case notSent
        /// The order may exist.
        case unknown
    }

    /// The outcome.
    public let word: Word
    /// The venue's id, where told.
    public let venueOrderID: VenueOrderID?
    /// The order as the answer stated it.
    public let order: Order?
    /// The fills the answer stated.
    public let fills: [Fill]
    /// What went wrong.
    public let failure: JournalFailure?

    /// The journal's form of an outcome.
    public init(_ outcome: PlaceOutcome) {
        switch outcome {
        case .accepted(let acceptance):
            self.init(.accepted, acceptance.venueOrderID, acceptance.order, acceptance.fills, nil)
        // A refusal that is only inferred counts as an order until one look-up has confirmed it.
        case .rejected(let error, let id):
            let isCertain = error.effect != .notExecuted(.inferred)
            self.init(isCertain ? .rejected : .unknown, id, nil, [], JournalFailure(error))
        case .notSent(let error): self.init(.notSent, nil, nil, [], JournalFailure(error))
        case .unknown(let uncertainty): self.init(.unknown, nil, nil, [], JournalFailure(uncertainty.error))
        }
    }

    private init(
        _ word: Word, _ venueOrderID: VenueOrderID?, _ order: Order?, _ fills: [Fill], _ failure: JournalFailure?
    ) {
        self.word = word
        self.venueOrderID = venueOrderID
        self.order = order
        self.fills = fills
        self.failure = failure
    }
}

/// What a search for an unknown placement found, as the journal keeps it.
public enum ResolutionResult: Hashable, Sendable, Codable {
    /// It exists.
    case found(Order, [Fill])
    /// It does not exist and can no longer arrive.
    case absent(AbsenceProof)
}

/// An error as the journal keeps it.
public struct JournalFailure: Hashable, Sendable, Codable {
    /// What happened, a word.
    public let kind: String
    /// The field to fix, where one is named.
    public let field: OrderField?
    /// Whether the request may have had an effect.
    public let effect: VenueError.Effect
    /// What is safe to do next.
    public let advice: VenueError.Advice
    /// One line for people.
    public let message: String
    /// The venue's code.
    public let code: String?

    /// The journal's form of an error.
    public init(_ error: VenueError) {
        kind = error.kind.name
        field = error.kind.field
        effect = error.effect
        advice = error.advice
        message = error.message
        code = error.evidence?.code
    }
}
