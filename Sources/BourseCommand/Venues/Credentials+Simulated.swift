import AdapterProtocol
import VenueSimulator

extension Credentials {
    /// A key that a simulated venue issued.
    init(_ key: SimulatedCredentials) {
        var fields = [
            CredentialField.apiKey.name: Secret(key.apiKey), CredentialField.apiSecret.name: Secret(key.apiSecret),
        ]
        if let passphrase = key.passphrase { fields[CredentialField.passphrase.name] = Secret(passphrase) }
        self.init(fields)
    }
}
