public import VenueSimulator

extension Acorn {
    /// What the venue keeps between two runs.
    struct Snapshot: FaceSnapshot {
        var version = 1
        let seed: UInt64
        let openedAt: Int64
        let exchange: UserState
        let budgets: Budgets

        var isSound: Bool { budgets.isSound }
    }
}

extension AcornFace {
    /// The whole state.
    public func snapshot() -> [UInt8] {
        Acorn.Snapshot(
            seed: configuration.seed, openedAt: openedAt, exchange: exchange.userState(), budgets: budgets
        ).bytes
    }

    /// Takes over what ``snapshot()`` wrote for the same seed; on error nothing changes.
    public mutating func restore(from snapshot: [UInt8]) throws(FaceError) {
        let state = try Acorn.Snapshot(reading: snapshot, seed: configuration.seed)
        exchange = try state.restored(
            into: { try Acorn.Setup.exchange(seed: configuration.seed, now: now) }, now: now,
            isBackgroundActive: exchange.isBackgroundActive)
        openedAt = state.openedAt
        budgets = state.budgets
        visibility = FaceVisibility()
    }
}
