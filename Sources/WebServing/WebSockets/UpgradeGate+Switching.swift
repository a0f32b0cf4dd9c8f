import NIOCore
import NIOHTTP1
import NIOWebSocket

extension UpgradeGate {
    /// A decoder that has met an upgrade reads nothing more, whatever was answered: a new one takes its place.
    func renewDecoder(_ context: ChannelHandlerContext) {
        phase = .renewing
        removeDecoder(context) {
            try self.parts.addDecoder(to: context.pipeline.syncOperations, before: self)
            self.phase = .http
            try self.feedStash(behind: self.parts.encoder, context)
            self.readAgain(context)
        }
    }

    /// Sends the 101, ends HTTP above, and puts the WebSocket in the place of the decoder and the encoder.
    func switchOver(
        to handler: WebSocketChannelHandler,
        _ headers: HTTPHeaders,
        _ further: HTTPHeaders,
        _ context: ChannelHandlerContext
    ) {
        phase = .switching
        var head = HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers)
        head.headers.add(contentsOf: further)
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
        let pipeline = context.pipeline.syncOperations
        pipeline.removeHandler(parts.stateHandler, promise: nil)
        context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        removeDecoder(context, orElse: handler) {
            let frames = WebSocketFrameEncoder()
            try pipeline.addHandlers(
                frames,
                ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: self.service.limits.maxFrameBytes)),
                handler,
                position: .before(self)
            )
            pipeline.removeHandler(self.parts.encoder, promise: nil)
            self.phase = .socket(handler)
            handler.start()
            try self.feedStash(behind: frames, context)
            if self.isToGoAway { handler.goAway() }
            context.read()
        }
    }

    /// Removes the decoder, which hands over what it has not read, and goes on. What cannot be done ends the connection.
    private func removeDecoder(
        _ context: ChannelHandlerContext,
        orElse handler: WebSocketChannelHandler? = nil,
        _ next: @escaping () throws -> Void
    ) {
        let pipeline = context.pipeline.syncOperations
        pipeline.removeHandler(parts.decoder).assumeIsolated().whenComplete { result in
            if case .closed = self.phase { return handler?.abandon() ?? () }
            do {
                try result.get()
                try next()
            } catch {
                handler?.abandon()
                context.close(mode: .all, promise: nil)
            }
        }
    }

    private func feedStash(behind handler: any ChannelHandler, _ context: ChannelHandlerContext) throws {
        guard stash.readableBytes > 0 else { return }
        let bytes = stash
        stash = ByteBuffer()
        let before = try context.pipeline.syncOperations.context(handler: handler)
        before.fireChannelRead(NIOAny(bytes))
        before.fireChannelReadComplete()
    }
}
