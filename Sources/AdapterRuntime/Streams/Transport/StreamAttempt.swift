import AdapterProtocol
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import Synchronization

/// One attempt to open a connection: TCP, TLS, upgrade.
///
/// Whoever is first decides: the upgrade, a refusal, an error, the time or the caller's cancellation. A connection that
/// comes too late is closed and nobody hears of it.
final class StreamAttempt: Sendable {
    private struct State {
        var channel: (any Channel)?
        var isOver = false
    }

    private let request: StreamRequest
    private let endpoint: StreamEndpoint
    private let context: NIOSSLContext?
    private let configuration: StreamTransportConfiguration
    private let sink: any StreamSink
    private let loop: any EventLoop
    private let state = Mutex(State())
    /// Succeeds with a refusal, or with nil once the connection is up.
    private let outcome: EventLoopPromise<WireReply?>

    init(
        request: StreamRequest, endpoint: StreamEndpoint, context: NIOSSLContext?,
        configuration: StreamTransportConfiguration, sink: any StreamSink, loop: any EventLoop
    ) {
        self.request = request
        self.endpoint = endpoint
        self.context = context
        self.configuration = configuration
        self.sink = sink
        self.loop = loop
        outcome = loop.makePromise()
    }

    /// Whether headers go out as they are: nothing in them ends a line.
    static func areFit(_ headers: [WireHeader]) -> Bool {
        headers.allSatisfy { header in
            !header.name.isEmpty && header.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }
                && header.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
        }
    }

    /// Opens the connection.
    func run() async throws(StreamFailure) {
        let refusal: WireReply?
        do {
            refusal = try await withTaskCancellationHandler {
                start()
                return try await outcome.futureResult.get()
            } onCancel: {
                end(.failure(CancellationError()))
            }
        } catch {
            throw .transport(Self.failure(of: error))
        }
        if let refusal { throw .refused(refusal) }
    }

    /// Not a byte of an upgrade changes anything at a venue, so whether its head was written does not matter.
    private static func failure(of error: any Error) -> TransportFailure {
        if error is NoAnswer {
            return TransportFailure(kind: .timeout, wasHeadWritten: true, message: "no answer to the upgrade in time")
        }
        if let error = error as? NIOHTTPClientUpgradeError, error == .upgraderDeniedUpgrade {
            return TransportFailure(kind: .invalidReply, wasHeadWritten: true, message: "the upgrade's proof is wrong")
        }
        return FailureTable.failure(of: error, wasHeadWritten: true)
    }

    private struct NoAnswer: Error {}

    private func start() {
        let deadline = loop.scheduleTask(in: .nanoseconds(configuration.openTimeout.wholeNanoseconds)) {
            self.end(.failure(NoAnswer()))
        }
        outcome.futureResult.whenComplete { _ in deadline.cancel() }
        ClientBootstrap(group: loop)
            .connectTimeout(.nanoseconds(configuration.connectTimeout.wholeNanoseconds))
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try self.prepare(channel) }
            }
            .connect(host: endpoint.host, port: endpoint.port)
            .whenComplete { result in
                switch result {
                case .failure(let error): self.end(.failure(error))
                // Only now: a connection that was never made is closed too, and the other error is the better one.
                case .success(let channel):
                    channel.closeFuture.whenComplete { _ in self.end(.failure(ChannelError.eof)) }
                }
            }
    }

    private func prepare(_ channel: any Channel) throws {
        let isOver = state.withLock { state in
            state.channel = channel
            return state.isOver
        }
        guard !isOver else { throw ChannelError.ioOnClosedChannel }
        if let context {
            let name = endpoint.isAddress ? nil : endpoint.host
            try channel.pipeline.syncOperations.addHandler(
                NIOSSLClientHandler(context: context, serverHostname: name))
        }
        var configuration = NIOUpgradableHTTPClientPipelineConfiguration(upgradeConfiguration: upgrade)
        // The first frame may come in one piece with the answer; by default it would be thrown away.
        configuration.leftOverBytesStrategy = .forwardBytes
        let upgraded = try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(
            configuration: configuration)
        try channel.pipeline.syncOperations.addHandler(
            StreamErrorHandler { self.end(.failure($0)) })
        upgraded.whenFailure { error in
            // Says no more than that the connection is gone, of which the reason is told elsewhere.
            if case ChannelError.inappropriateOperationForState = error { return }
            self.end(.failure(error))
        }
    }

    private var upgrade: NIOTypedHTTPClientUpgradeConfiguration<Void> {
        var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: endpoint.target)
        head.headers.add(name: "Host", value: endpoint.hostHeader)
        for header in request.headers { head.headers.add(name: header.name, value: header.value) }
        if !head.headers.contains(name: "User-Agent") { head.headers.add(name: "User-Agent", value: "bourse") }
        let upgrader = NIOTypedWebSocketClientUpgrader<Void>(
            maxFrameSize: min(max(request.largestMessage, 1), Int(UInt32.max)), enableAutomaticErrorHandling: false
        ) { channel, _ in
            channel.eventLoop.makeCompletedFuture { try self.adopt(channel) }
        }
        return NIOTypedHTTPClientUpgradeConfiguration(upgradeRequestHead: head, upgraders: [upgrader]) { channel in
            channel.eventLoop.makeCompletedFuture {
                // Before the reporter of errors: a refusal that is cut short is a refusal.
                let reporter = try channel.pipeline.syncOperations.handler(type: StreamErrorHandler.self)
                try channel.pipeline.syncOperations.addHandler(
                    StreamRefusalHandler { self.end(.success($0)) }, position: .before(reporter))
            }
        }
    }

    /// The other side has agreed: from here on the connection is the sink's.
    private func adopt(_ channel: any Channel) throws {
        let isMine = state.withLock { state in
            let isMine = !state.isOver
            state.isOver = true
            return isMine
        }
        guard isMine else { throw ChannelError.ioOnClosedChannel }
        let handler = StreamFrameHandler(
            sink: sink, largestMessage: request.largestMessage, closeTimeout: configuration.closeTimeout)
        try channel.pipeline.syncOperations.addHandler(handler)
        outcome.succeed(nil)
    }

    private func end(_ result: Result<WireReply?, any Error>) {
        let (isFirst, channel) = state.withLock { state in
            defer { state.isOver = true }
            return (!state.isOver, state.channel)
        }
        guard isFirst else { return }
        outcome.completeWith(result)
        channel?.close(promise: nil)
    }
}
