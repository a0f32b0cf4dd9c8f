import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// Answers that prove nothing about a write, and failures of the way there (kraken.md A.2, G.2).
@Suite("Unknown outcomes")
struct UnknownOutcomeTests {
    private let adapter = Sample.adapter

    static let page = "<html><body>502 Bad Gateway</body></html>"
    static let answers: [CallResult] = [
        .timedOut, .status(502, page), .status(520, page), .status(524, page), .status(503, ""), .status(429, page),
        .status(403, page), .status(200, page), .status(200, ""), .ok("{}"), .ok(#"{"error":[]}"#),
        .ok(#"{"error":[],"result":{}}"#), .ok(#"{"error":[],"result":{"txid":[]}}"#),
        .ok(#"{"error":[],"result":{"txid":["OA","OB"]}}"#), .ok(#"{"error":[],"result":{"txid":[""]}}"#),
        .refused("EOrder:Insufficient funds", status: 502), .refused("EOrder:Unknown order", status: 520),
        .ok(#"{"error":["EOrder:Unknown order"],"result":{"x":1}}"#), .refused("EService:Unavailable"),
        .refused("EGeneral:Internal error"), .refused("EService:Deadline elapsed"),
    ]

    @Test("A placement is unknown", arguments: answers.indices)
    func placing(_ index: Int) throws {
        let run = adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(Self.answers[index])
        guard case .unknown(let doubt) = run.output else {
            Issue.record("\(index): \(String(describing: run.output))")
            return
        }
        #expect(doubt.error.effect == .unknown)
        #expect(run.calls.count == 1, "never repeated")
    }

    @Test("A cancel and an amendment are unknown", arguments: answers.indices)
    func changing(_ index: Int) throws {
        // An order that is placed answers with ids, a cancel with a count: those bodies are unreadable here.
        let answer = Self.answers[index]
        let cancel = adapter.cancel(Sample.venueOrder(), on: try Sample.bitcoin()).run(answer)
        guard case .unknown = cancel.output else {
            Issue.record("cancel \(index): \(String(describing: cancel.output))")
            return
        }
        let amend = adapter.amend(
            Sample.venueOrder(), to: OrderAmendment(quantity: 1), on: try Sample.bitcoin()
        ).run(script: [.ok(try OrderAnswers.open()), answer])
        guard case .unknown = amend.output else {
            Issue.record("amend \(index): \(String(describing: amend.output))")
            return
        }
    }

    @Test("Not a byte left: not sent")
    func notSent() throws {
        guard case .notSent = adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(.neverSent).output,
            case .notSent = adapter.cancel(Sample.venueOrder(), on: try Sample.bitcoin()).run(.neverSent).output,
            case .notSent = adapter.amend(
                Sample.venueOrder(), to: OrderAmendment(quantity: 1), on: try Sample.bitcoin()
            ).run(script: [.ok(try OrderAnswers.open()), .neverSent]).output
        else {
            Issue.record("must not be sent")
            return
        }
    }

    @Test("The same answers to a read are errors without effect, to be asked again", arguments: answers.indices)
    func reading(_ index: Int) throws {
        guard case .reply(let reply) = Self.answers[index],
            !reply.body.starts(with: Array(#"{"error":[],"result""#.utf8))
        else { return }
        let error = try #require(adapter.balances().run(Self.answers[index]).failure)
        #expect(error.effect == .notExecuted(.read))
    }

    @Test("An accepted order has an id and no state")
    func accepted() throws {
        let run = adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(try Sample.ok("rest-add-order"))
        guard case .accepted(let acceptance) = run.output else {
            Issue.record("must be accepted")
            return
        }
        #expect(acceptance.venueOrderID.rawValue == "OUF4EM-FRGI2-MQMWZD")
        #expect(acceptance.depth == .engine)
        #expect(acceptance.order == nil && acceptance.fills.isEmpty)
    }

    @Test("Cancel: unknown orders and a count of zero are not live, other refusals are refusals")
    func notLive() throws {
        for answer in [CallResult.refused("EOrder:Unknown order"), .result(#"{"count":0}"#)] {
            guard case .notLive = adapter.cancel(Sample.venueOrder(), on: try Sample.bitcoin()).run(answer).output
            else {
                Issue.record("must not be live")
                continue
            }
        }
        let denied = adapter.cancel(Sample.venueOrder(), on: try Sample.bitcoin())
            .run(.refused("EGeneral:Permission denied"))
        guard case .rejected(let error) = denied.output else {
            Issue.record("must be rejected")
            return
        }
        #expect(error.kind == .permission)
    }
}
