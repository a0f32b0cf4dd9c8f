public import AdapterProtocol

extension LunoAdapter {
    /// The connection is the subscription: its path names the market, in upper case (luno.md A, K.23).
    public func openMarketStream(_ subscriptions: [MarketSubscription]) -> Flow<StreamAddress> {
        guard let name = subscriptions.first?.instrument.nativeName,
            subscriptions.allSatisfy({ $0.instrument.nativeName == name })
        else { return .failed(.notSent(.badRequest, "a connection of Luno carries one market")) }
        // The name comes from the venue, and nothing but letters and digits may become part of a path.
        guard !name.isEmpty, name.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 })
        else { return .failed(.notSent(.unknownSymbol, "no market of Luno is called like that")) }
        return .finished(StreamAddress(root: .market, path: Self.marketPath + name.uppercased()))
    }

    /// What stands before the market's name.
    static let marketPath = "/api/1/stream/"

    /// A session of one market.
    public func makeMarketSession(_ catalog: InstrumentCatalog) -> any MarketStreamSession {
        LunoMarketSession(
            catalog: catalog, proof: streamsMarketsWithoutKey ? LunoProof.credentialsOrNone : LunoProof.credentials)
    }

    /// All markets and accounts of the key's user; there is no token (luno.md J).
    public func openAccountStream() -> Flow<StreamAddress> {
        .finished(StreamAddress(root: .account, path: "/api/1/userstream"))
    }

    /// A session of the key's user.
    public func makeAccountSession(_ catalog: InstrumentCatalog) -> any AccountStreamSession {
        LunoAccountSession(catalog: catalog, accounts: accounts)
    }
}
