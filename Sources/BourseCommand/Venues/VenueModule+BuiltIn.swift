import BinanceAdapter
import KrakenAdapter
import KuCoinAdapter
import LunoAdapter
import SimulatedBinance
import SimulatedKraken
import SimulatedKuCoin
import SimulatedLuno
import SimulatedVALR
import VALRAdapter

extension VenueModule {
    /// The five venues of the product in the seed's order (host-api.md 2.6).
    public static let builtIn: [VenueModule] = [
        VenueModule(LunoAdapter(), face: LunoFace.self), VenueModule(BinanceAdapter(), face: BinanceFace.self),
        VenueModule(KuCoinAdapter(), face: KuCoinFace.self), VenueModule(KrakenAdapter(), face: KrakenFace.self),
        VenueModule(VALRAdapter(), face: VALRFace.self),
    ]
}
