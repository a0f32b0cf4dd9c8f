import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// valr.md F: what each answer says about a key.
@Suite("Testing a key")
struct KeyTestTests {
    private func test(
        flags: CallResult? = nil, balances: CallResult = .ok("[]"), offset: Duration = .zero
    ) throws -> FlowRun<KeyTestReport> {
        let environment = try #require(Sample.adapter.environments.first)
        let key = try flags ?? Sample.ok("rest-api-key-current")
        let time = CallResult.ok("{\"time\":\"\(Sample.now.advanced(by: offset))\"}")
        return Sample.adapter.testKey(probe: try Sample.ether(), in: environment).run { call, _, _ in
            switch call.path {
            case "/v1/public/time": time
            case "/v1/account/api-keys/current": key
            case "/v1/account/balances": balances
            default: .failure(.notSent(.badRequest, "the key test calls \(call.path)"))
            }
        }
    }

    private func report(
        flags: CallResult? = nil, balances: CallResult = .ok("[]"), offset: Duration = .zero
    ) throws -> KeyTestReport {
        try #require(try test(flags: flags, balances: balances, offset: offset).output)
    }

    @Test("A good key: every right told, nothing written; an open address list is warned of")
    func good() throws {
        let run = try test()
        let report = try #require(run.output)
        #expect(report.isUsable && report.causes.isEmpty)
        #expect(report.rights[.readBalances] == .granted && report.rights[.readOrders] == .granted)
        #expect(report.rights[.placeOrders] == .granted && report.rights[.cancelOrders] == .granted)
        #expect(report.rights[.transfer] == .denied && report.rights[.withdraw] == .denied)
        #expect(report.isAddressRestricted == false)
        #expect(report.expiresAt == nil)
        #expect(report.warnings == ["the key is not bound to addresses"])
        #expect(run.calls.allSatisfy { $0.intent == .read })
        #expect(run.calls.count == 3)
    }

    @Test("A key that can withdraw and is bound to an address")
    func restricted() throws {
        let report = try report(flags: try Sample.ok("rest-api-key-current-restricted"))
        #expect(report.rights[.withdraw] == .granted)
        #expect(report.isAddressRestricted == true)
        #expect(report.warnings == ["the key can withdraw: make one that cannot"])
        #expect(report.isUsable, "warned of, not refused")
    }

    @Test("Rights in other letters, dangerous ones, and one of tomorrow")
    func rights() throws {
        let body =
            #"{"permissions":["View Access","INTERNAL TRANSFER","Link bank account","Stake"],"isSubAccount":true}"#
        let report = try report(flags: .ok(body))
        #expect(report.rights[.readOrders] == .granted && report.rights[.transfer] == .granted)
        #expect(report.rights[.placeOrders] == .denied && report.rights[.cancelOrders] == .denied)
        #expect(!report.isUsable)
        #expect(report.warnings.contains { $0.contains("stake") })
        #expect(report.warnings.contains { $0.contains("bank") })
        #expect(report.warnings.contains { $0.contains("subaccount") })
    }

    @Test("An address outside the list names itself")
    func address() throws {
        let body = try Sample.text("rest-error-ip-not-whitelisted")
        let report = try report(flags: .status(401, body))
        #expect(report.causes.map(\.kind) == [.wrongAddress])
        #expect(report.causes.first?.evidence.contains("-11272") == true)
        #expect(!report.isUsable)
        #expect(report.rights[.placeOrders] == .undetermined("not asked"))
    }

    @Test("A wrong signature: the secret, and the clock too if it is off by more than a second")
    func signature() throws {
        let answer = CallResult.status(401, try Sample.text("rest-error-invalid-signature"))
        #expect(try report(flags: answer).causes.map(\.kind) == [.wrongSecret])
        #expect(try report(flags: answer, offset: .milliseconds(-900)).causes.map(\.kind) == [.wrongSecret])
        for offset in [Duration.seconds(2), .seconds(-2)] {
            let skewed = try report(flags: answer, offset: offset)
            #expect(skewed.causes.map(\.kind) == [.clockSkew, .wrongSecret])
            #expect(skewed.causes.allSatisfy { $0.evidence.contains("cannot be told apart") })
            #expect(skewed.clock?.offset == offset)
        }
    }

    @Test("Answers that fit several causes name them all")
    func several() throws {
        let invalid = try report(flags: .refused(-999, "API key or secret is invalid", status: 401))
        #expect(invalid.causes.map(\.kind) == [.unknownKey, .wrongSecret])
        let bare = try report(flags: .status(401, ""))
        #expect(bare.causes.map(\.kind) == [.unknownKey, .wrongSecret, .missingRight])
        #expect(bare.causes.allSatisfy { $0.evidence.contains("cannot be told apart") })
        #expect(try report(flags: .refused(-5, "forbidden", status: 403)).causes.map(\.kind) == [.missingRight])
        #expect(try report(flags: .status(403, "<html>")).causes.map(\.kind) == [.unreachable], "the firewall")
    }

    @Test("Reading is proven by reading: a refusal there takes the right back")
    func unprovenReading() throws {
        let report = try report(balances: .refused(-5, "forbidden", status: 403))
        #expect(report.causes.map(\.kind) == [.missingRight])
        guard case .undetermined = report.rights[.readBalances] else {
            Issue.record("\(String(describing: report.rights[.readBalances]))")
            return
        }
        #expect(report.rights[.placeOrders] == .granted, "the key's own words stand")
        #expect(!report.isUsable)
    }

    @Test("A venue that cannot be reached, at each call")
    func unreachable() throws {
        let environment = try #require(Sample.adapter.environments.first)
        let silent = Sample.adapter.testKey(probe: try Sample.ether(), in: environment).run(.neverSent)
        #expect(silent.output?.causes.map(\.kind) == [.unreachable])
        #expect(silent.calls.count == 1)
        #expect(try report(flags: .timedOut).causes.map(\.kind) == [.unreachable])
        #expect(try report(flags: .status(503, "")).causes.map(\.kind) == [.unreachable])
    }

    @Test("The clock is a measurement: against the middle of the exchange, with a warning above half a second")
    func clock() throws {
        let environment = try #require(Sample.adapter.environments.first)
        let time = Sample.now.advanced(by: .milliseconds(800))
        let run = Sample.adapter.testKey(probe: try Sample.ether(), in: environment)
            .run(
                latency: .milliseconds(200),
                script: [.ok("{\"time\":\"\(time)\"}"), try Sample.ok("rest-api-key-current"), .ok("[]")])
        #expect(run.output?.clock?.offset == .milliseconds(700))
        #expect(run.output?.clock?.uncertainty == .milliseconds(100))
        #expect(run.output?.warnings.contains { $0.contains("700 ms") } == true)
    }
}
