import AdapterConformance
import AdapterProtocol

/// One venue's report, and what its renderers say besides.
struct ConformanceRun: Sendable {
    let report: ConformanceReport
    /// Client ids and everything else that is drawn depend on it.
    let seed: UInt64
    /// By the endpoint's clock.
    let startedAt: Timestamp
    /// What `--record` writes.
    var recordings: String?

    /// The outcomes in the order in which they are counted everywhere.
    static let outcomes = ["passed", "failed", "skipped", "notApplicable", "notCovered"]

    var venue: String { report.venue.rawValue }
    /// The environment's name, never its address or a key.
    var place: String { report.environment?.name ?? "recorded" }

    /// The groups in the suite's order, each with its results.
    var groups: [(name: String, results: [ConformanceResult])] {
        var order: [String] = []
        var results: [String: [ConformanceResult]] = [:]
        for result in report.results {
            let group = String(result.case.group)
            if results[group] == nil { order.append(group) }
            results[group, default: []].append(result)
        }
        return order.map { ($0, results[$0] ?? []) }
    }

    /// The exit code of a command that made these runs: zero only when every promise holds.
    static func exitCode(_ runs: [ConformanceRun]) -> Int32 {
        !runs.isEmpty && runs.allSatisfy(\.report.isGreen) ? 0 : 1
    }
}
