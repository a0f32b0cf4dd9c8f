import AdapterProtocol
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Collects one answer up to a size, and remembers whether the request's head was handed to the socket.
///
/// The client reports a head right after its write, on the connection's loop. The one way to fail without that report
/// is a write that the socket refused at once: then the kernel took no complete head, so no server can act on it.
final class ReplyCollector: HTTPClientResponseDelegate {
    typealias Response = WireReply

    struct TooLarge: Error {}

    private struct State {
        var wasHeadWritten = false
        var head: HTTPResponseHead?
        var body: [UInt8] = []
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    func didSendRequestHead(task: HTTPClient.Task<WireReply>, _ head: HTTPRequestHead) {
        state.withLock { $0.wasHeadWritten = true }
    }

    func didReceiveHead(task: HTTPClient.Task<WireReply>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        // A declared size is refused at once; an undeclared or packed one is counted as it arrives.
        let declared = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        guard declared <= limit else { return task.eventLoop.makeFailedFuture(TooLarge()) }
        state.withLock { $0.head = head }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<WireReply>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        let fits = state.withLock { state in
            guard state.body.count + buffer.readableBytes <= limit else { return false }
            state.body.append(contentsOf: buffer.readableBytesView)
            return true
        }
        return fits ? task.eventLoop.makeSucceededVoidFuture() : task.eventLoop.makeFailedFuture(TooLarge())
    }

    func didFinishRequest(task: HTTPClient.Task<WireReply>) throws -> WireReply {
        try state.withLock { state in
            guard let head = state.head else { throw HTTPClientError.remoteConnectionClosed }
            return WireReply(
                status: Int(head.status.code), headers: head.headers.map { WireHeader($0.name, $0.value) },
                body: state.body)
        }
    }

    /// The failure an error amounts to.
    func failure(_ error: any Error) -> TransportFailure {
        let wasHeadWritten = state.withLock { $0.wasHeadWritten }
        return FailureTable.failure(of: error, wasHeadWritten: wasHeadWritten)
    }
}
