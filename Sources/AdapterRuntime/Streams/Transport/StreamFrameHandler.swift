import AdapterProtocol
import NIOCore
import NIOWebSocket

/// The last handler of an open connection: joins fragments, checks what RFC 6455 asks for, answers pings and good-byes,
/// and hands whole messages to the sink without copying an unfragmented one.
final class StreamFrameHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private let sink: any StreamSink
    private let largestMessage: Int
    private let closeTimeout: Duration
    private var context: ChannelHandlerContext?
    private var link: NIOStreamLink?
    /// The beginning of a fragmented message.
    private var fragments: ByteBuffer?
    private var isOpen = false
    private var closure: StreamClosure?
    private var hasSaidGoodbye = false

    init(sink: any StreamSink, largestMessage: Int, closeTimeout: Duration) {
        self.sink = sink
        self.largestMessage = largestMessage
        self.closeTimeout = closeTimeout
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        link = NIOStreamLink(loop: context.eventLoop, handler: bound)
        // Not at once: the upgrade is still being finished.
        context.eventLoop.execute { bound.value.open() }
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    private func open() {
        guard !isOpen, let link else { return }
        isOpen = true
        sink.opened(link)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        open()
        let frame = unwrapInboundIn(data)
        if closure != nil {
            // After our good-bye only the other side's counts.
            if frame.opcode == .connectionClose { context.close(promise: nil) }
            return
        }
        guard !frame.rsv1, !frame.rsv2, !frame.rsv3, frame.maskKey == nil else {
            return violate(.protocolError, context)
        }
        switch frame.opcode {
        case .ping: answer(frame, context)
        case .pong: sink.heard()
        case .connectionClose: receiveGoodbye(frame, context)
        case .text, .continuation, .binary: join(frame, context)
        default: violate(.protocolError, context)
        }
    }

    private func answer(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
        sink.heard()
        // Who pings without reading what comes back gets no queue of answers.
        if context.channel.isWritable { write(.pong, frame.data, context) }
    }

    private func join(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
        guard frame.opcode != .binary else { return violate(.binary, context) }
        guard (frame.opcode == .continuation) == (fragments != nil) else { return violate(.protocolError, context) }
        guard var whole = fragments else {
            if frame.fin { return deliver(frame.data, context) }
            fragments = frame.data
            return
        }
        fragments = nil
        guard whole.readableBytes + frame.data.readableBytes <= largestMessage else {
            return violate(.messageTooLarge, context)
        }
        whole.writeImmutableBuffer(frame.data)
        if frame.fin { deliver(whole, context) } else { fragments = whole }
    }

    private func deliver(_ message: ByteBuffer, _ context: ChannelHandlerContext) {
        guard message.withUnsafeReadableBytes(TextCheck.isText) else { return violate(.invalidText, context) }
        sink.received(message.readableBytesUInt8Span)
    }

    private func receiveGoodbye(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
        var data = frame.data
        guard data.readableBytes != 1 else { return violate(.protocolError, context) }
        let code = data.readInteger(as: UInt16.self)
        closure = .byPeer(code: code, reason: String(decoding: data.readableBytesView, as: UTF8.self))
        sayGoodbye(code ?? 1000, context)
        context.close(promise: nil)
    }

    private func violate(_ violation: StreamClosure.Violation, _ context: ChannelHandlerContext) {
        guard closure == nil else { return }
        closure = .violation(violation)
        fragments = nil
        sayGoodbye(violation.rawValue, context)
        context.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? NIOWebSocketError {
            return violate(error == .invalidFrameLength ? .messageTooLarge : .protocolError, context)
        }
        if closure == nil { closure = .cut(FailureTable.failure(of: error, wasHeadWritten: true).message) }
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        open()
        link = nil
        fragments = nil
        sink.closed(closure ?? .cut("the connection ended without a word"))
        context.fireChannelInactive()
    }
}

// What the link asks for, on the connection's loop.
extension StreamFrameHandler {
    func send(_ text: [UInt8]) {
        guard closure == nil, let context else { return }
        write(.text, ByteBuffer(bytes: text), context)
    }

    func ping() {
        guard closure == nil, let context else { return }
        write(.ping, ByteBuffer(), context)
    }

    func leave(_ code: UInt16) {
        guard closure == nil, let context else { return }
        closure = .byUs(code: code)
        sayGoodbye(code, context)
        let channel = context.channel
        context.eventLoop.scheduleTask(in: .nanoseconds(closeTimeout.wholeNanoseconds)) {
            channel.close(promise: nil)
        }
    }

    private func write(_ opcode: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext) {
        let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: data)
        context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    }

    private func sayGoodbye(_ code: UInt16, _ context: ChannelHandlerContext) {
        guard !hasSaidGoodbye else { return }
        hasSaidGoodbye = true
        // Codes that stand for "no code" may not be sent (RFC 6455, 7.4.1).
        let isSendable = (1000...1003).contains(code) || (1007...1014).contains(code) || (3000...4999).contains(code)
        write(.connectionClose, ByteBuffer(integer: isSendable ? code : 1000), context)
    }
}
