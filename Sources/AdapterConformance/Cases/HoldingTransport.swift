import AdapterProtocol
import AdapterRuntime
import Synchronization

/// Lets a request reach the venue and keeps its answer until the caller's task is cancelled.
final class HoldingTransport: Transport {
    /// Yields when a request was answered and is held.
    let held: AsyncStream<Void>
    private let tell: AsyncStream<Void>.Continuation
    private let inner: any Transport
    private let isArmed = Mutex(false)

    init(_ inner: any Transport) {
        self.inner = inner
        (held, tell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(8))
    }

    /// The next answer is held.
    func holdNext() { isArmed.withLock { $0 = true } }

    func send(
        _ request: WireRequest, to base: String, timeout: Duration
    ) async throws(TransportFailure) -> WireReply {
        let isHeld = isArmed.withLock { armed in
            defer { armed = false }
            return armed
        }
        let reply = try await inner.send(request, to: base, timeout: timeout)
        guard isHeld else { return reply }
        tell.yield()
        do {
            try await Task.sleep(for: .seconds(30))
        } catch {
            throw TransportFailure(kind: .cancelled, wasHeadWritten: true, message: "cancelled by the caller")
        }
        throw TransportFailure(kind: .timeout, wasHeadWritten: true, message: "nobody cancelled the call")
    }

    /// Runs an operation and cancels its task once its answer is held.
    func cancelling<Value: Sendable>(_ operation: @escaping @Sendable () async -> Value) async -> Value? {
        await withTaskGroup(of: Value?.self) { group in
            group.addTask { await operation() }
            var arrivals = held.makeAsyncIterator()
            _ = await arrivals.next()
            group.cancelAll()
            return await group.next() ?? nil
        }
    }
}
