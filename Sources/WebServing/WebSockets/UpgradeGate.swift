import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Stands between the HTTP decoder and everything that answers HTTP, and takes out the requests for a WebSocket.
///
/// NIO's own upgrade handlers take the first request of a connection only. Clients with one pool for everything (aiohttp,
/// and CCXT Pro with it) ask for a WebSocket on a connection that has answered HTTP before; at a venue the two have
/// different hosts, here they have one port. So the gate stays in place: it lets HTTP through, and when a request for a
/// WebSocket is granted it ends the HTTP part above it and changes the handlers below.
final class UpgradeGate: ChannelDuplexHandler, RemovableChannelHandler {
    /// Parts of requests, or the bytes that a removed decoder had left over.
    typealias InboundIn = Any
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    enum Phase {
        /// Nobody has taken the connection yet, and nothing is read.
        case unclaimed
        /// HTTP goes through.
        case http
        /// A request for a WebSocket has begun.
        case asked(HTTPRequestHead)
        /// It is complete, and waits for the answers before it or for its decision.
        case waiting(HTTPRequestHead)
        /// The decoder, which has stopped, is being replaced by one that reads HTTP again.
        case renewing
        /// The handlers are being changed.
        case switching
        /// Below is a WebSocket, above what is left of HTTP.
        case socket(WebSocketChannelHandler)
        case closed
    }

    let parts: UpgradableHTTPChannel.Parts
    let service: WebSocketService
    var phase = Phase.unclaimed
    var decision: Task<Void, Never>?
    /// What came while handlers were changed.
    var stash = ByteBuffer()
    var isToGoAway = false
    var requestsInProgress = 0
    var isReadOwed = false
    private var stopsDecoder = false

    private var context: ChannelHandlerContext?

    init(parts: UpgradableHTTPChannel.Parts, service: WebSocketService) {
        self.parts = parts
        self.service = service
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        leave()
        self.context = nil
    }

    /// Somebody listens behind: now the client is read.
    func claim() {
        guard case .unclaimed = phase, let context else { return }
        phase = .http
        readAgain(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    private func leave() {
        decision?.cancel()
        decision = nil
        phase = .closed
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case let part as HTTPServerRequestPart: take(part, context)
        case let bytes as ByteBuffer: keep(bytes, context)
        case IOData.byteBuffer(let bytes) as IOData: keep(bytes, context)
        default: context.close(promise: nil)
        }
    }

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch (phase, part) {
        case (.http, .head(let head)) where head.asksForWebSocket: phase = .asked(head)
        case (.http, _): forward(part, context)
        case (.asked(let head), .end):
            phase = .waiting(head)
            if requestsInProgress == 0 { decide(head, context) }
        case (.closed, _): break
        default: context.close(promise: nil)
        }
    }

    private func forward(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head(let head):
            requestsInProgress += 1
            stopsDecoder = head.endsHTTP
        case .body: break
        case .end: break
        }
        context.fireChannelRead(wrapInboundOut(part))
        guard case .end = part, stopsDecoder else { return }
        stopsDecoder = false
        renewDecoder(context)
    }

    private func keep(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        switch phase {
        case .renewing, .switching:
            var bytes = bytes
            stash.writeBuffer(&bytes)
        case .closed: break
        default: context.close(promise: nil)
        }
    }

    /// The request goes where all others go, and HTTP goes on behind it.
    func pass(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        phase = .http
        forward(.head(head), context)
        forward(.end(nil), context)
        context.fireChannelReadComplete()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch phase {
        case .unclaimed, .http, .renewing, .asked, .closed: context.fireUserInboundEventTriggered(event)
        case .waiting where event is ChannelShouldQuiesceEvent && requestsInProgress > 0:
            context.fireUserInboundEventTriggered(event)
        case .waiting where event is ChannelShouldQuiesceEvent || event as? ChannelEvent == .inputClosed:
            context.close(promise: nil)
        case .switching where event is ChannelShouldQuiesceEvent: isToGoAway = true
        case .switching where event as? ChannelEvent == .inputClosed: context.close(promise: nil)
        case .waiting, .switching, .socket: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch phase {
        case .unclaimed, .http, .renewing, .asked, .closed: context.fireErrorCaught(error)
        case .waiting, .switching, .socket: context.close(promise: nil)
        }
    }
}
