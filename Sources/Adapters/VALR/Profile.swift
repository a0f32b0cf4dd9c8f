public import AdapterProtocol

extension VALRAdapter {
    /// VALR's id.
    public static let id = VenueID(rawValue: "valr")

    /// Names, limits and the fields of a key: the two that it needs are 64 hexadecimal characters (valr.md B.4).
    public static let profile = VenueProfile(
        id: id, displayName: "VALR", botLimit: 10, quoteAssets: ["ZAR"],
        credentialFields: [.apiKey, .apiSecret, .valrSubaccount], icon: "🔵", color: "#0A1F44", region: "South Africa")

    /// The one published environment (valr.md A).
    static let environments = [
        VenueEnvironment(
            name: "production", rest: "https://api.valr.com", isRealMoney: true,
            streams: StreamRoots(market: "wss://api.valr.com", account: "wss://api.valr.com"))
    ]
}

extension CredentialField {
    /// The subaccount a primary key acts for, in decimal. A key made on a subaccount is bound to it and must not name
    /// it again: its calls would fail with 401 (valr.md B.4, K.17).
    public static let valrSubaccount = CredentialField(name: "subaccount_id", isSecret: false, isOptional: true)
}
