import AdapterConformance
import AdapterProtocol

/// An adapter that judges keys wrongly.
enum KeyTestDefects {
    static let all: [Defect] = [
        report("every key works") { $0.causes = [] },
        report("no key works") {
            $0.causes.append(KeyTestReport.Cause(kind: .unknownKey, evidence: "the venue said so"))
        },
        report("every cause is the network") { report in
            report.causes = report.causes.map {
                KeyTestReport.Cause(kind: .unreachable, evidence: $0.evidence)
            }
        },
        report("the clock is not measured") { $0.clock = nil },
        report("the clock is said to be an hour off") { report in
            report.clock = KeyTestReport.ClockOffset(offset: .seconds(3600), uncertainty: .milliseconds(1))
        },
        .fault("a key that does not work is an error", [.testKey]) { output in
            guard let report = output as? KeyTestReport, !report.causes.isEmpty else { return nil }
            return VenueError(
                kind: .authentication, effect: .notExecuted(.read), advice: .never, message: "the key does not work")
        },
        .bent("a key test cancels what is open") { $0.keyTestCancels = true },
        Defect("every other key test warns of nothing and grants nothing") { subject in
            let turns = Turns()
            Self.report("") { report in
                guard turns.next().isMultiple(of: 2) else { return }
                report.rights = [:]
            }.plant(&subject)
        },
    ]

    private static func report(
        _ name: String, _ change: @escaping @Sendable (inout KeyTestReport) -> Void
    ) -> Defect {
        .output(name, .testKey) { (report: KeyTestReport) in
            var report = report
            change(&report)
            return report
        }
    }
}
