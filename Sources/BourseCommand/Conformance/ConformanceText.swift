import AdapterConformance
import AdapterProtocol

/// A run as people read it.
enum ConformanceText {
    /// One line when a case is over.
    static func progress(_ venue: String, _ result: ConformanceResult, position: Int, of count: Int) -> String {
        let number = String(repeating: " ", count: max(0, "\(count)".count - "\(position)".count)) + "\(position)"
        let detail = result.outcome.detail.map { ": " + oneLine($0) } ?? ""
        return "\(venue)  \(number)/\(count)  \(result.case.id)  \(result.outcome.word)\(detail)"
    }

    /// Counts by group, then everything that is red.
    static func summary(_ run: ConformanceRun) -> String {
        let report = run.report
        let verdict =
            !report.isComplete
            ? "INTERRUPTED" : report.isGreen ? (report.isWhole ? "every promise holds" : "holds, a part") : "RED"
        let title =
            "\(run.venue) \(report.version) on \(run.place), \(report.coverage.rawValue), seed \(run.seed): \(verdict)"
        return ([title] + table(run) + reds(report)).joined(separator: "\n")
    }

    private static func table(_ run: ConformanceRun) -> [String] {
        let groups = run.groups
        let width = max(groups.map(\.name.count).max() ?? 0, 5) + 2
        func row(_ name: String, _ cells: [String]) -> String {
            let columns = zip(cells, ConformanceRun.outcomes).map { cell, word in
                String(repeating: " ", count: word.count + 2 - cell.count) + cell
            }
            return "  " + name + String(repeating: " ", count: width - name.count) + columns.joined()
        }
        let head = row("group", ConformanceRun.outcomes)
        let rows = groups.map { group in
            row(
                group.name, ConformanceRun.outcomes.map { word in "\(group.results.count { $0.outcome.word == word })" }
            )
        }
        return [head] + rows + [row("all", ConformanceRun.outcomes.map { "\(run.report.count($0))" })]
    }

    private static func reds(_ report: ConformanceReport) -> [String] {
        var lines: [String] = []
        for result in report.results {
            let word: String
            switch result.outcome {
            case .failed: word = "FAILED"
            case .skipped where result.isRedSkip: word = "SKIPPED, though claimed"
            case .passed, .skipped, .notApplicable, .notCovered: continue
            }
            lines += [
                "\(word)  \(result.case.id)", "  promised  \(result.case.promise)", "  because   \(result.case.reason)",
                "  seen      \(oneLine(result.outcome.detail ?? ""))",
            ]
        }
        return lines + report.cellProblems.map { "CELL  \($0.capability): \($0.problem)" }
            + report.unclaimed.map { "CELL  \($0): not claimed, though all that would prove it passes (not red)" }
    }

    /// A case for `--list`.
    static func listing(_ one: ConformanceCase) -> String {
        let proves = one.proves.sorted().map(\.rawValue).joined(separator: ", ")
        return """
            \(one.id)
              promises  \(one.promise)
              because   \(one.reason)
              needs     \(one.needs.rawValue)\(proves.isEmpty ? "" : "\n  proves    \(proves)")
            """
    }

    /// What was seen may hold a venue's answer: control characters never reach the terminal.
    private static func oneLine(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
