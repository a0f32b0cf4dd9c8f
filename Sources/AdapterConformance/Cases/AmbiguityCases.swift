import AdapterProtocol

/// Answers that prove nothing, to the commands that are one call: the adapter alone.
enum AmbiguityCases {
    static let all: [ConformanceCase] =
        AmbiguousAnswer.all.map(place) + AmbiguousAnswer.all.map(cancel) + AmbiguousAnswer.all.map(resolve)
        + [notSentPlace, notSentCancel]

    private static let reason = "Called a failure it is placed twice, called a success it is never looked for."

    private static func place(_ answer: AmbiguousAnswer) -> ConformanceCase {
        ConformanceCase(
            "ambiguity.place.\(answer.name)", "A placement that gets \(answer.words) may exist.", because: reason,
            needs: .adapter
        ) { examination in
            let request = try examination.restingBuy()
            for spelling in answer.spellings {
                let run = examination.adapter.place(request, on: examination.market.instrument)
                    .run(at: examination.clock.now) { call, _, _ in spelling.result(for: call.intent) }
                try holdOneWrite(run.calls)
                switch run.output {
                case .unknown(let uncertainty):
                    try holdDoubt(uncertainty.error)
                    try hold(uncertainty.clientOrderID == request.clientOrderID, "it asks for another client id")
                    try hold(uncertainty.visibilityBound > .zero, "the bound is \(uncertainty.visibilityBound)")
                case .rejected(let error, _): try holdStated(error, answer)
                case let other: throw CaseStop.broken("\(String(describing: other))")
                }
            }
        }
    }

    private static func cancel(_ answer: AmbiguousAnswer) -> ConformanceCase {
        ConformanceCase(
            "ambiguity.cancel.\(answer.name)", "A cancel that gets \(answer.words) may have worked.",
            because: "An order believed to be gone still trades; one believed to live is replaced twice.",
            needs: .adapter
        ) { examination in
            let order = OrderReference.venue(VenueOrderID(rawValue: "1234567890"))
            for spelling in answer.spellings {
                let run = examination.adapter.cancel(order, on: examination.market.instrument)
                    .run(at: examination.clock.now) { call, _, _ in spelling.result(for: call.intent) }
                try holdOneWrite(run.calls)
                switch run.output {
                case .unknown(let error): try holdDoubt(error)
                case .rejected(let error): try holdStated(error, answer)
                case let other: throw CaseStop.broken("\(String(describing: other))")
                }
            }
        }
    }

    private static func resolve(_ answer: AmbiguousAnswer) -> ConformanceCase {
        ConformanceCase(
            "ambiguity.resolve.\(answer.name)", "A look-up that gets \(answer.words) settles nothing.",
            because: "Absence believed on such an answer frees the money of an order that is live.", needs: .adapter
        ) { examination in
            let id = examination.newID()
            for spelling in answer.spellings {
                let run = examination.adapter.resolve(
                    id, signedBy: examination.clock.now, on: examination.market.instrument
                ).run(at: examination.clock.now, mostCalls: 200) { call, _, _ in spelling.result(for: call.intent) }
                try hold(run.calls.contains { $0.intent == .read }, "nothing was asked")
                try hold(run.calls.allSatisfy { $0.intent == .read }, "it writes")
                switch run.result {
                case .success(.unresolved), .failure: continue
                case .success(let other): throw CaseStop.broken("\(other)")
                }
            }
        }
    }

    private static let notSentPlace = ConformanceCase(
        "ambiguity.place.notSent", "A placement of which no byte left is not sent, whatever else went wrong.",
        because: "Called unknown it would block its money until somebody has looked for it.", needs: .adapter
    ) { examination in
        let request = try examination.restingBuy()
        let run = examination.adapter.place(request, on: examination.market.instrument)
            .run(at: examination.clock.now) { _, _, _ in .failure(.notSent(.network, "nobody listens")) }
        guard case .notSent(let error) = run.output else {
            throw CaseStop.broken("\(String(describing: run.output))")
        }
        try hold(error.effect == .notSent, "the effect is \(error.effect)")
    }

    private static let notSentCancel = ConformanceCase(
        "ambiguity.cancel.notSent", "A cancel of which no byte left is not sent.",
        because: "It can be repeated at once, without a look at the order.", needs: .adapter
    ) { examination in
        let order = OrderReference.venue(VenueOrderID(rawValue: "1234567890"))
        let run = examination.adapter.cancel(order, on: examination.market.instrument)
            .run(at: examination.clock.now) { _, _, _ in .failure(.notSent(.network, "nobody listens")) }
        guard case .notSent(let error) = run.output else {
            throw CaseStop.broken("\(String(describing: run.output))")
        }
        try hold(error.effect == .notSent, "the effect is \(error.effect)")
    }

    private static func holdOneWrite(_ calls: [VenueCall]) throws(CaseStop) {
        let writes = calls.count { $0.intent == .write }
        try hold(writes == 1, "\(writes) writes were made")
    }

    /// In doubt nothing may be repeated before somebody has looked.
    static func holdDoubt(_ error: VenueError) throws(CaseStop) {
        try hold(error.effect == .unknown, "the effect is \(error.effect.name): \(error)")
        try hold(error.advice == .afterResync, "in doubt the advice is '\(error.advice)': \(error)")
    }

    /// A refusal is believed only where the venue states that such an answer comes before anything is done.
    static func holdStated(_ error: VenueError, _ answer: AmbiguousAnswer) throws(CaseStop) {
        try hold(answer.mayBeStated, "it was called refused: \(error)")
        try hold(error.effect == .notExecuted(.stated), "refused without the venue's word: \(error)")
    }
}
