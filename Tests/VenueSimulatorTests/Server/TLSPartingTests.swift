import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOSSL
import ServiceLifecycle
import Synchronization
import Testing
import WebServing

@testable import VenueSimulator

/// How the server's own side of a connection over TLS ends: NIO says so to whoever closes it.
@Suite("Parting over TLS")
struct TLSPartingTests {
    @Test("A client that answers close_notify ends a stopping server's wait", arguments: [true, false])
    func polite(hasSockets: Bool) async throws {
        let closes = try await closesAtStop(hasSockets: hasSockets) { _ in }
        #expect(closes == ["clean"])
    }

    @Test("A client that never reads again does not hold it up for long", arguments: [true, false])
    func deaf(hasSockets: Bool) async throws {
        let closes = try await closesAtStop(hasSockets: hasSockets) { try await $0.stopReading() }
        #expect(closes == ["\(NIOSSLError.uncleanShutdown)"], "not NIO's own timeout of five seconds")
    }

    @Test("A connection that the server closes after its answer ends cleanly", arguments: [true, false])
    func closing(hasSockets: Bool) async throws {
        let closes = try await closesAtStop(hasSockets: hasSockets, headers: "Connection: close\r\n") {
            #expect(await $0.end().end == .closed)
        }
        #expect(closes.allSatisfy { $0 == "clean" })
    }

    /// Asks once over TLS, lets `body` treat the connection, stops the server, and tells how the closes went.
    private func closesAtStop(
        hasSockets: Bool, headers: String = "", _ body: @escaping @Sendable (RawConnection) async throws -> Void
    ) async throws -> [String] {
        let log = CloseLog()
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        let service = WebSocketService { _, _ in .pass }
        let server = WebServer(
            configuration: ServingConfiguration(
                tls: try SimulatedAuthority(now: now).serverConfiguration(now: now, flaw: nil),
                channelHandlers: { [CloseWitness(log)] }, webSockets: hasSockets ? service : nil),
            logger: silent,
            onReady: { continuation.yield($0.port) },
            responder: { _, writer, _ in
                let length: HTTPFields = [.contentLength: "0"]
                try await writer.writeResponse(HTTPResponse(status: .ok, headerFields: length))
            })
        let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [server], logger: silent))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            var trusting = TLSConfiguration.makeClientConfiguration()
            trusting.certificateVerification = .none
            let connection = try await RawConnection.open(port: port, tls: try NIOSSLContext(configuration: trusting))
            try await connection.send(request("GET /", headers: headers))
            #expect(await connection.reply()?.status == 200)
            try await body(connection)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        return log.closes
    }

    private let now = SimulatedInstant(milliseconds: 1_764_460_800_000)
}

private final class CloseLog: Sendable {
    private let state = Mutex<[String]>([])

    var closes: [String] { state.withLock { $0 } }

    func add(_ close: String) { state.withLock { $0.append(close) } }
}

/// Notes how the closes of its connection went.
private final class CloseWitness: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = NIOAny

    private let log: CloseLog

    init(_ log: CloseLog) { self.log = log }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .all else { return context.close(mode: mode, promise: promise) }
        let outcome = context.eventLoop.makePromise(of: Void.self)
        outcome.futureResult.whenComplete { [log] result in
            switch result {
            case .success: log.add("clean")
            // Two close at a stop, the connection's own task and the server: whoever comes second closes nothing.
            case .failure(ChannelError.alreadyClosed): break
            case .failure(let error): log.add("\(error)")
            }
        }
        outcome.futureResult.cascade(to: promise)
        context.close(mode: mode, promise: outcome)
    }
}
