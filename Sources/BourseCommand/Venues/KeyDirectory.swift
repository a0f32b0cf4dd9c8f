import AdapterProtocol
import Foundation

/// Where keys keep their nonces and their one owner is marked.
enum KeyDirectory {
    /// For the venues themselves the same place for all processes of this user, so that a host and a command that use
    /// one key meet there: `BOURSE_KEYS`, else `$XDG_STATE_HOME/bourse/keys`, else `~/.local/state/bourse/keys`.
    ///
    /// A simulator's keys follow from its seed, so two simulators may issue the same; they are told apart by their
    /// address, and what is kept of them goes with the session.
    static func path(for place: VenueEnvironment) -> String {
        let environment = ProcessInfo.processInfo.environment
        if place.name == "simulated" {
            let address = place.rest.filter { $0.isLetter || $0.isNumber || $0 == "." }
            return URL(filePath: RunningSimulator.path).deletingLastPathComponent().path() + "keys/" + address
        }
        if let path = environment["BOURSE_KEYS"], !path.isEmpty { return path }
        if let path = environment["XDG_STATE_HOME"], !path.isEmpty { return path + "/bourse/keys" }
        return NSHomeDirectory() + "/.local/state/bourse/keys"
    }
}
