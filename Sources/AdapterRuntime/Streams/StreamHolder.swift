import AdapterProtocol
import Synchronization

/// Streams that can be ended together.
protocol ClosableStreams: AnyObject, Sendable {
    /// Ends all streams and waits until their connections are closed.
    func close() async
    /// An order may be placed on a market: something may happen there.
    func expect(ordersOn symbol: Symbol)
}

extension ClosableStreams {
    /// Nothing: public streams know nothing of orders.
    func expect(ordersOn symbol: Symbol) {}
}

/// A connected venue's streams: made when somebody reads, and anew after they were closed.
final class StreamHolder: Sendable {
    private struct State: Sendable {
        var market: MarketStreams?
        var account: (any ClosableStreams)?
    }

    /// What streams need; nil for a venue without a transport for them.
    let kit: StreamKit?
    private let state = Mutex(State())

    init<Adapter>(_ parts: VenueParts<Adapter>, _ backend: any StreamBackend) {
        kit = parts.streamTransport.map { transport in
            StreamKit(
                backend: backend, transport: transport, clock: StreamClock(parts.clock), random: parts.random,
                observer: StreamObserver(venue: parts.adapter.profile.id, logger: parts.logger),
                recorder: parts.streamRecorder, backlog: parts.streamBacklog)
        }
    }

    /// The market streams; nil without a transport.
    var market: MarketStreams? {
        guard let kit else { return nil }
        return state.withLock { state in
            if let known = state.market { return known }
            let made = MarketStreams(kit)
            state.market = made
            return made
        }
    }

    /// The account's streams, made by `make` when there are none; nil without a transport.
    func account<Streams: ClosableStreams>(_ make: (StreamKit) -> Streams) -> Streams? {
        guard let kit else { return nil }
        return state.withLock { state in
            if let known = state.account as? Streams { return known }
            let made = make(kit)
            state.account = made
            return made
        }
    }

    /// Tells the account's streams, if anybody reads them, that an order may be placed on a market.
    func expect(ordersOn symbol: Symbol) { state.withLock { $0.account }?.expect(ordersOn: symbol) }

    /// Ends all and waits for it.
    func close() async {
        let (market, account) = state.withLock { state in
            defer { state = State() }
            return (state.market, state.account)
        }
        await market?.close()
        await account?.close()
    }
}

/// A stream that fails at once.
final class FailedSource<Value: Sendable>: StreamSource {
    private let error: VenueError

    init(_ error: VenueError) {
        self.error = error
    }

    func next() async throws(VenueError) -> StreamEvent<Value>? { throw error }
}
