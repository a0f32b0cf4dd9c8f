import Hummingbird
import HummingbirdCore
import ServiceLifecycle
import Testing
import WebServing

/// The glue that the host's API stands on; it is tested here because the raw client lives here.
@Suite("A routed server")
struct RoutedServerTests {
    private struct Bug: Error {}

    /// Serves a router of three routes and answers what a client gets for each text, in order.
    private func answers(_ texts: String...) async throws -> [RawReply?] {
        let router = Router()
        router.get("ok") { request, context in
            Response.json(Array(#"{"id":"\#(context.requestIdentifier ?? "")"}"#.utf8))
        }
        router.post("body") { request, _ in
            Response.json(try await request.bodyBytes(upTo: 4))
        }
        router.get("bug") { _, _ -> Response in throw Bug() }
        let (stream, continuation) = AsyncStream<BoundAddress>.makeStream()
        let server = WebServer(
            configuration: ServingConfiguration(),
            logger: silent,
            secondsSinceEpoch: { 784_111_777 },
            makeRequestID: { "made" },
            onReady: { continuation.yield($0) },
            router: router.buildResponder()
        )
        let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [server], logger: silent))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var addresses = stream.makeAsyncIterator()
            let address = try #require(await addresses.next())
            let connection = try await RawConnection.open(port: address.port)
            var replies: [RawReply?] = []
            for text in texts {
                try await connection.send(text)
                replies.append(await connection.reply())
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return replies
        }
    }

    @Test("Every answer is dated and carries the client's id, or one of ours; routes see the same id")
    func identified() async throws {
        let replies = try await answers(request("GET /ok"), request("GET /ok", headers: "X-Request-Id: mine\r\n"))
        #expect(replies[0]?.header("X-Request-Id") == "made")
        #expect(replies[0]?.header("Date") == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(replies[1]?.header("X-Request-Id") == "mine")
        #expect(replies[1]?.text == #"{"id":"mine"}"#)
    }

    @Test("A missing route is 404, a body over the limit 413, a bug one 500; the connection survives all three")
    func refused() async throws {
        let replies = try await answers(
            request("GET /nowhere"),
            request("POST /body", body: "12345"),
            request("GET /bug"),
            request("POST /body", body: "1234")
        )
        #expect(replies.map { $0?.status } == [404, 413, 500, 200])
        #expect(replies.allSatisfy { $0?.header("X-Request-Id") == "made" })
        #expect(replies[3]?.text == "1234")
    }
}
