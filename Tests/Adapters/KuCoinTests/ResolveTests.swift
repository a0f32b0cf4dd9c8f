import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing

/// kucoin.md G.4: an order is absent only after the bound on the venue's clock and four silent sources.
@Suite("Looking up a doubtful placement")
struct ResolveTests {
    private func silent(_ call: VenueCall) -> CallResult {
        if call.path.hasSuffix("/active") { return .data("[]") }
        if call.path.hasSuffix("/done") { return .data(#"{"items":[],"lastId":0}"#) }
        if call.path.contains("queryOrderByClientOid") { return .data("[]") }
        return .notThere
    }

    private func ours(_ sample: String) throws -> String {
        try Sample.data(sample).replacing("clientOid", with: "\"\(Sample.clientID.text)\"")
            .replacing("createdAt", with: "1763800000500").text
    }

    private func resolve(
        at start: Timestamp = Sample.now, latency: Duration = .zero,
        _ answer: (VenueCall, Int, Timestamp) -> CallResult
    ) throws -> FlowRun<PlaceResolution> {
        Sample.adapter.resolve(Sample.clientID, signedBy: Sample.now, on: try Sample.bitcoin())
            .run(at: start, latency: latency, answering: answer)
    }

    @Test("Absent: after the bound, by client id among orders and stop orders, in the open and the done list")
    func absent() throws {
        var times: [Timestamp] = []
        let run = try resolve { call, _, now in
            if call.path.contains("/client-order/") { times.append(now) }
            return silent(call)
        }
        guard case .absent(let proof) = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(proof.fence == .window)
        #expect(proof.sources == ["order.query", "order.stopQuery", "order.open", "order.history"])
        let bound = Sample.now.advanced(by: .seconds(12))
        #expect(proof.readAt >= bound)
        #expect(try #require(times.last) >= bound, "the last question is asked after the bound")
        #expect(
            times.prefix(5).map { $0.duration(since: Sample.now) } == [
                .zero, .milliseconds(300), .seconds(1), .seconds(2), .seconds(4),
            ])
        #expect(run.calls.allSatisfy { $0.intent == .read }, "a look-up never writes")
    }

    @Test("Slow answers: a question asked before the bound proves nothing, whenever its answer comes")
    func slow() throws {
        var asked: [Timestamp] = []
        let run = try resolve(latency: .seconds(7)) { call, _, now in
            if call.path.contains("/client-order/") { asked.append(now) }
            return silent(call)
        }
        guard case .absent = run.output else {
            Issue.record("must be absent")
            return
        }
        #expect(try #require(asked.last) >= Sample.now.advanced(by: .seconds(12)))
    }

    @Test("Late: one round, no waits")
    func late() throws {
        let run = try resolve(at: Sample.now.advanced(by: .seconds(20))) { call, _, _ in silent(call) }
        #expect(run.waits.isEmpty)
        #expect(run.calls.count == 4)
    }

    @Test("Found after two silent rounds, with its fills")
    func found() throws {
        let body = try ours("rest-order-filled")
        let fills = try Sample.body("rest-fills")
        var rounds = 0
        let run = try resolve { call, _, _ in
            if call.path.hasSuffix("/fills") { return .ok(fills) }
            guard call.path.contains("/client-order/") else { return silent(call) }
            rounds += 1
            return rounds > 2 ? .data(body) : .notThere
        }
        guard case .found(let order, let list) = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(order.clientOrderID == Sample.clientID)
        #expect(list.map(\.id.rawValue) == ["11029373945659392"])
        #expect(run.waits == [.milliseconds(300), .milliseconds(700)])
    }

    @Test("Found only in a list", arguments: ["/active", "/done"])
    func inList(_ list: String) throws {
        let body = try ours(list == "/active" ? "rest-order-partially-filled" : "rest-order-filled")
        let run = try resolve { call, _, _ in
            if call.path.hasSuffix("/fills") { return .status(500, "") }
            guard call.path.hasSuffix(list) else { return silent(call) }
            return .data(list == "/active" ? "[\(body)]" : #"{"items":[\#(body)],"lastId":1}"#)
        }
        guard case .found(_, let fills) = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(fills.isEmpty, "an unreadable fill list does not hide the order")
    }

    @Test("A source that fails leaves it unresolved", arguments: ["/client-order/", "queryOrder", "/active", "/done"])
    func unresolved(_ source: String) throws {
        for failure in [CallResult.timedOut, .neverSent, .status(500, ""), .ok("<html>"), .refused("400007", "no")] {
            let run = try resolve { call, _, _ in call.path.contains(source) ? failure : silent(call) }
            guard case .unresolved = run.output else {
                Issue.record("\(source): \(String(describing: run.output))")
                continue
            }
        }
    }
}
