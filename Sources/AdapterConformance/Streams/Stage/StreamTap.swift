import AdapterProtocol
import AdapterRuntime
import Synchronization

/// Stands between the runtime and whatever carries its streams: counts, and lets go wrong what a case asks for, the same
/// way at any venue.
final class StreamTap: StreamTransport {
    /// What happens to one message.
    enum Fate: Sendable {
        case pass, drop, duplicate, truncate
        /// Comes after the next one.
        case swap
        /// One digit is another one.
        case corrupt
    }

    private struct State: Sendable {
        var lines: [UInt64: TappedLine] = [:]
        var nextLine: UInt64 = 0
        var attempts = 0
        var opened = 0
        var sent = 0
        var received = 0
        var refusals: [StreamFailure] = []
        var fate: (@Sendable (Int) -> Fate)?
        var isDeaf = false
    }

    private let state = Mutex(State())
    private let inner: any StreamTransport
    private let meter: StageMeter

    init(_ inner: any StreamTransport, _ meter: StageMeter) {
        self.inner = inner
        self.meter = meter
    }

    /// Attempts to connect so far.
    var attempts: Int { state.withLock { $0.attempts } }
    /// Connections that were opened so far.
    var opened: Int { state.withLock { $0.opened } }
    /// Connections that are open.
    var openLines: Int { state.withLock { $0.lines.count } }
    /// Messages that left.
    var sent: Int { state.withLock { $0.sent } }
    /// Messages that arrived.
    var received: Int { state.withLock { $0.received } }

    /// Decides about each message that arrives from now on, by its number; nil lets all pass.
    func befall(_ fate: (@Sendable (Int) -> Fate)?) { state.withLock { $0.fate = fate } }

    /// From now on nothing arrives, and nobody notices; or everything arrives again.
    func deafen(_ isDeaf: Bool) { state.withLock { $0.isDeaf = isDeaf } }

    /// The next attempts to connect are refused so.
    func refuse(_ failures: [StreamFailure]) { state.withLock { $0.refusals += failures } }

    /// Lets a message arrive on every connection that the venue never sent.
    func inject(_ message: [UInt8]) {
        for line in state.withLock({ Array($0.lines.values) }) { line.inject(message) }
    }

    /// Ends every connection as if the other side or the network had.
    func end(_ closure: StreamClosure) {
        for line in state.withLock({ Array($0.lines.values) }) { line.end(closure) }
    }

    func connect(_ request: StreamRequest, to sink: any StreamSink) async throws(StreamFailure) {
        meter.tick()
        defer { meter.tick() }
        let refusal = state.withLock { state in
            state.attempts += 1
            return state.refusals.isEmpty ? nil : state.refusals.removeFirst()
        }
        if let refusal { throw refusal }
        let number = state.withLock { state in
            state.nextLine += 1
            return state.nextLine
        }
        try await inner.connect(request, to: TappedLine(number, self, sink))
    }

    fileprivate func add(_ line: TappedLine) {
        meter.tick()
        state.withLock { state in
            state.opened += 1
            state.lines[line.number] = line
        }
    }

    fileprivate func remove(_ number: UInt64) {
        meter.tick()
        state.withLock { _ = $0.lines.removeValue(forKey: number) }
    }

    fileprivate func noteSent() {
        meter.tick()
        state.withLock { $0.sent += 1 }
    }

    /// What befalls a message that has arrived.
    fileprivate func fateOfNext() -> Fate {
        meter.tick()
        let (fate, number, isDeaf) = state.withLock { state in
            state.received += 1
            return (state.fate, state.received, state.isDeaf)
        }
        return isDeaf ? .drop : fate?(number) ?? .pass
    }

    fileprivate var hears: Bool { state.withLock { !$0.isDeaf } }
}

/// One connection through a tap.
private final class TappedLine: StreamSink, StreamLink {
    private struct State: Sendable {
        var link: (any StreamLink)?
        var isOver = false
        var heldBack: [UInt8]?
    }

    let number: UInt64
    private let tap: StreamTap
    private let sink: any StreamSink
    private let state = Mutex(State())

    init(_ number: UInt64, _ tap: StreamTap, _ sink: any StreamSink) {
        self.number = number
        self.tap = tap
        self.sink = sink
    }

    // MARK: From the venue

    func opened(_ link: any StreamLink) {
        state.withLock { $0.link = link }
        tap.add(self)
        sink.opened(self)
    }

    func received(_ message: Span<UInt8>) {
        guard !state.withLock({ $0.isOver }) else { return }
        let fate = tap.fateOfNext()
        let held = state.withLock { state in
            defer { state.heldBack = nil }
            return state.heldBack
        }
        switch fate {
        case .pass: sink.received(message)
        case .drop: break
        case .duplicate:
            sink.received(message)
            sink.received(message)
        case .truncate: sink.received(Self.copy(message, message.count / 2).span)
        case .corrupt: sink.received(Self.corrupted(Self.copy(message, message.count)).span)
        case .swap where held == nil:
            let bytes = Self.copy(message, message.count)
            state.withLock { $0.heldBack = bytes }
        case .swap: sink.received(message)
        }
        if let held { sink.received(held.span) }
    }

    func inject(_ message: [UInt8]) {
        if !state.withLock({ $0.isOver }) { sink.received(message.span) }
    }

    func heard() {
        if tap.hears { sink.heard() }
    }

    func closed(_ closure: StreamClosure) { end(closure, isOurs: false) }

    /// Ends it as if the other side had.
    func end(_ closure: StreamClosure) { end(closure, isOurs: true) }

    private func end(_ closure: StreamClosure, isOurs: Bool) {
        let link: (any StreamLink)?? = state.withLock { state in
            guard !state.isOver else { return .none }
            state.isOver = true
            return .some(state.link)
        }
        guard let link else { return }
        tap.remove(number)
        if isOurs { link?.close(code: 1000) }
        sink.closed(closure)
    }

    private static func copy(_ message: Span<UInt8>, _ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        for index in 0..<min(count, message.count) { bytes.append(message[index]) }
        return bytes
    }

    /// The last digit that stands for a value is another one.
    private static func corrupted(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        guard let index = bytes.lastIndex(where: { (0x31...0x38).contains($0) }) else { return bytes }
        bytes[index] += 1
        return bytes
    }

    // MARK: To the venue

    func send(_ text: [UInt8]) {
        tap.noteSent()
        state.withLock { $0.link }?.send(text)
    }

    func ping() { state.withLock { $0.link }?.ping() }

    func close(code: UInt16) { state.withLock { $0.link }?.close(code: code) }
}
