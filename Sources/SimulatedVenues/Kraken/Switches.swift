import VenueSimulator

extension Kraken {
    /// What kraken.md leaves open and what tests want to provoke; ``declared`` says what each decides.
    struct Switches: Sendable {
        private var settings: FaceSettings

        init(_ chosen: [String: String]) throws(FaceError) {
            settings = try FaceSettings(Self.declared, chosen: chosen)
        }

        /// The switches as they hold for one request.
        func overridden(by chosen: [String: String]) -> Switches {
            var copy = self
            copy.settings = settings.overridden(by: chosen)
            return copy
        }

        /// Whether the switch stands at this setting.
        func has(_ name: String, _ setting: String) -> Bool { settings.has(name, setting) }

        /// The setting as text.
        func text(_ name: String) -> String { settings.text(name) }

        /// The setting as a number.
        func number(_ name: String) -> Int { settings.number(name) }

        /// The account's verification tier, which decides all limits.
        var tier: Tier { Tier(rawValue: text("tier")) ?? .starter }

        var visibilityLag: Int64 { settings.visibilityLag }
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
