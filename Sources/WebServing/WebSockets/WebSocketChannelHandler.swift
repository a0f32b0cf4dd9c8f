import NIOCore
import NIOWebSocket

/// One WebSocket on its channel. Nothing of it gets past this handler: what stands behind belongs to the HTTP of before.
final class WebSocketChannelHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    enum Phase { case open, closing, ended }

    let connection: WebSocketConnection
    private let handlers: WebSocketHandlers
    let limits: WebSocketLimits
    private var assembler: MessageAssembler
    private(set) var context: ChannelHandlerContext?
    var phase = Phase.open
    var end = WebSocketEnd.lost
    var isMuted = false
    var deadline: Scheduled<Void>?

    init(_ connection: WebSocketConnection, _ handlers: WebSocketHandlers, limits: WebSocketLimits) {
        self.connection = connection
        self.handlers = handlers
        self.limits = limits
        assembler = MessageAssembler(limit: limits.maxMessageBytes)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        finish()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    /// Lets messages out that were sent before the handshake was done.
    func start() {
        connection.attach(self)
    }

    /// The connection ended before it became a WebSocket.
    func abandon() {
        finish()
    }

    /// Says that the server stops.
    func goAway() {
        guard phase == .open, !isMuted else { return close() }
        sayClose(code: 1001, reason: "", as: .byServer)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        guard phase == .open else {
            if frame.opcode == .connectionClose { close() }
            return
        }
        do throws(MessageAssembler.Violation) {
            if let message = try assembler.take(frame) { take(message) }
        } catch {
            violate(error)
        }
    }

    private func take(_ message: MessageAssembler.Message) {
        switch message {
        case .text(let bytes): handlers.onText(bytes)
        case .ping(let payload): if !isMuted { connection.pong(payload) }
        case .pong(let payload): handlers.onPong(payload)
        case .close(let code, let reason):
            end = .byClient(code: code, reason: reason)
            // The client has said its last word; who answers it also closes (RFC 6455 7.1.1).
            if isMuted { close() } else { sayGoodbye(echoing: code) }
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // The HTTP part above has stopped asking for more.
        context.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: goAway()
        case ChannelEvent.inputClosed: close()
        default: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard phase == .open else { return }
        switch error as? NIOWebSocketError {
        case .invalidFrameLength: violate(.tooLarge)
        case .some: violate(.protocolError)
        case nil: close()
        }
    }

    /// The client is told what was wrong, and what it still sends is not read.
    private func violate(_ violation: MessageAssembler.Violation) {
        sayClose(code: violation.code, reason: "", as: .violation(code: violation.code))
    }

    func close() {
        phase = phase == .open ? .closing : phase
        context?.close(promise: nil)
    }

    private func finish() {
        guard phase != .ended else { return }
        phase = .ended
        deadline?.cancel()
        connection.detach()
        handlers.onClosed(end)
    }
}
