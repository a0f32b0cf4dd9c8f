import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing

/// What leaves a write unknown (kucoin.md G.1, G.4), and what does not.
@Suite("Unknown outcomes")
struct UnknownOutcomeTests {
    static let answers: [CallResult] = [
        .timedOut, .status(500, ""), .status(502, "<html>"), .status(503, "maintenance"), .status(504, ""),
        .status(520, "<html>error 1015</html>"), .status(429, "<html>error code: 1015</html>"),
        .status(403, "<html>forbidden</html>"), .status(400, ""), .status(200, ""), .status(200, "<html>"),
        .status(200, "{}"), .status(200, "[]"), .status(200, "null"), .ok(#"{"code":"200000","msg":"odd"}"#),
        .ok(#"{"code":"200000","data":null}"#), .ok(#"{"code":200000}"#),
        .status(500, #"{"code":"200004","msg":"Balance insufficient!"}"#),
        .status(500, #"{"code":"200000","data":{"orderId":"1"}}"#),
        .status(400, #"{"code":"200000","data":{"orderId":"1"}}"#),
        .ok(#"{"code":"200000","data":{"orderId":"1","status":"new","dealSize":"0"}}"#),
        .ok(#"{"success":true,"code":"200","msg":"success","retry":false,"data":[]}"#),
    ]

    @Test("A placement", arguments: answers.indices)
    func place(_ index: Int) throws {
        let run = Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(Self.answers[index])
        guard case .unknown = run.output else {
            Issue.record("\(index): \(String(describing: run.output))")
            return
        }
        #expect(run.calls.count == 1, "sent once")
    }

    @Test("A cancel", arguments: answers.indices)
    func cancel(_ index: Int) throws {
        guard index != 20 else { return }
        let run = Sample.adapter.cancel(Sample.venueOrder(), on: try Sample.bitcoin()).run(Self.answers[index])
        guard case .unknown = run.output else {
            Issue.record("\(index): \(String(describing: run.output))")
            return
        }
    }

    @Test(
        "Without a readable body the status decides: a ban is what the CDN forbids or limits, and nothing else (G.1)",
        arguments: [
            (400, VenueError.Kind.undecodable), (401, .undecodable), (403, .banned), (429, .banned),
            (503, .unavailable),
        ])
    func withoutBody(_ status: Int, _ kind: VenueError.Kind) throws {
        let run = Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(.status(status, "<html>"))
        guard case .unknown(let doubt) = run.output else {
            Issue.record("\(status): \(String(describing: run.output))")
            return
        }
        #expect(doubt.error.kind == kind)
    }

    @Test("Nothing that left is not sent")
    func neverSent() throws {
        let run = Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(.neverSent)
        guard case .notSent = run.output else {
            Issue.record("must be notSent")
            return
        }
    }

    @Test("A read fails as a read, to be repeated", arguments: answers.indices)
    func read(_ index: Int) throws {
        guard index != 0 else { return }
        let error = try #require(Sample.adapter.balances().run(Self.answers[index]).failure)
        #expect(error.effect == .notExecuted(.read))
        guard case .after = error.advice else {
            Issue.record("\(index): \(error)")
            return
        }
    }

    @Test("A bare receipt is an acceptance without state")
    func receipt() throws {
        let run = Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin())
            .run(try Sample.ok("rest-order-place"))
        guard case .accepted(let acceptance) = run.output else {
            Issue.record("must be accepted")
            return
        }
        #expect(acceptance.depth == .received)
        #expect(acceptance.venueOrderID.rawValue == "670fd33bf9406e0007ab3945")
        #expect(acceptance.order == nil)
    }
}
