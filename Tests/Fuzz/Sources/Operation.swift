import AdapterProtocol

/// One operation of the unified API with its arguments, ready to be run against any answers.
struct Operation: Sendable {
    let name: String
    /// Numbers that the operation itself brings: what is asked for may be in the result without being in the answer.
    let known: [ExactDecimal]
    let run: @Sendable (Timestamp, Answering) -> Ending

    /// An operation that only reads.
    static func read<Output: Stated>(
        _ name: String, known: [ExactDecimal] = [], _ flow: @escaping @Sendable () -> Flow<Output>
    ) -> Operation {
        Operation(name: name, known: known) { now, answer in
            let (result, calls) = flow().drive(from: now, answer)
            var ending: Ending
            switch result {
            case nil: ending = Ending(.endless)
            case .failure(let error): ending = Ending(taken(error), error: error)
            case .success(let output):
                ending = Ending(.read)
                ending.take(output)
            }
            ending.calls = calls
            return ending
        }
    }

    /// An operation whose ending is an outcome, or one that reads nothing the oracle must see as a whole.
    static func write<Output: Sendable>(
        _ name: String, known: [ExactDecimal] = [], _ flow: @escaping @Sendable () -> Flow<Output>,
        _ judge: @escaping @Sendable (Output) -> Ending
    ) -> Operation {
        Operation(name: name, known: known) { now, answer in
            let (result, calls) = flow().drive(from: now, answer)
            var ending: Ending
            switch result {
            case nil: ending = Ending(.endless)
            case .failure(let error): ending = Ending(taken(error), error: error)
            case .success(let output): ending = judge(output)
            }
            ending.calls = calls
            return ending
        }
    }

    /// What the failure of a flow says of its effect.
    private static func taken(_ error: VenueError) -> Ending.Taken {
        switch error.effect {
        case .notSent: .notSent
        case .unknown, .executed: .doubtful
        case .notExecuted(.read): .refused
        case .notExecuted: .denied
        }
    }
}

extension Ending {
    init(_ outcome: PlaceOutcome) {
        switch outcome {
        case .accepted(let acceptance):
            self.init(.read)
            ids = [acceptance.venueOrderID.rawValue]
            take(acceptance.order)
            take(acceptance.fills)
        case .rejected(let error, _): self.init(.denied, error: error)
        case .notSent(let error): self.init(.notSent, error: error)
        case .unknown(let uncertainty): self.init(.doubtful, error: uncertainty.error)
        }
    }

    init(_ outcome: CancelOutcome) {
        switch outcome {
        case .ended(let order):
            self.init(.read)
            take(order)
        case .requested: self.init(.read)
        case .notLive(let error): self.init(.denied, error: error)
        case .rejected(let error): self.init(.denied, error: error)
        case .notSent(let error): self.init(.notSent, error: error)
        case .unknown(let error): self.init(.doubtful, error: error)
        }
    }

    init(_ outcome: AmendOutcome) {
        switch outcome {
        case .amended(let order, _):
            self.init(.read)
            take(order)
        case .rejected(let error): self.init(.denied, error: error)
        case .notSent(let error): self.init(.notSent, error: error)
        case .unknown(let error): self.init(.doubtful, error: error)
        }
    }

    init(_ resolution: PlaceResolution) {
        switch resolution {
        case .found(let order, let fills):
            self.init(.read)
            ids = [order.venueOrderID.rawValue]
            take(order)
            take(fills)
        case .absent: self.init(.absent)
        case .unresolved(let error): self.init(.doubtful, error: error)
        }
    }

    init(_ lookup: OrderLookup) {
        switch lookup {
        case .found(let order):
            self.init(.read)
            take(order)
        case .absent: self.init(.absent)
        }
    }
}
