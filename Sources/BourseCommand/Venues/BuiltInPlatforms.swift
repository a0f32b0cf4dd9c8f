import AdapterProtocol
import BinanceAdapter

/// The five platforms of the product in the seed's order (host-api.md D2, 2.6, 4.1). A profile alone claims nothing: what
/// a platform supports comes from its adapter, and those without one are shown as not built.
enum BuiltInPlatforms {
    static let profiles: [VenueProfile] = [luno, BinanceAdapter.profile, kucoin, kraken, valr]

    static let luno = VenueProfile(
        id: VenueID(rawValue: "luno"), displayName: "Luno", botLimit: 5, quoteAssets: ["ZAR"],
        credentialFields: [.apiKey, .apiSecret], icon: "🌙", color: "#1E50A0", region: "South Africa")
    static let kucoin = VenueProfile(
        id: VenueID(rawValue: "kucoin"), displayName: "KuCoin", botLimit: 10, quoteAssets: ["USDT"],
        credentialFields: [.apiKey, .apiSecret, .passphrase], icon: "🟢", color: "#23AF91", region: "Global")
    static let kraken = VenueProfile(
        id: VenueID(rawValue: "kraken"), displayName: "Kraken", botLimit: 10, quoteAssets: ["USDT", "USD"],
        credentialFields: [.apiKey, .apiSecret], icon: "🟣", color: "#5741D9", region: "Global")
    static let valr = VenueProfile(
        id: VenueID(rawValue: "valr"), displayName: "VALR", botLimit: 10, quoteAssets: ["ZAR"],
        credentialFields: [.apiKey, .apiSecret], icon: "🔵", color: "#0A1F44", region: "South Africa")
}
