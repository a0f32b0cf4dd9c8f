import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing

/// kucoin.md F: rights, restriction, and the set of causes that fit an answer.
@Suite("Key test")
struct KeyTestTests {
    private func report(_ script: [CallResult], latency: Duration = .zero) throws -> FlowRun<KeyTestReport> {
        let environment = try #require(Sample.adapter.environments.first)
        return Sample.adapter.testKey(probe: try Sample.bitcoin(), in: environment)
            .run(latency: latency, script: script)
    }

    private func report(sample: String, mode: CallResult? = nil) throws -> KeyTestReport {
        let mode = try mode ?? Sample.ok("uta-account-mode")
        return try #require(
            try report([try Sample.ok("rest-server-time"), try Sample.ok(sample), mode]).output)
    }

    @Test("A trading key that can withdraw: every right told, with warnings")
    func withdraws() throws {
        let report = try report(sample: "rest-api-key")
        for right in KeyTestReport.Right.allCases { #expect(report.rights[right] == .granted, "\(right)") }
        #expect(report.isAddressRestricted == true)
        #expect(report.accountID == "165111215")
        #expect(report.warnings.contains { $0.contains("can withdraw") })
        #expect(report.isUsable)
    }

    @Test("A key without addresses; it cannot withdraw")
    func noAddresses() throws {
        let report = try report(sample: "rest-api-key-no-ip-limit")
        #expect(report.rights[.withdraw] == .denied)
        #expect(report.rights[.transfer] == .granted)
        #expect(report.isAddressRestricted == false)
        #expect(report.warnings.contains { $0.contains("30 idle days") })
    }

    @Test("A read-only key of a sub-account; an empty list of addresses is none")
    func readOnly() throws {
        let report = try report(sample: "rest-api-key-read-only-sub")
        #expect(report.rights[.readBalances] == .granted)
        #expect(report.rights[.placeOrders] == .denied)
        #expect(report.rights[.cancelOrders] == .denied)
        #expect(report.isAddressRestricted == false)
        #expect(!report.isUsable)
    }

    @Test("Both words of the right to withdraw", arguments: ["Withdrawal", "Transfer"])
    func withdrawWords(_ word: String) throws {
        let body = try Sample.data("rest-api-key").replacing("permission", with: "\"General,\(word)\"").text
        let run = try report([try Sample.ok("rest-server-time"), .data(body), try Sample.ok("uta-account-mode")])
        #expect(run.output?.rights[.withdraw] == .granted)
        #expect(run.output?.rights[.transfer] == .denied)
    }

    @Test("An account in unified mode leaves the right to trade open; an unknown mode is said")
    func mode() throws {
        let unified = try report(sample: "rest-api-key", mode: .data(#"{"selfAccountMode":"UNIFIED"}"#))
        guard case .undetermined = unified.rights[.placeOrders] else {
            Issue.record("must be undetermined")
            return
        }
        #expect(!unified.isUsable)
        let untold = try report(sample: "rest-api-key", mode: .refused("404000", "URL NOT FOUND", status: 404))
        #expect(untold.isUsable)
        #expect(untold.warnings.contains { $0.contains("404000") })
    }

    @Test("The clock is measured: venue minus the middle of the round trip, give or take its half")
    func clock() throws {
        let venue = Sample.now.milliseconds + 7000
        let run = try report(
            [.data(String(venue)), try Sample.ok("rest-error-timestamp")], latency: .milliseconds(200))
        #expect(run.output?.clock?.offset == .milliseconds(6900))
        #expect(run.output?.clock?.uncertainty == .milliseconds(100))
    }

    static let failures: [(name: String, status: Int, causes: [KeyTestReport.Cause.Kind])] = [
        ("missing-header", 400, [.malformedKey]), ("timestamp", 400, [.clockSkew]),
        ("key-not-exists", 401, [.unknownKey, .expired]), ("passphrase", 401, [.wrongSecret]),
        ("signature", 401, [.wrongSecret]), ("ip", 403, [.wrongAddress]),
        ("permission", 403, [.missingRight, .expired]),
    ]

    @Test("Every captured failure gives the causes that fit it", arguments: failures.indices)
    func causes(_ index: Int) throws {
        let row = Self.failures[index]
        let answer = CallResult.status(row.status, try Sample.body("rest-error-\(row.name)"))
        let report = try #require(try report([try Sample.ok("rest-server-time"), answer]).output)
        #expect(report.causes.map(\.kind) == row.causes)
        for cause in report.causes {
            let code = try #require(try Sample.tree("rest-error-\(row.name)")["code"]?.plain)
            #expect(cause.evidence.contains(code))
            if row.causes.count > 1 || row.causes == [.wrongSecret] {
                #expect(cause.evidence.contains("cannot be told apart"))
            }
        }
        #expect(!report.isUsable)
    }

    @Test(
        "Every code of a blocked region is told as that, and as nothing else (G.2)",
        arguments: ["400301", "400500", "126021", "126037", "126045", "126046"])
    func region(_ code: String) throws {
        let run = try report([try Sample.ok("rest-server-time"), .refused(code, "not in your region")])
        #expect(run.output?.causes.map(\.kind) == [.regionBlocked])
    }

    @Test("An unreachable venue is a report; nothing is written by any test")
    func unreachable() throws {
        let run = try report([.neverSent])
        #expect(run.output?.causes.map(\.kind) == [.unreachable])
        let whole = try report([
            try Sample.ok("rest-server-time"), try Sample.ok("rest-api-key"), try Sample.ok("uta-account-mode"),
        ])
        #expect(whole.calls.allSatisfy { $0.intent == .read && $0.method == .get })
    }
}
