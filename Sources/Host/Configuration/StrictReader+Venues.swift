import AdapterProtocol
import Trading
import Yams

extension StrictReader {
    mutating func configuration(_ root: Node, profiles: [VenueProfile]) -> HostConfiguration? {
        let keys = ["version", "environment", "venues", "risk"]
        guard let section = mapping(root, "", keys: keys) else { return nil }
        if let (node, path) = required("version", of: section) { _ = integer(node, path, in: 1...1) }
        let environment = required("environment", of: section).flatMap { node, path in
            word(node, path, oneOf: HostConfiguration.Environment.allCases.map(\.rawValue))
        }.flatMap(HostConfiguration.Environment.init(rawValue:))
        let venues = required("venues", of: section).flatMap { node, path in
            self.venues(node, path, profiles: profiles, environment: environment)
        }
        let risk = required("risk", of: section).flatMap { node, path in self.risk(node, path) }
        guard let environment, let venues, let risk else { return nil }
        return HostConfiguration(environment: environment, venues: venues, risk: risk)
    }

    private mutating func venues(
        _ node: Node, _ path: String, profiles: [VenueProfile], environment: HostConfiguration.Environment?
    ) -> [HostConfiguration.VenueEntry]? {
        guard let nodes = sequence(node, path) else { return nil }
        var entries: [VenueID: HostConfiguration.VenueEntry] = [:]
        for (index, element) in nodes.enumerated() {
            let place = "\(path)[\(index)]"
            guard let entry = venue(element, place, profiles: profiles, environment: environment) else { continue }
            if entries.updateValue(entry, forKey: entry.id) != nil {
                report(element, place, "the venue '\(entry.id)' stands twice")
            }
        }
        for profile in profiles where entries[profile.id] == nil && problems.isEmpty {
            report(node, path, "the venue '\(profile.id)' is missing; to switch it off write enabled: false")
        }
        return profiles.compactMap { entries[$0.id] }
    }

    private mutating func venue(
        _ node: Node, _ path: String, profiles: [VenueProfile], environment: HostConfiguration.Environment?
    ) -> HostConfiguration.VenueEntry? {
        guard let section = mapping(node, path, keys: ["id", "enabled", "bot_limit", "key"]),
            let (idNode, idPath) = required("id", of: section),
            let id = word(idNode, idPath, oneOf: profiles.map(\.id.rawValue)),
            let profile = profiles.first(where: { $0.id.rawValue == id })
        else { return nil }
        let isEnabled = optional("enabled", of: section, default: true) { $0.flag($1, $2) }
        let limit = optional("bot_limit", of: section, default: profile.botLimit) {
            $0.integer($1, $2, in: 0...profile.botLimit)
        }
        var credentials: Credentials?
        if let keyNode = section.values["key"] {
            credentials = key(keyNode, section.path("key"), fields: profile.credentialFields)
            if environment == .simulated {
                report(keyNode, section.path("key"), "a key has no place here: the simulator issues its own")
            }
        }
        return .init(id: profile.id, isEnabled: isEnabled, botLimit: limit, credentials: credentials)
    }

    private mutating func key(_ node: Node, _ path: String, fields: [CredentialField]) -> Credentials? {
        guard let section = mapping(node, path, keys: fields.map(\.name)) else { return nil }
        var secrets: [String: Secret] = [:]
        for field in fields {
            if field.isOptional, section.values[field.name] == nil { continue }
            guard let (valueNode, valuePath) = required(field.name, of: section) else { continue }
            guard valueNode.scalar?.string.wholeMatch(of: /\$\{[A-Z][A-Z0-9_]*\}/) != nil else {
                report(
                    valueNode, valuePath, "expected a reference like ${BOURSE_API_KEY}: keys do not belong into files")
                continue
            }
            if let value = text(valueNode, valuePath) { secrets[field.name] = Secret(value) }
        }
        return Credentials(secrets)
    }
}
