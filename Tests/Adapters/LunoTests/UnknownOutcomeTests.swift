import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// What is not known stays unknown (luno.md G): never a rejection, never "not sent".
@Suite("Doubtful outcomes")
struct UnknownOutcomeTests {
    static let doubts: [(String, CallResult)] = [
        ("500 without a body", .status(500, "")),
        ("502 with a gateway page", .status(502, "<html>502 Bad Gateway</html>")),
        ("522 of the front", .status(522, "<html>")),
        ("ErrInternal at 400", .refused("ErrInternal")),
        ("ErrDeadlineExceeded at 400", .refused("ErrDeadlineExceeded")),
        ("ErrUnderMaintenance at 503", .refused("ErrUnderMaintenance", status: 503)),
        ("ErrAccountIsMigrating", .refused("ErrAccountIsMigrating")),
        ("200 with a page", .status(200, "<html>maintenance</html>")),
        ("200 with nothing", .status(200, "")), ("200 cut short", .status(200, "{\"order_id\":\"BX")),
        ("200 of another shape", .status(200, "[]")), ("200 without a word", .status(200, "{}")),
        ("200 with an empty id", .status(200, "{\"order_id\":\"\",\"success\":null}")),
        ("202", .status(202, "{\"order_id\":\"BX1\",\"success\":true}")), ("302 elsewhere", .status(302, "")),
        ("400 without a readable body", .status(400, "nonsense")), ("403 of the front", .status(403, "<html>")),
        ("409 without a readable body", .status(409, "")), ("the deadline of the call", .timedOut),
    ]

    @Test("A placement is unknown, with the id to look up and the time to wait", arguments: doubts)
    func placement(_ name: String, _ answer: CallResult) throws {
        let run = Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(answer)
        guard case .unknown(let doubt) = run.output else {
            Issue.record("\(name): \(String(describing: run.output))")
            return
        }
        #expect(doubt.error.effect == .unknown)
        #expect(doubt.clientOrderID == Sample.clientID && doubt.visibilityBound == .seconds(15))
        #expect(run.calls.count == 1, "a write is never repeated")
    }

    @Test("A cancel is unknown", arguments: doubts)
    func cancel(_ name: String, _ answer: CallResult) throws {
        let run = Sample.adapter.cancel(.venue(Sample.orderID), on: try Sample.bitcoin()).run(answer)
        guard case .unknown(let error) = run.output else {
            Issue.record("\(name): \(String(describing: run.output))")
            return
        }
        #expect(error.effect == .unknown && run.calls.count == 1)
    }

    @Test("A cancel by client id whose second call is in doubt is unknown", arguments: doubts)
    func cancelByClient(_ name: String, _ answer: CallResult) throws {
        let run = Sample.adapter.cancel(.client(Sample.clientID), on: try Sample.bitcoin())
            .run(script: [.ok(try Sample.order().text), answer])
        guard case .unknown = run.output else {
            Issue.record("\(name): \(String(describing: run.output))")
            return
        }
        #expect(run.calls.map(\.path) == ["/api/exchange/3/order", "/api/1/stoporder"])
    }

    @Test("A cancel-all with one doubtful answer is partly executed, the rest unknown; every order is tried")
    func cancelAll() throws {
        let rows = try ["BX1", "BX2", "BX3"].map { try Sample.order(["order_id": "\"\($0)\""]) }
        let run = Sample.adapter.cancelAll(on: try Sample.bitcoin()).run(script: [
            Sample.list("orders", rows), .ok("{\"success\":true}"), .timedOut, .ok("{\"success\":true}"),
        ])
        #expect(run.calls.count == 4)
        #expect(run.failure?.kind == .partlyExecuted && run.failure?.effect == .unknown)
        let alone = Sample.adapter.cancelAll(on: try Sample.bitcoin())
            .run(script: [Sample.list("orders", [rows[0]]), .timedOut])
        #expect(alone.failure?.kind == .timeout && alone.failure?.effect == .unknown)
    }

    @Test("What never left is not sent: place, cancel by either id, whichever of its two calls")
    func neverSent() throws {
        let bitcoin = try Sample.bitcoin()
        let found = CallResult.ok(try Sample.order().text)
        let outcomes = [
            Sample.adapter.cancel(.venue(Sample.orderID), on: bitcoin).run(.neverSent).output,
            Sample.adapter.cancel(.client(Sample.clientID), on: bitcoin).run(.neverSent).output,
            Sample.adapter.cancel(.client(Sample.clientID), on: bitcoin).run(script: [found, .neverSent]).output,
            // The look-up failed, so no cancel was sent, whatever became of the look-up.
            Sample.adapter.cancel(.client(Sample.clientID), on: bitcoin).run(.status(500, "")).output,
        ]
        for outcome in outcomes {
            guard case .notSent(let error) = outcome else {
                Issue.record("\(String(describing: outcome))")
                continue
            }
            #expect(error.effect == .notSent)
        }
        guard case .notSent = Sample.adapter.place(try Sample.request(), on: bitcoin).run(.neverSent).output else {
            Issue.record("place")
            return
        }
    }
}
