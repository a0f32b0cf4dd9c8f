import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// What a server does with one request, or with a new connection.
struct Act: Sendable {
    enum Ending: Sendable { case stay, close, reset }

    var bytes: [UInt8] = []
    var ending = Ending.stay

    static let silence = Act()
    static let close = Act(ending: .close)
    static let reset = Act(ending: .reset)

    static func reply(_ text: String, then ending: Ending = .stay) -> Act {
        Act(bytes: Array(text.utf8), ending: ending)
    }

    static func reply(_ text: String, _ body: [UInt8]) -> Act { Act(bytes: Array(text.utf8) + body) }

    static func ok(_ body: String) -> Act {
        .reply("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
}

/// A raw TCP server on an ephemeral port of 127.0.0.1 that follows a script: one act per request it has read whole, in
/// order over all connections, then silence.
final class ScriptedServer: Sendable {
    enum Event: Sendable { case connected, request, closed }

    private struct State {
        var acts: [Act]
        var requests: [String] = []
        var connectionCount = 0
        var open: [any Channel] = []
    }

    let port: Int
    let events: AsyncStream<Event>
    fileprivate let greeting: Act
    private let group: MultiThreadedEventLoopGroup
    private let listener: any Channel
    private let state: Mutex<State>
    private let signal: AsyncStream<Event>.Continuation

    private init(
        group: MultiThreadedEventLoopGroup, listener: any Channel, port: Int, acts: [Act], greeting: Act
    ) {
        (events, signal) = AsyncStream.makeStream()
        (self.group, self.listener, self.port, self.greeting) = (group, listener, port, greeting)
        state = Mutex(State(acts: acts))
    }

    /// Everything read from each request, head and body.
    var requests: [String] { state.withLock { $0.requests } }
    /// Connections accepted so far.
    var connectionCount: Int { state.withLock { $0.connectionCount } }

    /// Runs a server around a body. With a certificate it speaks TLS.
    static func run<Result>(
        _ acts: [Act], certificate: String? = nil, greeting: Act = .silence,
        _ body: (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        let tls = try certificate.map { pem in
            try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: [.certificate(NIOSSLCertificate(bytes: Array(pem.utf8), format: .pem))],
                    privateKey: .privateKey(NIOSSLPrivateKey(bytes: Array(Certificates.key.utf8), format: .pem))))
        }
        // Its own thread: a test may hold the client's.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let owner = Mutex<ScriptedServer?>(nil)
        let listener = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let server = owner.withLock({ $0 }) else { throw ChannelError.ioOnClosedChannel }
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(Connection(server))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = ScriptedServer(
            group: group, listener: listener, port: listener.localAddress?.port ?? 0, acts: acts, greeting: greeting)
        owner.withLock { $0 = server }
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await body(server)) } catch { result = .failure(error) }
        try await group.shutdownGracefully()
        return try result.get()
    }

    /// Waits until something has happened; each event is seen once.
    func wait(for event: Event) async {
        for await next in events where next == event { return }
    }

    /// Stops accepting, so that its port refuses connections.
    func stopListening() async throws { try await listener.close().get() }

    /// Ends all open connections, and returns when the client's kernel has been told.
    func hangUp(_ ending: Act.Ending) async throws {
        for channel in state.withLock({ $0.open }) {
            // The client may have closed it first; closed is what counts.
            _ = Self.end(channel, ending)
            try await channel.closeFuture.get()
        }
    }

    /// Sends bytes that nobody asked for.
    func volunteer(_ text: String) async throws {
        for channel in state.withLock({ $0.open }) { try await channel.writeAndFlush(ByteBuffer(string: text)).get() }
    }

    fileprivate func opened(_ channel: any Channel) {
        state.withLock { state in
            state.connectionCount += 1
            state.open.append(channel)
        }
        signal.yield(.connected)
    }

    fileprivate func closed(_ channel: any Channel) {
        state.withLock { $0.open.removeAll { $0 === channel } }
        signal.yield(.closed)
    }

    fileprivate func received(_ request: String) -> Act {
        defer { signal.yield(.request) }
        return state.withLock { state in
            state.requests.append(request)
            return state.acts.isEmpty ? .silence : state.acts.removeFirst()
        }
    }

    fileprivate static func end(_ channel: any Channel, _ ending: Act.Ending) -> EventLoopFuture<Void>? {
        switch ending {
        case .stay: return nil
        case .close: return channel.close()
        case .reset:
            // Lingering (on, for 0 seconds) makes the kernel send RST instead of FIN.
            guard let socket = channel as? any SocketOptionProvider else { return channel.close() }
            let linger = (CInt(1), CInt(0))
            return socket.unsafeSetSocketOption(level: .socket, name: .so_linger, value: linger)
                .flatMap { channel.close() }
        }
    }
}

/// Reads requests off one connection.
private final class Connection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let server: ScriptedServer
    private var pending = ""

    init(_ server: ScriptedServer) {
        self.server = server
    }

    func channelActive(context: ChannelHandlerContext) {
        server.opened(context.channel)
        perform(server.greeting, on: context.channel)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        server.closed(context.channel)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        pending += String(buffer: unwrapInboundIn(data))
        while let request = nextRequest() { perform(server.received(request), on: context.channel) }
    }

    /// Broken connections are what these tests are about.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func perform(_ act: Act, on channel: any Channel) {
        guard !act.bytes.isEmpty else {
            _ = ScriptedServer.end(channel, act.ending)
            return
        }
        channel.writeAndFlush(ByteBuffer(bytes: act.bytes)).whenSuccess {
            _ = ScriptedServer.end(channel, act.ending)
        }
    }

    private func nextRequest() -> String? {
        guard let headEnd = pending.utf8.firstRange(of: "\r\n\r\n".utf8)?.upperBound else { return nil }
        let lengthLine = pending[..<headEnd].split(separator: "\r\n")
            .first { $0.lowercased().hasPrefix("content-length:") }
        let length = lengthLine.flatMap { Int($0.dropFirst("content-length:".count).drop { $0 == " " }) } ?? 0
        guard let end = pending.utf8.index(headEnd, offsetBy: length, limitedBy: pending.utf8.endIndex) else {
            return nil
        }
        defer { pending.removeSubrange(..<end) }
        return String(pending[..<end])
    }
}
