public import NIOCore
public import NIOSSL

/// Where a server listens and what it accepts.
public struct ServingConfiguration: Sendable {
    /// The address to bind, loopback unless the operator says otherwise.
    public var host: String
    /// The TCP port; 0 lets the system choose a free one.
    public var port: Int
    /// Bounds on what a client may send.
    public var limits: ServingLimits
    /// Certificate and key for HTTPS; nil serves plain HTTP.
    public var tls: TLSConfiguration?
    /// Channel handlers between the HTTP codec and the responder, made anew for each connection.
    public var channelHandlers: @Sendable () -> [any RemovableChannelHandler]
    /// Who gets a WebSocket; nil where nobody does.
    public var webSockets: WebSocketService?

    /// Describes a server; the defaults are plain HTTP on a free loopback port.
    public init(
        host: String = "127.0.0.1",
        port: Int = 0,
        limits: ServingLimits = ServingLimits(),
        tls: TLSConfiguration? = nil,
        channelHandlers: @escaping @Sendable () -> [any RemovableChannelHandler] = { [] },
        webSockets: WebSocketService? = nil
    ) {
        self.host = host
        self.port = port
        self.limits = limits
        self.tls = tls
        self.channelHandlers = channelHandlers
        self.webSockets = webSockets
    }
}

/// Bounds on what one client may send; a request beyond them is answered 400 or 413, never buffered.
public struct ServingLimits: Sendable, Hashable {
    /// Bytes of one header line.
    public var maxHeaderFieldBytes: Int
    /// Bytes of all header lines together.
    public var maxHeaderListBytes: Int
    /// Number of header lines.
    public var maxHeaderCount: Int
    /// Bytes of a body.
    public var maxBodyBytes: Int
    /// Seconds after which a connection without a request in progress is closed.
    public var idleSeconds: Int64

    /// Bounds that fit a JSON API: 16 KiB per line, 64 KiB and 100 lines of headers, 1 MiB of body, 75 s idle.
    public init(
        maxHeaderFieldBytes: Int = 16 * 1024,
        maxHeaderListBytes: Int = 64 * 1024,
        maxHeaderCount: Int = 100,
        maxBodyBytes: Int = 1024 * 1024,
        idleSeconds: Int64 = 75
    ) {
        self.maxHeaderFieldBytes = maxHeaderFieldBytes
        self.maxHeaderListBytes = maxHeaderListBytes
        self.maxHeaderCount = maxHeaderCount
        self.maxBodyBytes = maxBodyBytes
        self.idleSeconds = idleSeconds
    }
}

/// Where a server turned out to listen.
public struct BoundAddress: Sendable, Hashable {
    /// The address that was asked for.
    public let host: String
    /// The port that is bound, also when 0 was asked for.
    public let port: Int
    /// Whether it speaks HTTPS.
    public let isSecure: Bool

    /// Describes a bound address.
    public init(host: String, port: Int, isSecure: Bool) {
        self.host = host
        self.port = port
        self.isSecure = isSecure
    }

    /// The base URL without a trailing slash, such as `http://127.0.0.1:8080`.
    public var url: String { "\(isSecure ? "https" : "http")://\(authority)" }

    /// The same for WebSockets, such as `ws://127.0.0.1:8080`.
    public var webSocketURL: String { "\(isSecure ? "wss" : "ws")://\(authority)" }

    private var authority: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}
