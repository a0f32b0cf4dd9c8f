import NIOCore
import NIOWebSocket

extension WebSocketChannelHandler {
    /// Carries out what was queued, with one flush.
    func perform(_ commands: [WebSocketConnection.Command]) {
        guard let context else { return }
        for command in commands where phase == .open { perform(command, context) }
        context.flush()
    }

    private func perform(_ command: WebSocketConnection.Command, _ context: ChannelHandlerContext) {
        switch command {
        case .text(let bytes): write(.text, bytes, cost: command.cost, context)
        case .ping(let bytes): write(.ping, bytes, cost: command.cost, context)
        case .pong(let bytes): write(.pong, bytes, cost: command.cost, context)
        case .close(let code, let reason): if !isMuted { sayClose(code: code, reason: reason, as: .byServer) }
        case .mute: isMuted = true
        case .reset:
            end = .byServer
            phase = .closing
            _ = context.channel.closeWithReset()
        case .cutOff:
            end = .tooSlow
            close()
        }
    }

    private func write(_ opcode: WebSocketOpcode, _ bytes: [UInt8], cost: Int, _ context: ChannelHandlerContext) {
        guard !isMuted else { return connection.wrote(cost) }
        let promise = context.eventLoop.makePromise(of: Void.self)
        let connection = self.connection
        promise.futureResult.whenComplete { _ in connection.wrote(cost) }
        let frame = WebSocketFrame(fin: true, opcode: opcode, data: ByteBuffer(bytes: bytes))
        context.write(wrapOutboundOut(frame), promise: promise)
    }

    /// Sends a close frame and gives the client its time to answer.
    func sayClose(code: UInt16, reason: String, as end: WebSocketEnd) {
        guard let context, phase == .open else { return }
        self.end = end
        phase = .closing
        context.writeAndFlush(wrapOutboundOut(Self.closeFrame(code: code, reason: reason)), promise: nil)
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(limits.closeSeconds)) { self.close() }
    }

    /// Answers the client's close frame and closes behind it.
    func sayGoodbye(echoing code: UInt16?) {
        guard let context, phase == .open else { return }
        phase = .closing
        let frame = Self.closeFrame(code: code, reason: "")
        context.writeAndFlush(wrapOutboundOut(frame)).assumeIsolated().whenComplete { _ in self.close() }
        // A client that does not read may never take the frame.
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(limits.closeSeconds)) { self.close() }
    }

    private static func closeFrame(code: UInt16?, reason: String) -> WebSocketFrame {
        var data = ByteBuffer()
        if let code {
            data.writeInteger(code)
            data.writeBytes(shortened(reason))
        }
        return WebSocketFrame(fin: true, opcode: .connectionClose, data: data)
    }

    /// At most the 123 bytes that a close frame takes, whole characters only.
    private static func shortened(_ reason: String) -> [UInt8] {
        var text = reason[...]
        while text.utf8.count > 123 { text = text.dropLast() }
        return Array(text.utf8)
    }
}
