import AdapterProtocol
import Testing

@testable import AdapterRuntime

@Suite("What every failure of the network means")
struct FailureTableTests {
    @Test("After the head a write is unknown, and the venue saw it once", arguments: FailureRow.afterTheHead)
    func afterTheHead(_ row: FailureRow) async throws {
        try await ScriptedServer.run(row.acts, greeting: row.greeting) { server in
            try await withTransport { transport in
                let base = "http://127.0.0.1:\(server.port)"
                let failure = try #require(await transport.failure(of: order, to: base, timeout: row.timeout))
                #expect(row.kinds.contains(failure.kind), "\(failure)")
                #expect(failure.wasHeadWritten)
                expectHonest(failure)
                #expect(server.requests.count == 1)
                #expect(server.connectionCount == 1)
            }
        }
    }

    @Test("Without TLS nothing is sent", arguments: FailureRow.insteadOfTLS)
    func insteadOfTLS(_ row: FailureRow) async throws {
        try await ScriptedServer.run([], greeting: row.greeting) { server in
            var configuration = HTTPTransportConfiguration()
            configuration.connectTimeout = row.connectTimeout
            try await withTransport(configuration) { transport in
                let failure = try #require(
                    await transport.failure(of: order, to: "https://127.0.0.1:\(server.port)"))
                #expect(row.kinds.contains(failure.kind), "\(failure)")
                #expect(!failure.wasHeadWritten)
                expectHonest(failure)
                #expect(server.requests.isEmpty)
            }
        }
    }

    @Test(
        "A peer that is not who it claims to be is sent nothing",
        arguments: [
            ("names another host", Certificates.otherHost, true),
            ("has expired", Certificates.expired, true),
            ("is not trusted", Certificates.valid, false),
        ])
    func untrustedPeer(_ name: String, _ certificate: String, _ isTrusted: Bool) async throws {
        try await ScriptedServer.run([.ok("{}")], certificate: certificate) { server in
            try await trusting { trusted in
                try await withTransport(isTrusted ? trusted : .init()) { transport in
                    let failure = try #require(
                        await transport.failure(of: order, to: "https://127.0.0.1:\(server.port)"))
                    #expect(failure.kind == .untrustedPeer, "\(failure)")
                    #expect(!failure.wasHeadWritten)
                    #expect(failure.venueError(for: .write).kind == .untrustedPeer)
                    #expect(failure.venueError(for: .write).advice == .never)
                    expectHonest(failure)
                    #expect(server.requests.isEmpty)
                }
            }
        }
    }

    @Test("A trusted peer is talked to over TLS, and its connection kept")
    func trustedPeer() async throws {
        try await ScriptedServer.run([.ok("1"), .ok("2"), .close], certificate: Certificates.valid) { server in
            try await trusting { trusted in
                try await withTransport(trusted) { transport in
                    let base = "https://127.0.0.1:\(server.port)"
                    #expect(try await transport.send(ping, to: base, timeout: .seconds(30)).body == Array("1".utf8))
                    #expect(try await transport.send(order, to: base, timeout: .seconds(30)).body == Array("2".utf8))
                    let failure = try #require(await transport.failure(of: order, to: base))
                    #expect(failure.kind == .closedEarly, "\(failure)")
                    #expect(failure.wasHeadWritten)
                    #expect(server.requests.count == 3)
                    #expect(server.connectionCount == 1)
                }
            }
        }
    }

    @Test("A file of trust roots that is missing stops the request, and is named as the cause")
    func missingTrustRoots() async throws {
        try await ScriptedServer.run([.ok("{}")], certificate: Certificates.valid) { server in
            try await withTransport(.init(trustRootsFile: "/nonexistent/roots.pem")) { transport in
                let failure = try #require(
                    await transport.failure(of: order, to: "https://127.0.0.1:\(server.port)"))
                #expect(failure.kind == .tlsFailure, "\(failure)")
                #expect(failure.message.contains("trust roots"), "\(failure)")
                #expect(!failure.wasHeadWritten)
            }
        }
    }

    @Test("A port that refuses")
    func refusedPort() async throws {
        try await ScriptedServer.run([]) { server in
            try await server.stopListening()
            try await withTransport { transport in
                let failure = try #require(await transport.failure(of: order, to: "http://127.0.0.1:\(server.port)"))
                #expect(failure.kind == .connectionRefused, "\(failure)")
                #expect(!failure.wasHeadWritten)
                expectHonest(failure)
            }
        }
    }

    @Test("A name that does not resolve")
    func unresolvableName() async throws {
        // No label of a host name has 64 characters, so the resolver fails without asking the network.
        let host = String(repeating: "a", count: 64) + ".invalid"
        try await withTransport { transport in
            let failure = try #require(await transport.failure(of: order, to: "http://\(host)"))
            #expect(failure.kind == .unresolvable, "\(failure)")
            #expect(!failure.wasHeadWritten)
            expectHonest(failure)
        }
    }

    @Test("Every kind follows from the head alone", arguments: TransportFailure.Kind.allCases, [true, false])
    func everyKind(_ kind: TransportFailure.Kind, _ wasHeadWritten: Bool) {
        expectHonest(TransportFailure(kind: kind, wasHeadWritten: wasHeadWritten, message: "words"))
    }
}
