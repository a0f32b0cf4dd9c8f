import Foundation

/// Where keys keep their nonces and their one owner is marked: the same place for all processes of this user, so that
/// a host and a command that use one key meet there.
enum KeyDirectory {
    /// `BOURSE_KEYS`, else `$XDG_STATE_HOME/bourse/keys`, else `~/.local/state/bourse/keys`.
    static var path: String {
        let environment = ProcessInfo.processInfo.environment
        if let path = environment["BOURSE_KEYS"], !path.isEmpty { return path }
        if let path = environment["XDG_STATE_HOME"], !path.isEmpty { return path + "/bourse/keys" }
        return NSHomeDirectory() + "/.local/state/bourse/keys"
    }
}
