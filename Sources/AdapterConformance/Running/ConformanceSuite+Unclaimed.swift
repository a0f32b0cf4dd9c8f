import AdapterProtocol
import AdapterRuntime

extension ConformanceSuite {
    /// The cells that the adapter does not claim although all cases that prove them pass once they are claimed.
    ///
    /// Tried only where time is free and no money is real: what is not claimed may not be harmless.
    func unclaimed(
        _ subject: ConformanceSubject, _ coverage: Coverage, random: any RandomSource, _ limit: CaseLimit?
    ) async -> [Capability] {
        guard coverage == .trading, subject.endpoint?.environment.isRealMoney == false,
            subject.endpoint?.clock is ManualClock
        else { return [] }
        let offered = subject.adapter.capabilities
        var found: [Capability] = []
        for capability in Set(cases.flatMap(\.proves)).sorted() where !offered[capability].isOffered {
            let bound = cases.filter { one in
                one.proves.contains(capability) && coverage.covers(one.needs)
                    && one.proves.allSatisfy { $0 == capability || offered[$0].isOffered }
            }
            var claiming = AdapterProxy(subject.adapter, Unwoven())
            claiming.capabilities = VenueCapabilities(
                offered.table.merging([capability: .native]) { _, claimed in claimed })
            var subject = subject
            subject.adapter = claiming
            if await allPass(bound, subject, coverage, random, limit) { found.append(capability) }
        }
        return found
    }

    /// Whether each case passes or says nothing of this venue, and most of them pass: where a venue has nothing of a kind, a
    /// case that only looks for a refusal passes all the same.
    private func allPass(
        _ cases: [ConformanceCase], _ subject: ConformanceSubject, _ coverage: Coverage, _ random: any RandomSource,
        _ limit: CaseLimit?
    ) async -> Bool {
        // What cannot even begin passes nothing.
        guard !cases.isEmpty, !Task.isCancelled,
            let examination = try? await Examination.begin(subject, random: random)
        else { return false }
        var (passed, silent) = (0, 0)
        for one in cases where !Task.isCancelled {
            switch await ended(one, examination, coverage, limit) {
            case .passed: passed += 1
            case .notApplicable: silent += 1
            case .failed, .skipped, .notCovered, nil: return false
            }
        }
        return passed > silent
    }
}

/// Leaves every flow as it is.
private struct Unwoven: AdapterProxy.Weaver {
    func weave<Output: Sendable>(_ flow: Flow<Output>, of operation: AdapterProxy.Operation) -> Flow<Output> { flow }
}
