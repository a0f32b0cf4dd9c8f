public import AdapterProtocol
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL

/// HTTP/1.1 over async-http-client: no redirects, no proxy, no cookies, sizes capped, certificate and host name checked.
///
/// A request is handed to one connection once. The client never sends a request again (read in its version 1.37: a
/// request that meets a closed connection fails), and the retrying of connection attempts, which would only delay the
/// answer "refused", is off; what is tried again is the runtime's decision.
public final class HTTPTransport: Transport {
    private let client: HTTPClient
    private let maximumReplyBytes: Int
    /// The one loop of every connection and delegate. Writing a head and noting that it was written are then one step
    /// on one thread: no deadline, cancellation or error can be reported between the two. It also lets any idle
    /// connection serve the next request.
    let loop: any EventLoop

    /// A transport with its own pool of connections; call ``shutdown()`` when done.
    public init(configuration: HTTPTransportConfiguration = .init()) {
        loop = MultiThreadedEventLoopGroup.singleton.next()
        client = HTTPClient(eventLoopGroup: loop, configuration: Self.settings(configuration))
        maximumReplyBytes = configuration.maximumReplyBytes
    }

    /// Closes all connections; requests under way fail. Returns when the connections are closed, those still being
    /// established at the latest after their connect timeout. Further calls do nothing.
    public func shutdown() async {
        // The only error is "already shut down", which is what was asked for.
        try? await client.shutdown()
    }

    /// Sends the request. See ``Transport/send(_:to:timeout:)``.
    ///
    /// Method, target and headers go out byte for byte. `Host`, `Content-Length`, `Accept-Encoding` and `User-Agent` are
    /// added when missing. A redirect is a reply like any other.
    public func send(
        _ request: WireRequest, to base: String, timeout: Duration
    ) async throws(TransportFailure) -> WireReply {
        let outbound = try OutboundRequest.make(request, to: base)
        guard !Task.isCancelled else {
            throw TransportFailure(kind: .cancelled, wasHeadWritten: false, message: "cancelled by the caller")
        }
        return try await start(outbound, timeout: timeout).reply()
    }

    /// Hands the request to the pool. It is queued or on its connection's loop when this returns.
    func start(_ request: HTTPClient.Request, timeout: Duration) -> Exchange {
        let collector = ReplyCollector(limit: maximumReplyBytes)
        let task = client.execute(
            request: request, delegate: collector, eventLoop: .indifferent,
            deadline: .now() + .nanoseconds(timeout.wholeNanoseconds))
        return Exchange(task: task, collector: collector)
    }

    private static func settings(_ configuration: HTTPTransportConfiguration) -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let file = configuration.trustRootsFile { tls.additionalTrustRoots = [.file(file)] }
        var settings = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow,
            timeout: .init(connect: .nanoseconds(configuration.connectTimeout.wholeNanoseconds)),
            connectionPool: .init(
                idleTimeout: .nanoseconds(configuration.idleTimeout.wholeNanoseconds),
                concurrentHTTP1ConnectionsPerHostSoftLimit: configuration.connectionsPerHost),
            decompression: .enabled(limit: .size(configuration.maximumReplyBytes)))
        settings.httpVersion = .http1Only
        settings.connectionPool.retryConnectionEstablishment = false
        // A tracer would add headers to the request, and put the query with its signature into its spans.
        settings.tracing.tracer = nil
        return settings
    }
}

/// One request under way.
struct Exchange: Sendable {
    let task: HTTPClient.Task<WireReply>
    let collector: ReplyCollector

    /// The answer. Cancelling the caller's task ends the exchange at once.
    func reply() async throws(TransportFailure) -> WireReply {
        do {
            return try await withTaskCancellationHandler {
                try await task.futureResult.get()
            } onCancel: {
                cancel()
            }
        } catch {
            throw collector.failure(error)
        }
    }

    /// Ends the exchange wherever it is; its connection is closed.
    func cancel() { task.cancel() }
}
