import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// kraken.md F: what a key may do, without side effects, and why it does not work.
@Suite("Key test")
struct KeyTestTests {
    private func test(
        _ answer: CallResult, then rest: [CallResult] = [], now: Timestamp = Sample.now
    ) throws -> FlowRun<KeyTestReport> {
        let environment = try #require(Sample.adapter.environments.first)
        return Sample.adapter.testKey(probe: try Sample.bitcoin(), in: environment)
            .run(at: now, script: [try Sample.ok("rest-time"), answer] + rest)
    }

    private func info(_ change: [String: String], now: Timestamp = Sample.now) throws -> KeyTestReport {
        let row = change.reduce(try Sample.result("rest-get-api-key-info")) { $0.replacing($1.key, with: $1.value) }
        return try #require(try test(.result(row.text), now: now).output)
    }

    @Test("Live spelling: all rights, no addresses")
    func live() throws {
        let report = try #require(try test(try Sample.ok("rest-get-api-key-info")).output)
        #expect(report.rights[.readBalances] == .granted && report.rights[.readOrders] == .granted)
        #expect(report.rights[.placeOrders] == .granted && report.rights[.cancelOrders] == .granted)
        #expect(report.rights[.withdraw] == .granted)
        #expect(report.isAddressRestricted == false)
        #expect(report.expiresAt == nil)
        #expect(report.isUsable)
        #expect(report.warnings.contains { $0.contains("can withdraw") })
        #expect(!report.warnings.contains { $0.contains("part of the history") }, "nothing limits what it sees")
        #expect(report.accountID == nil, "the account's label is a secret")
    }

    @Test("The documentation's spelling; a right that may be included is not called denied")
    func documented() throws {
        let report = try #require(try test(try Sample.ok("rest-get-api-key-info-camel")).output)
        #expect(report.rights[.placeOrders] == .granted)
        guard case .undetermined = report.rights[.cancelOrders] else {
            Issue.record("modify-trades may include cancels")
            return
        }
        #expect(report.warnings.contains { $0.contains("settled") }, "only open orders can be queried")
        #expect(report.warnings.contains { $0.contains("Access WebSockets API") })
    }

    @Test("Missing rights are denied; addresses, ends and limits are told")
    func limits() throws {
        let soon = Sample.now.advanced(by: .seconds(86_400))
        let report = try info([
            "permissions": #"["query-funds"]"#, "ip_allowlist": #"["1.2.3.4/32"]"#,
            "valid_until": "\"\(soon.milliseconds / 1000)\"", "query_from": "\"1700000000\"",
        ])
        for right in [KeyTestReport.Right.readOrders, .placeOrders, .cancelOrders, .withdraw] {
            #expect(report.rights[right] == .denied)
        }
        #expect(report.isAddressRestricted == true)
        #expect(report.expiresAt == soon)
        #expect(!report.isUsable)
        #expect(report.warnings.contains { $0.contains("ends at") })
        #expect(report.warnings.contains { $0.contains("part of the history") })
        #expect(try info(["ip_allowlist": "[]"]).isAddressRestricted == false)
        #expect(try info(["ip_allowlist": "null"]).isAddressRestricted == false)
        #expect(try info(["valid_until": "\"1600000000\""]).causes.map(\.kind) == [.expired])
    }

    @Test("The clock has whole seconds: half a second of doubt more than half of the round trip")
    func clock() throws {
        let environment = try #require(Sample.adapter.environments.first)
        let start = Timestamp(seconds: 1_762_820_224)
        let run = Sample.adapter.testKey(probe: try Sample.bitcoin(), in: environment)
            .run(at: start, latency: .milliseconds(200), script: [try Sample.ok("rest-time"), .timedOut])
        let clock = try #require(run.output?.clock)
        #expect(clock.offset == .milliseconds(400))
        #expect(clock.uncertainty == .milliseconds(600))
    }

    static let failures: [(text: String, kinds: [KeyTestReport.Cause.Kind])] = [
        ("EAPI:Invalid key", [.malformedKey, .unknownKey, .wrongAddress, .expired]),
        ("EAPI:Invalid signature", [.wrongSecret]), ("EAPI:Invalid otp", [.wrongSecret]),
        ("EGeneral:Invalid arguments:otp", [.wrongSecret]), ("EAPI:Invalid nonce", [.nonceInUse]),
        ("EGeneral:Permission denied", [.missingRight, .wrongAddress]),
        ("EAuth:Account unconfirmed", [.missingRight]), ("EGeneral:Temporary lockout", [.unreachable]),
        ("EService:Unavailable", [.unreachable]), ("EAuth:Rate limit exceeded", [.unreachable]),
    ]

    @Test("Causes: every one that fits, with the answer as proof", arguments: failures.indices)
    func causes(_ index: Int) throws {
        let row = Self.failures[index]
        let run = try test(.refused(row.text))
        let report = try #require(run.output)
        #expect(report.causes.map(\.kind) == row.kinds)
        #expect(report.causes.allSatisfy { $0.evidence.contains(row.text) })
        #expect(report.causes.allSatisfy { $0.evidence.contains("cannot be told apart") == (row.kinds.count > 1) })
        #expect(run.calls.count == 2, "one attempt: failures count towards a lockout")
        #expect(!report.isUsable)
        #expect(report.rights.values.allSatisfy { $0 != .denied }, "what cannot be seen is not denied")
    }

    @Test("A venue that cannot be reached")
    func unreachable() throws {
        let environment = try #require(Sample.adapter.environments.first)
        let run = Sample.adapter.testKey(probe: try Sample.bitcoin(), in: environment).run(.neverSent)
        #expect(run.output?.causes.map(\.kind) == [.unreachable])
        #expect(run.output?.clock == nil)
    }

    @Test("Fallback: each right by a call that changes nothing, a second apart")
    func fallback() throws {
        let run = try test(
            .refused("EGeneral:Unknown method"),
            then: [
                try Sample.ok("rest-balance"), try Sample.ok("rest-open-orders"),
                .refused("EOrder:Cost minimum not met"), .refused("EOrder:Unknown order"),
            ])
        let report = try #require(run.output)
        for right in [KeyTestReport.Right.readBalances, .readOrders, .placeOrders, .cancelOrders] {
            #expect(report.rights[right] == .granted)
        }
        guard case .undetermined = report.rights[.withdraw] else {
            Issue.record("cannot be tried")
            return
        }
        #expect(report.isUsable)
        #expect(run.waits == [.seconds(1), .seconds(1), .seconds(1)])
        #expect(run.calls.allSatisfy { $0.intent == .read })
        let order = try #require(run.calls.first { $0.path.hasSuffix("AddOrder") })
        #expect(order["validate"] == "true")
        #expect(order["ordertype"] == "limit" && order["type"] == "buy")
        let cancel = try #require(run.calls.last?["txid"])
        #expect(cancel.contains("0"), "no order id has this digit")
        #expect(run.calls.last?.operation == "account.keyTest", "nothing is meant to be cancelled")
    }

    @Test("Fallback: a denied right is a cause, a refused key ends the trials")
    func fallbackDenied() throws {
        let run = try test(
            .refused("EGeneral:Unknown method"),
            then: [
                try Sample.ok("rest-balance"), try Sample.ok("rest-open-orders"),
                .refused("EGeneral:Permission denied"), .refused("EService:Busy"),
            ])
        let report = try #require(run.output)
        #expect(report.rights[.placeOrders] == .denied)
        guard case .undetermined = report.rights[.cancelOrders] else {
            Issue.record("busy says nothing")
            return
        }
        #expect(report.causes.map(\.kind) == [.missingRight])
        let bad = try test(.refused("EGeneral:Unknown method"), then: [.refused("EAPI:Invalid key")])
        #expect(bad.calls.count == 3)
        #expect(bad.output?.causes.isEmpty == false)
    }
}
