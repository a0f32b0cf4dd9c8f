public import AdapterProtocol

extension KrakenAdapter {
    /// Kraken's id.
    public static let id = VenueID(rawValue: "kraken")

    /// Names, limits and the fields of a key. The secret is the base64 text that Kraken shows; a key made with a second
    /// factor also needs its static password (kraken.md B.1).
    public static let profile = VenueProfile(
        id: id, displayName: "Kraken", botLimit: 10, quoteAssets: ["USDT", "USD"],
        credentialFields: [.apiKey, .apiSecret, .krakenOTP], icon: "🟣", color: "#5741D9", region: "Global")

    /// There is no sandbox: `validate` is the only dry run (kraken.md A.1).
    static let environments = [
        VenueEnvironment(
            name: "production", rest: "https://api.kraken.com", isRealMoney: true,
            streams: StreamRoots(market: "wss://ws.kraken.com", account: "wss://ws-auth.kraken.com"))
    ]
}

extension CredentialField {
    /// The static password of a key that was made with a second factor.
    static let krakenOTP = CredentialField(name: "otp", isSecret: true, isOptional: true)
}
