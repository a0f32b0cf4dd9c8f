import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// luno.md G: what the status alone says, where no code that a table names comes with it.
@Suite("A refusal without a known code")
struct RefusalStatusTests {
    private struct Row: Sendable {
        let status: Int
        let body: String
        let kind: VenueError.Kind
        let effect: VenueError.Effect
        let advice: VenueError.Advice
    }

    private static let unnamed = #"{"error":"text","error_code":"ErrBrandNew"}"#

    private static let rows = [
        Row(status: 401, body: "Unauthorized", kind: .authentication, effect: .notExecuted(.stated), advice: .never),
        Row(status: 403, body: "<html>", kind: .banned, effect: .unknown, advice: .after(.seconds(300))),
        Row(status: 403, body: unnamed, kind: .permission, effect: .unknown, advice: .never),
        Row(status: 409, body: unnamed, kind: .duplicateClientOrderID, effect: .unknown, advice: .afterResync),
        Row(status: 400, body: unnamed, kind: .badRequest, effect: .unknown, advice: .afterResync),
        Row(status: 499, body: "<html>", kind: .badRequest, effect: .unknown, advice: .afterResync),
        Row(status: 302, body: "<html>", kind: .undecodable, effect: .unknown, advice: .afterResync),
    ]

    @Test("The error of a write", arguments: rows.indices)
    func writes(_ index: Int) throws {
        let row = Self.rows[index]
        let run = Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(
            .status(row.status, row.body))
        let error: VenueError? =
            switch run.output {
            case .rejected(let error, nil): error
            case .unknown(let doubt): doubt.error
            default: nil
            }
        #expect(error?.kind == row.kind && error?.effect == row.effect && error?.advice == row.advice)
        #expect(error?.evidence?.httpStatus == row.status)
    }

    @Test("A read that nobody answered is made again after a second; one that is forbidden is not")
    func reads() throws {
        func advice(_ status: Int, _ body: String) -> VenueError.Advice? {
            Sample.adapter.balances().run(.status(status, body)).failure?.advice
        }
        #expect(advice(503, "<html>") == .after(.seconds(1)))
        #expect(advice(401, "Unauthorized") == .never)
    }

    @Test("403 with words of Luno's own is a missing right, whatever its code")
    func missingRight() throws {
        let environment = try #require(Sample.adapter.environments.first)
        let run = Sample.adapter.testKey(probe: try Sample.bitcoin(), in: environment).run { call, _, _ in
            call.path == "/api/exchange/1/markets"
                ? .status(200, #"{"markets":[]}"#, headers: Sample.date) : .status(403, Self.unnamed)
        }
        #expect(run.output?.causes.first?.kind == .missingRight)
        #expect(run.output?.causes.allSatisfy { $0.kind == .missingRight } == true)
    }
}
