public import AdapterProtocol

extension OrderRecord {
    /// Where the order is in its life.
    public var status: Status {
        guard isApproved else { return .rejected }
        if state.phase != nil { return venueStatus }
        if isProvenAbsent { return .rejected }
        switch result?.word {
        case nil: return .pending
        case .accepted: return .submitted
        case .rejected, .notSent: return .rejected
        case .unknown: return .unknown
        }
    }

    /// Whether only a search can tell what became of it: no answer, or a lost one.
    public var needsResolution: Bool {
        guard isApproved, state.phase == nil, !isProvenAbsent else { return false }
        return result == nil || result?.word == .unknown
    }

    /// Whether a search found nothing and nothing can arrive any more.
    private var isProvenAbsent: Bool {
        if case .absent(let proof) = resolution { proof.fence != .none } else { false }
    }

    /// Whether a search found nothing although it could still arrive: that ends no order (vocabulary.md 6). It stays
    /// unknown, counts, and is asked for again, but does not keep its platform closed for ever.
    var isPresumedAbsent: Bool {
        if case .absent(let proof) = resolution { needsResolution && proof.fence == .none } else { false }
    }

    /// Whether the order provably never reached the venue's book, so that its counts are given back.
    var neverArrived: Bool {
        state.phase == nil && (isProvenAbsent || result?.word == .notSent)
    }

    /// Whether the venue should be asked although the order ended: it stated more than the fills explain, or facts that
    /// cannot all be true.
    var isIncomplete: Bool { state.unexplainedBase.isPositive || !state.contradictions.isEmpty }

    /// How to name it to the venue: by its own id where known.
    public var reference: OrderReference {
        state.venueOrderIDs.max().map { .venue($0) } ?? .client(submission.clientOrderID)
    }

    /// Why it did not go through, where something went wrong.
    public var failure: JournalFailure? { result?.failure }

    private var venueStatus: Status {
        switch state.phase {
        case .ended(let end): ended(end)
        case .accepted, .armed, .working: state.filledBase.isPositive ? .partiallyFilled : .submitted
        case nil: .submitted
        }
    }

    private func ended(_ end: OrderEnd) -> Status {
        switch end {
        case .filled: .filled
        case .timeInForce, .lifetimeOver: .expired
        case .cancelledByOwner, .cancelledByVenue, .selfTradePrevention, .undetermined: .cancelled
        case .refused: state.filledBase.isPositive ? .cancelled : .rejected
        }
    }
}
