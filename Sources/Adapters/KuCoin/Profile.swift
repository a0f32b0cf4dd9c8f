public import AdapterProtocol

extension KuCoinAdapter {
    /// KuCoin's id.
    public static let id = VenueID(rawValue: "kucoin")

    /// Names, limits and the fields of a key: id, secret and the passphrase its owner chose (kucoin.md B.1). The key's
    /// version may be given as `api_version` (`2` or `3`); without it 3 is sent.
    public static let profile = VenueProfile(
        id: id, displayName: "KuCoin", botLimit: 10, quoteAssets: ["USDT"],
        credentialFields: [
            .apiKey, .apiSecret, .passphrase, CredentialField(name: "api_version", isSecret: false, isOptional: true),
        ],
        icon: "🟢", color: "#23AF91", region: "Global")

    /// The global site, and the EU site with keys of its own. There is no testnet.
    static let environments = [
        VenueEnvironment(
            name: "production", rest: "https://api.kucoin.com", isRealMoney: true, streams: roots("kucoin.com")),
        VenueEnvironment(
            name: "eu", rest: "https://api.kucoin.eu", isRealMoney: true, streams: roots("kucoin.eu")),
    ]

    /// Where the streams are today. Only a name: the address of every connection is told by the call that precedes it
    /// (kucoin.md I.1).
    private static func roots(_ domain: String) -> StreamRoots {
        let root = "wss://ws-api-spot." + domain
        return StreamRoots(market: root, account: root)
    }
}
