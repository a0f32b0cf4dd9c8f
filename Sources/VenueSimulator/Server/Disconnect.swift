import NIOCore
import NIOSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Thrown out of a responder to close its connection without another byte.
enum Disconnect: Error {
    /// The fault plan wants the connection to end.
    case asPlanned
    /// The client was gone, or had sent something that is not HTTP, before there was a request to answer.
    case byClient

    /// Ends the connection with a TCP reset instead of an orderly close, below TLS too.
    static func reset(_ channel: any Channel) async throws {
        if let options = channel as? any SocketOptionProvider {
            try await options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        }
        try await channel.eventLoop.submit {
            let pipeline = channel.pipeline.syncOperations
            if let tls = try? pipeline.context(handlerType: NIOSSLServerHandler.self) {
                tls.close(promise: nil)
            } else {
                channel.close(promise: nil)
            }
        }.get()
        try await channel.closeFuture.get()
    }
}
