import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// Every captured refusal, through place, cancel and read.
@Suite("Captured refusals")
struct ErrorSampleTests {
    struct File: Sendable {
        let name: String
        let status: Int
        let kind: VenueError.Kind
        var isDoubtful = false
    }

    static let files = [
        File(name: "api-key-not-found", status: 401, kind: .authentication),
        File(name: "cannot-stop-order", status: 400, kind: .orderNotFound),
        File(name: "deadline-exceeded", status: 400, kind: .deadlinePassed, isDoubtful: true),
        File(name: "duplicate-client-order-id", status: 409, kind: .duplicateClientOrderID),
        File(name: "insufficient-balance", status: 400, kind: .insufficientFunds),
        File(name: "insufficient-perms", status: 403, kind: .permission),
        File(name: "internal", status: 500, kind: .unavailable, isDoubtful: true),
        File(name: "invalid-arguments", status: 400, kind: .badRequest),
        File(name: "market-not-allowed", status: 400, kind: .permission),
        File(name: "market-unavailable", status: 400, kind: .marketMode),
        File(name: "order-not-found", status: 404, kind: .orderNotFound),
        File(name: "post-only-canceled", status: 400, kind: .wouldTake),
        File(name: "price-denomination", status: 400, kind: .invalidOrder(.limitPrice)),
        File(name: "too-many-requests", status: 429, kind: .rateLimited),
    ]

    @Test("Kind and effect of every sample, for place, cancel and read", arguments: files.indices)
    func samples(_ index: Int) throws {
        let file = Self.files[index]
        let body = try Sample.body("rest-error-\(file.name)")
        let bitcoin = try Sample.bitcoin()
        // The code decides, so the body means the same at 200 (luno.md G.1).
        for status in [file.status, 200] where status == 200 || status == file.status {
            let reply = CallResult.status(status, body)
            let read = try #require(Sample.adapter.balances().run(reply).failure)
            #expect(read.kind == file.kind && read.effect == .notExecuted(.read))
            switch Sample.adapter.place(try Sample.request(), on: bitcoin).run(reply).output {
            case .rejected(let error, nil):
                #expect(!file.isDoubtful && error.kind == file.kind && error.effect == .notExecuted(.stated))
            case .unknown(let doubt):
                #expect(file.isDoubtful || file.kind == .duplicateClientOrderID)
                #expect(doubt.error.kind == file.kind)
            case let other: Issue.record("\(file.name): \(String(describing: other))")
            }
            switch Sample.adapter.cancel(.venue(Sample.orderID), on: bitcoin).run(reply).output {
            case .rejected(let error): #expect(!file.isDoubtful && error.kind == file.kind)
            case .notLive: #expect(file.kind == .orderNotFound)
            case .unknown: #expect(file.isDoubtful)
            case let other: Issue.record("\(file.name): \(String(describing: other))")
            }
        }
    }
}
