import AdapterKit
import AdapterProtocol
import AdapterTesting
import Testing

/// A raw read reaches what it names and nothing else.
@Suite("Raw reads")
struct RawReadTests {
    @Test(
        "A path that a proxy could read otherwise is refused",
        arguments: [
            "", "/", "api/v3/time", "/api//time", "/api/../order", "/api/./time", "/api/v3/time?x=1", "/api/v3/time#a",
            "/api/%2e%2e/order", "/api/v3/t ime", "/api/v3/time/", "/api/v3/tíme", "/api\\time", "/api/v3\r\nX: y",
            "//other.example/api", "/api:8080/time", "/a" + String(repeating: "b", count: 256),
        ])
    func paths(_ path: String) {
        let error = #expect(throws: VenueError.self) { try RawRead(path, isSigned: true) }
        #expect(error?.effect == .notSent)
    }

    private func flow(_ path: String, signed: Bool = true) throws -> Flow<[UInt8]> {
        try RawRead(path, [.init("a", "1 2")], isSigned: signed).flow(under: ["/api/", "/wallet/"], charges: []) {
            reply, _ in
            reply.status == 418
                ? VenueError(kind: .rateLimited, effect: .unknown, advice: .never, message: "wait") : nil
        }
    }

    @Test("It stays under the adapter's roots")
    func roots() throws {
        for path in ["/api", "/apis/x", "/other/api/x"] {
            let run = try flow(path).run(.ok("{}"))
            #expect(run.calls.isEmpty && run.failure?.effect == .notSent, "\(path)")
        }
        for path in ["/api/x", "/wallet/v1/y.z"] {
            let run = try flow(path).run(.ok("not even JSON"))
            #expect(run.output == Array("not even JSON".utf8))
            let call = try #require(run.calls.first)
            #expect(call.intent == .read && call.method == .get && call.path == path && call.isSigned)
            #expect(call.parameters == [.init("a", "1 2")])
        }
    }

    @Test("A refusal and a lost answer have had no effect")
    func failures() throws {
        #expect(try flow("/api/x").run(.status(418, "")).failure?.effect == .notExecuted(.read))
        #expect(try flow("/api/x").run(.neverSent).failure?.effect == .notSent)
    }
}
