import AdapterConformance
import AdapterProtocol

/// Runs as the XML that build servers read: one test suite per venue and group, and one for what is wrong with a venue's
/// cells, so that a red run is red there too.
enum JUnitDocument {
    static func text(_ runs: [ConformanceRun]) -> String {
        var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#, #"<testsuites name="bourse conformance">"#]
        for run in runs {
            for group in run.groups { lines += suite("\(run.venue).\(group.name)", group.results, run) }
            lines += verdict(run)
        }
        return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
    }

    private static func suite(_ name: String, _ results: [ConformanceResult], _ run: ConformanceRun) -> [String] {
        let failures = results.count { isRed($0) }
        let passed = results.count { $0.outcome == .passed }
        let took = results.reduce(Duration.zero) { $0 + $1.took }
        let head = suiteHead(
            name, run, tests: results.count, failures: failures, skipped: results.count - passed - failures, took)
        return [head] + results.flatMap { testCase(name, $0) } + ["  </testsuite>"]
    }

    /// What no case says: a claimed cell without proof, a run that was interrupted.
    private static func verdict(_ run: ConformanceRun) -> [String] {
        var problems = run.report.cellProblems.map { ($0.capability.rawValue, $0.problem) }
        if !run.report.isComplete { problems.append(("complete", "the run was interrupted")) }
        guard !problems.isEmpty else { return [] }
        let name = "\(run.venue).cells"
        let head = suiteHead(name, run, tests: problems.count, failures: problems.count, skipped: 0, .zero)
        let cases = problems.flatMap { cell, problem in
            [
                "    <testcase\(attributes([("classname", name), ("name", cell), ("time", "0.000")]))>",
                "      <failure\(attributes([("message", problem)]))/>", "    </testcase>",
            ]
        }
        return [head] + cases + ["  </testsuite>"]
    }

    private static func suiteHead(
        _ name: String, _ run: ConformanceRun, tests: Int, failures: Int, skipped: Int, _ took: Duration
    ) -> String {
        let attributes = attributes([
            ("name", name), ("tests", "\(tests)"), ("failures", "\(failures)"), ("errors", "0"),
            ("skipped", "\(skipped)"), ("time", seconds(took)), ("timestamp", run.startedAt.description),
        ])
        return "  <testsuite\(attributes)>"
    }

    private static func testCase(_ suite: String, _ result: ConformanceResult) -> [String] {
        let one = result.case
        let head = attributes([("classname", suite), ("name", one.id), ("time", seconds(result.took))])
        guard result.outcome != .passed else { return ["    <testcase\(head)/>"] }
        let seen = result.outcome.detail ?? "the run does not cover it"
        let inside =
            isRed(result)
            ? "<failure\(attributes([("message", one.promise)]))>\(escaped(one.reason)) Seen: \(escaped(seen))</failure>"
            : "<skipped\(attributes([("message", "\(result.outcome.word): \(seen)")]))/>"
        return ["    <testcase\(head)>", "      " + inside, "    </testcase>"]
    }

    private static func isRed(_ result: ConformanceResult) -> Bool {
        result.outcome.word == "failed" || result.isRedSkip
    }

    private static func attributes(_ pairs: [(String, String)]) -> String {
        pairs.map { " \($0)=\"\(escaped($1))\"" }.joined()
    }

    private static func seconds(_ duration: Duration) -> String {
        let milliseconds = max(0, duration.wholeMilliseconds)
        let rest = "\(milliseconds % 1000)"
        return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }

    /// What a venue answered may hold anything; XML 1.0 has no spelling for most control characters.
    static func escaped(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "\t", "\n", "\r": output += "&#\(scalar.value);"
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": output += "\u{FFFD}"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}
