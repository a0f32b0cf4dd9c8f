import AdapterProtocol
import Foundation
import VenueSimulator

/// Keys come from the environment, never from arguments: those show in process lists and shell histories.
enum KeyVariables {
    /// The key of `BOURSE_<VENUE>_API_KEY`, `_API_SECRET` and `_PASSPHRASE`, nil when none of them is set.
    static func credentials(of profile: VenueProfile) throws -> Credentials? {
        let environment = ProcessInfo.processInfo.environment
        let prefix = "BOURSE_\(profile.id.rawValue.uppercased())_"
        var secrets: [String: Secret] = [:]
        var missing: [String] = []
        for field in profile.credentialFields {
            let name = prefix + field.name.uppercased()
            if let value = environment[name], !value.isEmpty {
                secrets[field.name] = Secret(value)
            } else if !field.isOptional {
                missing.append(name)
            }
        }
        if secrets.isEmpty { return nil }
        guard missing.isEmpty else {
            throw ExitReason(.permission, "a part of the key is missing: set \(missing.joined(separator: ", "))")
        }
        return Credentials(secrets)
    }

    /// The trade key that a simulator issued; it guards nothing.
    static func credentials(of running: SimulatorReadiness.Venue) -> Credentials? {
        running.credentials[.trade].map { Credentials($0) }
    }
}
