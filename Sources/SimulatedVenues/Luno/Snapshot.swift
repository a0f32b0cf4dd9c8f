import Foundation
public import VenueSimulator

extension Luno {
    /// What the venue keeps between two runs. Read lags are not kept: they have passed by then.
    struct Snapshot: Codable {
        var version = 1
        let seed: UInt64
        let openedAt: Int64
        let exchange: UserState
        let notes: Notes
        let journal: Journal
        let calls: CallCounts
    }
}

extension LunoFace {
    /// The whole state as JSON with sorted keys, so that equal states are equal bytes.
    public func snapshot() -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let state = Luno.Snapshot(
            seed: configuration.seed, openedAt: openedAt, exchange: exchange.userState(), notes: notes,
            journal: journal, calls: calls)
        // reason: plain values without floating point always encode; an empty snapshot is refused by restore.
        return (try? encoder.encode(state)).map(Array.init) ?? []
    }

    /// Takes over what ``snapshot()`` wrote for the same seed; on error nothing changes.
    public mutating func restore(from snapshot: [UInt8]) throws(FaceError) {
        let state: Luno.Snapshot
        do {
            state = try JSONDecoder().decode(Luno.Snapshot.self, from: Data(snapshot))
        } catch {
            throw .unreadableSnapshot(reason: "no Luno state: \(error)")
        }
        guard state.version == 1 else { throw .unreadableSnapshot(reason: "version \(state.version), expected 1") }
        guard state.seed == configuration.seed else {
            throw .unreadableSnapshot(reason: "of seed \(state.seed), this venue has seed \(configuration.seed)")
        }
        let times = 0...Int64(4_000_000_000_000)
        guard state.calls.isSound, state.journal.isSound, times.contains(state.openedAt),
            state.notes.all.allSatisfy({ times.contains($0.cancelledAt) })
        else { throw .unreadableSnapshot(reason: "counters or times out of range") }
        do {
            var fresh = try Luno.Setup.exchange(seed: configuration.seed, switches: switches, now: now)
            try fresh.restore(state.exchange, now: now)
            fresh.isBackgroundActive = !switches.isFrozen
            exchange = fresh
        } catch {
            throw .unreadableSnapshot(reason: "the engine refuses it: \(error)")
        }
        openedAt = state.openedAt
        notes = state.notes
        journal = state.journal
        calls = state.calls
        visibility = FaceVisibility()
    }
}
