/// How a connection ended.
public enum StreamClosure: Sendable, Hashable, CustomStringConvertible {
    /// The other side said good-bye, with a code where it gave one.
    case byPeer(code: UInt16?, reason: String)
    /// We said good-bye.
    case byUs(code: UInt16)
    /// The connection broke without a word.
    case cut(String)
    /// The other side broke the rules of WebSocket, and with which code we left.
    case violation(Violation)

    /// What the other side did.
    public enum Violation: UInt16, Sendable, Hashable {
        /// A frame that RFC 6455 does not allow.
        case protocolError = 1002
        /// A binary message: every venue speaks text.
        case binary = 1003
        /// A text that is not UTF-8.
        case invalidText = 1007
        /// A message larger than allowed.
        case messageTooLarge = 1009
    }

    /// One line for logs; the other side's reason is its own words and is left out.
    public var description: String {
        switch self {
        case .byPeer(let code?, _): "closed by the venue with code \(code)"
        case .byPeer(nil, _): "closed by the venue"
        case .byUs(let code): "closed by us with code \(code)"
        case .cut(let message): message
        case .violation(.protocolError): "the venue broke the WebSocket protocol"
        case .violation(.binary): "the venue sent a binary message"
        case .violation(.invalidText): "the venue sent a text that is not UTF-8"
        case .violation(.messageTooLarge): "the venue sent a message larger than allowed"
        }
    }
}
