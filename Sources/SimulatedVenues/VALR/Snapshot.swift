import Foundation
public import VenueSimulator

extension VALR {
    /// What the venue keeps between two runs. Caches, seen signatures and read lags are not kept: they have passed by
    /// then.
    struct Snapshot: Codable {
        var version = 1
        let seed: UInt64
        let openedAt: Int64
        let counter: Int64
        let exchange: UserState
        let register: Register
        let tasks: Tasks
        let budgets: Budgets
    }
}

extension VALRFace {
    /// The whole state as JSON with sorted keys, so that equal states are equal bytes.
    public func snapshot() -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let state = VALR.Snapshot(
            seed: configuration.seed, openedAt: openedAt, counter: counter, exchange: exchange.userState(),
            register: register, tasks: tasks, budgets: budgets)
        // reason: plain values without floating point always encode; an empty snapshot is refused by restore.
        return (try? encoder.encode(state)).map(Array.init) ?? []
    }

    /// Takes over what ``snapshot()`` wrote for the same seed; on error nothing changes.
    public mutating func restore(from snapshot: [UInt8]) throws(FaceError) {
        let state: VALR.Snapshot
        do {
            state = try JSONDecoder().decode(VALR.Snapshot.self, from: Data(snapshot))
        } catch {
            throw .unreadableSnapshot(reason: "no VALR state: \(error)")
        }
        guard state.version == 1 else { throw .unreadableSnapshot(reason: "version \(state.version), expected 1") }
        guard state.seed == configuration.seed else {
            throw .unreadableSnapshot(reason: "of seed \(state.seed), this venue has seed \(configuration.seed)")
        }
        guard state.isSound else { throw .unreadableSnapshot(reason: "numbers, names or times out of range") }
        do {
            var fresh = try VALR.Setup.exchange(seed: configuration.seed, switches: switches, now: now)
            try fresh.restore(state.exchange, now: now)
            fresh.isBackgroundActive = !switches.isFrozen
            exchange = fresh
        } catch {
            throw .unreadableSnapshot(reason: "the engine refuses it: \(error)")
        }
        openedAt = state.openedAt
        counter = state.counter
        register = state.register
        tasks = state.tasks
        budgets = state.budgets
        cache = VALR.AnswerCache()
        seenSignatures = VALR.SeenSignatures()
        visibility = [:]
        repriced = []
    }
}

extension VALR.Snapshot {
    private static let times = 0...Int64(4_000_000_000_000)
    private static let numbers = 0...Int64(1) << 49

    /// Whether the numbers are such that no sum with them overflows, and the markets are known.
    fileprivate var isSound: Bool {
        Self.times.contains(openedAt) && Self.numbers.contains(counter) && Self.numbers.contains(register.next)
            && budgets.isSound && tasks.items.allSatisfy { Self.times.contains($0.due) }
            && register.orders.values.allSatisfy { order in
                Self.times.contains(order.createdAt) && VALR.Markets.market(order.symbol) != nil
                    && (0..<register.next).contains(order.number)
            }
            && register.fills.values.allSatisfy { fills in
                fills.allSatisfy {
                    Self.times.contains($0.time) && Self.numbers.contains($0.tradeID)
                        && VALR.Markets.market($0.symbol) != nil
                }
            }
    }
}
