import AdapterProtocol

/// Answers that tell nothing, to every read: the adapter alone.
enum ReadAmbiguityCases {
    static let all: [ConformanceCase] =
        (ReadOperation.publicReads + ReadOperation.accountReads + ReadOperation.orderReads + [ReadOperation.lookUp])
        .flatMap { [unanswered($0), unreadable($0)] }

    private static func unanswered(_ read: ReadOperation) -> ConformanceCase {
        ConformanceCase(
            "unanswered.\(read.name)",
            "The read '\(read.name)' that gets no answer, or a server's failure, fails and has done nothing.",
            because: "A read that is called in doubt blocks what it was asked for; an invented value is traded on.",
            needs: .adapter
        ) { examination in
            if let capability = read.capability { try examination.mustOffer(capability) }
            for answer in AmbiguousAnswer.all {
                for spelling in answer.spellings where isFailure(spelling) {
                    try holdFailed(read.drive(examination) { call, _, _ in spelling.result(for: call.intent) }, answer)
                }
            }
        }
    }

    private static func unreadable(_ read: ReadOperation) -> ConformanceCase {
        ConformanceCase(
            "unreadable.\(read.name)",
            "The read '\(read.name)' that gets something else than the venue's answer fails, or is empty at most.",
            because: "Proxies and maintenance pages answer under 200, too.", needs: .adapter
        ) { examination in
            if let capability = read.capability { try examination.mustOffer(capability) }
            for answer in AmbiguousAnswer.all {
                for spelling in answer.spellings where !isFailure(spelling) {
                    let ending = read.drive(examination) { call, _, _ in spelling.result(for: call.intent) }
                    // Some venues answer "none" with an empty list.
                    if ending.rows == 0, answer.name == "array" { continue }
                    try holdFailed(ending, answer)
                }
            }
        }
    }

    private static func isFailure(_ spelling: AmbiguousAnswer.Spelling) -> Bool {
        if case .reply(let reply) = spelling { reply.status >= 300 } else { true }
    }

    private static func holdFailed(_ ending: ReadOperation.Ending, _ answer: AmbiguousAnswer) throws(CaseStop) {
        guard !ending.calls.isEmpty else { throw .notApplicable("it asks the venue nothing") }
        try hold(ending.calls.allSatisfy { $0.intent == .read }, "it writes")
        guard let error = ending.failure else {
            throw .broken("\(answer.words) read as \(ending.value ?? "a value")")
        }
        try hold(
            error.effect == .notExecuted(.read) || error.effect == .notSent,
            "\(answer.words): the effect is \(error.effect.name)")
        try hold(error.advice != .afterResync, "\(answer.words): the advice is '\(error.advice)'")
    }
}
