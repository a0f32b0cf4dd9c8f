import Foundation
public import VenueSimulator

extension Binance {
    /// What the venue keeps between two runs. Read lags are not kept: they have passed by then.
    struct Snapshot: Codable {
        var version = 1
        let seed: UInt64
        let openedAt: Int64
        let exchange: UserState
        let weights: Weights
        let orderCounts: OrderCounts
        let ledger: Ledger
    }
}

extension BinanceFace {
    /// The whole state as JSON with sorted keys, so that equal states are equal bytes.
    public func snapshot() -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let state = Binance.Snapshot(
            seed: configuration.seed,
            openedAt: openedAt,
            exchange: exchange.userState(),
            weights: weights,
            orderCounts: orderCounts,
            ledger: ledger
        )
        // reason: plain values without floating point always encode; an empty snapshot is refused by restore.
        return (try? encoder.encode(state)).map(Array.init) ?? []
    }

    /// Takes over what ``snapshot()`` wrote for the same seed; on error nothing changes.
    public mutating func restore(from snapshot: [UInt8]) throws(FaceError) {
        let state: Binance.Snapshot
        do {
            state = try JSONDecoder().decode(Binance.Snapshot.self, from: Data(snapshot))
        } catch {
            throw .unreadableSnapshot(reason: "no Binance state: \(error)")
        }
        guard state.version == 1 else { throw .unreadableSnapshot(reason: "version \(state.version), expected 1") }
        guard state.seed == configuration.seed else {
            throw .unreadableSnapshot(reason: "of seed \(state.seed), this venue has seed \(configuration.seed)")
        }
        guard state.weights.isSound, state.orderCounts.isSound, (0...4_000_000_000_000).contains(state.openedAt) else {
            throw .unreadableSnapshot(reason: "counters or times out of range")
        }
        do {
            var fresh = try Binance.Setup.exchange(seed: configuration.seed, switches: switches, now: now)
            try fresh.restore(state.exchange, now: now)
            fresh.isBackgroundActive = !switches.isFrozen
            exchange = fresh
        } catch {
            throw .unreadableSnapshot(reason: "the engine refuses it: \(error)")
        }
        openedAt = state.openedAt
        weights = state.weights
        orderCounts = state.orderCounts
        ledger = state.ledger
        visibility = FaceVisibility()
    }
}
