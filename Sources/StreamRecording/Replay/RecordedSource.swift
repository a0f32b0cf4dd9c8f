import AdapterProtocol
import Synchronization

/// One stream of a recorded market.
final class RecordedSource<Value: Sendable>: StreamSource {
    private struct State: Sendable {
        var replay: RecordingReplay
        var topics: [StreamTopic: ReplayTopic] = [:]
        /// Which topic a market's values are taken from.
        var chosen: [Symbol: StreamTopic] = [:]
        /// Told by the event read last, the last first.
        var waiting: [(event: StreamEvent<MarketUpdate>, due: Duration)] = []
        /// When the event read last happened.
        var last: StreamInstant?
        var hasToldEnd = false
    }

    private let wish: RecordedWish
    private let pace: ReplayPace
    private let convert: @Sendable (MarketUpdate) -> Value?
    private let state: Mutex<State>

    init(
        _ replay: RecordingReplay, _ wish: RecordedWish, _ pace: ReplayPace,
        _ convert: @escaping @Sendable (MarketUpdate) -> Value?
    ) {
        self.wish = wish
        self.pace = pace
        self.convert = convert
        state = Mutex(State(replay: replay))
    }

    func next() async throws(VenueError) -> StreamEvent<Value>? {
        while !Task.isCancelled {
            guard let (event, due) = try read() else { return nil }
            guard await pace.wait(until: due) else { return nil }
            switch event {
            case .marker(let marker): return .marker(marker)
            case .value(let update, let time):
                if let value = convert(update) { return .value(value, receivedAt: time) }
            }
        }
        return nil
    }

    private func read() throws(VenueError) -> (event: StreamEvent<MarketUpdate>, due: Duration)? {
        let result = state.withLock { state in
            Result { () throws(RecordingError) in try read(&state) }
        }
        switch result {
        case .success(let next?): return next
        case .success(nil):
            guard let missing = state.withLock({ missing($0) }) else { return nil }
            throw .notSent(.unknownSymbol, "the recording has no \(wish.name ?? "stream") of \(missing)")
        case .failure(let error): throw error.venueError
        }
    }

    private func read(
        _ state: inout State
    ) throws(RecordingError) -> (event: StreamEvent<MarketUpdate>, due: Duration)? {
        while true {
            if let next = state.waiting.popLast() { return next }
            guard let event = try state.replay.next() else { return end(&state) }
            state.last = event.now
            let topic = event.subscription.topic
            guard wish.includes(topic) else { continue }
            if wish.takesOneOfEach {
                let chosen = state.chosen[topic.symbol] ?? topic
                guard chosen == topic else { continue }
            }
            state.chosen[topic.symbol] = topic
            let told = state.topics[topic, default: ReplayTopic(topic)].take(event)
            state.waiting = told.reversed().map { ($0, event.now.elapsed) }
        }
    }

    /// The end of a file that was cut off is no end of the market.
    private func end(_ state: inout State) -> (event: StreamEvent<MarketUpdate>, due: Duration)? {
        guard case .cutOff = state.replay.reader.ending, !state.hasToldEnd, let last = state.last else { return nil }
        state.hasToldEnd = true
        return (.marker(StreamMarker(.stale, .cutOff, symbol: nil, from: last.time)), last.elapsed)
    }

    /// A market that was wished for and of which nothing came.
    private func missing(_ state: State) -> Symbol? { wish.symbols?.first { state.chosen[$0] == nil } }
}

/// A stream that fails at once.
final class RefusedSource<Value: Sendable>: StreamSource {
    private let error: VenueError

    init(_ error: VenueError) {
        self.error = error
    }

    func next() async throws(VenueError) -> StreamEvent<Value>? { throw error }
}
