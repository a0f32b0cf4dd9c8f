import AdapterProtocol
import Foundation
import Testing

@testable import AdapterConformance
@testable import BourseCommand

/// What people, build servers and auditors read of a run.
@Suite("Reports of a conformance run")
struct ReportTests {
    @Test("JUnit XML is well formed whatever a venue answered, and counts what it holds")
    func junit() throws {
        let text = JUnitDocument.text([try SampleRun.make(), try SampleRun.make([.passed], isComplete: false)])
        let xml = try #require(JUnitReader.read(text), "\(text)")
        #expect(xml.all("testcase").count == 7)
        #expect(xml.all("failure").count == 2, "one failed, one run was interrupted")
        #expect(xml.all("skipped").count == 3)
        let suites = xml.all("testsuite").map { suite in
            ["name", "tests", "failures", "skipped", "time"].compactMap { suite[$0] }.joined(separator: " ")
        }
        #expect(
            suites == [
                "binance.group0 3 0 2 3.702", "binance.group1 2 1 1 2.468", "binance.group0 1 0 0 1.234",
                "binance.cells 1 1 0 0.000",
            ])
        #expect(xml.all("failure").first?["message"] == "It holds <1>.")
    }

    @Test("What proves a claim and was skipped is a failure of the build")
    func redSkip() throws {
        let run = try SampleRun.make([.skipped("no funds")], proving: [.limitOrders])
        let xml = try #require(JUnitReader.read(JUnitDocument.text([run])))
        // The case, and the cell that it leaves without proof.
        #expect(xml.all("failure").count == 2 && xml.all("skipped").isEmpty)
        #expect(!run.report.isGreen)
        #expect(ConformanceText.summary(run).contains("SKIPPED, though claimed  group0.case0"))
    }

    @Test("The JSON document holds every case with its words")
    func document() throws {
        let run = try SampleRun.make()
        let document = try SampleRun.object { ConformanceDocument.write(run, to: &$0) }
        let cases = try #require(document["cases"] as? [[String: Any]])
        #expect(cases.map { $0["outcome"] as? String } == ConformanceRun.outcomes)
        #expect(cases[1]["seen"] as? String == SampleRun.nasty)
        #expect(document["seed"] as? String == "18446744073709551615")
        #expect(document["green"] as? Bool == false)
        #expect((document["counts"] as? [String: Int])?.values.allSatisfy { $0 == 1 } == true)
    }

    @Test("Text for people tells what is red, on lines of its own, and lets no control character through")
    func text() throws {
        let text = ConformanceText.summary(try SampleRun.make())
        #expect(text.contains("FAILED  group1.case1\n  promised  It holds <1>.\n  because   It must & shall.\n  seen"))
        #expect(!text.contains("\u{1B}") && !text.contains("\u{0}"))
        let line = ConformanceText.progress("binance", try SampleRun.make().report.results[1], position: 2, of: 160)
        #expect(line.hasPrefix("binance    2/160  group1.case1  failed: ") && !line.contains("\n"))
    }

    @Test("Only green runs exit with 0, and no run at all is not green")
    func exitCode() throws {
        let green = try SampleRun.make([.passed, .notApplicable("nothing")])
        #expect(green.report.isGreen && ConformanceRun.exitCode([green]) == 0)
        #expect(ConformanceRun.exitCode([]) == 1)
        for outcomes in [[CaseOutcome.failed("no")], [.passed, .failed("no")]] {
            #expect(ConformanceRun.exitCode([green, try SampleRun.make(outcomes)]) == 1)
        }
        #expect(ConformanceRun.exitCode([try SampleRun.make([.passed], isComplete: false)]) == 1)
    }

    @Test("A certificate is refused for a part of the suite, and its hashes follow the outcomes")
    func certificate() throws {
        func certificate(_ outcomes: [CaseOutcome]) throws -> [String: Any] {
            let run = try SampleRun.make(outcomes)
            return try SampleRun.object { Certificate.write(run, to: &$0) }
        }
        let green = try certificate([.passed, .passed])
        let red = try certificate([.passed, .failed("one")])
        let other = try certificate([.passed, .failed("two")])
        #expect(green["verdict"] as? String == "refused", "these cases are not the suite")
        #expect(green["cases_sha256"] as? String == red["cases_sha256"] as? String)
        #expect(green["outcomes_sha256"] as? String != red["outcomes_sha256"] as? String)
        #expect(red["outcomes_sha256"] as? String == other["outcomes_sha256"] as? String)
        let hashes = [red, other].map { ($0["cases"] as? [[String: Any]])?.last?["hash"] as? String }
        #expect(hashes[0] != hashes[1], "what was seen is in the case's own hash")
        // printf 'group0.case0\tpassed\ngroup1.case1\tpassed\n' | sha256sum
        #expect(
            green["outcomes_sha256"] as? String == "8aa4132c145a5a000087499378fb6c9d78b3178ae24ceac5655d14d5a5047b82")
    }
}
