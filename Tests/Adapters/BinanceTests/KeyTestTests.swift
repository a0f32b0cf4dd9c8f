import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// binance.md F: what each answer of the three probes says about a key.
@Suite("Testing a key")
struct KeyTestTests {
    private let denied = CallResult.refused(-2015, "Invalid API-key, IP, or permissions for action.", status: 401)

    private func environment(_ name: String) throws -> VenueEnvironment {
        try #require(Sample.adapter.environments.first { $0.name == name })
    }

    private func time() -> CallResult { .ok("{\"serverTime\":\(Sample.now.milliseconds)}") }

    private func test(
        flags: CallResult? = nil, account: CallResult? = nil, order: CallResult = .ok("{}"),
        in name: String = "production"
    ) throws -> FlowRun<KeyTestReport> {
        let flags = try flags ?? Sample.ok("sapi-api-restrictions")
        let account = try account ?? Sample.ok("rest-account")
        return Sample.adapter.testKey(probe: try Sample.bitcoin(), in: try environment(name)).run { call, _, _ in
            switch call.path {
            case "/api/v3/time": time()
            case "/sapi/v1/account/apiRestrictions": flags
            case "/api/v3/account": account
            case "/api/v3/order/test": order
            default: .failure(.notSent(.badRequest, "the key test calls \(call.path)"))
            }
        }
    }

    private func report(
        flags: CallResult? = nil, account: CallResult? = nil, order: CallResult = .ok("{}"),
        in name: String = "production"
    ) throws -> KeyTestReport {
        try #require(try test(flags: flags, account: account, order: order, in: name).output)
    }

    @Test("A good key: every right told, no cause, nothing written")
    func good() throws {
        let run = try test()
        let report = try #require(run.output)
        #expect(report.isUsable)
        #expect(report.causes.isEmpty && report.warnings.isEmpty)
        #expect(report.rights[.readBalances] == .granted && report.rights[.readOrders] == .granted)
        #expect(report.rights[.placeOrders] == .granted && report.rights[.cancelOrders] == .granted)
        #expect(report.rights[.withdraw] == .denied && report.rights[.transfer] == .denied)
        #expect(report.isAddressRestricted == true)
        #expect(report.accountID == "365859102")
        #expect(report.expiresAt == nil)
        #expect(run.calls.allSatisfy { $0.intent == .read })
        #expect(run.calls.count == 4)
    }

    @Test("Sandboxes have no flags: the account and the probe tell", arguments: ["testnet", "demo"])
    func sandbox(_ name: String) throws {
        let run = try test(in: name)
        #expect(run.calls.map(\.path) == ["/api/v3/time", "/api/v3/account", "/api/v3/order/test"])
        #expect(run.output?.isUsable == true)
        #expect(run.output?.rights[.withdraw] == .undetermined("not asked"))
    }

    @Test("Flags: withdrawal and transfer rights and an open address list are warned of")
    func warnings() throws {
        let flags = try Sample.tree("sapi-api-restrictions").replacing("enableWithdrawals", with: "true")
            .replacing("permitsUniversalTransfer", with: "true").replacing("ipRestrict", with: "false")
        let report = try report(flags: .ok(flags.text))
        #expect(report.rights[.withdraw] == .granted && report.rights[.transfer] == .granted)
        #expect(report.isAddressRestricted == false)
        #expect(report.warnings.count == 3)
        #expect(report.isUsable, "warned of, not refused")
    }

    @Test("Flags that are absent are false (older answers)")
    func absentFlags() throws {
        let report = try report(flags: .ok("{}"), order: denied)
        #expect(report.rights[.placeOrders] == .denied)
        #expect(report.rights[.withdraw] == .denied)
        #expect(report.causes.map(\.kind) == [.missingRight])
    }

    @Test("A right to trade that has ended is named, with its time")
    func expired() throws {
        let end = Sample.now.advanced(by: .seconds(-1))
        let flags = try Sample.tree("sapi-api-restrictions")
            .replacing("tradingAuthorityExpirationTime", with: String(end.milliseconds))
        let report = try report(flags: .ok(flags.text), order: denied)
        #expect(report.expiresAt == end)
        #expect(report.causes.map(\.kind).contains(.expired))
        #expect(!report.isUsable)
        let later = flags.replacing("tradingAuthorityExpirationTime", with: String(Sample.now.milliseconds + 1))
        #expect(try self.report(flags: .ok(later.text)).causes.isEmpty)
    }

    static let accountFaults: [(Int, String, [KeyTestReport.Cause.Kind])] = [
        (-2014, "API-key format invalid.", [.malformedKey]), (-2008, "Invalid Api-Key ID.", [.unknownKey]),
        (-1022, "Signature for this request is not valid.", [.wrongSecret]),
        (-1021, "Timestamp for this request is outside of the recvWindow.", [.clockSkew]),
    ]

    @Test("Faults that name themselves", arguments: accountFaults)
    func fault(_ code: Int, _ text: String, _ kinds: [KeyTestReport.Cause.Kind]) throws {
        let answer = CallResult.refused(code, text, status: 401)
        let report = try report(flags: answer, account: answer, order: answer)
        #expect(report.causes.map(\.kind) == kinds)
        #expect(report.causes.allSatisfy { $0.evidence.contains(String(code)) && $0.evidence.contains(text) })
        #expect(!report.isUsable)
    }

    @Test("-2015 everywhere: four causes that the venue does not tell apart, and it says so")
    func deniedEverywhere() throws {
        for name in ["production", "testnet"] {
            let report = try report(flags: denied, account: denied, order: denied, in: name)
            #expect(report.causes.map(\.kind) == [.unknownKey, .wrongAddress, .missingRight, .expired])
            #expect(report.causes.allSatisfy { $0.evidence.contains("cannot be told apart") })
        }
    }

    @Test("-2015 only for the order: the right to trade is missing, reading works")
    func deniedOrder() throws {
        let report = try report(order: denied)
        #expect(report.rights[.placeOrders] == .denied && report.rights[.cancelOrders] == .denied)
        #expect(report.rights[.readBalances] == .granted)
        #expect(report.causes.map(\.kind) == [.missingRight])
    }

    @Test("-2015 only for the flags: the account still tells")
    func deniedFlags() throws {
        let report = try report(flags: denied)
        #expect(report.isUsable)
        #expect(report.isAddressRestricted == nil)
    }

    @Test("A filter refusal of the probe proves the right", arguments: [-1013, -1111, -2010])
    func filterRefusal(_ code: Int) throws {
        let report = try report(order: .refused(code, "Filter failure: NOTIONAL"))
        #expect(report.rights[.placeOrders] == .granted)
        #expect(report.isUsable)
    }

    @Test("A key limited to other symbols may not trade this one")
    func symbolList() throws {
        let report = try report(order: .refused(-2010, "Symbol not whitelisted for API key."))
        #expect(report.rights[.placeOrders] == .denied)
        #expect(!report.isUsable)
    }

    @Test("A probe without an answer leaves the right undetermined, not granted")
    func silentProbe() throws {
        for answer in [CallResult.timedOut, .status(500, ""), .ok("<html>")] {
            let report = try report(order: answer, in: "testnet")
            guard case .undetermined = report.rights[.placeOrders] else {
                Issue.record("\(String(describing: report.rights[.placeOrders]))")
                continue
            }
            #expect(!report.isUsable)
        }
    }

    @Test("Blocked region and unreachable venue, at the first call")
    func region() throws {
        let blocked = Sample.adapter.testKey(probe: try Sample.bitcoin(), in: try environment("production"))
            .run(.status(451, "{\"code\":0,\"msg\":\"Service unavailable from a restricted location\"}"))
        #expect(blocked.output?.causes.map(\.kind) == [.regionBlocked])
        #expect(blocked.calls.count == 1)
        let silent = Sample.adapter.testKey(probe: try Sample.bitcoin(), in: try environment("production"))
            .run(.neverSent)
        #expect(silent.output?.causes.map(\.kind) == [.unreachable])
    }

    @Test("The clock offset is measured against the middle of the exchange")
    func clock() throws {
        let time = Sample.now.milliseconds + 500
        let run = Sample.adapter.testKey(probe: try Sample.bitcoin(), in: try environment("testnet"))
            .run(
                latency: .milliseconds(200),
                script: [.ok("{\"serverTime\":\(time)}"), try Sample.ok("rest-account"), .ok("{}")])
        #expect(run.output?.clock?.offset == .milliseconds(400))
        #expect(run.output?.clock?.uncertainty == .milliseconds(100))
    }
}
