import AdapterProtocol
import AdapterRuntime
import Synchronization
import VenueSimulator

/// Carries streams into a simulated exchange in this process. What the exchange sends waits until it is handed over, so
/// that nobody is called from within his own call.
final class ExchangeStreams: StreamTransport {
    private let venue: SimulatedVenue
    private let lines = Mutex<[ExchangeLine]>([])

    init(_ venue: SimulatedVenue) {
        self.venue = venue
    }

    /// Hands over what has been sent. One caller at a time.
    func handOver() {
        while true {
            var isQuiet = true
            for line in lines.withLock({ $0 }) where line.handOver() { isQuiet = false }
            lines.withLock { lines in lines.removeAll(where: \.isOver) }
            if isQuiet { return }
        }
    }

    func connect(_ request: StreamRequest, to sink: any StreamSink) async throws(StreamFailure) {
        let line = ExchangeLine(sink)
        var headers = FaceHeaders()
        headers.add("Host", ExchangeTransport.host)
        for header in request.headers { headers.add(header.name, header.value) }
        let asked = FaceRequest(
            method: "GET", target: Self.target(of: request.address), headers: headers, peerAddress: "127.0.0.1")
        switch venue.connect(asked, onEvent: { _, event in line.put(event) }) {
        case .open(let stream):
            line.open(stream)
            lines.withLock { $0.append(line) }
            sink.opened(line)
        case .refused(let reply):
            throw .refused(
                WireReply(
                    status: reply.status, headers: reply.headers.fields.map { WireHeader($0.name, $0.value) },
                    body: reply.body))
        case .lost:
            throw .transport(
                TransportFailure(kind: .timeout, wasHeadWritten: true, message: "nobody answered the upgrade"))
        }
    }

    /// Path and query of an address.
    private static func target(of address: String) -> String {
        let rest = address.drop { $0 != ":" }.dropFirst(3)
        let tail = rest.drop { $0 != "/" && $0 != "?" }
        return tail.hasPrefix("/") ? String(tail) : "/" + tail
    }
}

/// One connection.
private final class ExchangeLine: StreamLink {
    private struct State: Sendable {
        var stream: SimulatedStream?
        var events: [SimulatedStream.Event] = []
        var closedByUs: UInt16?
        var isOver = false
    }

    private let sink: any StreamSink
    private let state = Mutex(State())

    init(_ sink: any StreamSink) {
        self.sink = sink
    }

    var isOver: Bool { state.withLock { $0.isOver } }

    func open(_ stream: SimulatedStream) { state.withLock { $0.stream = stream } }

    func put(_ event: SimulatedStream.Event) { state.withLock { $0.events.append(event) } }

    /// Whether there was anything.
    func handOver() -> Bool {
        let (events, closedByUs) = state.withLock { state in
            defer { state.events = [] }
            return (state.events, state.isOver ? nil : state.closedByUs)
        }
        if let closedByUs { end(.byUs(code: closedByUs)) }
        for event in events where !isOver {
            switch event {
            case .text(let text): sink.received(text.span)
            case .ping: sink.heard()
            case .closed(let code, let reason): end(.byPeer(code: code, reason: reason))
            case .reset: end(.cut("the connection was reset"))
            }
        }
        return closedByUs != nil || !events.isEmpty
    }

    private func end(_ closure: StreamClosure) {
        state.withLock { $0.isOver = true }
        sink.closed(closure)
    }

    func send(_ text: [UInt8]) { state.withLock { $0.isOver || $0.closedByUs != nil ? nil : $0.stream }?.send(text) }

    /// The other side is there as long as it has not closed: what a socket answers by itself is answered here.
    func ping() {
        state.withLock { state in
            if !state.isOver, state.closedByUs == nil { state.events.append(.ping([])) }
        }
    }

    func close(code: UInt16) {
        let stream = state.withLock { state -> SimulatedStream? in
            guard !state.isOver, state.closedByUs == nil else { return nil }
            state.closedByUs = code
            return state.stream
        }
        stream?.close()
    }
}
