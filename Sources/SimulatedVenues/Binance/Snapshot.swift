public import VenueSimulator

extension Binance {
    /// What the venue keeps between two runs.
    struct Snapshot: FaceSnapshot {
        var version = 1
        let seed: UInt64
        let openedAt: Int64
        let exchange: UserState
        let weights: Weights
        let orderCounts: OrderCounts
        let ledger: Ledger

        var isSound: Bool { weights.isSound && orderCounts.isSound }
    }
}

extension BinanceFace {
    /// The whole state.
    public func snapshot() -> [UInt8] {
        Binance.Snapshot(
            seed: configuration.seed, openedAt: openedAt, exchange: exchange.userState(), weights: weights,
            orderCounts: orderCounts, ledger: ledger
        ).bytes
    }

    /// Takes over what ``snapshot()`` wrote for the same seed, and closes all streams; on error nothing changes.
    public mutating func restore(from snapshot: [UInt8]) throws(FaceError) {
        let state = try Binance.Snapshot(reading: snapshot, seed: configuration.seed)
        exchange = try state.restored(
            into: { try Binance.Setup.exchange(seed: configuration.seed, switches: switches, now: now) }, now: now,
            isBackgroundActive: !switches.isFrozen)
        openedAt = state.openedAt
        weights = state.weights
        orderCounts = state.orderCounts
        ledger = state.ledger
        visibility = FaceVisibility()
        // Numbers run from elsewhere now: whoever listens begins anew.
        for id in streams.ids { streams.close(id, code: 1001, "") }
    }
}
