import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// Market data is public, and on one address (kraken.md A.1).
    public func openMarketStream(_ subscriptions: [MarketSubscription]) -> Flow<StreamAddress> {
        .finished(StreamAddress(root: .market, path: "/v2"))
    }

    /// A session for one connection.
    public func makeMarketSession(_ catalog: InstrumentCatalog) -> any MarketStreamSession {
        KrakenMarketSession(acceptsUnprovenBooks: acceptsUnprovenBooks)
    }

    /// A token first, a new one for every connection: an old one may be refused (kraken.md J.1, K.15). It must be used
    /// within fifteen minutes and then lives as long as the connection.
    public func openAccountStream() -> Flow<StreamAddress> {
        let call = Self.privateRead("stream.token", "GetWebSocketsToken")
        return Self.endpoint(call) { reader throws(JSONError) in
            var token: String?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "token": token = try reader.textOrNothing()
                default: try reader.skip()
                }
            }
            return Secret(try reader.require(token, "token"))
        }.flow.map { token in StreamAddress(root: .account, path: "/v2", token: token) }
    }

    /// A session for one connection of the account.
    public func makeAccountSession(_ catalog: InstrumentCatalog) -> any AccountStreamSession {
        KrakenAccountSession()
    }
}
