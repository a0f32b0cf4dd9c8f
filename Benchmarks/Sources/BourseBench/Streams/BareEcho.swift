import NIOCore
import NIOPosix

/// What a frame costs without us: a connection of SwiftNIO alone, one handler that asks for a frame, counts the bytes
/// that come back, and asks again.
final class BareEcho: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let frameBytes: Int
    private var received = 0
    private var asked: Int64 = 0
    private var samples: [Int64] = []
    private var wanted = 0
    private var promise: EventLoopPromise<[Int64]>?
    private var context: ChannelHandlerContext?

    init(frameBytes: Int) {
        self.frameBytes = frameBytes
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    /// Nanoseconds of each of so many echoes, one after the other.
    func run(_ count: Int, _ promise: EventLoopPromise<[Int64]>) {
        guard let context else { return promise.fail(ChannelError.ioOnClosedChannel) }
        samples = []
        samples.reserveCapacity(count)
        wanted = count
        self.promise = promise
        ask(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += unwrapInboundIn(data).readableBytes
        guard received >= frameBytes else { return }
        received = 0
        samples.append(monotonicNanoseconds() - asked)
        if samples.count == wanted { promise?.succeed(samples) } else { ask(context) }
    }

    private func ask(_ context: ChannelHandlerContext) {
        asked = monotonicNanoseconds()
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "echo\n")), promise: nil)
    }
}

/// The connection of a bare echo.
struct EchoLine: Sendable {
    private let channel: any Channel
    private let echo: NIOLoopBound<BareEcho>

    static func connect(to server: StreamServer, on group: any EventLoopGroup) async throws -> EchoLine {
        let frameBytes = server.frameBytes
        let channel = try await ClientBootstrap(group: group)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .connect(host: "127.0.0.1", port: server.control).get()
        let echo = try await channel.eventLoop.submit {
            let echo = BareEcho(frameBytes: frameBytes)
            try channel.pipeline.syncOperations.addHandler(echo)
            return NIOLoopBound(echo, eventLoop: channel.eventLoop)
        }.get()
        return EchoLine(channel: channel, echo: echo)
    }

    /// Nanoseconds of each of so many echoes.
    func run(_ count: Int) async throws -> [Int64] {
        let promise = channel.eventLoop.makePromise(of: [Int64].self)
        channel.eventLoop.execute { [echo] in echo.value.run(count, promise) }
        return try await promise.futureResult.get()
    }

    func close() async throws { try await channel.close() }
}
