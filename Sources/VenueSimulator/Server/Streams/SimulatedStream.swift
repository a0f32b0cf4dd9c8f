import Synchronization

/// A connection to a simulated venue's streams without a socket, from ``SimulatedVenue/connect(_:onEvent:)``.
///
/// Everything happens in the calls: what the venue sends arrives in the handler before the call returns that made it
/// send, unless another thread is just handing over to the same handler. Time passes where the venue's clock says so.
public struct SimulatedStream: Sendable {
    /// What arrives.
    public enum Event: Sendable, Hashable {
        /// A text message.
        case text([UInt8])
        /// A ping, which needs no answer here.
        case ping([UInt8])
        /// The venue has closed the connection; nothing follows.
        case closed(code: UInt16, reason: String)
        /// The connection was cut without a word; nothing follows.
        case reset
    }

    /// How an attempt to connect ended.
    public enum Attempt: Sendable {
        /// The venue has taken the connection. What it had to say at once has arrived before this.
        case open(SimulatedStream)
        /// The venue, or the fault plan in its name, has answered plain HTTP.
        case refused(FaceReply)
        /// Nothing came back: the fault plan wants it so.
        case lost
    }

    /// Takes what arrives. It may call the stream and the venue, also from within.
    public typealias Handler = @Sendable (SimulatedStream, Event) -> Void

    /// Which of the venue's connections it is.
    public let id: StreamID
    let venue: SimulatedVenue

    /// Sends a text message to the venue.
    public func send(_ text: [UInt8]) {
        venue.receive(text, from: id)
    }

    /// Leaves. Nothing arrives any more.
    public func close() {
        venue.leave(id)
    }
}

/// What has come for somebody in the same process and is not handed over yet.
final class StreamInbox: StreamOutlet {
    private struct State {
        var events: [SimulatedStream.Event] = []
        var isHandingOver = false
    }

    private let id: StreamID
    private let handler: SimulatedStream.Handler
    private let state = Mutex(State())

    init(_ id: StreamID, _ handler: @escaping SimulatedStream.Handler) {
        self.id = id
        self.handler = handler
    }

    func put(_ delivery: StreamDelivery) {
        let event: SimulatedStream.Event
        switch delivery {
        case .content(.text(let bytes)): event = .text(bytes)
        case .content(.ping(let bytes)): event = .ping(bytes)
        case .content(.close(let code, let reason)): event = .closed(code: code, reason: reason)
        case .reset: event = .reset
        case .stall: return
        }
        state.withLock { $0.events.append(event) }
    }

    /// In order, by one caller at a time: a handler that makes the venue send more finds it delivered after it returns.
    func flush(from venue: SimulatedVenue) {
        let stream = SimulatedStream(id: id, venue: venue)
        var isFirst = true
        while true {
            let events: [SimulatedStream.Event] = state.withLock { state in
                if isFirst, state.isHandingOver { return [] }
                state.isHandingOver = !state.events.isEmpty
                defer { state.events = [] }
                return state.events
            }
            isFirst = false
            guard !events.isEmpty else { return }
            for event in events { handler(stream, event) }
        }
    }
}
