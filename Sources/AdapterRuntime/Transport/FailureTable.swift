import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Every client and socket error and what it means. Texts name no value of the request.
enum FailureTable {
    typealias Meaning = (kind: TransportFailure.Kind, message: String)

    static func failure(of error: any Error, wasHeadWritten: Bool) -> TransportFailure {
        var (kind, message) = meaning(of: error)
        // Breaking while it is established is an error of its own; found closed before the head, it was an idle one.
        if !wasHeadWritten, kind == .closedEarly {
            (kind, message) = (.staleConnection, "the other side had closed the connection")
        }
        return TransportFailure(kind: kind, wasHeadWritten: wasHeadWritten, message: message)
    }

    private static func meaning(of error: any Error) -> Meaning {
        switch error {
        case is CancellationError: (.cancelled, "cancelled by the caller")
        case is ReplyCollector.TooLarge: (.replyTooLarge, "the answer is larger than allowed")
        case let error as NIOHTTPDecompression.DecompressionError: meaning(of: error)
        case is NIOHTTPDecompression.ExtraDecompressionError: (.invalidReply, "the answer's packing is damaged")
        case HTTPParserError.invalidEOFState: (.closedEarly, "the answer was cut short")
        case is HTTPParserError, is NIOHTTPDecoderError: (.invalidReply, "the answer is not HTTP")
        case let error as HTTPClientError: meaning(of: error)
        case let error as NIOConnectionError: meaning(of: error)
        case let error as NIOSSLExtraError: meaning(of: error)
        case let error as NIOSSLError: meaning(of: error)
        case is BoringSSLError: (.tlsFailure, "TLS failed")
        case let error as IOError: meaning(of: error)
        case let error as ChannelError: meaning(of: error)
        default: (.other, "the connection failed: \(type(of: error))")
        }
    }

    private static func meaning(of error: HTTPClientError) -> Meaning {
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

    private static func meaning(of error: NIOHTTPDecompression.DecompressionError) -> Meaning {
        switch error {
        case .limit: (.replyTooLarge, "the answer unpacks to more than allowed")
        case .inflationError, .initializationError: (.invalidReply, "the answer's packing is damaged")
        }
    }

    private static func meaning(of error: NIOConnectionError) -> Meaning {
        guard let last = error.connectionErrors.last else {
            return (.unresolvable, "the host name does not resolve")
        }
        return meaning(of: last.error)
    }

    private static func meaning(of error: NIOSSLError) -> Meaning {
        switch error {
        case .handshakeFailed(let cause) where "\(cause)".contains("CERTIFICATE_VERIFY_FAILED"):
            (.untrustedPeer, "the certificate is not trusted or not valid now")
        case .unableToValidateCertificate, .noCertificateToValidate:
            (.untrustedPeer, "the certificate is not trusted")
        case .failedToLoadCertificate, .noSuchFilesystemObject:
            (.tlsFailure, "the file of trust roots cannot be read")
        case .uncleanShutdown: (.closedEarly, "the other side closed the connection")
        default: (.tlsFailure, "TLS failed")
        }
    }

    private static func meaning(of error: NIOSSLExtraError) -> Meaning {
        switch error {
        case .failedToValidateHostname, .serverHostnameImpossibleToMatch:
            (.untrustedPeer, "the certificate names another host")
        default: (.tlsFailure, "TLS failed")
        }
    }

    private static func meaning(of error: IOError) -> Meaning {
        switch error.errnoCode {
        case ECONNREFUSED: (.connectionRefused, "nobody accepts connections at the address")
        case ETIMEDOUT: (.timeout, "no answer in time")
        case ECONNRESET, EPIPE, ENOTCONN, ECONNABORTED, EBADF: (.reset, "the connection broke")
        case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EADDRNOTAVAIL: (.other, "the address cannot be reached")
        case ENOENT, EACCES: (.tlsFailure, "the file of trust roots cannot be read")
        default: (.other, "the connection failed: errno \(error.errnoCode)")
        }
    }

    private static func meaning(of error: ChannelError) -> Meaning {
        switch error {
        case .connectTimeout: (.connectTimeout, "no connection in time")
        case .eof, .ioOnClosedChannel, .alreadyClosed, .inputClosed, .outputClosed:
            (.closedEarly, "the other side closed the connection")
        default: (.other, "the connection failed")
        }
    }
}
