public import VenueSimulator

extension KuCoin {
    /// What the venue keeps between two runs.
    struct Snapshot: FaceSnapshot {
        var version = 1
        let seed: UInt64
        let openedAt: Int64
        let exchange: UserState
        let budgets: Budgets
        let state: State

        var isSound: Bool { budgets.isSound && state.isSound }
    }
}

extension KuCoinFace {
    /// The whole state.
    public func snapshot() -> [UInt8] {
        KuCoin.Snapshot(
            seed: configuration.seed, openedAt: openedAt, exchange: exchange.userState(), budgets: budgets,
            state: state
        ).bytes
    }

    /// Takes over what ``snapshot()`` wrote for the same seed; on error nothing changes.
    public mutating func restore(from snapshot: [UInt8]) throws(FaceError) {
        let saved = try KuCoin.Snapshot(reading: snapshot, seed: configuration.seed)
        exchange = try saved.restored(
            into: { try KuCoin.Setup.exchange(seed: configuration.seed, now: now) }, now: now,
            isBackgroundActive: !switches.has(.background, "frozen"))
        openedAt = saved.openedAt
        budgets = saved.budgets
        state = saved.state
        visibility = FaceVisibility()
        streams.pastBooks = [:]
    }
}
