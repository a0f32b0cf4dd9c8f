import AdapterKit
import AdapterProtocol
import Foundation
import Testing

@testable import AdapterConformance
@testable import BourseCommand

/// Runs that were never made, for what is said of them.
enum SampleRun {
    /// What a venue may answer, trying to break out of every document.
    static let nasty = "</failure>\"'&<![CDATA[ \u{0}\u{1B}[31m \n second line"
    /// One of each kind, in the order in which they are counted.
    static let outcomes: [CaseOutcome] = [
        .passed, .failed(nasty), .skipped(nasty), .notApplicable(nasty), .notCovered,
    ]

    /// A run with these outcomes, of an adapter that claims nothing, in two groups by turns.
    static func make(
        _ outcomes: [CaseOutcome] = outcomes, proving proves: Set<Capability> = [], isComplete: Bool = true
    ) throws -> ConformanceRun {
        let adapter = try #require(VenueModule.named("binance")).adapter
        let results = outcomes.enumerated().map { offset, outcome in
            ConformanceResult(
                case: ConformanceCase(
                    "group\(offset % 2).case\(offset)", "It holds <\(offset)>.", because: "It must & shall.",
                    proves: proves, needs: .adapter
                ) { _ in }, outcome: outcome, took: .milliseconds(1234))
        }
        return ConformanceRun(
            report: ConformanceReport(
                subject: ConformanceSubject(adapter: adapter), coverage: .offline, results: results,
                isComplete: isComplete, recorded: nil), seed: .max, startedAt: Timestamp(seconds: 1_790_000_000))
    }

    /// What a writer wrote, read by somebody else's parser.
    static func object(_ write: (inout JSONWriter) -> Void) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(bytes(write))) as? [String: Any])
    }

    static func bytes(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        write(&writer)
        return writer.bytes
    }
}
