import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Why a server could not start, or a request could not be read.
public enum ServingError: Error, Sendable, Hashable {
    /// Another process (or another server of this one) listens there.
    case portInUse(host: String, port: Int)
    /// The system does not let this user bind the port, as with ports below 1024.
    case portNotPermitted(host: String, port: Int)
    /// The host name is not an address of this machine.
    case addressUnavailable(host: String)
    /// The port is not in 0...65535.
    case invalidPort(Int)
    /// Certificate and key were refused; `reason` is for people and holds no key.
    case invalidTLS(reason: String)
    /// The body is longer than the limit, in bytes.
    case bodyTooLarge(limit: Int)
    /// The framing of the body is not HTTP.
    case bodyMalformed
    /// The connection ended before the body was complete.
    case bodyIncomplete
}

extension ServingError: CustomStringConvertible {
    /// One sentence for an operator.
    public var description: String {
        switch self {
        case .portInUse(let host, let port): "\(host):\(port) is in use by another process"
        case .portNotPermitted(let host, let port): "this user may not listen on \(host):\(port)"
        case .addressUnavailable(let host): "\(host) is not an address of this machine"
        case .invalidPort(let port): "\(port) is not a port (0...65535)"
        case .invalidTLS(let reason): "TLS certificate or key refused: \(reason)"
        case .bodyTooLarge(let limit): "the request body is longer than \(limit) bytes"
        case .bodyMalformed: "the request body is not framed as HTTP"
        case .bodyIncomplete: "the connection ended before the request body was complete"
        }
    }
}

extension ServingError {
    /// The typed form of what `bind` reported, or nil when the failure has nothing to do with the address.
    init?(binding error: any Error, host: String, port: Int) {
        guard let error = error as? IOError else { return nil }
        switch error.errnoCode {
        case EADDRINUSE: self = .portInUse(host: host, port: port)
        case EACCES, EPERM: self = .portNotPermitted(host: host, port: port)
        case EADDRNOTAVAIL: self = .addressUnavailable(host: host)
        default: return nil
        }
    }
}
