public import AdapterProtocol

extension BinanceAdapter {
    /// Combined streams, since raw ones do not always name their market; what is followed is asked for once the
    /// connection is up (binance.md I).
    public func openMarketStream(_ subscriptions: [MarketSubscription]) -> Flow<StreamAddress> {
        .finished(StreamAddress(root: .market, path: "/stream"))
    }

    /// A session for one connection to the market streams.
    public func makeMarketSession(_ catalog: InstrumentCatalog) -> any MarketStreamSession { BinanceMarketSession() }

    /// The account's events come over the WebSocket API; listen keys are gone (binance.md J, K4).
    public func openAccountStream() -> Flow<StreamAddress> {
        .finished(StreamAddress(root: .account, path: "/ws-api/v3"))
    }

    /// A session for one connection of the account.
    public func makeAccountSession(_ catalog: InstrumentCatalog) -> any AccountStreamSession {
        BinanceAccountSession(catalog)
    }
}
