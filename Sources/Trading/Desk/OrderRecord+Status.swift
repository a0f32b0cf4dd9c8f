public import AdapterProtocol

extension OrderRecord {
    /// Where the order is in its life.
    public var status: Status {
        guard isApproved else { return .rejected }
        if state.phase != nil { return venueStatus }
        if case .absent = resolution { return .rejected }
        switch result?.word {
        case nil: return .pending
        case .accepted: return .submitted
        case .rejected, .notSent: return .rejected
        case .unknown: return .unknown
        }
    }

    /// Whether only a search can tell what became of it: no answer, or a lost one.
    public var needsResolution: Bool {
        guard isApproved, state.phase == nil, resolution == nil else { return false }
        return result == nil || result?.word == .unknown
    }

    /// Whether the order provably never reached the venue's book, so that its counts are given back.
    var neverArrived: Bool {
        if case .absent(let proof) = resolution { return proof.fence != .none && state.phase == nil }
        return result?.word == .notSent && state.phase == nil
    }

    /// Whether its fills are still incomplete although it ended: the venue stated more than the fills explain.
    var lacksFills: Bool { state.unexplainedBase.isPositive }

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
