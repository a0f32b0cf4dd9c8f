public import NIOCore
import NIOSSL
import NIOWebSocket

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Channel {
    /// Ends the connection with a TCP reset instead of an orderly close, below TLS too. The future succeeds when it is
    /// closed.
    public func closeWithReset() -> EventLoopFuture<Void> {
        let isSet: EventLoopFuture<Void> =
            (self as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
            ?? eventLoop.makeSucceededVoidFuture()
        return isSet.flatMap {
            let pipeline = self.pipeline.syncOperations
            if let tls = try? pipeline.context(handlerType: NIOSSLServerHandler.self) {
                tls.close(promise: nil)
            } else if let frames = try? pipeline.context(handlerType: WebSocketFrameEncoder.self) {
                // Past the gate, which keeps a WebSocket open whatever the HTTP part above it does.
                frames.close(promise: nil)
            } else {
                self.close(promise: nil)
            }
            return self.closeFuture
        }
    }
}
