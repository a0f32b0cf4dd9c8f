public import AdapterProtocol

extension ConnectedVenue: StreamInterface {
    /// Live books, at least `depth` levels a side.
    public func books(_ symbols: [Symbol], depth: Int) -> EventStream<LiveBook> {
        let reading = BookReading()
        return open(.book(depth: max(depth, 1)), symbols, ConflatingBuffer.init(keys:)) { value in
            if case .book(let topic) = value { reading.book(of: topic) } else { nil }
        }
    }

    /// Public trades.
    public func trades(_ symbols: [Symbol]) -> EventStream<PublicTrade> {
        let backlog = streams.kit?.backlog ?? ChannelBounds.lossless
        return open(.trades, symbols, { _ in LosslessBuffer(bound: backlog) }) { value in
            if case .trade(let trade) = value { trade } else { nil }
        }
    }

    /// Tickers.
    public func tickers(_ symbols: [Symbol]) -> EventStream<Ticker> {
        open(.ticker, symbols, ConflatingBuffer.init(keys:)) { value in
            if case .ticker(let ticker) = value { ticker } else { nil }
        }
    }

    /// Candles, growing and closed ones. Growing ones conflate; of closed ones a slow reader misses none
    /// of the last sixty of a market.
    public func candles(_ symbols: [Symbol], interval: CandleInterval) -> EventStream<MarketCandle> {
        open(.candles(interval), symbols, { ConflatingBuffer(keys: $0, isFinal: \.isClosedCandle) }) { value in
            if case .candle(let candle) = value { candle } else { nil }
        }
    }

    /// Ends all streams and waits until their connections are closed. Streams may be opened again afterwards.
    public func closeStreams() async { await streams.close() }

    private func open<Buffer: ChannelBuffer, Value: Sendable>(
        _ channel: MarketChannel, _ symbols: [Symbol], _ buffer: (Int) -> Buffer,
        _ convert: @escaping @Sendable (MarketValue) -> Value?
    ) -> EventStream<Value> where Buffer.Value == MarketValue {
        guard let market = streams.market else {
            return EventStream(
                FailedSource(.unsupported(channel.capability, "the venue was connected without a stream transport")))
        }
        return market.open(channel, of: symbols, into: buffer, convert)
    }
}

extension MarketValue {
    /// Whether it is a candle that will not change any more.
    fileprivate var isClosedCandle: Bool {
        if case .candle(let candle) = self { candle.candle.isClosed } else { false }
    }
}
