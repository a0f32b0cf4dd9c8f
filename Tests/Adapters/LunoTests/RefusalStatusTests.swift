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
    }

    private static let unnamed = #"{"error":"text","error_code":"ErrBrandNew"}"#

    private static let rows = [
        Row(status: 401, body: "Unauthorized", kind: .authentication, effect: .notExecuted(.stated)),
        Row(status: 403, body: "<html>", kind: .banned, effect: .unknown),
        Row(status: 403, body: unnamed, kind: .permission, effect: .unknown),
        Row(status: 409, body: unnamed, kind: .duplicateClientOrderID, effect: .unknown),
        Row(status: 400, body: unnamed, kind: .badRequest, effect: .unknown),
        Row(status: 499, body: "<html>", kind: .badRequest, effect: .unknown),
        Row(status: 302, body: "<html>", kind: .undecodable, effect: .unknown),
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
        #expect(error?.kind == row.kind && error?.effect == row.effect)
        #expect(error?.evidence?.httpStatus == row.status)
    }

    @Test("A read that nobody answered is made again after a second; one that is blocked or forbidden is not")
    func reads() throws {
        func advice(_ status: Int, _ body: String) -> VenueError.Advice? {
            Sample.adapter.balances().run(.status(status, body)).failure?.advice
        }
        #expect(advice(503, "<html>") == .after(.seconds(1)))
        #expect(advice(409, Self.unnamed) == .after(.seconds(1)))
        #expect(advice(302, "<html>") == .after(.seconds(1)))
        #expect(advice(401, "Unauthorized") == .never)
        #expect(advice(403, Self.unnamed) == .never)
        #expect(advice(403, "<html>") == .after(.seconds(300)))
    }
}
