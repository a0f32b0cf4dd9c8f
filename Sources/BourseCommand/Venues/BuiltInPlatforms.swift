import AdapterProtocol
import BinanceAdapter
import KuCoinAdapter
import LunoAdapter
import VALRAdapter

/// The five platforms of the product in the seed's order (host-api.md D2, 2.6, 4.1). A profile alone claims nothing: what
/// a platform supports comes from its adapter, and those without one are shown as not built.
enum BuiltInPlatforms {
    static let profiles: [VenueProfile] = [
        LunoAdapter.profile, BinanceAdapter.profile, KuCoinAdapter.profile, kraken, VALRAdapter.profile,
    ]

    static let kraken = VenueProfile(
        id: VenueID(rawValue: "kraken"), displayName: "Kraken", botLimit: 10, quoteAssets: ["USDT", "USD"],
        credentialFields: [.apiKey, .apiSecret], icon: "🟣", color: "#5741D9", region: "Global")
}
