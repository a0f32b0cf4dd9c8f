/// What a face is made from. The same configuration and the same calls give the same bytes.
public struct FaceConfiguration: Sendable, Hashable, Codable {
    /// Everything random in the face follows from it: credentials, ids, background prices.
    public var seed: UInt64
    /// Settings by switch name; what is not named has the default of ``VenueFace/switches``.
    public var switches: [String: String]

    /// Makes a configuration.
    public init(seed: UInt64, switches: [String: String] = [:]) {
        self.seed = seed
        self.switches = switches
    }
}

/// One behaviour that the venue's fact sheet leaves open, or one that a test wants to provoke.
///
/// Faces list theirs, so that a conformance run can walk through every setting.
public struct FaceSwitch: Sendable, Hashable {
    /// The name under which it is set, such as `cancelledOrderStaysFindable`.
    public let name: String
    /// What it decides, and where the fact sheet says that it is open, such as "binance.md M".
    public let summary: String
    /// The settings worth trying. Empty means a number.
    public let settings: [String]
    /// The setting when nothing is said.
    public let initial: String

    /// Describes a switch.
    public init(name: String, summary: String, settings: [String], initial: String) {
        self.name = name
        self.summary = summary
        self.settings = settings
        self.initial = initial
    }

    /// The switch that every face understands: how many milliseconds the effect of this request
    /// stays invisible to reads, as text in ASCII digits (binance.md L.18).
    public static let visibilityLag = "visibilityLagMilliseconds"
}

/// Why a face could not be made or restored.
public enum FaceError: Error, Sendable, Hashable {
    /// The face has no switch of that name.
    case unknownSwitch(name: String)
    /// The switch exists, the setting does not.
    case invalidSetting(name: String, value: String, expected: String)
    /// The snapshot is damaged, or of another face or version; `reason` is for people.
    case unreadableSnapshot(reason: String)
}
