import NIOCore
import NIOPosix
import NIOSSL

/// A WebSocket server of bytes on 127.0.0.1: shakes hands as told, then sends exactly the bytes that the test gives it.
final class RawStreamServer: Sendable {
    /// What it does with an upgrade.
    enum Answer: Sendable {
        /// 101, and these bytes in the same segment.
        case accept(then: [UInt8])
        case refuse(String)
        case wrongProof
        case silence
    }

    struct State: Sendable {
        var requests: [String] = []
        var connections: [RawStreamConnection] = []
        var isGone = 0
    }

    let port: Int
    let state: Watched<State>

    private init(port: Int, state: Watched<State>) {
        self.port = port
        self.state = state
    }

    /// The n-th connection that was upgraded.
    func connection(_ number: Int) async -> RawStreamConnection {
        await state.wait { $0.connections.count >= number }
        return state.value.connections[number - 1]
    }

    static func run<Result>(
        _ answer: Answer = .accept(then: []), certificate: String? = nil,
        _ body: (RawStreamServer) async throws -> Result
    ) async throws -> Result {
        let tls = try certificate.map { pem in
            try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: [.certificate(NIOSSLCertificate(bytes: Array(pem.utf8), format: .pem))],
                    privateKey: .privateKey(NIOSSLPrivateKey(bytes: Array(Certificates.key.utf8), format: .pem))))
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let state = Watched(State())
        let listener = try await ServerBootstrap(group: group)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(RawStreamHandler(answer, state))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = RawStreamServer(port: listener.localAddress?.port ?? 0, state: state)
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await body(server)) } catch { result = .failure(error) }
        try await group.shutdownGracefully()
        return try result.get()
    }
}

/// One connection after the upgrade, seen from the server.
final class RawStreamConnection: Sendable {
    struct Frame: Sendable, Equatable {
        let opcode: UInt8
        let isMasked: Bool
        let payload: [UInt8]

        var text: String { String(decoding: payload, as: UTF8.self) }
    }

    struct State: Sendable {
        var frames: [Frame] = []
        var isClosed = false
    }

    let state = Watched(State())
    private let channel: any Channel

    init(_ channel: any Channel) {
        self.channel = channel
    }

    func write(_ bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get() }

    /// Ends the connection without a WebSocket good-bye.
    func cut(reset: Bool = false) async throws {
        if reset, let socket = channel as? any SocketOptionProvider {
            // Lingering (on, for 0 seconds) makes the kernel send RST instead of FIN.
            let linger = (CInt(1), CInt(0))
            try await socket.unsafeSetSocketOption(level: .socket, name: .so_linger, value: linger).get()
        }
        try await channel.close().get()
    }

    /// The frames so far, once there are so many.
    func frames(_ count: Int) async -> [Frame] {
        await state.wait { $0.frames.count >= count }
        return state.value.frames
    }
}

private final class RawStreamHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let answer: RawStreamServer.Answer
    private let server: Watched<RawStreamServer.State>
    private var connection: RawStreamConnection?
    private var pending: [UInt8] = []

    init(_ answer: RawStreamServer.Answer, _ server: Watched<RawStreamServer.State>) {
        self.answer = answer
        self.server = server
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        pending += unwrapInboundIn(data).readableBytesView
        if let connection { return takeFrames(connection) }
        let text = String(decoding: pending, as: UTF8.self)
        guard text.hasSuffix("\r\n\r\n") else { return }
        pending = []
        server.change { $0.requests.append(text) }
        shakeHands(context, text)
    }

    private func shakeHands(_ context: ChannelHandlerContext, _ request: String) {
        let lines = request.split(separator: "\r\n")
        let key = lines.first { $0.lowercased().hasPrefix("sec-websocket-key: ") }?.dropFirst(19) ?? ""
        var proof = Handshake.proof(of: String(key))
        switch answer {
        case .silence: return
        case .refuse(let text):
            context.writeAndFlush(NIOAny(ByteBuffer(string: text)), promise: nil)
            return context.close(promise: nil)
        case .wrongProof: proof = "AAAAAAAAAAAAAAAAAAAAAAAAAAA="
        case .accept: break
        }
        let head =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: \(proof)\r\n\r\n"
        var bytes = Array(head.utf8)
        if case .accept(let more) = answer { bytes += more }
        context.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes)), promise: nil)
        let connection = RawStreamConnection(context.channel)
        self.connection = connection
        server.change { $0.connections.append(connection) }
    }

    /// Frames of a client are short here: no length of 64 bits.
    private func takeFrames(_ connection: RawStreamConnection) {
        while pending.count >= 2 {
            let isMasked = pending[1] & 0x80 != 0
            var (start, length) = (2, Int(pending[1] & 0x7F))
            if length == 126 {
                guard pending.count >= 4 else { return }
                (start, length) = (4, Int(pending[2]) << 8 | Int(pending[3]))
            }
            let mask = isMasked ? Array(pending.dropFirst(start).prefix(4)) : [0, 0, 0, 0]
            if isMasked { start += 4 }
            guard pending.count >= start + length else { return }
            let payload = pending[start..<(start + length)].enumerated().map { $0.element ^ mask[$0.offset % 4] }
            let frame = RawStreamConnection.Frame(opcode: pending[0] & 0x0F, isMasked: isMasked, payload: payload)
            pending.removeFirst(start + length)
            connection.state.change { $0.frames.append(frame) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        connection?.state.change { $0.isClosed = true }
        server.change { $0.isGone += 1 }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
