public import AdapterProtocol
public import AdapterRuntime

/// A recording as a market: a strategy that runs on a venue's streams runs on it unchanged.
///
/// Each stream reads the file by itself, from its beginning, and only as fast as it is read: nothing is conflated,
/// nothing is lost, and the same file gives the same elements every time. ``updates(_:)`` gives all streams in one
/// order. A stream ends where the file does; where that was cut off, with a marker that says so.
public struct RecordedMarket: StreamInterface {
    /// What the recording says about itself.
    public let header: RecordingHeader
    private let path: String
    private let adapter: any VenueAdapter
    private let pace: ReplayPace

    /// Opens a recording.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - adapter: The adapter of the recorded venue; its sessions read the messages.
    ///   - speed: How fast it is told.
    ///   - clock: What the speed goes by.
    public init(
        path: String, adapter: any VenueAdapter, speed: ReplaySpeed = .unlimited,
        clock: any MonotonicClock = SystemClock()
    ) throws(RecordingError) {
        header = try RecordingReplay(RecordingReader(path: path), adapter: adapter).reader.header
        self.path = path
        self.adapter = adapter
        pace = ReplayPace(speed, clock: clock)
    }

    /// Everything that was recorded of these markets, in the order in which it happened; nil for all markets.
    public func updates(_ symbols: [Symbol]? = nil) -> EventStream<MarketUpdate> {
        open(RecordedWish(symbols: symbols, name: nil)) { $0 }
    }

    /// Live books that were recorded with at least `depth` levels a side.
    public func books(_ symbols: [Symbol], depth: Int) -> EventStream<LiveBook> {
        open(RecordedWish(symbols: symbols, name: "book", depth: depth)) { update in
            if case .book(let book) = update { book } else { nil }
        }
    }

    /// Public trades.
    public func trades(_ symbols: [Symbol]) -> EventStream<PublicTrade> {
        open(RecordedWish(symbols: symbols, name: "trades")) { update in
            if case .trade(let trade) = update { trade } else { nil }
        }
    }

    /// Tickers.
    public func tickers(_ symbols: [Symbol]) -> EventStream<Ticker> {
        open(RecordedWish(symbols: symbols, name: "ticker")) { update in
            if case .ticker(let ticker) = update { ticker } else { nil }
        }
    }

    /// Candles, growing and closed ones.
    public func candles(_ symbols: [Symbol], interval: CandleInterval) -> EventStream<MarketCandle> {
        open(RecordedWish(symbols: symbols, name: "candles", interval: interval)) { update in
            if case .candle(let candle) = update { candle } else { nil }
        }
    }

    /// Refused: an account's events are not recorded.
    public func accountEvents() -> EventStream<AccountEvent> {
        EventStream(
            RefusedSource(.unsupported(.orderStreams, "a recording holds market data, and nothing of an account")))
    }

    /// Nothing to do: a stream is a file that is open as long as it is read.
    public func closeStreams() async {}

    private func open<Value: Sendable>(
        _ wish: RecordedWish, _ convert: @escaping @Sendable (MarketUpdate) -> Value?
    ) -> EventStream<Value> {
        do throws(RecordingError) {
            let replay = try RecordingReplay(RecordingReader(path: path), adapter: adapter)
            return EventStream(RecordedSource(replay, wish, pace, convert))
        } catch {
            return EventStream(RefusedSource(error.venueError))
        }
    }
}

extension RecordingError {
    /// The same as readers of streams are told it.
    var venueError: VenueError {
        VenueError(kind: .undecodable, effect: .notExecuted(.read), advice: .never, message: description)
    }
}
