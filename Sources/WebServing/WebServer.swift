import Hummingbird
public import HummingbirdCore
import HummingbirdTLS
public import Logging
public import NIOCore
import NIOPosix
public import ServiceLifecycle

/// One HTTP/1.1 listener as a service.
///
/// It binds, reports where, serves until graceful shutdown or cancellation, and then lets requests in
/// progress finish while idle connections are closed at once.
public struct WebServer: Service {
    /// Answers one request through the writer. Throwing closes the connection without another byte; the
    /// writer, not the returned value, is the answer, so a responder may also stop in mid-body.
    public typealias Responder =
        @concurrent @Sendable (Request, consuming ResponseWriter, any Channel) async throws -> Void

    private let configuration: ServingConfiguration
    private let logger: Logger
    private let onReady: @Sendable (BoundAddress) async -> Void
    private let responder: Responder

    /// Describes a server around a responder that writes to the connection itself.
    ///
    /// - Parameter onReady: called once, when connections are accepted by the system.
    public init(
        configuration: ServingConfiguration,
        logger: Logger,
        onReady: @escaping @Sendable (BoundAddress) async -> Void,
        responder: @escaping Responder
    ) {
        self.configuration = configuration
        self.logger = logger
        self.onReady = onReady
        self.responder = responder
    }

    /// Serves until graceful shutdown or cancellation.
    ///
    /// - Throws: ``ServingError`` when the address cannot be bound or the certificate is refused.
    public func run() async throws {
        guard (0...65535).contains(configuration.port) else { throw ServingError.invalidPort(configuration.port) }
        let server = try makeServer()
        do {
            try await server.run()
        } catch {
            let typed = ServingError(binding: error, host: configuration.host, port: configuration.port)
            throw typed ?? error
        }
    }

    private func makeServer() throws -> any Service {
        let host = configuration.host
        let isSecure = configuration.tls != nil
        let onReady = self.onReady
        let requestedPort = configuration.port
        return try makeBuilder().buildServer(
            configuration: ServerConfiguration(address: .hostname(host, port: requestedPort)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger,
            responder: responder,
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? requestedPort
                await onReady(BoundAddress(host: host, port: port, isSecure: isSecure))
            }
        )
    }

    private func makeBuilder() throws -> HTTPServerBuilder {
        let plain = makePlainBuilder()
        guard let tls = configuration.tls else { return plain }
        do {
            return try HTTPServerBuilder.tls(plain, tlsConfiguration: tls)
        } catch {
            throw ServingError.invalidTLS(reason: "\(error)")
        }
    }

    private func makePlainBuilder() -> HTTPServerBuilder {
        let limits = configuration.limits
        let handlers = configuration.channelHandlers
        if let service = configuration.webSockets {
            return HTTPServerBuilder { responder in
                UpgradableHTTPChannel(
                    responder: responder, limits: limits, channelHandlers: handlers, service: service)
            }
        }
        return HTTPServerBuilder.http1(
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [TLSParting()] + handlers(),
                idleTimeout: .seconds(limits.idleSeconds),
                httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                    maxHeaderFieldSize: limits.maxHeaderFieldBytes,
                    maxHeaderListSize: limits.maxHeaderListBytes,
                    maxHeaderFieldCount: limits.maxHeaderCount
                )
            )
        )
    }
}
