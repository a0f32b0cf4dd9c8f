import AdapterProtocol

/// Streams without a network: the venue's documented and recorded frames, as they stand and damaged in every way, played
/// to the adapter's pure sessions (``StreamScenarios``).
///
/// Adapters that ship no sequences are not examined by them: cases at an endpoint prove the same promises there.
enum OfflineStreamCases {
    static let all: [ConformanceCase] =
        OfflineReplayCases.all + OfflineSequenceCases.all + OfflineSnapshotCases.all + OfflineChecksumCases.all
        + OfflineFrameCases.all + OfflineSpellingCases.all + OfflineLifeCases.all + OfflineTimeCases.all
        + OfflineAccountCases.all + OfflineAccountFrameCases.all + OfflineAnswerCases.all + OfflineSecretCases.all
}

extension Examination {
    /// The sequences of a kind of session that `isWanted` picks.
    ///
    /// - Throws: ``CaseStop/notApplicable(_:)`` when there is none.
    func streamScenarios(
        of session: StreamScenario.Session, where isWanted: (StreamScenario) -> Bool
    ) throws(CaseStop) -> [StreamScenario] {
        guard let streamScenarios else { throw .notApplicable("the adapter ships no sequences of its streams") }
        let found = streamScenarios.scenarios.filter { $0.session == session && isWanted($0) }
        if found.isEmpty { throw .notApplicable("none of the venue's sequences shows it") }
        return found
    }

    /// Sequences of market data with something played in them, each with the session before and after its steps.
    func marketTrails(
        scripted: Bool = false, where isWanted: (StreamScenario) -> Bool = { _ in true }
    ) throws(CaseStop) -> [MarketTrail] {
        try streamScenarios(of: .market) {
            !($0.steps ?? []).isEmpty && (scripted || $0.isScripted != true) && isWanted($0)
        }
        .map { MarketTrail($0, adapter) }
    }

    /// The same of accounts.
    func accountTrails(
        scripted: Bool = false, where isWanted: (StreamScenario) -> Bool = { _ in true }
    ) throws(CaseStop) -> [AccountTrail] {
        try streamScenarios(of: .account) {
            !($0.steps ?? []).isEmpty && (scripted || $0.isScripted != true) && isWanted($0)
        }
        .map { AccountTrail($0, adapter) }
    }
}

extension StreamScenario {
    /// Whether a book is followed in it.
    var hasBook: Bool { follows?.contains { $0.channel == "book" } ?? false }

    /// Whether its books begin with a snapshot over REST.
    var hasSnapshot: Bool { steps?.contains { $0.snapshot != nil } ?? false }
}
