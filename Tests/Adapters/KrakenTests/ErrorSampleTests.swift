import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// Every captured refusal, as the answer to a placement and to a read (kraken.md F.4, G.2).
@Suite("Captured refusals")
struct ErrorSampleTests {
    struct Case: Sendable {
        let name: String
        let kind: VenueError.Kind
        /// Whether it proves that nothing was placed.
        var isProof = true
    }

    static let cases: [Case] = [
        Case(name: "insufficient-funds", kind: .insufficientFunds), Case(name: "invalid-key", kind: .authentication),
        Case(name: "invalid-nonce", kind: .nonce, isProof: false),
        Case(name: "permission-denied", kind: .permission), Case(name: "rate-limit", kind: .rateLimited),
        Case(name: "unavailable", kind: .unavailable, isProof: false),
        Case(name: "unknown-order", kind: .badRequest),
    ]

    @Test("As the answer to a placement", arguments: cases.indices)
    func placement(_ index: Int) throws {
        let row = Self.cases[index]
        let run = Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin())
            .run(try Sample.ok("rest-error-\(row.name)"))
        switch run.output {
        case .rejected(let error, nil):
            #expect(row.isProof)
            #expect(error.kind == row.kind)
        case .unknown(let doubt):
            #expect(!row.isProof)
            #expect(doubt.error.kind == row.kind)
            #expect(doubt.visibilityBound == .seconds(15))
            #expect(doubt.clientOrderID == Sample.clientID)
        default: Issue.record("\(row.name): \(String(describing: run.output))")
        }
    }

    @Test("As the answer to a read: HTTP 200 with an error is an error, with no effect", arguments: cases.indices)
    func read(_ index: Int) throws {
        let row = Self.cases[index]
        let error = try #require(Sample.adapter.balances().run(try Sample.ok("rest-error-\(row.name)")).failure)
        #expect(error.effect == .notExecuted(.read))
        #expect(error.evidence?.httpStatus == 200)
        #expect(error.evidence?.code?.isEmpty == false)
    }
}
