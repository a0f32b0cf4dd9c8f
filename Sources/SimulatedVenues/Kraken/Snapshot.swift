public import VenueSimulator

extension Kraken {
    /// What the venue keeps between two runs.
    struct Snapshot: FaceSnapshot {
        var version = 1
        let seed: UInt64
        let openedAt: Int64
        let exchange: UserState
        /// Nonces are remembered for ever (kraken.md L.2).
        let nonces: [String: NonceMemory]
        let limits: Limits
        let books: Books

        var isSound: Bool { limits.isSound && books.isSound && nonces.values.allSatisfy(\.isSound) }
    }
}

extension KrakenFace {
    /// The whole state.
    public func snapshot() -> [UInt8] {
        Kraken.Snapshot(
            seed: configuration.seed, openedAt: openedAt, exchange: exchange.userState(), nonces: nonces,
            limits: limits, books: books
        ).bytes
    }

    /// Takes over what ``snapshot()`` wrote for the same seed; on error nothing changes.
    public mutating func restore(from snapshot: [UInt8]) throws(FaceError) {
        let state = try Kraken.Snapshot(reading: snapshot, seed: configuration.seed)
        exchange = try state.restored(
            into: { try Kraken.Setup.exchange(seed: configuration.seed, now: now) }, now: now,
            isBackgroundActive: !switches.has("background", "frozen"))
        openedAt = state.openedAt
        nonces = state.nonces
        limits = state.limits
        books = state.books
        archive = Kraken.Archive(of: exchange, account: Kraken.Setup.account)
        // What was told before is of another past.
        for index in streams.connections.indices.reversed() { streams.close(index, code: 1012, "restart") }
        visibility = FaceVisibility()
        hiddenUntil = 0
    }
}
