import AdapterConformance
import AdapterKit
import AdapterProtocol

/// What a run proved, so that whoever repeats it can compare: nothing in it depends on the machine or on the wall clock, and
/// on the simulated exchange the same seed gives the same bytes.
enum Certificate {
    static func write(_ run: ConformanceRun, to writer: inout JSONWriter) {
        let report = run.report
        let results = report.results.sorted { $0.case.id.utf8.lexicographicallyPrecedes($1.case.id.utf8) }
        writer.object { writer in
            writer.member("venue", run.venue)
            writer.member("adapter_version", report.version)
            writer.member("bourse_version", Bourse.version)
            writer.member("environment", run.place)
            writer.member("coverage", report.coverage.rawValue)
            writer.member("started_at", run.startedAt.description)
            writer.member("seed", "\(run.seed)")
            writer.member("verdict", report.isGreen && report.isWhole ? "certified" : "refused")
            ConformanceDocument.counts(report, to: &writer)
            ConformanceDocument.cellProblems(report, to: &writer)
            writer.member("cases_sha256", hash(results.map { [$0.case.id, $0.case.promise] }))
            writer.member("outcomes_sha256", hash(results.map { [$0.case.id, $0.outcome.word] }))
            writer.key("cases")
            writer.array { writer in
                for result in results { write(result, to: &writer) }
            }
        }
    }

    private static func write(_ result: ConformanceResult, to writer: inout JSONWriter) {
        let one = result.case
        writer.object { writer in
            writer.member("id", one.id)
            writer.member("outcome", result.outcome.word)
            writer.member("hash", hash([[one.id, one.promise, result.outcome.word, result.outcome.detail ?? ""]]))
        }
    }

    /// SHA-256 over lines of fields with tabs between them: `sha256sum` checks it.
    private static func hash(_ lines: [[String]]) -> String {
        let text = lines.map { $0.joined(separator: "\t") + "\n" }.joined()
        return Digests.sha256(Array(text.utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
