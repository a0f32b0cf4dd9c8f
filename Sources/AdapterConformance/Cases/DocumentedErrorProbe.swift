import AdapterProtocol

/// Hands the adapter a documented error in answer to an operation, without a venue, and tells what it makes of it.
struct DocumentedErrorProbe {
    /// What an operation made of an answer.
    struct Seen {
        /// The call that was answered.
        let call: VenueCall?
        /// The error that is told; nil for none.
        let error: VenueError?
        /// Whether the operation says that there is no such order, or none that lives.
        let isAbsence: Bool
        /// Whether outcome and effect say the same.
        let isConsistent: Bool
        /// All of it in words.
        let words: String
    }

    let examination: Examination
    /// An open order of ours and how the venue shows it, for amendments, which read it first.
    var open: (order: OrderReference, shown: Recordings)?

    private static let order = OrderReference.venue(VenueOrderID(rawValue: "1234567890"))

    func ask(_ operation: DocumentedError.Operation, _ error: DocumentedError) throws -> Seen {
        switch operation {
        case .read: read(error)
        case .lookUp: lookUp(error)
        case .place: try place(error)
        case .cancel: cancel(error)
        case .amend: try amend(error)
        }
    }

    private func run<Output>(_ flow: Flow<Output>, _ error: DocumentedError) -> FlowRun<Output> {
        flow.run(at: examination.clock.now, mostCalls: 50) { call, _, _ in
            // Before it changes an order an adapter may look at it.
            if call.intent == .read, let open, let shown = open.shown.answer(to: call) { return .reply(shown) }
            return .reply(error.reply)
        }
    }

    private func read(_ error: DocumentedError) -> Seen {
        let run = run(examination.adapter.balances(), error)
        return Seen(
            call: run.calls.first, error: run.failure, isAbsence: false, isConsistent: true, words: "\(run.result)")
    }

    private func lookUp(_ error: DocumentedError) -> Seen {
        let run = run(examination.adapter.order(Self.order, on: examination.market.instrument), error)
        let isAbsence = if case .absent = run.output { true } else { false }
        return Seen(
            call: run.calls.first, error: run.failure, isAbsence: isAbsence, isConsistent: true, words: "\(run.result)")
    }

    private func place(_ error: DocumentedError) throws -> Seen {
        let request = try examination.restingBuy()
        let run = run(examination.adapter.place(request, on: examination.market.instrument), error)
        let call = run.calls.first { $0.intent == .write }
        let words = "\(run.result)"
        return switch run.output {
        case .rejected(let error, _): told(call, error, error.effect.isRefusal, words)
        case .unknown(let uncertainty): told(call, uncertainty.error, uncertainty.error.effect == .unknown, words)
        case .accepted, .notSent, nil: told(call, nil, false, words)
        }
    }

    private func cancel(_ error: DocumentedError) -> Seen {
        let run = run(examination.adapter.cancel(Self.order, on: examination.market.instrument), error)
        let call = run.calls.first { $0.intent == .write }
        let words = "\(run.result)"
        return switch run.output {
        case .notLive(let error): told(call, error, error.effect.isRefusal, words, isAbsence: true)
        case .rejected(let error): told(call, error, error.effect.isRefusal, words)
        case .unknown(let error): told(call, error, error.effect == .unknown, words)
        case .ended, .requested, .notSent, nil: told(call, nil, false, words)
        }
    }

    private func amend(_ error: DocumentedError) throws -> Seen {
        guard let open else { throw CaseStop.skipped("there is no open order to amend") }
        let change = OrderAmendment(quantity: try examination.restingBuy().amount.value)
        let run = run(examination.adapter.amend(open.order, to: change, on: examination.market.instrument), error)
        let call = run.calls.first { $0.intent == .write }
        let words = "\(run.result)"
        return switch run.output {
        case .rejected(let error): told(call, error, error.effect.isRefusal, words)
        case .unknown(let error): told(call, error, error.effect == .unknown, words)
        default: told(call, nil, false, words)
        }
    }

    /// The causes that a key test names whose every signed call gets the answer; calls without a key get the venue's own.
    func causes(_ error: DocumentedError, known: Recordings) throws(CaseStop) -> [KeyTestReport.Cause.Kind] {
        guard let environment = examination.adapter.environments.first else {
            throw .notApplicable("the adapter names no environment")
        }
        let flow = examination.adapter.testKey(probe: examination.market.instrument, in: environment)
        let run = flow.run(at: examination.clock.now, mostCalls: 50) { call, _, _ in
            if !call.isSigned, let reply = known.answer(to: call) { return .reply(reply) }
            return .reply(error.reply)
        }
        guard let report = run.output else { throw .broken("\(error.id): the key test tells nothing: \(run.result)") }
        return report.causes.map(\.kind)
    }

    private func told(
        _ call: VenueCall?, _ error: VenueError?, _ isConsistent: Bool, _ words: String, isAbsence: Bool = false
    ) -> Seen {
        Seen(call: call, error: error, isAbsence: isAbsence, isConsistent: isConsistent, words: words)
    }
}

extension VenueError.Effect {
    /// Whether the venue did nothing, however that is known.
    fileprivate var isRefusal: Bool { if case .notExecuted = self { true } else { false } }
}
