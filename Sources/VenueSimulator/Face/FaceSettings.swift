/// The settings of a face's switches: the declared ones, and ``FaceSwitch/visibilityLag``, which every face has.
public struct FaceSettings: Sendable {
    /// Milliseconds of a year and a half: sums of these with a time cannot overflow.
    private static let largestNumber = 50_000_000_000

    private let byName: [String: FaceSwitch]
    private var settings: [String: String]

    /// The switches at their initial settings, but for those chosen.
    ///
    /// - Throws: ``FaceError/unknownSwitch(name:)`` and ``FaceError/invalidSetting(name:value:expected:)``.
    public init(_ declared: [FaceSwitch], chosen: [String: String]) throws(FaceError) {
        let lag = FaceSwitch.number(
            FaceSwitch.visibilityLag, "milliseconds until reads see the effect of a write", initial: 0)
        byName = Dictionary((declared + [lag]).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        settings = byName.mapValues(\.initial)
        for (name, value) in chosen.sorted(by: { $0.key < $1.key }) { try set(name, value) }
    }

    /// The settings as they hold for one request; one that cannot be read changes nothing.
    ///
    /// The server has checked configured switches at start; those of one request come from the fault plan, which is
    /// checked when it is read, so an unreadable one is only possible through a direct call.
    public func overridden(by chosen: [String: String]) -> FaceSettings {
        if chosen.isEmpty { return self }
        var copy = self
        for (name, value) in chosen {
            do { try copy.set(name, value) } catch { continue }
        }
        return copy
    }

    /// Whether the switch stands at this setting.
    public func has(_ name: String, _ setting: String) -> Bool { settings[name] == setting }

    /// The setting as text, empty for a switch that is not declared.
    public func text(_ name: String) -> String { settings[name] ?? "" }

    /// The setting as a number, 0 for one that is none.
    public func number(_ name: String) -> Int { settings[name].flatMap { Int($0) } ?? 0 }

    /// How many milliseconds reads miss the effect of a write.
    public var visibilityLag: Int64 { Int64(number(FaceSwitch.visibilityLag)) }

    private mutating func set(_ name: String, _ value: String) throws(FaceError) {
        guard let declared = byName[name] else { throw .unknownSwitch(name: name) }
        if declared.settings.isEmpty {
            guard let number = Int(value), (0...Self.largestNumber).contains(number) else {
                throw .invalidSetting(name: name, value: value, expected: "a number from 0 to \(Self.largestNumber)")
            }
        } else if !declared.settings.contains(value) {
            throw .invalidSetting(name: name, value: value, expected: declared.settings.joined(separator: " or "))
        }
        settings[name] = value
    }
}

extension FaceSwitch {
    /// A switch between named settings, the first of them the initial one.
    public static func choice(_ name: String, _ summary: String, _ settings: [String]) -> FaceSwitch {
        FaceSwitch(name: name, summary: summary, settings: settings, initial: settings.first ?? "")
    }

    /// A switch that is a number.
    public static func number(_ name: String, _ summary: String, initial: Int) -> FaceSwitch {
        FaceSwitch(name: name, summary: summary, settings: [], initial: String(initial))
    }
}
