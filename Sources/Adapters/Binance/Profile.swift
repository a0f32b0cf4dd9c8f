public import AdapterProtocol

extension BinanceAdapter {
    /// Binance's id.
    public static let id = VenueID(rawValue: "binance")

    /// Names, limits and the fields of a key. A secret is either the 64 characters Binance issued (HMAC) or an Ed25519
    /// private key of the owner's making (binance.md B.4).
    public static let profile = VenueProfile(
        id: id, displayName: "Binance", botLimit: 10, quoteAssets: ["USDT"],
        credentialFields: [.apiKey, .apiSecret], icon: "🟡", color: "#F0B90B", region: "Global")

    /// Production first. `/sapi` exists only there (binance.md A).
    static let environments = [
        VenueEnvironment(
            name: "production", rest: "https://api.binance.com", isRealMoney: true,
            streams: StreamRoots(market: "wss://stream.binance.com:9443", account: "wss://ws-api.binance.com:443")),
        VenueEnvironment(
            name: "testnet", rest: "https://testnet.binance.vision", isRealMoney: false, missing: walletOperations,
            streams: StreamRoots(
                market: "wss://stream.testnet.binance.vision", account: "wss://ws-api.testnet.binance.vision")),
        VenueEnvironment(
            name: "demo", rest: "https://demo-api.binance.com", isRealMoney: false, missing: walletOperations,
            streams: StreamRoots(market: "wss://demo-stream.binance.com", account: "wss://demo-ws-api.binance.com")),
    ]

    private static let walletOperations: Set<OperationName> = [
        "venue.status", "account.keyTest", "account.tradeFees", "transfers.deposits", "transfers.withdrawals",
    ]
}
