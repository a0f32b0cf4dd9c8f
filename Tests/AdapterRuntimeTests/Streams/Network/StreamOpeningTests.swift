import AdapterProtocol
import Foundation
import Testing

@testable import AdapterRuntime

@Suite("Streams that are not opened say why", .timeLimit(.minutes(1))) struct StreamOpeningTests {
    private func failure(
        _ address: String, _ configuration: StreamTransportConfiguration = .init(), headers: [WireHeader] = []
    ) async -> StreamFailure? {
        let sink = CollectingSink()
        do throws(StreamFailure) {
            try await NIOStreamTransport(configuration: configuration)
                .connect(StreamRequest(address: address, headers: headers), to: sink)
            sink.state.value.link?.close(code: 1000)
            return nil
        } catch {
            #expect(sink.state.value.order.isEmpty)
            #expect(!"\(error) \(error.venueError)".contains("s3cr3t"))
            return error
        }
    }

    private func kind(_ failure: StreamFailure?) -> TransportFailure.Kind? {
        if case .transport(let failure)? = failure { failure.kind } else { nil }
    }

    @Test("a refusal comes with its status, its Retry-After and its body, cut when it is long") func refusal()
        async throws
    {
        let body = String(repeating: "no ", count: 10_000)
        let head = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        try await RawStreamServer.run(.refuse(head + body)) { server in
            let failure = await failure("ws://127.0.0.1:\(server.port)/ws?token=s3cr3t")
            guard case .refused(let reply)? = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
            #expect(reply.status == 429 && reply.body.count == StreamFailure.largestRefusal)
            let error = try #require(failure?.venueError)
            #expect(error.kind == .rateLimited && error.advice == .after(.seconds(7)))
            #expect(error.effect == .notExecuted(.stated) && !error.isLasting)
        }
    }

    @Test(
        "what a status means, and whether it is worth another try",
        arguments: [
            (401, VenueError.Kind.authentication, true), (403, .permission, true), (404, .badRequest, true),
            (426, .badRequest, true), (418, .banned, false), (429, .rateLimited, false), (500, .unavailable, false),
            (503, .unavailable, false), (200, .badRequest, false), (302, .badRequest, false),
        ])
    func statuses(_ status: Int, _ kind: VenueError.Kind, _ isLasting: Bool) async throws {
        try await RawStreamServer.run(.refuse("HTTP/1.1 \(status) X\r\nContent-Length: 0\r\n\r\n")) { server in
            let error = try #require(await failure("ws://127.0.0.1:\(server.port)/")).venueError
            #expect(error.kind == kind && error.isLasting == isLasting && error.evidence?.httpStatus == status)
        }
    }

    @Test("an answer that is cut short still tells its status") func cutRefusal() async throws {
        try await RawStreamServer.run(.refuse("HTTP/1.1 503 X\r\nContent-Length: 100\r\n\r\nhalf")) { server in
            let error = try #require(await failure("ws://127.0.0.1:\(server.port)/")).venueError
            #expect(error.evidence?.httpStatus == 503)
        }
    }

    @Test("a server that does not know the handshake is not trusted with a stream") func wrongProof() async throws {
        try await RawStreamServer.run(.wrongProof) { server in
            #expect(kind(await failure("ws://127.0.0.1:\(server.port)/")) == .invalidReply)
        }
    }

    @Test("a silent server costs no more than the time for opening") func silence() async throws {
        var configuration = StreamTransportConfiguration()
        configuration.openTimeout = .milliseconds(50)
        try await RawStreamServer.run(.silence) { server in
            #expect(kind(await failure("ws://127.0.0.1:\(server.port)/", configuration)) == .timeout)
        }
    }

    @Test("cancelling ends an attempt at once, and its connection") func cancelling() async throws {
        try await RawStreamServer.run(.silence) { server in
            let attempt = Task { await failure("ws://127.0.0.1:\(server.port)/") }  // reason: awaited below
            await server.state.wait { $0.requests.count == 1 }
            attempt.cancel()
            #expect(kind(await attempt.value) == .cancelled)
            await server.state.wait { $0.isGone == 1 }
        }
    }

    @Test("nobody there is told as such") func refusedConnection() async {
        // Port 1 is reserved (tcpmux), so that no other test listens there meanwhile.
        let failure = await failure("ws://127.0.0.1:1/")
        #expect(kind(failure) == .connectionRefused && failure?.venueError.kind == .network)
    }

    @Test(
        "an address that would not go out as meant is refused",
        arguments: [
            "", "http://127.0.0.1/", "ws://", "ws:///a", "ws://u:s3cr3t@127.0.0.1/", "ws://127.0.0.1:0/",
            "ws://127.0.0.1:99999/", "ws://127.0.0.1/a b", "ws://127.0.0.1/a\r\nX: y", "ws://127.0.0.1/#a",
            "ws://127.0.0.1/é",
        ])
    func addresses(_ address: String) async {
        #expect(kind(await failure(address)) == .invalidRequest)
        #expect(
            kind(await failure("ws://127.0.0.1:1/", headers: [WireHeader("X", "s3cr3t\r\nY: 1")])) == .invalidRequest)
    }

    @Test("addresses are taken apart as they are meant") func endpoints() {
        let plain = StreamEndpoint("ws://127.0.0.1:8080")
        #expect(plain?.target == "/" && plain?.port == 8080 && plain?.isAddress == true && plain?.isSecure == false)
        let secure = StreamEndpoint("wss://stream.binance.com:9443/stream?streams=a@b/c")
        #expect(secure?.hostHeader == "stream.binance.com:9443" && secure?.target == "/stream?streams=a@b/c")
        #expect(secure?.isAddress == false && secure?.isSecure == true)
        #expect(StreamEndpoint("wss://ws.kraken.com/v2")?.hostHeader == "ws.kraken.com")
        let told = StreamEndpoint("wss://ws-api-spot.kucoin.com?token=x")
        #expect(told?.target == "/?token=x" && told?.port == 443)
        #expect(StreamEndpoint("ws://[::1]:81/")?.hostHeader == "[::1]:81")
    }

    @Test("over TLS, a valid server is spoken to") func secure() async throws {
        try await trustingStreams { configuration in
            try await RawStreamServer.run(
                .accept(then: Handshake.text("hi")), certificate: Certificates.valid
            ) { server in
                for (number, host) in ["127.0.0.1", "localhost"].enumerated() {
                    let sink = CollectingSink()
                    try await NIOStreamTransport(configuration: configuration)
                        .connect(StreamRequest(address: "wss://\(host):\(server.port)/"), to: sink)
                    #expect(await sink.messages(1) == ["hi"])
                    try await server.connection(number + 1).cut()
                    _ = await sink.closure()
                }
            }
        }
    }

    @Test(
        "over TLS, a wrong name and an expired certificate are refused, for good",
        arguments: [Certificates.otherHost, Certificates.expired])
    func wrongCertificates(_ certificate: String) async throws {
        try await trustingStreams { configuration in
            try await RawStreamServer.run(certificate: certificate) { server in
                let failure = await failure("wss://127.0.0.1:\(server.port)/", configuration)
                #expect(kind(failure) == .untrustedPeer && failure?.venueError.isLasting == true)
                #expect(server.state.value.requests.isEmpty)
            }
        }
    }

    @Test("over TLS, an unknown authority is refused") func untrusted() async throws {
        try await RawStreamServer.run(certificate: Certificates.valid) { server in
            #expect(kind(await failure("wss://127.0.0.1:\(server.port)/")) == .untrustedPeer)
        }
    }

    @Test("plain words to a TLS port, and TLS to a plain port, fail") func mixedUp() async throws {
        try await RawStreamServer.run(certificate: Certificates.valid) { server in
            #expect(await failure("ws://127.0.0.1:\(server.port)/") != nil)
        }
        try await RawStreamServer.run(.refuse("HTTP/1.1 400 X\r\n\r\n")) { server in
            var configuration = StreamTransportConfiguration()
            configuration.openTimeout = .milliseconds(300)
            #expect(await failure("wss://127.0.0.1:\(server.port)/", configuration) != nil)
        }
    }

    private func trustingStreams(_ body: (StreamTransportConfiguration) async throws -> Void) async throws {
        try await trusting { http in
            try await body(StreamTransportConfiguration(trustRootsFile: http.trustRootsFile))
        }
    }
}
