import Foundation
import NIOSSL
import Testing
import VenueSimulator

@Suite("HTTPS with the simulator's own authority")
struct TLSTests {
    /// Serves over TLS from a directory of its own and asks once, trusting the authority or not.
    private func ask(flaw: CertificateFlaw? = nil, isTrusting: Bool = true) async throws -> (String, RawConnection.End)
    {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("bourse-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let options = SimulatorOptions(
            portBase: 0,
            tls: SimulatorTLS(directory: directory.path, flaw: flaw),
            tickMilliseconds: nil
        )
        return try await withSimulator(options: options, clock: SystemSimulatorClock()) { served async throws in
            let path = try #require(served.readiness.ca)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["ca.pem"])
            #expect(try !String(contentsOfFile: path, encoding: .utf8).contains("PRIVATE"))
            #expect(served.readiness.venues["binance"]?.rest.hasPrefix("https://") == true)
            #expect(served.readiness.line.contains(#""ca":""#))
            var configuration = TLSConfiguration.makeClientConfiguration()
            if isTrusting { configuration.trustRoots = .file(path) }
            let connection = try await RawConnection.open(
                port: try served.port(),
                tls: try NIOSSLContext(configuration: configuration)
            )
            // The handshake may already have failed; what counts is how the connection ends.
            try? await connection.send(request("POST /count", headers: "Connection: close\r\n"))
            return await connection.end()
        }
    }

    @Test("A client that trusts ca.pem is served")
    func trusted() async throws {
        let (text, _) = try await ask()
        #expect(text.hasPrefix("HTTP/1.1 200"))
        #expect(text.hasSuffix("\r\n\r\n1"))
    }

    @Test("A client that does not trust it refuses, and nothing is served")
    func untrusting() async throws {
        let (text, end) = try await ask(isTrusting: false)
        #expect(text == "")
        #expect(end != .closed)
    }

    @Test("A client that checks refuses every flawed certificate", arguments: CertificateFlaw.allCases)
    func flawed(flaw: CertificateFlaw) async throws {
        let (text, end) = try await ask(flaw: flaw)
        #expect(text == "")
        #expect(end != .closed)
    }

    @Test("Streams are served over the same certificate, and say so in the ready line")
    func sockets() async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("bourse-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let options = SimulatorOptions(
            portBase: 0, tls: SimulatorTLS(directory: directory.path), tickMilliseconds: nil)
        let reset = Fault(operation: "stream.book", action: .resetStream)
        try await withSimulator([streaming], options: options, clock: SystemSimulatorClock()) { served async throws in
            #expect(served.readiness.venues["binance"]?.streams?.market == "wss://127.0.0.1:\(try served.port())")
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.trustRoots = .file(try #require(served.readiness.ca))
            let tls = try NIOSSLContext(configuration: configuration)
            let behind = RawSocket.text("echo:a")
            let socket = try await RawSocket.open(port: try served.port(), "/quiet", behind: behind, tls: tls)
            #expect(await socket.next() == .text("a"))
            try await socket.send("bye")
            #expect(await socket.next() == .close(4001, "bye"))
            let other = try await RawSocket.open(port: try served.port(), "/quiet", tls: tls)
            served.simulator.faults = FaultPlan(faults: [reset])
            try await other.send("book")
            #expect(await other.connection.end().end == .reset)
        }
    }

    @Test("A directory that cannot be written is an error before anything is bound")
    func unwritable() {
        let options = SimulatorOptions(portBase: 0, tls: SimulatorTLS(directory: "/dev/null/x"))
        #expect {
            try Simulator(recipes: [], options: options, logger: silent) { _ in }
        } throws: { error in
            guard case SimulatorError.authorityFile(let path, _) = error else { return false }
            return path == "/dev/null/x/ca.pem"
        }
    }
}
