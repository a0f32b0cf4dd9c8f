public import AdapterProtocol
public import VenueSimulator

extension Credentials {
    /// A key that a simulated venue issued.
    public init(simulated key: SimulatedCredentials) {
        var fields = [
            CredentialField.apiKey.name: Secret(key.apiKey), CredentialField.apiSecret.name: Secret(key.apiSecret),
        ]
        if let passphrase = key.passphrase { fields[CredentialField.passphrase.name] = Secret(passphrase) }
        self.init(fields)
    }
}
