import NIOCore
import NIOHTTP1

/// What comes from the HTTP part above the gate.
extension UpgradeGate {
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .socket = phase { return promise?.fail(ChannelError.ioOnClosedChannel) ?? () }
        let part = unwrapOutboundIn(data)
        context.write(wrapOutboundOut(part), promise: promise)
        guard case .end = part else { return }
        requestsInProgress -= 1
        guard case .waiting(let head) = phase, requestsInProgress == 0, decision == nil else { return }
        decide(head, context)
    }

    /// A client that sends on while its request is decided is not read: it could fill the memory.
    func read(context: ChannelHandlerContext) {
        switch phase {
        case .unclaimed, .waiting, .renewing, .switching: isReadOwed = true
        case .http, .asked, .socket, .closed: context.read()
        }
    }

    func readAgain(_ context: ChannelHandlerContext) {
        guard isReadOwed else { return }
        isReadOwed = false
        context.read()
    }

    /// The HTTP part closes when it has ended, which does not concern the WebSocket; only its cancellation does, which
    /// shows as a close of the input.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        switch (phase, mode) {
        case (.unclaimed, _), (.http, _), (.asked, _), (.renewing, _), (.closed, _), (.waiting, .all),
            (.waiting, .output):
            context.close(mode: mode, promise: promise)
        case (.waiting, .input), (.switching, .input): context.close(mode: .all, promise: promise)
        case (.socket(let handler), .input):
            handler.goAway()
            context.channel.closeFuture.cascade(to: promise)
        case (.switching, _), (.socket, _): context.channel.closeFuture.cascade(to: promise)
        }
    }
}
