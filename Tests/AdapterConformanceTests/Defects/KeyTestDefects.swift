import AdapterConformance
import AdapterProtocol

/// An adapter that judges keys wrongly.
enum KeyTestDefects {
    static let all: [Defect] = [
        report("every right is granted") { report in
            for right in KeyTestReport.Right.allCases { report.rights[right] = .granted }
        },
        report("no right is granted") { report in
            for right in KeyTestReport.Right.allCases { report.rights[right] = .denied }
        },
        report("what cannot be told is denied") { report in
            for (right, verdict) in report.rights where verdict != .granted && verdict != .denied {
                report.rights[right] = .denied
            }
        },
        report("what cannot be told is granted") { report in
            for (right, verdict) in report.rights where verdict != .granted && verdict != .denied {
                report.rights[right] = .granted
            }
        },
        report("nothing can be told") { report in
            for right in KeyTestReport.Right.allCases { report.rights[right] = .undetermined("") }
        },
        report("rights are forgotten") { $0.rights = [:] },
        report("reading implies placing") { $0.rights[.placeOrders] = $0.rights[.readBalances] },
        report("the right to withdraw is not seen") { $0.rights[.withdraw] = .denied },
        report("withdrawing is not warned of") { $0.warnings = [] },
        report("everything is warned of") { $0.warnings += ["this key can withdraw"] },
        report("every key works") { $0.causes = [] },
        report("no key works") {
            $0.causes.append(KeyTestReport.Cause(kind: .unknownKey, evidence: "the venue said so"))
        },
        report("causes without evidence") { report in
            report.causes = report.causes.map { KeyTestReport.Cause(kind: $0.kind, evidence: "") }
        },
        report("every cause is the network") { report in
            report.causes = report.causes.map {
                KeyTestReport.Cause(kind: .unreachable, evidence: $0.evidence)
            }
        },
        report("every cause is a clock that is off") { report in
            report.causes = report.causes.map { KeyTestReport.Cause(kind: .clockSkew, evidence: $0.evidence) }
        },
        report("the clock is not measured") { $0.clock = nil },
        report("the clock's offset has the wrong sign") { report in
            report.clock = report.clock.map {
                KeyTestReport.ClockOffset(offset: .zero - $0.offset, uncertainty: $0.uncertainty)
            }
        },
        report("the clock is said to be right") { report in
            report.clock = KeyTestReport.ClockOffset(offset: .zero, uncertainty: .zero)
        },
        report("the clock is said to be an hour off") { report in
            report.clock = KeyTestReport.ClockOffset(offset: .seconds(3600), uncertainty: .milliseconds(1))
        },
        report("the end of the key is of 1970") { $0.expiresAt = Timestamp(seconds: 1_790_000) },
        report("every key is bound to an address") { $0.isAddressRestricted = true },
        .fault("a key that does not work is an error", [.testKey]) { output in
            guard let report = output as? KeyTestReport, !report.causes.isEmpty else { return nil }
            return VenueError(
                kind: .authentication, effect: .notExecuted(.read), advice: .never, message: "the key does not work")
        },
        .rescue("a key that cannot be tried works", [.testKey]) { _ in
            KeyTestReport(rights: [.readBalances: .granted, .placeOrders: .granted])
        },
        .bent("a key test cancels what is open") { $0.keyTestCancels = true },
        Defect("every other key test warns of nothing and grants nothing") { subject in
            let turns = Turns()
            Self.report("") { report in
                guard turns.next().isMultiple(of: 2) else { return }
                report.rights = [:]
            }.plant(&subject)
        },
        .call("the key is tried by placing an order", [.testKey]) { call in
            call.intent == .write ? call.with(path: call.path.replacing("/test", with: "")) : call
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
