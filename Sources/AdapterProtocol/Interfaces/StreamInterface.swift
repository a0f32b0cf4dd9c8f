/// The stream interfaces, as users call them.
///
/// Books, tickers and candles conflate: a reader always gets the newest one of each market, and what it was too slow for
/// is left out. Trades and account events never drop: a reader that falls too far behind is told by `lagged`, which ends
/// its stream. One slow reader never holds up another, nor the connection.
public protocol StreamInterface: Sendable {
    /// Live books, at least `depth` levels a side; each says whether it is live, resyncing or stale.
    func books(_ symbols: [Symbol], depth: Int) -> EventStream<LiveBook>
    /// Public trades.
    func trades(_ symbols: [Symbol]) -> EventStream<PublicTrade>
    /// Tickers.
    func tickers(_ symbols: [Symbol]) -> EventStream<Ticker>
    /// Candles, growing and closed ones.
    func candles(_ symbols: [Symbol], interval: CandleInterval) -> EventStream<MarketCandle>
    /// Orders, fills and balances of the account: first what is, then what happens.
    func accountEvents() -> EventStream<AccountEvent>
    /// Ends all streams and waits until their connections are closed.
    func closeStreams() async
}

extension StreamInterface {
    /// Live books of the 20 best levels a side and more.
    public func books(_ symbols: [Symbol]) -> EventStream<LiveBook> { books(symbols, depth: 20) }
}
