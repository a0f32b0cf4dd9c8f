import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// Every captured refusal, as the answer to a placement or to a read (valr.md F, G).
@Suite("Captured errors")
struct ErrorSampleTests {
    static let files: [(name: String, status: Int, kind: VenueError.Kind)] = [
        ("rest-error-insufficient-balance", 400, .insufficientFunds),
        ("rest-error-invalid-order", 400, .badRequest),
        ("rest-error-invalid-signature", 401, .authentication),
        ("rest-error-ip-not-whitelisted", 401, .permission),
        ("rest-error-modify-noop", 400, .badRequest),
        ("rest-error-validation", 400, .badRequest),
    ]

    private func place(_ answer: CallResult) throws -> (error: VenueError, id: VenueOrderID?) {
        let run = Sample.adapter.place(try Sample.request(), on: try Sample.ether()).run(answer)
        guard case .rejected(let error, let id) = run.output else {
            Issue.record("\(String(describing: run.output))")
            throw CancellationError()
        }
        return (error, id)
    }

    @Test("As the answer to a placement: refused, with code and words", arguments: files.indices)
    func refusal(_ index: Int) throws {
        let (name, status, kind) = Self.files[index]
        let tree = try Sample.tree(name)
        let (error, id) = try place(.status(status, tree.text))
        #expect(error.kind == kind)
        #expect(error.evidence?.code == tree["code"]?.plain)
        #expect(error.evidence?.httpStatus == status)
        #expect(error.message.contains(try #require(tree["message"]?.plain)))
        #expect(id?.rawValue == tree["orderId"]?.plain)
    }

    @Test("A failed order's record is a stated refusal, a 400 without one is inferred from the contract")
    func effects() throws {
        let stated = try place(.status(400, try Sample.text("rest-error-insufficient-balance")))
        #expect(stated.error.effect == .notExecuted(.stated))
        #expect(stated.id?.rawValue == "99ded62e-26ff-407c-98d5-cd24b4e56179")
        let inferred = try place(.status(400, try Sample.text("rest-error-validation")))
        #expect(inferred.error.effect == .notExecuted(.inferred))
        #expect(inferred.error.message.contains("lastName must not be blank"))
        let key = try place(.status(401, try Sample.text("rest-error-ip-not-whitelisted")))
        #expect(key.error.effect == .notExecuted(.stated))
    }

    @Test("The list of simple errors, each with its kind")
    func simple() throws {
        let kinds: [String: VenueError.Kind] = [
            "-21": .unknownSymbol, "-32": .marketMode, "-38": .invalidOrder(.notional), "-39": .invalidOrder(.amount),
            "-113": .badRequest, "-12005": .invalidOrder(.type), "-12007": .invalidOrder(.notional),
            "-19213": .permission, "-21403": .wouldTrigger,
        ]
        let rows = try Sample.tree("rest-errors-simple").elements
        #expect(rows.count == kinds.count)
        for row in rows {
            let body = try #require(row["body"])
            let code = try #require(body["code"]?.plain)
            let (error, _) = try place(.status(400, body.text))
            #expect(error.kind == kinds[code], "\(code)")
            let stale = ["-21", "-32", "-12005", "-12007"].contains(code)
            #expect(Sample.adapter.invalidatesInstruments(error) == stale, "\(code)")
        }
    }

    @Test("The no-op amendment holds already: the order is read, and it is amended")
    func noop() throws {
        let change = OrderAmendment(limitPrice: try Sample.decimal("0.0355"))
        let order = CallResult.ok(try Sample.status().text)
        let run = Sample.adapter.amend(.client(Sample.clientID), to: change, on: try Sample.ether())
            .run(script: [order, .status(400, try Sample.text("rest-error-modify-noop")), order])
        guard case .amended(_, let kept) = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(kept)
    }
}
