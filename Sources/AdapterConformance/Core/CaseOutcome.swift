/// What came of a case.
public enum CaseOutcome: Sendable, Hashable {
    /// The promise holds.
    case passed
    /// The promise does not hold: what was seen, redacted.
    case failed(String)
    /// It could not be seen, and why.
    case skipped(String)
    /// It says nothing about this venue, and why.
    case notApplicable(String)
    /// The kind of run that was asked for does not cover it.
    case notCovered

    /// One word for tables and certificates.
    public var word: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .skipped: "skipped"
        case .notApplicable: "notApplicable"
        case .notCovered: "notCovered"
        }
    }

    /// What was seen, or why it was not.
    public var detail: String? {
        switch self {
        case .passed, .notCovered: nil
        case .failed(let text), .skipped(let text), .notApplicable(let text): text
        }
    }
}
