/// The venue interface, pure: time, status, markets and market data. All flows here only read.
public protocol VenueOperations: Sendable {
    /// The venue's clock.
    func serverTime() -> Flow<Timestamp>
    /// The venue's own state.
    func status() -> Flow<TradingMode>
    /// All spot markets with their rules.
    func instruments() -> Flow<[Instrument]>
    /// One market's ticker.
    func ticker(of instrument: Instrument) -> Flow<Ticker>
    /// All markets' tickers; markets absent from the catalog are left out.
    func tickers(in catalog: InstrumentCatalog) -> Flow<[Ticker]>
    /// A snapshot of up to `depth` levels a side.
    func orderBook(of instrument: Instrument, depth: Int) -> Flow<OrderBook>
    /// The newest public trades, oldest first.
    func recentTrades(of instrument: Instrument, limit: Int) -> Flow<[PublicTrade]>
    /// Candles from `start` on, or the newest ones; oldest first.
    func candles(
        of instrument: Instrument, interval: CandleInterval, from start: Timestamp?, limit: Int
    ) -> Flow<[Candle]>
    /// The price the venue's own checks use for market orders and bands, nil where it publishes none.
    func referencePrice(of instrument: Instrument) -> Flow<ExactDecimal?>
    /// The bytes of an endpoint that is not modelled; what is not known to only read is refused before it is sent.
    func rawRead(_ read: RawRead) -> Flow<[UInt8]>
}
