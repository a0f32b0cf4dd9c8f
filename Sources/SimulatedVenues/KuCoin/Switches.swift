import VenueSimulator

extension KuCoin {
    /// What kucoin.md leaves open (Annex 2 and its `[?]` marks) or a test wants to provoke; ``declared`` lists all.
    struct Switches: Sendable {
        private var settings: [String: String]

        init(_ chosen: [String: String]) throws(FaceError) {
            settings = [:]
            for declared in Self.all { settings[declared.name] = declared.initial }
            for (name, value) in chosen.sorted(by: { $0.key < $1.key }) { try set(name, value) }
        }

        /// The switches as they hold for one request; a setting that cannot be read changes nothing, because fault
        /// plans are checked when they are read.
        func overridden(by chosen: [String: String]) -> Switches {
            if chosen.isEmpty { return self }
            var copy = self
            for (name, value) in chosen.sorted(by: { $0.key < $1.key }) {
                do { try copy.set(name, value) } catch { continue }
            }
            return copy
        }

        private mutating func set(_ name: String, _ value: String) throws(FaceError) {
            guard let declared = Self.byName[name] else { throw .unknownSwitch(name: name) }
            if declared.settings.isEmpty {
                guard let number = Int(value), (0...Self.largestNumber).contains(number) else {
                    throw .invalidSetting(
                        name: name, value: value, expected: "a number from 0 to \(Self.largestNumber)")
                }
            } else if !declared.settings.contains(value) {
                throw .invalidSetting(
                    name: name, value: value, expected: declared.settings.joined(separator: " or "))
            }
            settings[name] = value
        }

        /// Milliseconds of a year and a half: sums of these with a time cannot overflow.
        private static let largestNumber = 50_000_000_000

        /// Whether the choice `name` stands at `setting`.
        func has(_ name: Name, _ setting: String) -> Bool { settings[name.rawValue] == setting }
        /// The setting of a choice.
        func text(_ name: Name) -> String { settings[name.rawValue] ?? "" }
        /// The setting of a number.
        func number(_ name: Name) -> Int { settings[name.rawValue].flatMap { Int($0) } ?? 0 }

        var parameterStatus: Int { number(.parameterStatus) }
        /// How long reads miss the effect of this request.
        var visibilityLag: Int64 { settings[FaceSwitch.visibilityLag].flatMap { Int64($0) } ?? 0 }
        /// How long a new order stays invisible: its own delay or the read lag, whichever is longer.
        var placementLag: Int64 { max(visibilityLag, Int64(number(.placementDelayMilliseconds))) }
    }
}

extension KuCoin.Switches {
    /// The switches by name.
    enum Name: String, CaseIterable {
        case accountMode, unifiedClassicOrders, utaRefusal
        case marketFunds, emptyActive, unknownSymbolOnReads, unknownSymbolOnPlace, testChecksBalance
        case stopOrderID, stopHoldsFunds, firstCheck, candleEnd, retention, deadCancelStops, historyWindow
        case parameterStatus, incrementCode, duplicateCode, unknownOrderCode, addressText, syncTimes
        case priceProtection, failedFillOrKill, alterSize, cancelBeforeVisible, keyVersion
        case orderTimeout, timeoutBody, systemOverload, cdnLimit, venueStatus, background, tradeHF
        case placementDelayMilliseconds, cancelDelayMilliseconds, vipLevel
        case spotBudget, managementBudget, publicBudget
    }

    private static let lag = FaceSwitch(
        name: FaceSwitch.visibilityLag,
        summary: "milliseconds until reads see the effect of a write (E.7)",
        settings: [],
        initial: "0"
    )
    private static let all = declared + [lag]
    private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
