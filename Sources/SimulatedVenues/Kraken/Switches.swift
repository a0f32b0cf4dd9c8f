import VenueSimulator

extension Kraken {
    /// What kraken.md leaves open and what tests want to provoke; ``declared`` says what each decides.
    struct Switches: Sendable {
        private var settings: [String: String]

        init(_ chosen: [String: String]) throws(FaceError) {
            settings = Self.initial
            for (name, value) in chosen.sorted(by: { $0.key < $1.key }) { try set(name, value) }
        }

        /// The switches as they hold for one request; a setting that cannot be read changes nothing.
        ///
        /// The server has checked configured switches at start; those of one request come from the fault plan, which
        /// is checked when it is read, so an unreadable one is only possible through a direct call.
        func overridden(by chosen: [String: String]) -> Switches {
            if chosen.isEmpty { return self }
            var copy = self
            for (name, value) in chosen {
                do { try copy.set(name, value) } catch { continue }
            }
            return copy
        }

        private mutating func set(_ name: String, _ value: String) throws(FaceError) {
            guard let declared = Self.byName[name] else { throw .unknownSwitch(name: name) }
            if declared.settings.isEmpty {
                guard let number = Int(value), number >= 0, number <= Self.largestNumber else {
                    throw .invalidSetting(
                        name: name, value: value, expected: "a number from 0 to \(Self.largestNumber)")
                }
            } else if !declared.settings.contains(value) {
                throw .invalidSetting(
                    name: name, value: value, expected: declared.settings.joined(separator: " or "))
            }
            settings[name] = value
        }

        /// Whether the switch stands at this setting.
        func has(_ name: String, _ setting: String) -> Bool { settings[name] == setting }

        /// The setting as text.
        func text(_ name: String) -> String { settings[name] ?? "" }

        /// The setting as a number.
        func number(_ name: String) -> Int { settings[name].flatMap { Int($0) } ?? 0 }

        /// The account's verification tier, which decides all limits.
        var tier: Tier { Tier(rawValue: text("tier")) ?? .starter }

        var visibilityLag: Int64 { Int64(number(FaceSwitch.visibilityLag)) }

        /// Milliseconds of a year and a half: sums of these with a time cannot overflow.
        private static let largestNumber = 50_000_000_000
        private static let lag = FaceSwitch(
            name: FaceSwitch.visibilityLag,
            summary: "milliseconds until reads see the effect of a write (kraken.md E.13, L.4)",
            settings: [],
            initial: "0"
        )
        private static let byName = Dictionary(uniqueKeysWithValues: (declared + [lag]).map { ($0.name, $0) })
        private static let initial = byName.mapValues(\.initial)
    }

    /// Verification tiers (kraken.md H.1, H.2). Counters are in millionths of a point.
    enum Tier: String, Sendable, CaseIterable {
        case starter
        case intermediate
        case pro

        /// Where the private counter of a key ends.
        var callLimit: Int64 { self == .starter ? 15_000_000 : 20_000_000 }

        /// What the private counter loses per millisecond.
        var callDecay: Int64 {
            switch self {
            case .starter: 330
            case .intermediate: 500
            case .pro: 1_000
            }
        }

        /// Where the engine counter of a pair ends.
        var engineLimit: Int64 {
            switch self {
            case .starter: 60_000_000
            case .intermediate: 125_000_000
            case .pro: 180_000_000
            }
        }

        /// What the engine counter of a pair loses per millisecond.
        var engineDecay: Int64 {
            switch self {
            case .starter: 1_000
            case .intermediate: 2_340
            case .pro: 3_750
            }
        }

        /// Open orders allowed per pair.
        var openOrders: Int {
            switch self {
            case .starter: 60
            case .intermediate: 80
            case .pro: 225
            }
        }
    }
}
