import Foundation

/// What a face keeps between two runs: the users' side of its exchange and counters of its own. Read lags are not kept,
/// they have passed by then.
public protocol FaceSnapshot: Codable {
    /// 1, until the shape changes.
    var version: Int { get }
    /// The seed of the venue that it is of: prices, keys and ids depend on it.
    var seed: UInt64 { get }
    /// When the venue opened, in milliseconds.
    var openedAt: Int64 { get }
    /// The users' accounts, orders and fills.
    var exchange: UserState { get }
    /// Whether its counters and times are such that no sum with them overflows.
    var isSound: Bool { get }
}

extension FaceSnapshot {
    /// JSON with sorted keys, so that equal states are equal bytes.
    public var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // reason: plain values without floating point always encode; an empty snapshot is refused when it is read.
        return (try? encoder.encode(self)).map(Array.init) ?? []
    }

    /// Reads what ``bytes`` wrote for the same seed.
    ///
    /// - Throws: ``FaceError/unreadableSnapshot(reason:)``.
    public init(reading bytes: [UInt8], seed: UInt64) throws(FaceError) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch {
            throw .unreadableSnapshot(reason: "no state of this venue: \(error)")
        }
        guard version == 1 else { throw .unreadableSnapshot(reason: "version \(version), expected 1") }
        guard self.seed == seed else {
            throw .unreadableSnapshot(reason: "of seed \(self.seed), this venue has seed \(seed)")
        }
        guard isSound, (0...4_000_000_000_000).contains(openedAt) else {
            throw .unreadableSnapshot(reason: "counters, names or times out of range")
        }
    }

    /// A freshly opened exchange with the users' side put back.
    ///
    /// - Throws: ``FaceError/unreadableSnapshot(reason:)`` when the engine refuses it.
    public func restored(
        into opened: () throws -> SimulatedExchange, now: Int64, isBackgroundActive: Bool
    ) throws(FaceError) -> SimulatedExchange {
        do {
            var fresh = try opened()
            try fresh.restore(exchange, now: now)
            fresh.isBackgroundActive = isBackgroundActive
            return fresh
        } catch {
            throw .unreadableSnapshot(reason: "the engine refuses it: \(error)")
        }
    }
}
