package import VenueSimulator

/// One setting of one switch, for tests that run with every one.
package struct SwitchSetting: Sendable, CustomStringConvertible {
    package let name: String
    package let value: String

    package var description: String { "\(name)=\(value)" }

    /// Every setting of every switch; of one that is a number its own, and those named.
    package static func all(of switches: [FaceSwitch], numbers: [String] = ["0", "1000"]) -> [SwitchSetting] {
        switches.flatMap { item in
            (item.settings.isEmpty ? [item.initial] + numbers : item.settings)
                .map { SwitchSetting(name: item.name, value: $0) }
        }
    }
}
