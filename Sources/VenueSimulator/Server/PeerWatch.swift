import NIOCore

/// Remembers on the event loop that the client has closed its side. Servers keep such a connection open
/// to answer on it; one that never answers has to let go by itself.
final class PeerWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private var hasLeft = false
    private var closesWhenLeft = false

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed {
            hasLeft = true
            if closesWhenLeft { context.close(promise: nil) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func closeWhenLeft(_ channel: any Channel) {
        closesWhenLeft = true
        if hasLeft { channel.close(promise: nil) }
    }

    /// Returns when the client has left `channel` or the channel was closed by this side.
    static func waitForDeparture(of channel: any Channel) async throws {
        try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.handler(type: PeerWatch.self).closeWhenLeft(channel)
        }.get()
        try await channel.closeFuture.get()
    }
}
