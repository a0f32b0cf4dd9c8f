public import AdapterProtocol

extension VALRAdapter {
    /// The upgrade to market data: signed where there is a key, since other connections end after 15 minutes (I.1).
    static let marketHandshake: OperationName = "stream.market"
    /// The upgrade to the account's events; the key decides whose (valr.md J.1).
    static let accountHandshake: OperationName = "stream.account"

    /// One address for everything; what is followed is said in frames.
    public func openMarketStream(_ subscriptions: [MarketSubscription]) -> Flow<StreamAddress> {
        .finished(Self.address(.market, "/ws/trade", Self.marketHandshake))
    }

    /// A session for one connection to `/ws/trade`.
    public func makeMarketSession(_ catalog: InstrumentCatalog) -> any MarketStreamSession {
        VALRMarketSession(stopsOnChecksum: stopsOnChecksum)
    }

    /// One address per key; there is no token (valr.md J.1).
    public func openAccountStream() -> Flow<StreamAddress> {
        .finished(Self.address(.account, "/ws/account", Self.accountHandshake))
    }

    /// A session for one connection to `/ws/account`.
    public func makeAccountSession(_ catalog: InstrumentCatalog) -> any AccountStreamSession {
        VALRAccountSession(catalog)
    }

    /// An address whose upgrade carries the headers of a signed read of its path (valr.md B.5, W1 to W3).
    private static func address(
        _ root: StreamAddress.Root, _ path: String, _ operation: OperationName
    ) -> StreamAddress {
        StreamAddress(
            root: root, path: path,
            handshake: VenueCall(
                operation: operation, intent: .read, priority: .privateRead, method: .get, path: path, isSigned: true,
                charges: []))
    }
}
