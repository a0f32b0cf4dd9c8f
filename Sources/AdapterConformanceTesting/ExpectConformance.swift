public import AdapterConformance
public import AdapterRuntime
public import Testing

/// Examines an adapter; every promise that does not hold becomes an issue of the running test, with the case's id, the
/// promise, why it matters and what was seen.
///
/// ```swift
/// @Test func conforms() async throws {
///     let keys = [ConformanceEndpoint.KeyRole.trade: Credentials([CredentialField.apiKey.name: Secret("…")])]
///     try await expectConformance(
///         of: ConformanceSubject(
///             adapter: MyAdapter(),
///             endpoint: ConformanceEndpoint(
///                 environment: VenueEnvironment(name: "demo", rest: "https://demo.example", isRealMoney: false),
///                 transport: HTTPTransport(), keys: keys, mayTrade: true)))
/// }
/// ```
///
/// - Throws: `VenueError` when nothing can be examined.
@discardableResult
public func expectConformance(
    of subject: ConformanceSubject, random: any RandomSource = SystemRandomSource(),
    cases isWanted: (ConformanceCase) -> Bool = { _ in true }, sourceLocation: SourceLocation = #_sourceLocation
) async throws -> ConformanceReport {
    let report = try await ConformanceSuite(isWanted).run(subject, random: random)
    for result in report.results {
        if let comment = comment(on: result) { Issue.record(comment, sourceLocation: sourceLocation) }
    }
    for problem in report.cellProblems {
        Issue.record("\(problem.capability): \(problem.problem)", sourceLocation: sourceLocation)
    }
    if !report.isComplete { Issue.record("the run was cancelled", sourceLocation: sourceLocation) }
    return report
}

/// Examines an adapter by one case, for a test that takes `ConformanceSuite.allCases` as its arguments, so that each case
/// is a line of the test report:
///
/// ```swift
/// @Suite(.serialized) struct Conformance {
///     @Test(arguments: ConformanceSuite.allCases) func holds(_ one: ConformanceCase) async throws {
///         try await expectConformance(of: Self.subject, to: one)
///     }
/// }
/// ```
///
/// The suite must be serialized: cases share the account. That claimed cells are proven needs the whole suite at once.
///
/// - Throws: `VenueError` when nothing can be examined.
public func expectConformance(
    of subject: ConformanceSubject, to one: ConformanceCase, random: any RandomSource = SystemRandomSource(),
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let report = try await ConformanceSuite { $0.id == one.id }.run(subject, random: random)
    for result in report.results {
        if let comment = comment(on: result) { Issue.record(comment, sourceLocation: sourceLocation) }
    }
    if report.results.isEmpty { Issue.record("\(one.id) is no case of the suite", sourceLocation: sourceLocation) }
}

/// What an issue says of a result, nil when it needs none.
private func comment(on result: ConformanceResult) -> Comment? {
    switch result.outcome {
    case .failed(let seen):
        "\(result.case.id): \(result.case.promise) \(result.case.reason) Seen: \(seen)"
    case .skipped(let reason) where result.isRedSkip:
        "\(result.case.id): \(result.case.promise) It is claimed, and could not be seen: \(reason)"
    case .passed, .skipped, .notApplicable, .notCovered: nil
    }
}
