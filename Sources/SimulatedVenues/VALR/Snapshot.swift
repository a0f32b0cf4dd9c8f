public import VenueSimulator

extension VALR {
    /// What the venue keeps between two runs. Caches and seen signatures are not kept: they have passed by then.
    struct Snapshot: FaceSnapshot {
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
    /// The whole state.
    public func snapshot() -> [UInt8] {
        VALR.Snapshot(
            seed: configuration.seed, openedAt: openedAt, counter: counter, exchange: exchange.userState(),
            register: register, tasks: tasks, budgets: budgets
        ).bytes
    }

    /// Takes over what ``snapshot()`` wrote for the same seed; on error nothing changes.
    public mutating func restore(from snapshot: [UInt8]) throws(FaceError) {
        let state = try VALR.Snapshot(reading: snapshot, seed: configuration.seed)
        exchange = try state.restored(
            into: { try VALR.Setup.exchange(seed: configuration.seed, switches: switches, now: now) }, now: now,
            isBackgroundActive: !switches.isFrozen)
        openedAt = state.openedAt
        counter = state.counter
        register = state.register
        tasks = state.tasks
        budgets = state.budgets
        cache = VALR.AnswerCache()
        seenSignatures = VALR.SeenSignatures()
        visibility = [:]
        streams.forgetMarkets()
        repriced = []
    }
}

extension VALR.Snapshot {
    private static let times = 0...Int64(4_000_000_000_000)
    private static let numbers = 0...Int64(1) << 49

    /// Whether the numbers are such that no sum with them overflows, and the markets are known.
    var isSound: Bool {
        Self.numbers.contains(counter) && Self.numbers.contains(register.next)
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
