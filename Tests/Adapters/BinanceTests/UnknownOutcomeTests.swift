import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// What is not known stays unknown (binance.md G.1, G.4): never a rejection, never "not sent".
@Suite("Doubtful outcomes")
struct UnknownOutcomeTests {
    static let doubts: [(String, CallResult)] = [
        ("500 without a body", .status(500, "")),
        ("502 with a gateway page", .status(502, "<html>502 Bad Gateway</html>")),
        ("504 -1007", .refused(-1007, "Timeout; execution status unknown.", status: 504)),
        ("599 with a code that would be a refusal", .refused(-2010, "Duplicate order sent.", status: 599)),
        ("502 with the code of nothing to cancel", .refused(-2011, "Unknown order sent.", status: 502)),
        ("400 -1006", .refused(-1006, "Execution status unknown.")),
        ("400 -1000", .refused(-1000, "An unknown error occurred.")),
        ("200 with a page", .status(200, "<html>maintenance</html>")),
        ("200 with nothing", .status(200, "")),
        ("200 cut short", .status(200, "{\"symbol\":\"BTCUSDT\",\"orderId\":28,\"status\":\"FIL")),
        ("200 of another shape", .status(200, "[]")),
        ("200 acknowledgement only", .status(200, "{\"symbol\":\"BTCUSDT\",\"orderId\":28,\"clientOrderId\":\"x\"}")),
        ("202", .status(202, "{}")), ("302 elsewhere", .status(302, "")),
        ("400 without a readable body", .status(400, "nonsense")),
        ("the deadline of the call", .timedOut),
    ]

    @Test("A placement is unknown, with the id to look up and the time to wait", arguments: doubts)
    func placement(_ name: String, _ answer: CallResult) throws {
        let run = Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(answer)
        guard case .unknown(let doubt) = run.output else {
            Issue.record("\(name): \(String(describing: run.output))")
            return
        }
        #expect(doubt.error.effect == .unknown)
        #expect(doubt.error.advice == .afterResync)
        #expect(doubt.clientOrderID == Sample.clientID)
        #expect(doubt.visibilityBound == .seconds(30))
        #expect(run.calls.count == 1, "a write is never repeated")
    }

    @Test("A cancel and a cancel-all are unknown", arguments: doubts)
    func cancel(_ name: String, _ answer: CallResult) throws {
        let bitcoin = try Sample.bitcoin()
        let run = Sample.adapter.cancel(.client(Sample.clientID), on: bitcoin).run(answer)
        guard case .unknown(let error) = run.output else {
            Issue.record("\(name): \(String(describing: run.output))")
            return
        }
        #expect(error.effect == .unknown)
        #expect(run.calls.count == 1)
        guard name != "200 of another shape" else { return }  // For cancel-all, [] is a list of nothing.
        #expect(Sample.adapter.cancelAll(on: bitcoin).run(answer).failure?.effect == .unknown)
    }

    @Test("An amendment is unknown", arguments: doubts)
    func amend(_ name: String, _ answer: CallResult) throws {
        let order = try Sample.ok("rest-order-query")
        let run = Sample.adapter.amend(
            .venue(VenueOrderID(rawValue: "1")), to: OrderAmendment(quantity: try Sample.decimal("0.5")),
            on: try Sample.bitcoin()
        ).run(script: [order, answer])
        guard case .unknown(let error) = run.output else {
            Issue.record("\(name): \(String(describing: run.output))")
            return
        }
        #expect(error.effect == .unknown)
        #expect(run.calls.count == 2)
    }

    @Test("What never left is not sent: place, cancel, amend, whichever of its two calls")
    func neverSent() throws {
        let bitcoin = try Sample.bitcoin()
        guard case .notSent = Sample.adapter.place(try Sample.request(), on: bitcoin).run(.neverSent).output,
            case .notSent = Sample.adapter.cancel(.client(Sample.clientID), on: bitcoin).run(.neverSent).output
        else {
            Issue.record("place and cancel")
            return
        }
        let order = try Sample.ok("rest-order-query")
        let change = OrderAmendment(quantity: try Sample.decimal("0.5"))
        let reads: [[CallResult]] = [
            [.neverSent], [.timedOut], [.status(500, "")], [.refused(-2013, "Order does not exist.")],
            [order, .neverSent],
        ]
        for script in reads {
            let run = Sample.adapter.amend(.client(Sample.clientID), to: change, on: bitcoin).run(script: script)
            guard case .notSent(let error) = run.output else {
                Issue.record("amend: \(String(describing: run.output))")
                return
            }
            #expect(error.effect == .notSent)
        }
    }

    @Test("Duplicate order sent: our own order may be the other one, so the outcome is unknown")
    func duplicate() throws {
        let run = Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin())
            .run(.refused(-2010, "Duplicate order sent."))
        guard case .unknown(let doubt) = run.output else {
            Issue.record("must be unknown")
            return
        }
        #expect(doubt.error.kind == .duplicateClientOrderID)
        #expect(doubt.error.effect == .unknown)
    }

    @Test("A status word that nobody knows leaves the placement unknown", arguments: ["RESTING", "", "new"])
    func unknownStatus(_ word: String) throws {
        let body = try Sample.tree("rest-order-new-full-limit-open").replacing("status", with: "\"\(word)\"").text
        let run = Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(.ok(body))
        guard case .unknown(let doubt) = run.output else {
            Issue.record("must be unknown")
            return
        }
        #expect(doubt.error.kind == .undecodable)
    }

    @Test("A firewall page says nothing of an order: it is looked up, after minutes of silence")
    func firewall() throws {
        let run = Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin())
            .run(.status(403, "<HTML>403</HTML>"))
        guard case .unknown(let doubt) = run.output else {
            Issue.record("must be unknown")
            return
        }
        #expect(doubt.error.kind == .banned && doubt.error.advice == .afterResync)
        let read = Sample.adapter.balances().run(.status(403, "<HTML>403</HTML>")).failure
        #expect(read?.effect == .notExecuted(.read) && read?.advice == .after(.seconds(300)))
    }

    @Test("Amendments that Binance cannot make are refused before they are sent")
    func amendments() throws {
        let bitcoin = try Sample.bitcoin()
        let order = try Sample.ok("rest-order-query")  // 1.0 ordered
        let changes = [
            OrderAmendment(limitPrice: 1), OrderAmendment(), OrderAmendment(quantity: 0), OrderAmendment(quantity: 1),
            OrderAmendment(quantity: 2),
        ]
        for change in changes {
            let run = Sample.adapter.amend(.client(Sample.clientID), to: change, on: bitcoin).run(script: [order])
            guard case .notSent = run.output else {
                Issue.record("\(change)")
                continue
            }
            #expect(run.calls.allSatisfy { $0.intent == .read })
        }
    }
}
