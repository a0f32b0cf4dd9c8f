import Foundation
public import VenueSimulator

extension KuCoin {
    /// What the venue keeps between two runs. Read lags are not kept: they have passed by then.
    struct Snapshot: Codable {
        var version = 1
        let seed: UInt64
        let openedAt: Int64
        let exchange: UserState
        let budgets: Budgets
        let state: State
    }
}

extension KuCoinFace {
    /// The whole state as JSON with sorted keys, so that equal states are equal bytes.
    public func snapshot() -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let saved = KuCoin.Snapshot(
            seed: configuration.seed, openedAt: openedAt, exchange: exchange.userState(), budgets: budgets,
            state: state)
        // reason: plain values without floating point always encode; an empty snapshot is refused by restore.
        return (try? encoder.encode(saved)).map(Array.init) ?? []
    }

    /// Takes over what ``snapshot()`` wrote for the same seed; on error nothing changes.
    public mutating func restore(from snapshot: [UInt8]) throws(FaceError) {
        let saved: KuCoin.Snapshot
        do {
            saved = try JSONDecoder().decode(KuCoin.Snapshot.self, from: Data(snapshot))
        } catch {
            throw .unreadableSnapshot(reason: "no KuCoin state: \(error)")
        }
        guard saved.version == 1 else { throw .unreadableSnapshot(reason: "version \(saved.version), expected 1") }
        guard saved.seed == configuration.seed else {
            throw .unreadableSnapshot(reason: "of seed \(saved.seed), this venue has seed \(configuration.seed)")
        }
        guard saved.budgets.isSound, saved.state.isSound, (0...4_000_000_000_000).contains(saved.openedAt) else {
            throw .unreadableSnapshot(reason: "counters or times out of range")
        }
        do {
            var fresh = try KuCoin.Setup.exchange(seed: configuration.seed, now: now)
            try fresh.restore(saved.exchange, now: now)
            fresh.isBackgroundActive = !switches.has(.background, "frozen")
            exchange = fresh
        } catch {
            throw .unreadableSnapshot(reason: "the engine refuses it: \(error)")
        }
        openedAt = saved.openedAt
        budgets = saved.budgets
        state = saved.state
        visibility = FaceVisibility()
    }
}
