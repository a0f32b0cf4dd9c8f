import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// luno.md F: what each answer of the probes says about a key.
@Suite("Testing a key")
struct KeyTestTests {
    private let denied = CallResult.refused("ErrInsufficientPerms", status: 403)
    private static let candles = "/api/exchange/1/candles"
    private static let balance = "/api/1/balance"
    private static let orders = "/api/exchange/2/listorders"
    private static let stop = "/api/1/stoporder"

    private func test(_ answers: [String: CallResult] = [:], latency: Duration = .zero) throws -> FlowRun<KeyTestReport>
    {
        let environment = try #require(Sample.adapter.environments.first)
        let good: [String: CallResult] = [
            "/api/exchange/1/markets": .status(200, try Sample.body("rest-markets"), headers: Sample.date),
            Self.candles: try Sample.ok("rest-candles"), Self.balance: try Sample.ok("rest-balance"),
            Self.orders: try Sample.ok("rest-list-orders-v2-open"),
            Self.stop: .refused("ErrCannotStopUnknownOrNonPendingOrder"),
            "/api/1/withdrawals": try Sample.ok("rest-withdrawals"),
            "/api/exchange/1/transfers": try Sample.ok("rest-transfers"),
        ]
        return Sample.adapter.testKey(probe: try Sample.bitcoin(), in: environment).run(latency: latency) {
            call, _, _ in
            answers[call.path] ?? good[call.path]
                ?? .failure(.notSent(.badRequest, "the key test calls \(call.path)"))
        }
    }

    private func report(_ answers: [String: CallResult] = [:]) throws -> KeyTestReport {
        try #require(try test(answers).output)
    }

    @Test("A good key: what can be seen is granted, what cannot is told as such, nothing is written")
    func good() throws {
        let run = try test()
        let report = try #require(run.output)
        #expect(report.isUsable && report.causes.isEmpty)
        for right in [KeyTestReport.Right.readBalances, .readOrders, .placeOrders, .cancelOrders] {
            #expect(report.rights[right] == .granted)
        }
        for right in [KeyTestReport.Right.withdraw, .transfer] {
            guard case .undetermined = report.rights[right] else {
                Issue.record("\(right) cannot be seen")
                continue
            }
        }
        #expect(report.isAddressRestricted == nil && report.expiresAt == nil)
        #expect(report.warnings.count == 1, "the owner checks the right to withdraw")
        #expect(run.calls.allSatisfy { $0.intent == .read })
        #expect(run.calls.count == 7)
    }

    @Test("The clock: the middle of the header's second, with half a second more of doubt")
    func clock() throws {
        let clock = try #require(try test(latency: .seconds(2)).output?.clock)
        #expect(clock.offset == .milliseconds(-500) && clock.uncertainty == .milliseconds(1500))
    }

    @Test(
        "Every answer that means the order is not there proves the right to trade",
        arguments: [
            CallResult.refused("ErrCannotStopUnknownOrNonPendingOrder"), .refused("ErrOrderNotFound", status: 404),
            .refused("ErrInvalidOrderRef"), .ok("{\"success\":false}"),
        ])
    func tradingProofs(_ answer: CallResult) throws {
        #expect(try report([Self.stop: answer]).isUsable)
    }

    @Test(
        "A missing right is told for the very right",
        arguments: [
            (balance, [KeyTestReport.Right.readBalances]), (orders, [.readOrders]),
            (stop, [.placeOrders, .cancelOrders]),
        ])
    func missing(_ path: String, _ rights: [KeyTestReport.Right]) throws {
        let report = try report([path: denied])
        for right in KeyTestReport.Right.allCases where right != .withdraw && right != .transfer {
            #expect(report.rights[right] == (rights.contains(right) ? .denied : .granted), "\(right)")
        }
        #expect(report.causes.map(\.kind) == [.missingRight])
        #expect(report.causes.first?.evidence.contains("ErrInsufficientPerms") == true)
    }

    @Test("Forbidden without a known code: no right is proven missing; when the venue itself says so, one is")
    func forbidden() throws {
        let answer = CallResult.refused("ErrBrandNew", status: 403)
        let report = try report([Self.balance: answer])
        guard case .undetermined = report.rights[.readBalances] else {
            Issue.record("no sentence of the sheet says what is missing")
            return
        }
        #expect(report.causes.isEmpty && report.rights[.readOrders] == .granted)
        let whole = try self.report(["/api/exchange/1/markets": answer])
        #expect(whole.causes.map(\.kind) == [.missingRight] && !whole.isUsable)
    }

    @Test("Histories that cannot be read are warned of")
    func histories() throws {
        let report = try report(["/api/1/withdrawals": denied, "/api/exchange/1/transfers": denied])
        #expect(report.isUsable && report.warnings.count == 3)
    }

    @Test(
        "The causes of a refused key; the test stops there",
        arguments: [
            (CallResult.refused("ErrAPIKeyNotFound", status: 401), [KeyTestReport.Cause.Kind.unknownKey]),
            (.status(401, "Unauthorized"), [.unknownKey, .wrongSecret]),
            (.refused("ErrUnauthorised", status: 401), [.unknownKey, .wrongSecret]),
            (.refused("ErrApiKeyRevoked", status: 401), [.expired]),
            (.status(403, "<html>blocked</html>"), [.wrongAddress, .regionBlocked]),
            (.failure(.notSent(.noCredentials, "no key")), [.malformedKey]),
        ])
    func refused(_ answer: CallResult, _ causes: [KeyTestReport.Cause.Kind]) throws {
        let run = try test([Self.candles: answer])
        let report = try #require(run.output)
        #expect(report.causes.map(\.kind) == causes && !report.isUsable)
        #expect(run.calls.count == 2)
        let hint = report.causes.allSatisfy { $0.evidence.contains("cannot be told apart at this venue") }
        #expect(hint == (causes.count > 1))
    }

    @Test(
        "A failure that is not the key's leaves the right undetermined and goes on",
        arguments: [
            candles, balance, orders, stop,
        ])
    func disturbed(_ path: String) throws {
        let run = try test([path: .status(503, "<html>")])
        let report = try #require(run.output)
        #expect(report.causes.isEmpty)
        #expect(!report.rights.values.contains(.denied))
        #expect(run.calls.count == (path == Self.balance ? 6 : 7))
    }

    @Test("A venue that cannot be reached is a report, not an error")
    func unreachable() throws {
        let report = try report(["/api/exchange/1/markets": .neverSent])
        #expect(report.causes.map(\.kind) == [.unreachable] && report.clock == nil)
    }
}
