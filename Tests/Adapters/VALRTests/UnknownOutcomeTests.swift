import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// What is not known stays unknown (valr.md E.11, G.1): never a rejection, never "not sent".
@Suite("Doubtful outcomes")
struct UnknownOutcomeTests {
    static let doubts: [(String, CallResult)] = [
        ("500 without a body", .status(500, "")), ("502 with a gateway page", .status(502, "<html>502</html>")),
        ("503 read-only: perhaps not executed, but probe", .status(503, "")),
        ("504 with a code that would be a refusal", .refused(-6, "Insufficient Balance", status: 504)),
        ("200 with a page", .status(200, "<html>maintenance</html>")), ("201 with nothing", .status(201, "")),
        ("201 cut short", .status(201, "{\"id\":\"14ed7fbc")), ("200 of another shape", .status(200, "[1]")),
        ("201 without an id", .status(201, "{}")), ("201 with an empty id", .status(201, "{\"id\":\"\"}")),
        ("202 with an empty body", .status(202, "")), ("302 elsewhere", .status(302, "")),
        ("200 with an error inside", .refused(-6, "Insufficient Balance", status: 200)),
        ("400 without a readable body", .status(400, "nonsense")), ("403 of the firewall", .status(403, "<html>")),
        ("429 without the venue's mark", .status(429, "<html>")), ("the deadline of the call", .timedOut),
    ]

    @Test("A placement is unknown, with the id to look up and the time to wait", arguments: doubts)
    func placement(_ name: String, _ answer: CallResult) throws {
        let run = Sample.adapter.place(try Sample.request(), on: try Sample.ether()).run(answer)
        guard case .unknown(let doubt) = run.output else {
            Issue.record("\(name): \(String(describing: run.output))")
            return
        }
        #expect(doubt.error.effect == .unknown)
        #expect(doubt.clientOrderID == Sample.clientID)
        #expect(doubt.visibilityBound == .seconds(60))
        #expect(run.calls.count == 1, "a write is never repeated")
    }

    @Test("A cancel and a cancel-all are unknown", arguments: doubts)
    func cancel(_ name: String, _ answer: CallResult) throws {
        let run = Sample.adapter.cancel(.client(Sample.clientID), on: try Sample.ether()).run(answer)
        guard case .unknown(let error) = run.output else {
            Issue.record("\(name): \(String(describing: run.output))")
            return
        }
        #expect(error.effect == .unknown)
        #expect(run.calls.count == 1)
        #expect(Sample.adapter.cancelAll(on: try Sample.ether()).run(answer).failure?.effect == .unknown)
    }

    private func amend(_ script: [CallResult], _ change: OrderAmendment? = nil) throws -> FlowRun<AmendOutcome> {
        let moved = OrderAmendment(limitPrice: try Sample.decimal("0.04"))
        return Sample.adapter.amend(.client(Sample.clientID), to: change ?? moved, on: try Sample.ether())
            .run(script: script)
    }

    @Test("An amendment is unknown", arguments: doubts)
    func amendment(_ name: String, _ answer: CallResult) throws {
        let run = try amend([.ok(try Sample.status().text), answer])
        guard case .unknown(let error) = run.output else {
            Issue.record("\(name): \(String(describing: run.output))")
            return
        }
        #expect(error.effect == .unknown)
        #expect(run.calls.count == 2)
    }

    @Test("An amendment that the venue took, but that the order does not show, is unknown")
    func unseenAmendment() throws {
        let order = CallResult.ok(try Sample.status().text)
        for after in [order, .timedOut, .status(500, "")] {
            let run = try amend([order, .status(201, "{\"id\":\"a\"}"), after])
            guard case .unknown(let error) = run.output else {
                Issue.record("\(String(describing: run.output))")
                continue
            }
            #expect(error.effect == .unknown)
        }
    }

    @Test("A larger quantity or another price loses the place in the queue, a smaller quantity keeps it")
    func priority() throws {
        let order = try Sample.status()
        let changes: [(OrderAmendment, Bool)] = [
            (OrderAmendment(quantity: try Sample.decimal("0.0005")), true),
            (OrderAmendment(quantity: try Sample.decimal("0.0006")), false),
            (OrderAmendment(limitPrice: try Sample.decimal("0.04")), false),
            (OrderAmendment(limitPrice: try Sample.decimal("0.0355")), true),
        ]
        for (change, keeps) in changes {
            var after = order
            if let quantity = change.quantity { after = after.replacing("originalQuantity", with: "\"\(quantity)\"") }
            if let quantity = change.quantity { after = after.replacing("remainingQuantity", with: "\"\(quantity)\"") }
            if let price = change.limitPrice { after = after.replacing("originalPrice", with: "\"\(price)\"") }
            let run = try amend([.ok(order.text), .status(201, "{\"id\":\"a\"}"), .ok(after.text)], change)
            guard case .amended(_, let kept) = run.output else {
                Issue.record("\(change): \(String(describing: run.output))")
                continue
            }
            #expect(kept == keeps, "\(change)")
        }
    }

    @Test("Amendments that make no sense are refused before they are sent")
    func amendments() throws {
        let partly = CallResult.ok(try Sample.status("Partially Filled", remaining: "0.000065").text)
        let changes = [
            OrderAmendment(), OrderAmendment(quantity: 0), OrderAmendment(limitPrice: 0),
            // Off the step: the venue would cut it down. At or below what has traded: it would cancel.
            OrderAmendment(quantity: try Sample.decimal("0.000000001")),
            OrderAmendment(quantity: try Sample.decimal("0.0005")),
        ]
        for change in changes {
            let run = try amend([partly, partly], change)
            guard case .notSent(let error) = run.output else {
                Issue.record("\(change): \(String(describing: run.output))")
                continue
            }
            #expect(error.effect == .notSent)
            #expect(run.calls.allSatisfy { $0.intent == .read })
        }
    }

    @Test("What never left is not sent: place, cancel, amend, whichever of its calls")
    func neverSent() throws {
        let ether = try Sample.ether()
        guard case .notSent = Sample.adapter.place(try Sample.request(), on: ether).run(.neverSent).output,
            case .notSent = Sample.adapter.cancel(.client(Sample.clientID), on: ether).run(.neverSent).output
        else {
            Issue.record("place and cancel")
            return
        }
        let order = CallResult.ok(try Sample.status().text)
        let ended = CallResult.ok(try Sample.status("Cancelled").text)
        for script in [
            [.neverSent], [.timedOut], [.status(500, "")], [Sample.noOrder, .ok("[]")], [order, .neverSent], [ended],
        ] {
            guard case .notSent(let error) = try amend(script).output else {
                Issue.record("amend: \(script)")
                return
            }
            #expect(error.effect == .notSent)
        }
    }

    @Test("A cancel's 200 is final; its order is read behind it, and without that view it was requested")
    func cancelled() throws {
        let done = CallResult.ok("{\"id\":\"\(Sample.clientID.text)\"}")
        func cancel(_ script: [CallResult]) throws -> CancelOutcome? {
            Sample.adapter.cancel(.client(Sample.clientID), on: try Sample.ether()).run(script: script).output
        }
        let view = CallResult.ok(try Sample.status("Cancelled").text)
        guard case .ended(let order) = try cancel([done, view]) else {
            Issue.record("must be ended")
            return
        }
        #expect(order.phase == .ended(.cancelledByOwner))
        for behind in [CallResult.timedOut, .ok(try Sample.status().text), .status(500, "")] {
            #expect(try cancel([done, behind]) == .requested)
        }
        guard case .notLive = try cancel([Sample.noOrder]), case .notLive = try cancel([.status(404, "")]) else {
            Issue.record("an order that is not there is not live")
            return
        }
        guard case .rejected = try cancel([.refused(-32, "The given currency pair is not active")]) else {
            Issue.record("must be rejected")
            return
        }
    }

    @Test("Cancel-all names what it cancelled; nothing open is an empty list")
    func cancelAll() throws {
        let ether = try Sample.ether()
        let run = Sample.adapter.cancelAll(on: ether).run(try Sample.ok("rest-cancel-all-pair"))
        #expect(run.output?.count == 3)
        #expect(run.output?.first?.venueOrderID.rawValue == "0198510c-09fa-7f86-8ddb-b6b222b4e509")
        #expect(Sample.adapter.cancelAll(on: ether).run(.ok("[]")).output == [])
    }
}
