import AdapterProtocol

extension BentAdapter {
    var marketStreamRules: StreamRules? { base.marketStreamRules.map(bends.marketRules) }
    var accountStreamRules: StreamRules? { base.accountStreamRules }
    func openMarketStream(_ subscriptions: [MarketSubscription]) -> Flow<StreamAddress> {
        bends.marketAddress(base.openMarketStream(subscriptions))
    }
    func makeMarketSession(_ catalog: InstrumentCatalog) -> any MarketStreamSession {
        bends.market(base.makeMarketSession(catalog))
    }
    func openAccountStream() -> Flow<StreamAddress> { base.openAccountStream() }
    func makeAccountSession(_ catalog: InstrumentCatalog) -> any AccountStreamSession {
        bends.account(base.makeAccountSession(catalog))
    }
}
