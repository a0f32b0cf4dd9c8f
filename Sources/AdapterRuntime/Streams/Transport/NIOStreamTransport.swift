import AdapterProtocol
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// WebSocket over SwiftNIO: certificate and host name checked, sizes capped, pings answered, every frame masked.
///
/// Offers no compression: none of the five venues needs it, and what is not offered cannot be a bomb.
public final class NIOStreamTransport: StreamTransport {
    let configuration: StreamTransportConfiguration
    private let group: any EventLoopGroup
    /// Made at the first secure connection and kept: parsing the system's roots takes tens of milliseconds.
    private let trust = Mutex<NIOSSLContext?>(nil)

    /// A transport; it holds nothing but open connections.
    public init(configuration: StreamTransportConfiguration = .init()) {
        self.configuration = configuration
        group = MultiThreadedEventLoopGroup.singleton
    }

    /// Opens one connection. See ``StreamTransport/connect(_:to:)``.
    public func connect(_ request: StreamRequest, to sink: any StreamSink) async throws(StreamFailure) {
        guard let endpoint = StreamEndpoint(request.address), StreamAttempt.areFit(request.headers) else {
            throw .transport(.init(kind: .invalidRequest, wasHeadWritten: false, message: "the address is not usable"))
        }
        var context: NIOSSLContext?
        do {
            if endpoint.isSecure { context = try trustContext() }
        } catch {
            throw .transport(FailureTable.failure(of: error, wasHeadWritten: false))
        }
        let attempt = StreamAttempt(
            request: request, endpoint: endpoint, context: context, configuration: configuration, sink: sink,
            loop: group.next())
        try await attempt.run()
    }

    private func trustContext() throws -> NIOSSLContext {
        try trust.withLock { known in
            if let known { return known }
            var tls = TLSConfiguration.makeClientConfiguration()
            if let file = configuration.trustRootsFile { tls.additionalTrustRoots = [.file(file)] }
            let made = try NIOSSLContext(configuration: tls)
            known = made
            return made
        }
    }
}
