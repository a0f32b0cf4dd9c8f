import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL

/// Every client and socket error and what it means. Texts name no value of the request.
enum FailureTable {
    static func meaning(of error: any Error) -> (TransportFailure.Kind, String) {
        switch error {
        case is CancellationError: (.cancelled, "cancelled by the caller")
        case is ReplyCollector.TooLarge: (.replyTooLarge, "the answer is larger than allowed")
        case is NIOHTTPDecompression.DecompressionError: (.replyTooLarge, "the answer does not unpack within its limit")
        case is NIOHTTPDecompression.ExtraDecompressionError: (.invalidReply, "the answer's packing is damaged")
        case is HTTPParserError: (.invalidReply, "the answer is not HTTP")
        case let error as HTTPClientError: meaning(of: error)
        case let error as NIOConnectionError: meaning(of: error)
        case is NIOSSLExtraError: (.untrustedPeer, "the certificate names another host")
        case let error as NIOSSLError: meaning(of: error)
        case is BoringSSLError: (.tlsFailure, "TLS failed")
        case let error as IOError: meaning(of: error)
        case let error as ChannelError: meaning(of: error)
        default: (.other, "the connection failed: \(type(of: error))")
        }
    }

    private static func meaning(of error: HTTPClientError) -> (TransportFailure.Kind, String) {
        switch error {
        case .cancelled: (.cancelled, "cancelled by the caller")
        case .connectTimeout: (.connectTimeout, "no connection in time")
        case .tlsHandshakeTimeout: (.connectTimeout, "no TLS in time")
        case .getConnectionFromPoolTimeout: (.poolTimeout, "no free connection in time")
        case .readTimeout, .writeTimeout, .deadlineExceeded: (.timeout, "no answer in time")
        case .remoteConnectionClosed, .uncleanShutdown: (.closedEarly, "the other side closed the connection")
        case .invalidURL, .emptyHost, .emptyScheme, .bodyLengthMismatch:
            (.invalidRequest, "the request cannot be sent")
        case .alreadyShutdown: (.other, "the transport is shut down")
        default: (.other, "the connection failed: \(error.shortDescription)")
        }
    }

    private static func meaning(of error: NIOConnectionError) -> (TransportFailure.Kind, String) {
        if error.connectionErrors.isEmpty, error.dnsAError != nil || error.dnsAAAAError != nil {
            return (.unresolvable, "the host name does not resolve")
        }
        return (.connectionRefused, "nobody accepts connections at the address")
    }

    private static func meaning(of error: NIOSSLError) -> (TransportFailure.Kind, String) {
        if case .handshakeFailed(let cause) = error, "\(cause)".contains("CERTIFICATE_VERIFY_FAILED") {
            return (.untrustedPeer, "the certificate is not trusted or not valid now")
        }
        if case .unableToValidateCertificate = error { return (.untrustedPeer, "the certificate is not trusted") }
        return (.tlsFailure, "TLS failed")
    }

    private static func meaning(of error: IOError) -> (TransportFailure.Kind, String) {
        switch error.errnoCode {
        case 111, 61: (.connectionRefused, "nobody accepts connections at the address")  // ECONNREFUSED Linux, Darwin
        default: (.reset, "the connection broke")
        }
    }

    private static func meaning(of error: ChannelError) -> (TransportFailure.Kind, String) {
        if case .connectTimeout = error { return (.connectTimeout, "no connection in time") }
        return (.reset, "the connection broke")
    }
}
