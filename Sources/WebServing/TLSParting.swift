import NIOCore
import NIOSSL

/// Ends connections over TLS as soon as both sides have said goodbye. Stands anywhere above the TLS handler; nothing
/// happens on a connection without one.
///
/// The server lets clients close their sending side alone (`allowRemoteHalfClosure`), and then NIO's TLS handler does not
/// take the client's close_notify as the answer to its own: every connection that the server closes waits for the
/// handler's five seconds, however polite the client. So from the moment that the whole connection is closed, a half of
/// it has no meaning any more, and is no longer allowed.
final class TLSParting: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny
    typealias OutboundIn = NIOAny

    /// What a client gets to answer close_notify when the server stops. A connection in a pool that nobody reads never
    /// answers, and nobody needs to wait for it (RFC 8446 6.1).
    private static let patience = TimeAmount.milliseconds(500)

    private var hasClientLeft = false
    private var isStopping = false
    private var isClosing = false
    private var deadline: Scheduled<Void>?

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed {
            hasClientLeft = true
            if isClosing { end(context) }
        }
        if event is ChannelShouldQuiesceEvent {
            isStopping = true
            if isClosing { wait(context) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .all, !isClosing else { return context.close(mode: mode, promise: promise) }
        isClosing = true
        // reason: an option that the channel does not have leaves it as slow as it was, not wrong.
        try? context.channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
        context.close(mode: mode, promise: promise)
        if hasClientLeft { end(context) } else if isStopping { wait(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
    }

    private func wait(_ context: ChannelHandlerContext) {
        guard deadline == nil else { return }
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: Self.patience) { self.end(context) }
    }

    /// Closes below TLS, which has said its close_notify; a connection that is closed already stays so.
    private func end(_ context: ChannelHandlerContext) {
        let tls = try? context.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self)
        tls?.close(promise: nil)
    }
}
