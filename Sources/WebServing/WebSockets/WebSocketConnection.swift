import NIOCore
import Synchronization

/// The sending side of one WebSocket, usable from anywhere. Messages go out in the order in which the calls were made;
/// calls never wait. After the end, and on a connection that was not accepted, they do nothing.
public final class WebSocketConnection: Sendable {
    /// What is to be done on the event loop, in order.
    enum Command {
        case text([UInt8])
        case ping([UInt8])
        case pong([UInt8])
        case close(code: UInt16, reason: String)
        case reset
        case mute
        case cutOff

        /// A frame's share of the queue, header included, so that empty messages are not free.
        var cost: Int {
            switch self {
            case .text(let bytes), .ping(let bytes), .pong(let bytes): bytes.count + 14
            case .close, .reset, .mute, .cutOff: 0
            }
        }
    }

    private struct State {
        var queue: [Command] = []
        var queuedBytes = 0
        var outlet: NIOLoopBound<WebSocketChannelHandler>?
        var isScheduled = false
        var isFinished = false
    }

    private let eventLoop: any EventLoop
    private let maxQueuedBytes: Int
    private let state = Mutex(State())

    init(eventLoop: any EventLoop, maxQueuedBytes: Int) {
        self.eventLoop = eventLoop
        self.maxQueuedBytes = maxQueuedBytes
    }

    /// Sends a text message.
    public func send(_ text: [UInt8]) { put(.text(text)) }

    /// Sends a ping; of a payload longer than the protocol's 125 bytes the first 125.
    public func ping(_ payload: [UInt8] = []) { put(.ping(Array(payload.prefix(125)))) }

    /// Sends a close frame and, when the client has answered it or has had its time, ends the connection.
    ///
    /// - Parameter reason: cut to the protocol's 123 bytes.
    public func close(code: UInt16, reason: String = "") { put(.close(code: code, reason: reason)) }

    /// Ends the connection with a TCP reset. What was sent before may be lost.
    public func reset() { put(.reset) }

    /// From now on says nothing any more, answers no ping and no close, and keeps the connection open: a server that
    /// hangs.
    public func mute() { put(.mute) }

    func pong(_ payload: [UInt8]) { put(.pong(payload)) }

    private func put(_ command: Command) {
        let isToBeScheduled = state.withLock { state in
            guard !state.isFinished else { return false }
            state.queuedBytes += command.cost
            if state.queuedBytes > maxQueuedBytes {
                state.queue = [.cutOff]
                state.isFinished = true
            } else {
                state.queue.append(command)
            }
            guard state.outlet != nil, !state.isScheduled else { return false }
            state.isScheduled = true
            return true
        }
        if isToBeScheduled { eventLoop.execute { self.drain() } }
    }

    /// The handshake is done: what waits goes out. On the event loop.
    func attach(_ handler: WebSocketChannelHandler) {
        state.withLock { $0.outlet = NIOLoopBound(handler, eventLoop: eventLoop) }
        drain()
    }

    /// Nothing can be sent any more. On the event loop.
    func detach() {
        state.withLock { state in
            state = State()
            state.isFinished = true
        }
    }

    /// The system has taken so many bytes of the queue.
    func wrote(_ bytes: Int) {
        state.withLock { $0.queuedBytes = max(0, $0.queuedBytes - bytes) }
    }

    private func drain() {
        let (outlet, commands) = state.withLock { state in
            defer { state.queue.removeAll(keepingCapacity: true) }
            state.isScheduled = false
            return (state.outlet, state.queue)
        }
        guard let outlet, !commands.isEmpty else { return }
        outlet.value.perform(commands)
    }
}
