extension Kraken {
    /// A counter that grows by calls and decays with time; in millionths of a point.
    struct Counter: Sendable, Codable, Hashable {
        private var value: Int64 = 0
        private var time: Int64 = 0

        init() {}

        /// The value now. A clock that went back counts as standing still.
        func value(now: Int64, decay: Int64) -> Int64 {
            let (lost, overflow) = max(0, now - time).multipliedReportingOverflow(by: decay)
            return overflow ? 0 : max(0, value - lost)
        }

        mutating func add(_ amount: Int64, now: Int64, decay: Int64) {
            value = self.value(now: now, decay: decay) + amount
            time = max(time, now)
        }

        /// Whether a saved counter can be one.
        var isSound: Bool {
            (0...Self.largest).contains(value) && (0...Self.latest).contains(time)
        }

        private static let largest: Int64 = 1_000_000_000_000_000
        private static let latest: Int64 = 4_000_000_000_000
    }

    /// All limits of kraken.md H: one counter per key, one per pair, one per public caller.
    struct Limits: Sendable, Codable {
        private var keys: [String: Counter] = [:]
        private var refusals: [String: Int] = [:]
        private(set) var pairs: [String: Counter] = [:]
        private var addresses: [String: Counter] = [:]

        static let point: Int64 = 1_000_000
        /// Addresses remembered; beyond it the quiet ones are forgotten.
        private static let mostAddresses = 10_000

        /// Charges a private call or refuses it; says whether the key should be locked for a while.
        mutating func charge(
            _ cost: Int64, key: String, switches: Switches, now: Int64
        ) throws(Refusal) {
            guard cost > 0 else { return }
            let tier = switches.tier
            var counter = keys[key] ?? Counter()
            guard counter.value(now: now, decay: tier.callDecay) + cost * Self.point <= tier.callLimit else {
                refusals[key, default: 0] += 1
                throw .rateLimit
            }
            counter.add(cost * Self.point, now: now, decay: tier.callDecay)
            keys[key] = counter
            refusals[key] = nil
        }

        /// Whether the key went on calling for too long over its limit; asking forgets it.
        mutating func hasEarnedLockout(_ key: String, limit: Int) -> Bool {
            guard limit > 0, refusals[key, default: 0] >= limit else { return false }
            refusals[key] = nil
            return true
        }

        /// Charges a public call: about one a second, with a burst (H.1).
        mutating func chargePublic(_ address: String, burst: Int, now: Int64) throws(Refusal) {
            guard burst > 0 else { return }
            if addresses.count >= Self.mostAddresses {
                addresses = addresses.filter { $0.value.value(now: now, decay: 1_000) > 0 }
            }
            var counter = addresses[address] ?? Counter()
            guard counter.value(now: now, decay: 1_000) + Self.point <= Int64(burst) * Self.point else {
                throw .tooMany
            }
            counter.add(Self.point, now: now, decay: 1_000)
            addresses[address] = counter
        }

        /// Whether the pair's engine counter has room for these points (H.2).
        func allowsEngine(_ points: Int64, pair: String, tier: Tier, now: Int64) -> Bool {
            let value = pairs[pair]?.value(now: now, decay: tier.engineDecay) ?? 0
            return value + points <= tier.engineLimit
        }

        mutating func chargeEngine(_ points: Int64, pair: String, tier: Tier, now: Int64) {
            pairs[pair, default: Counter()].add(points, now: now, decay: tier.engineDecay)
        }

        var isSound: Bool {
            keys.values.allSatisfy(\.isSound) && pairs.values.allSatisfy(\.isSound)
                && addresses.values.allSatisfy(\.isSound)
        }
    }

    /// The age part of the engine's limiter (kraken.md H.2), in points by age in milliseconds.
    enum AgePenalty {
        static func amend(_ age: Int64) -> Int64 { pick(age, [(5_000, 3), (10_000, 2), (15_000, 1)]) }

        static func edit(_ age: Int64) -> Int64 {
            pick(age, [(5_000, 6), (10_000, 5), (15_000, 4), (45_000, 2), (90_000, 1)])
        }

        static func cancel(_ age: Int64) -> Int64 {
            pick(age, [(5_000, 8), (10_000, 6), (15_000, 5), (45_000, 4), (90_000, 2), (300_000, 1)])
        }

        private static func pick(_ age: Int64, _ steps: [(below: Int64, points: Int64)]) -> Int64 {
            steps.first { age < $0.below }?.points ?? 0
        }
    }
}
