public import AdapterProtocol

extension AcornAdapter {
    /// Acorn's id.
    public static let id = VenueID(rawValue: "acorn")

    /// Names, limits and the fields of a key.
    public static let profile = VenueProfile(
        id: id, displayName: "Acorn Exchange", botLimit: 5, quoteAssets: ["USDT", "BTC"],
        credentialFields: [.apiKey, .apiSecret], icon: "🌰", color: "#8B5A2B", region: "Invented")

    static let environments = [
        VenueEnvironment(name: "production", rest: "https://api.acorn.example", isRealMoney: true)
    ]
}
