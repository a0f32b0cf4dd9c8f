import AdapterProtocol
import Testing

@testable import AdapterRuntime

@Suite("Cancelling a request")
struct CancellationTests {
    /// Sends an order in a child task, cancels it once the server has seen the event, and returns what it failed with.
    private func cancelled(
        after event: ScriptedServer.Event?, server: ScriptedServer, scheme: String
    ) async throws -> TransportFailure {
        try await withTransport { transport in
            let failure = await withTaskGroup(of: TransportFailure?.self) { group in
                if event == nil { group.cancelAll() }
                group.addTask { await transport.failure(of: order, to: "\(scheme)://127.0.0.1:\(server.port)") }
                if let event {
                    await server.wait(for: event)
                    group.cancelAll()
                }
                return await group.next() ?? nil
            }
            // A shutdown waits for connections that are being established.
            try await server.hangUp(.close)
            return try #require(failure)
        }
    }

    @Test("Before it starts: not sent, not even connected")
    func beforeTheStart() async throws {
        try await ScriptedServer.run([]) { server in
            let failure = try await cancelled(after: nil, server: server, scheme: "http")
            #expect(failure.kind == .cancelled && !failure.wasHeadWritten, "\(failure)")
            expectHonest(failure)
            #expect(server.connectionCount == 0)
        }
    }

    @Test("While TLS is awaited: not sent")
    func beforeTheHead() async throws {
        try await ScriptedServer.run([]) { server in
            let failure = try await cancelled(after: .connected, server: server, scheme: "https")
            #expect(failure.kind == .cancelled && !failure.wasHeadWritten, "\(failure)")
            expectHonest(failure)
            #expect(server.requests.isEmpty)
        }
    }

    @Test("While the answer is awaited: unknown")
    func afterTheHead() async throws {
        try await ScriptedServer.run([.silence]) { server in
            let failure = try await cancelled(after: .request, server: server, scheme: "http")
            #expect(failure.kind == .cancelled && failure.wasHeadWritten, "\(failure)")
            expectHonest(failure)
            #expect(server.requests.count == 1)
        }
    }
}
