import NIOCore
import NIOPosix
import Synchronization

/// A connection over which the server is told what to send.
final class ControlLine: Sendable {
    private let channel: any Channel
    private let answers: Answers
    /// When the last frame was asked for, read just before the request is handed to the socket.
    private let asked = Atomic<Int64>(0)

    /// What the server answers, in lines of numbers.
    private final class Answers: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        let expected = Mutex<EventLoopPromise<[Int64]>?>(nil)

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let text = String(buffer: unwrapInboundIn(data))
            let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Int64($0) }
            expected.withLock { $0 }?.succeed(numbers)
        }
    }

    private init(_ channel: any Channel, _ answers: Answers) {
        self.channel = channel
        self.answers = answers
    }

    static func connect(to port: Int, on group: any EventLoopGroup) async throws -> ControlLine {
        let answers = Answers()
        let channel = try await ClientBootstrap(group: group)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(answers) }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return ControlLine(channel, answers)
    }

    /// Sends a command and returns the numbers of its answer.
    func ask(_ command: String) async throws -> [Int64] {
        let promise = channel.eventLoop.makePromise(of: [Int64].self)
        answers.expected.withLock { $0 = promise }
        try await channel.writeAndFlush(ByteBuffer(string: command + "\n"))
        return try await promise.futureResult.get()
    }

    /// Asks for one frame on the stream; does not wait.
    func askForFrame() {
        channel.eventLoop.execute { [self] in
            asked.store(monotonicNanoseconds(), ordering: .releasing)
            channel.writeAndFlush(ByteBuffer(string: "next\n"), promise: nil)
        }
    }

    /// Nanoseconds since the last frame was asked for.
    var waited: Int64 { monotonicNanoseconds() - asked.load(ordering: .acquiring) }

    func close() async throws { try await channel.close() }
}
