import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A client that shows what really crossed the socket, and how the connection ended.
final class RawConnection: Sendable {
    /// How a connection ended.
    enum End: Equatable { case closed, reset, failed(String) }

    private let channel: any Channel
    private let inbox: Inbox

    private init(channel: any Channel, inbox: Inbox) {
        self.channel = channel
        self.inbox = inbox
    }

    /// Connects to a loopback port, over TLS when a context is given.
    static func open(port: Int, tls: NIOSSLContext? = nil, hostname: String? = nil) async throws -> RawConnection {
        let inbox = Inbox()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        let handler = try NIOSSLClientHandler(context: tls, serverHostname: hostname)
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                    try channel.pipeline.syncOperations.addHandler(Receiver(inbox: inbox))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return RawConnection(channel: channel, inbox: inbox)
    }

    func send(_ text: String) async throws {
        try await channel.writeAndFlush(ByteBuffer(string: text))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Stops taking anything off the socket, so that the peer's sending backs up.
    func stopReading() async throws {
        try await channel.setOption(.autoRead, value: false).get()
    }

    func readAgain() async throws {
        try await channel.setOption(.autoRead, value: true).get()
    }

    func close() async throws {
        try await channel.close()
    }

    /// The next complete reply, framed by its `Content-Length`, or nil when the connection ends first.
    func reply() async -> RawReply? {
        await inbox.wait { RawReply.take(from: &$0.bytes) ?? ($0.end == nil ? nil : .some(nil)) }
    }

    /// What `take` cuts off the front as soon as it can, or nil when the connection ends first.
    func next<Value: Sendable>(_ take: (inout [UInt8]) -> Value?) async -> Value? {
        await inbox.wait { (state) -> Value?? in
            if let value = take(&state.bytes) { return .some(value) }
            return state.end == nil ? nil : .some(nil)
        }
    }

    /// Everything received and how it ended.
    func end() async -> (text: String, end: End) {
        await inbox.wait { state in state.end.map { (String(decoding: state.bytes, as: UTF8.self), $0) } }
    }
}

/// One reply as it came.
struct RawReply: Sendable, Equatable {
    let status: Int
    let head: String
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of a header line, spelled exactly so.
    func header(_ name: String) -> String? {
        head.split(separator: "\r\n").first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
    }

    /// Cuts a complete reply off the front; `.some(nil)` never.
    static func take(from bytes: inout [UInt8]) -> RawReply?? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let range = text.firstRange(of: "\r\n\r\n") else { return nil }
        let head = String(text[..<range.lowerBound])
        let start = head.utf8.count + 4
        let lines = head.split(separator: "\r\n").map { $0.lowercased() }
        let length = lines.first { $0.hasPrefix("content-length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
        guard bytes.count >= start + length else { return nil }
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let reply = RawReply(status: status, head: head, body: Array(bytes[start..<(start + length)]))
        bytes.removeFirst(start + length)
        return reply
    }
}

/// What has arrived, and who waits for more.
private final class Inbox: Sendable {
    struct State {
        var bytes: [UInt8] = []
        var end: RawConnection.End?
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func change(_ change: (inout State) -> Void) {
        let waiters = state.withLock { state in
            change(&state)
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    func wait<Value: Sendable>(for take: (inout State) -> Value?) async -> Value {
        while true {
            let (value, seen) = state.withLock { state in (take(&state), state.bytes.count) }
            if let value { return value }
            await withCheckedContinuation { continuation in
                let isStale = state.withLock { state in
                    guard state.bytes.count == seen, state.end == nil else { return true }
                    state.waiters.append(continuation)
                    return false
                }
                if isStale { continuation.resume() }
            }
        }
    }
}

private final class Receiver: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let inbox: Inbox

    init(inbox: Inbox) {
        self.inbox = inbox
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        inbox.change { $0.bytes += buffer.readableBytesView }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let isReset = (error as? IOError)?.errnoCode == 104
        // A peer that ends TCP without ending TLS first is an end like any other here.
        let isTruncation = (error as? NIOSSLError) == .uncleanShutdown
        if !isTruncation { inbox.change { $0.end = $0.end ?? (isReset ? .reset : .failed("\(error)")) } }
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        inbox.change { $0.end = $0.end ?? .closed }
    }
}
