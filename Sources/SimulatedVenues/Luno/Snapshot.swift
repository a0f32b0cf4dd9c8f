public import VenueSimulator

extension Luno {
    /// What the venue keeps between two runs.
    struct Snapshot: FaceSnapshot {
        var version = 1
        let seed: UInt64
        let openedAt: Int64
        let exchange: UserState
        let notes: Notes
        let journal: Journal
        let calls: CallCounts

        var isSound: Bool {
            calls.isSound && journal.isSound
                && notes.all.allSatisfy { (0...4_000_000_000_000).contains($0.cancelledAt) }
        }
    }
}

extension LunoFace {
    /// The whole state.
    public func snapshot() -> [UInt8] {
        Luno.Snapshot(
            seed: configuration.seed, openedAt: openedAt, exchange: exchange.userState(), notes: notes,
            journal: journal, calls: calls
        ).bytes
    }

    /// Takes over what ``snapshot()`` wrote for the same seed; on error nothing changes.
    public mutating func restore(from snapshot: [UInt8]) throws(FaceError) {
        let state = try Luno.Snapshot(reading: snapshot, seed: configuration.seed)
        exchange = try state.restored(
            into: { try Luno.Setup.exchange(seed: configuration.seed, switches: switches, now: now) }, now: now,
            isBackgroundActive: !switches.isFrozen)
        openedAt = state.openedAt
        notes = state.notes
        journal = state.journal
        calls = state.calls
        visibility = FaceVisibility()
        streams = Luno.Streams()
    }
}
