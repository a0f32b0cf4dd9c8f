/// One case and what came of it.
public struct ConformanceResult: Sendable {
    /// The case.
    public let `case`: ConformanceCase
    /// What came of it.
    public let outcome: CaseOutcome
    /// How long it took, by the endpoint's clock.
    public let took: Duration

    /// A result.
    public init(case one: ConformanceCase, outcome: CaseOutcome, took: Duration) {
        self.case = one
        self.outcome = outcome
        self.took = took
    }

    /// Whether it was skipped although it proves something that is claimed: as red as a failure.
    public var isRedSkip: Bool {
        if case .skipped = outcome { !`case`.proves.isEmpty } else { false }
    }
}
