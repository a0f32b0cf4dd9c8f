extension Kraken {
    /// What the venue remembers of a key's nonces and failures (kraken.md B.3). Kept for ever.
    struct NonceMemory: Sendable, Codable {
        /// The highest nonce accepted so far.
        private(set) var highest: UInt64 = 0
        /// Accepted nonces near the highest, for the window; the newest thousand.
        private var recent: [UInt64] = []
        /// Failed authentications since the last good one.
        private var failures = 0
        /// Until when every call is refused, milliseconds.
        private(set) var lockedUntil: Int64 = 0
        /// When it was last used, milliseconds.
        var lastUsed: Int64 = 0

        private static let kept = 1_000

        /// Whether the nonce may still be used: above the highest, or unused inside the window.
        func allows(_ nonce: UInt64, window: UInt64) -> Bool {
            if nonce > highest { return true }
            guard window > 0, highest - nonce <= window, !recent.contains(nonce) else { return false }
            return recent.count < Self.kept || nonce > recent[0]
        }

        mutating func accept(_ nonce: UInt64, now: Int64) {
            highest = max(highest, nonce)
            recent.append(nonce)
            if recent.count > Self.kept { recent.removeFirst(Self.kept / 2) }
            failures = 0
            lastUsed = now
        }

        /// Counts a failure; a locked key stays locked longer with each (F.4).
        mutating func fail(limit: Int, now: Int64) {
            failures += 1
            if limit > 0, failures >= limit { lock(for: 900_000, now: now) }
        }

        /// Whether a saved memory can be one.
        var isSound: Bool {
            let times = 0...4_000_000_000_000 as ClosedRange<Int64>
            return (0...1_000_000).contains(failures) && times.contains(lockedUntil) && times.contains(lastUsed)
                && recent.count <= Self.kept
        }

        mutating func lock(for milliseconds: Int64, now: Int64) {
            lockedUntil = now + milliseconds
            failures = 0
        }
    }
}
