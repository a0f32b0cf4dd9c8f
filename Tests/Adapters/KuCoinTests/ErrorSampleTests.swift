import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing

/// Every captured refusal, as the answer to a placement and to a read (kucoin.md F, G.2).
@Suite("Captured refusals")
struct ErrorSampleTests {
    struct Case: Sendable {
        let name: String
        let status: Int
        let kind: VenueError.Kind

        init(_ name: String, _ status: Int, _ kind: VenueError.Kind) {
            self.name = name
            self.status = status
            self.kind = kind
        }
    }

    static let cases: [Case] = [
        Case("cancel-not-allowed", 200, .orderNotFound), Case("deprecated", 200, .badRequest),
        Case("insufficient-balance", 200, .insufficientFunds), Case("ip", 403, .permission),
        Case("key-not-exists", 401, .authentication), Case("max-price", 200, .invalidOrder(.limitPrice)),
        Case("min-funds", 200, .invalidOrder(.notional)), Case("missing-header", 400, .authentication),
        Case("order-not-exist-odd-code", 200, .orderNotFound), Case("order-not-exist", 200, .orderNotFound),
        Case("passphrase", 401, .authentication), Case("permission", 403, .permission),
        Case("price-increment", 200, .invalidOrder(.limitPrice)), Case("signature", 401, .authentication),
        Case("size-increment", 200, .invalidOrder(.amount)), Case("symbol-not-exists", 200, .unknownSymbol),
        Case("symbol-not-started", 200, .marketMode), Case("timestamp", 400, .clockSkew),
        Case("unsupported-pair", 200, .unknownSymbol), Case("uta-user-not-found", 200, .badRequest),
    ]

    /// Answers that prove nothing about a write.
    static let doubtful: [Case] = [
        Case("internal", 500, .unavailable), Case("internal", 200, .unavailable),
        Case("rate-limit", 429, .rateLimited), Case("rate-limit-system", 429, .rateLimited),
        Case("rate-limit", 200, .rateLimited), Case("duplicate-client-oid", 200, .duplicateClientOrderID),
    ]

    private func answer(_ row: Case) throws -> CallResult {
        .status(row.status, try Sample.body("rest-error-\(row.name)"))
    }

    @Test("Refusals with proof reject a placement", arguments: cases.indices)
    func refused(_ index: Int) throws {
        let row = Self.cases[index]
        let run = Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(try answer(row))
        guard case .rejected(let error, nil) = run.output else {
            Issue.record("\(row.name): \(String(describing: run.output))")
            return
        }
        #expect(error.kind == row.kind, "\(row.name)")
        #expect(error.effect == .notExecuted(.stated))
        let body = try Sample.tree("rest-error-\(row.name)")
        #expect(error.evidence?.code == body["code"]?.plain)
        #expect(error.message.hasPrefix(body["msg"]?.plain ?? "?"))
        let read = Sample.adapter.balances().run(try answer(row))
        #expect(read.failure?.kind == row.kind)
        #expect(read.failure?.effect == .notExecuted(.read))
    }

    @Test("Answers without proof leave a placement unknown", arguments: doubtful.indices)
    func unknown(_ index: Int) throws {
        let row = Self.doubtful[index]
        let run = Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(try answer(row))
        guard case .unknown(let doubt) = run.output else {
            Issue.record("\(row.name): \(String(describing: run.output))")
            return
        }
        #expect(doubt.error.kind == row.kind)
        #expect(doubt.error.effect == .unknown)
        #expect(doubt.clientOrderID == Sample.clientID)
        #expect(doubt.visibilityBound == .seconds(12))
    }

    @Test("Rules are read again after a refusal by a rule, the clock after a refusal by time")
    func staleness() throws {
        for row in Self.cases {
            let error = try #require(Sample.adapter.balances().run(try answer(row)).failure)
            let isRule = error.kind.name == "invalidOrder" || error.kind == .unknownSymbol || error.kind == .marketMode
            #expect(Sample.adapter.invalidatesInstruments(error) == isRule, "\(row.name)")
            #expect(Sample.adapter.invalidatesClock(error) == (row.name == "timestamp"), "\(row.name)")
        }
        // What was refused here, the venue has said nothing about.
        let unsent = VenueError.notSent(.invalidOrder(.amount), "off the step")
        #expect(!Sample.adapter.invalidatesInstruments(unsent))
    }
}
