public import AdapterProtocol

extension LunoAdapter {
    /// Luno's id.
    public static let id = VenueID(rawValue: "luno")

    /// Names, limits and the fields of a key: key id and key secret, no passphrase (luno.md B.1).
    public static let profile = VenueProfile(
        id: id, displayName: "Luno", botLimit: 5, quoteAssets: ["ZAR"],
        credentialFields: [.apiKey, .apiSecret], icon: "🌙", color: "#1E50A0", region: "South Africa")

    /// Luno offers no sandbox to the public (luno.md A).
    static let environments = [
        VenueEnvironment(
            name: "production", rest: "https://api.luno.com", isRealMoney: true,
            streams: StreamRoots(market: "wss://ws.luno.com", account: "wss://ws.luno.com"))
    ]
}
