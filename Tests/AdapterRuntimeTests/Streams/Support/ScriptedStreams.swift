import AdapterProtocol
import AdapterRuntime
import Synchronization

/// Lets tests wait until something is so, without a clock: whoever changes the state looks who waits for it.
final class Watched<State: Sendable>: Sendable {
    private struct Waiter: Sendable {
        let id: UInt64
        let isSo: @Sendable (State) -> Bool
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct Inner: Sendable {
        var state: State
        var nextID: UInt64 = 0
        var waiters: [Waiter] = []
        var cancelled: Set<UInt64> = []
    }

    private let inner: Mutex<Inner>

    init(_ state: State) {
        inner = Mutex(Inner(state: state))
    }

    var value: State { inner.withLock { $0.state } }

    @discardableResult
    func change<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
        let (result, woken) = inner.withLock { inner in
            let result = body(&inner.state)
            let state = inner.state
            let split = inner.waiters.partition { $0.isSo(state) }
            defer { inner.waiters.removeSubrange(split...) }
            return (result, Array(inner.waiters[split...]))
        }
        for waiter in woken { waiter.continuation.resume() }
        return result
    }

    /// Returns when it is so, or when the test has run out of time.
    func wait(until isSo: @escaping @Sendable (State) -> Bool) async {
        let id = inner.withLock { inner in
            inner.nextID += 1
            return inner.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = inner.withLock { inner in
                    if isSo(inner.state) || inner.cancelled.contains(id) { return true }
                    inner.waiters.append(Waiter(id: id, isSo: isSo, continuation: continuation))
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let waiter = inner.withLock { inner -> Waiter? in
                inner.cancelled.insert(id)
                guard let index = inner.waiters.firstIndex(where: { $0.id == id }) else { return nil }
                return inner.waiters.remove(at: index)
            }
            waiter?.continuation.resume()
        }
    }
}

/// Connections without a network: the test is the other side.
final class ScriptedStreams: StreamTransport {
    struct State: Sendable {
        var requests: [StreamRequest] = []
        var links: [ScriptedLink] = []
        /// How many of them are up, and have sent their first frames.
        var opened = 0
        var failures: [StreamFailure] = []
        /// Attempts that are never answered.
        var hangs = 0
    }

    let state = Watched(State())

    /// Connections opened so far.
    var links: [ScriptedLink] { state.value.links }

    /// The next attempts fail so.
    func fail(_ failures: StreamFailure...) { state.change { $0.failures += failures } }

    /// The n-th connection, once it is up and its first frames were sent.
    func link(_ number: Int) async -> ScriptedLink {
        await state.wait { $0.opened >= number }
        let links = state.value.links
        // Out of time: the test fails on whatever it expects next.
        return links.count >= number ? links[number - 1] : ScriptedLink(NoSink())
    }

    func connect(_ request: StreamRequest, to sink: any StreamSink) async throws(StreamFailure) {
        let answer = state.change { state -> (failure: StreamFailure?, hangs: Bool) in
            state.requests.append(request)
            if !state.failures.isEmpty { return (state.failures.removeFirst(), false) }
            guard state.hangs > 0 else { return (nil, false) }
            state.hangs -= 1
            return (nil, true)
        }
        if let failure = answer.failure { throw failure }
        if answer.hangs {
            await Watched(false).wait { $0 }
            throw .transport(.init(kind: .cancelled, wasHeadWritten: false, message: "cancelled"))
        }
        let link = ScriptedLink(sink)
        state.change { $0.links.append(link) }
        sink.opened(link)
        state.change { $0.opened += 1 }
    }
}

/// One connection; the test speaks for the venue.
final class ScriptedLink: StreamLink {
    struct State: Sendable {
        var sent: [String] = []
        var pings = 0
        var closeCode: UInt16?
        var isClosed = false
    }

    let state = Watched(State())
    private let sink: any StreamSink

    init(_ sink: any StreamSink) {
        self.sink = sink
    }

    var sent: [String] { state.value.sent }
    var isClosed: Bool { state.value.isClosed }

    func send(_ text: [UInt8]) { state.change { $0.sent.append(String(decoding: text, as: UTF8.self)) } }

    func ping() { state.change { $0.pings += 1 } }

    func close(code: UInt16) {
        state.change { $0.closeCode = code }
        // As on a socket: later, from another thread, after the caller is done.
        Task { end(.byUs(code: code)) }  // reason: over at once, as a socket's own thread would be
    }

    /// The venue says something.
    func say(_ texts: String...) {
        for text in texts { sink.received(Array(text.utf8).span) }
    }

    /// The venue pings.
    func pinged() { sink.heard() }

    /// The connection ends.
    func end(_ closure: StreamClosure) {
        let isFirst = state.change { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        if isFirst { sink.closed(closure) }
    }

    /// Waits until it is closed.
    func closed() async { await state.wait { $0.isClosed } }
}

/// Nobody listens.
final class NoSink: StreamSink {
    func opened(_ link: any StreamLink) {}
    func received(_ message: Span<UInt8>) {}
    func heard() {}
    func closed(_ closure: StreamClosure) {}
}
