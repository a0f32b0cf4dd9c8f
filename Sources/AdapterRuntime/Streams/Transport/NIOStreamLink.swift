import NIOCore

/// Sends on one connection.
///
/// Always a step later, also from the connection's own loop: a write that fails at once would call back into whoever
/// is sending.
final class NIOStreamLink: StreamLink {
    private let loop: any EventLoop
    private let handler: NIOLoopBound<StreamFrameHandler>

    init(loop: any EventLoop, handler: NIOLoopBound<StreamFrameHandler>) {
        self.loop = loop
        self.handler = handler
    }

    func send(_ text: [UInt8]) { loop.execute { [handler] in handler.value.send(text) } }

    func ping() { loop.execute { [handler] in handler.value.ping() } }

    func close(code: UInt16) { loop.execute { [handler] in handler.value.leave(code) } }
}
