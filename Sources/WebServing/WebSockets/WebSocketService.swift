public import HTTPTypes

/// What a server does with clients that ask for a WebSocket instead of an answer, on the same port as HTTP.
public struct WebSocketService: Sendable {
    /// Decides about one request. What is sent on the connection before the decision goes out after the handshake.
    ///
    /// Cancelled when the client leaves first; a decision that comes too late is told by
    /// ``WebSocketHandlers/onClosed`` of what it accepted.
    public typealias Accept = @concurrent @Sendable (WebSocketRequest, WebSocketConnection) async -> WebSocketDecision

    /// Bounds of every connection.
    public var limits: WebSocketLimits
    /// Decides who is let in.
    public var accept: Accept

    /// Describes a service.
    public init(limits: WebSocketLimits = WebSocketLimits(), accept: @escaping Accept) {
        self.limits = limits
        self.accept = accept
    }
}

/// A request for a WebSocket whose handshake is in order: its answer needs nothing but a decision.
public struct WebSocketRequest: Sendable, Hashable {
    /// The request as it came.
    public let head: HTTPRequest
    /// The text of the client's address without its port; empty when the system does not tell.
    public let peerAddress: String

    /// Describes a request.
    public init(head: HTTPRequest, peerAddress: String) {
        self.head = head
        self.peerAddress = peerAddress
    }
}

/// What becomes of a request for a WebSocket.
public enum WebSocketDecision: Sendable {
    /// It is not for a WebSocket: it is answered like any other request.
    case pass
    /// A plain answer of any status. Its length is set here, and the connection stays usable for HTTP.
    case refuse(HTTPResponse, body: [UInt8])
    /// 101 with these further header lines, and what happens on the connection from then on.
    case accept(headers: HTTPFields, WebSocketHandlers)
    /// The connection closes without a byte.
    case drop
    /// The connection ends with a TCP reset, without a byte.
    case reset
}

/// What one connection does with what it receives. All are called in order on the connection's event loop and must not
/// block it; each may send on the connection.
public struct WebSocketHandlers: Sendable {
    /// A complete text message, valid UTF-8.
    public var onText: @Sendable ([UInt8]) -> Void
    /// The payload of a pong. Pings are answered without asking.
    public var onPong: @Sendable ([UInt8]) -> Void
    /// The connection has ended; called once, last.
    public var onClosed: @Sendable (WebSocketEnd) -> Void

    /// Describes what a connection does.
    public init(
        onText: @escaping @Sendable ([UInt8]) -> Void,
        onPong: @escaping @Sendable ([UInt8]) -> Void = { _ in },
        onClosed: @escaping @Sendable (WebSocketEnd) -> Void = { _ in }
    ) {
        self.onText = onText
        self.onPong = onPong
        self.onClosed = onClosed
    }
}

/// How a WebSocket ended.
public enum WebSocketEnd: Sendable, Hashable {
    /// The client sent a close frame; without a code when it gave none.
    case byClient(code: UInt16?, reason: String)
    /// This side sent a close frame first, or reset the connection.
    case byServer
    /// The client broke the protocol, or a limit, and was told so with this code.
    case violation(code: UInt16)
    /// The client read too slowly for what was sent to it.
    case tooSlow
    /// The connection was lost without a close frame.
    case lost
}
