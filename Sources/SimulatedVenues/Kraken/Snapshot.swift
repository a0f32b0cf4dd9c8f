import Foundation
public import VenueSimulator

extension Kraken {
    /// What the venue keeps between two runs. Read lags are not kept: they have passed by then.
    struct Snapshot: Codable {
        var version = 1
        let seed: UInt64
        let openedAt: Int64
        let exchange: UserState
        /// Nonces are remembered for ever (kraken.md L.2).
        let nonces: [String: NonceMemory]
        let limits: Limits
        let books: Books
    }
}

extension KrakenFace {
    /// The whole state as JSON with sorted keys, so that equal states are equal bytes.
    public func snapshot() -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let state = Kraken.Snapshot(
            seed: configuration.seed,
            openedAt: openedAt,
            exchange: exchange.userState(),
            nonces: nonces,
            limits: limits,
            books: books
        )
        // reason: plain values without floating point always encode; an empty snapshot is refused by restore.
        return (try? encoder.encode(state)).map(Array.init) ?? []
    }

    /// Takes over what ``snapshot()`` wrote for the same seed; on error nothing changes.
    public mutating func restore(from snapshot: [UInt8]) throws(FaceError) {
        let state: Kraken.Snapshot
        do {
            state = try JSONDecoder().decode(Kraken.Snapshot.self, from: Data(snapshot))
        } catch {
            throw .unreadableSnapshot(reason: "no Kraken state: \(error)")
        }
        guard state.version == 1 else { throw .unreadableSnapshot(reason: "version \(state.version), expected 1") }
        guard state.seed == configuration.seed else {
            throw .unreadableSnapshot(reason: "of seed \(state.seed), this venue has seed \(configuration.seed)")
        }
        let isSound =
            state.limits.isSound && state.books.isSound && state.nonces.values.allSatisfy(\.isSound)
            && (0...4_000_000_000_000).contains(state.openedAt)
        guard isSound else { throw .unreadableSnapshot(reason: "counters, rows or times out of range") }
        do {
            var fresh = try Kraken.Setup.exchange(seed: configuration.seed, now: now)
            try fresh.restore(state.exchange, now: now)
            fresh.isBackgroundActive = !switches.has("background", "frozen")
            exchange = fresh
        } catch {
            throw .unreadableSnapshot(reason: "the engine refuses it: \(error)")
        }
        openedAt = state.openedAt
        nonces = state.nonces
        limits = state.limits
        books = state.books
        archive = Kraken.Archive(of: exchange, account: Kraken.Setup.account)
        visibility = FaceVisibility()
        hiddenUntil = 0
    }
}
