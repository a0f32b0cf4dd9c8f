import VenueSimulator

extension Luno {
    /// The user's messages of the last five minutes, and where each key that went away stopped reading (luno.md J.2).
    struct UserPast: Sendable {
        private struct Entry: Sendable {
            let number: Int
            let time: Int64
            let operation: String
            let text: [UInt8]
        }

        /// More than anybody's five minutes; a bound for a client that never returns.
        private static let most = 10_000

        private var entries: [Entry] = []
        private var count = 0
        private var left: [String: (number: Int, time: Int64)] = [:]

        /// Whether somebody is away who may return.
        var isWatched: Bool { !left.isEmpty }

        mutating func keep(_ text: [UInt8], _ operation: String, at now: Int64) {
            count += 1
            entries.append(Entry(number: count, time: now, operation: operation, text: text))
            if entries.count > 2 * Self.most { entries.removeFirst(Self.most) }
        }

        /// A key's last connection ended.
        mutating func leave(_ key: String, at now: Int64) { left[key] = (count, now) }

        /// What a key has missed; `repeats` messages that it has had come with it.
        mutating func missed(by key: String, repeating repeats: Int, at now: Int64) -> [(String, [UInt8])] {
            forget(before: now - StreamClock.replay)
            guard let place = left.removeValue(forKey: key) else { return [] }
            return entries.filter { $0.number > place.number - repeats }.map { ($0.operation, $0.text) }
        }

        /// Drops what is too old.
        mutating func forget(before time: Int64) {
            left = left.filter { $0.value.time >= time }
            guard let first = entries.first, first.time < time else { return }
            entries.removeAll { $0.time < time }
        }
    }
}
