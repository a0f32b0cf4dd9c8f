public import AdapterProtocol

extension ConnectedVenue: VenueInterface {
    /// The venue's clock.
    public func serverTime() async throws(VenueError) -> Timestamp {
        try await run(runner.adapter.serverTime())
    }

    /// The venue's own state.
    public func status() async throws(VenueError) -> TradingMode {
        try await run(runner.adapter.status())
    }

    /// All spot markets, from memory while fresh.
    public func instruments() async throws(VenueError) -> InstrumentCatalog {
        try await rules.current { () async throws(VenueError) in try await self.run(self.runner.adapter.instruments()) }
    }

    /// One market, from memory while fresh.
    public func instrument(_ symbol: Symbol) async throws(VenueError) -> Instrument {
        guard let instrument = try await instruments()[symbol] else {
            throw .notSent(.unknownSymbol, "\(profile.displayName) has no market \(symbol)")
        }
        return instrument
    }

    /// One market's ticker.
    public func ticker(_ symbol: Symbol) async throws(VenueError) -> Ticker {
        try capabilities.require(.tickers)
        return try await run(runner.adapter.ticker(of: try await instrument(symbol)))
    }

    /// All markets' tickers.
    public func tickers() async throws(VenueError) -> [Ticker] {
        try capabilities.require(.tickers)
        return try await run(runner.adapter.tickers(in: try await instruments()))
    }

    /// A snapshot of up to `depth` levels a side.
    public func orderBook(_ symbol: Symbol, depth: Int) async throws(VenueError) -> OrderBook {
        try capabilities.require(.orderBooks)
        return try await run(runner.adapter.orderBook(of: try await instrument(symbol), depth: depth))
    }

    /// The newest public trades, oldest first.
    public func recentTrades(_ symbol: Symbol, limit: Int) async throws(VenueError) -> [PublicTrade] {
        try capabilities.require(.recentTrades)
        return try await run(runner.adapter.recentTrades(of: try await instrument(symbol), limit: limit))
    }

    /// Candles, oldest first.
    public func candles(
        _ symbol: Symbol, interval: CandleInterval, from start: Timestamp?, limit: Int
    ) async throws(VenueError) -> [Candle] {
        try capabilities.require(.candles)
        let instrument = try await instrument(symbol)
        return try await run(
            runner.adapter.candles(of: instrument, interval: interval, from: start, limit: limit))
    }

    /// The price the venue's own checks use, nil where it publishes none.
    public func referencePrice(_ symbol: Symbol) async throws(VenueError) -> ExactDecimal? {
        try await run(runner.adapter.referencePrice(of: try await instrument(symbol)))
    }

    /// The bytes of an endpoint that is not modelled.
    public func rawRead(_ read: RawRead) async throws(VenueError) -> [UInt8] {
        try capabilities.require(.rawRead)
        return try await run(runner.adapter.rawRead(read))
    }
}
