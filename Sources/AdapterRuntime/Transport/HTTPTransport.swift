public import AdapterProtocol
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL

/// HTTP/1.1 over async-http-client: no redirects, no proxy, no retry of a request, sizes capped.
public final class HTTPTransport: Transport {
    private let client: HTTPClient
    private let largestReply: Int

    /// A transport with its own pool of connections; call ``shutdown()`` when done.
    public init(configuration: HTTPTransportConfiguration = .init()) {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let file = configuration.trustRootsFile { tls.additionalTrustRoots = [.file(file)] }
        var settings = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow,
            timeout: .init(connect: .nanoseconds(configuration.connectTimeout.wholeNanoseconds)),
            connectionPool: .init(idleTimeout: .nanoseconds(configuration.idleTimeout.wholeNanoseconds)),
            decompression: .enabled(limit: .size(configuration.largestReply)))
        settings.httpVersion = .http1Only
        // The runtime decides what is tried again, and says so.
        settings.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: settings)
        largestReply = configuration.largestReply
    }

    /// Closes all connections.
    public func shutdown() async {
        // A pool that is already closed is what was asked for.
        try? await client.shutdown()
    }

    /// Sends the request. See ``Transport/send(_:to:timeout:)``.
    public func send(
        _ request: WireRequest, to base: String, timeout: Duration
    ) async throws(TransportFailure) -> WireReply {
        let outbound = try Self.outbound(request, to: base)
        let collector = ReplyCollector(limit: largestReply)
        guard !Task.isCancelled else { throw collector.failure(CancellationError()) }
        // Delegate and connection share one loop: a head that was written is always known before any failure.
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let task = client.execute(
            request: outbound, delegate: collector, eventLoop: .delegateAndChannel(on: loop),
            deadline: .now() + .nanoseconds(timeout.wholeNanoseconds))
        let future = task.futureResult
        do {
            return try await withTaskCancellationHandler {
                try await future.get()
            } onCancel: {
                task.fail(reason: HTTPClientError.cancelled)
            }
        } catch {
            throw collector.failure(error)
        }
    }

    private static func outbound(
        _ request: WireRequest, to base: String
    ) throws(TransportFailure) -> HTTPClient.Request {
        var headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
        headers.add(name: "Accept-Encoding", value: "gzip")
        headers.add(name: "User-Agent", value: "bourse")
        do {
            return try HTTPClient.Request(
                url: base + request.target, method: HTTPMethod(rawValue: request.method.rawValue), headers: headers,
                body: request.body.isEmpty ? nil : .bytes(request.body))
        } catch {
            throw TransportFailure(
                kind: .invalidRequest, wasHeadWritten: false, message: "not a usable address: \(base)")
        }
    }
}
