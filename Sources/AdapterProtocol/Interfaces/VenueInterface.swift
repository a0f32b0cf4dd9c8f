/// The venue interface, as users call it: time, status, markets and market data.
///
/// Everything here only reads; errors have effect `notSent` or `notExecuted`.
public protocol VenueInterface: Sendable {
    /// Names, limits and the fields of a key.
    var profile: VenueProfile { get }
    /// What is offered.
    var capabilities: VenueCapabilities { get }
    /// Where it is connected.
    var environment: VenueEnvironment { get }

    /// The venue's clock.
    func serverTime() async throws(VenueError) -> Timestamp
    /// The venue's own state.
    func status() async throws(VenueError) -> TradingMode
    /// All spot markets with their rules, from memory while fresh.
    func instruments() async throws(VenueError) -> InstrumentCatalog
    /// One market with its rules, from memory while fresh.
    func instrument(_ symbol: Symbol) async throws(VenueError) -> Instrument
    /// One market's ticker.
    func ticker(_ symbol: Symbol) async throws(VenueError) -> Ticker
    /// All markets' tickers.
    func tickers() async throws(VenueError) -> [Ticker]
    /// A snapshot of up to `depth` levels a side.
    func orderBook(_ symbol: Symbol, depth: Int) async throws(VenueError) -> OrderBook
    /// The newest public trades, oldest first.
    func recentTrades(_ symbol: Symbol, limit: Int) async throws(VenueError) -> [PublicTrade]
    /// Candles, oldest first.
    func candles(
        _ symbol: Symbol, interval: CandleInterval, from start: Timestamp?, limit: Int
    ) async throws(VenueError) -> [Candle]
    /// The price the venue's own checks use, nil where it publishes none.
    func referencePrice(_ symbol: Symbol) async throws(VenueError) -> ExactDecimal?
    /// The bytes of an endpoint that is not modelled, as the venue sent them. Costs what the venue's dearest reads cost.
    func rawRead(_ read: RawRead) async throws(VenueError) -> [UInt8]
}
