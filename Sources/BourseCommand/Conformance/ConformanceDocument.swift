import AdapterConformance
import AdapterKit
import AdapterProtocol

/// A run as programs read it.
enum ConformanceDocument {
    static func write(_ run: ConformanceRun, to writer: inout JSONWriter) {
        let report = run.report
        writer.object { writer in
            writer.member("venue", run.venue)
            writer.member("adapter_version", report.version)
            writer.member("environment", run.place)
            writer.member("coverage", report.coverage.rawValue)
            writer.member("started_at", run.startedAt.description)
            writer.member("seed", "\(run.seed)")
            writer.flag("complete", report.isComplete)
            writer.flag("whole", report.isWhole)
            writer.flag("green", report.isGreen)
            counts(report, to: &writer)
            cellProblems(report, to: &writer)
            writer.texts("unclaimed", report.unclaimed.map(\.rawValue))
            writer.key("cases")
            writer.array { writer in
                for result in report.results { write(result, to: &writer) }
            }
        }
    }

    private static func write(_ result: ConformanceResult, to writer: inout JSONWriter) {
        writer.object { writer in
            members(of: result.case, to: &writer)
            writer.member("outcome", result.outcome.word)
            writer.member("seen", result.outcome.detail)
            writer.number("took_ms", result.took.wholeMilliseconds)
        }
    }

    /// A case for `--list`.
    static func write(_ one: ConformanceCase, to writer: inout JSONWriter) {
        writer.object { members(of: one, to: &$0) }
    }

    private static func members(of one: ConformanceCase, to writer: inout JSONWriter) {
        writer.member("id", one.id)
        writer.member("group", String(one.group))
        writer.member("promise", one.promise)
        writer.member("reason", one.reason)
        writer.texts("proves", one.proves.sorted().map(\.rawValue))
        writer.member("needs", one.needs.rawValue)
    }

    static func counts(_ report: ConformanceReport, to writer: inout JSONWriter) {
        writer.key("counts")
        writer.object { writer in
            for word in ConformanceRun.outcomes { writer.number(word, Int64(report.count(word))) }
        }
    }

    static func cellProblems(_ report: ConformanceReport, to writer: inout JSONWriter) {
        writer.key("cell_problems")
        writer.array { writer in
            for cell in report.cellProblems {
                writer.object { writer in
                    writer.member("capability", cell.capability.rawValue)
                    writer.member("problem", cell.problem)
                }
            }
        }
    }
}
