import AdapterProtocol
import BinanceAdapter
import KrakenAdapter
import KuCoinAdapter
import LunoAdapter
import SimulatedBinance
import SimulatedKraken
import SimulatedKuCoin
import SimulatedLuno
import SimulatedVALR
import StreamTesting
import VALRAdapter
import VenueSimulator

/// A venue under the fuzzer: its adapter, its simulated exchange, and what the captured samples are about.
struct FuzzedVenue: Sendable {
    let adapter: any VenueAdapter
    let face: any VenueFace.Type
    /// The same with an ``EngineWitness`` looking on.
    let watched: any VenueFace.Type
    /// A market that the simulated exchange has.
    let symbol: String
    /// The markets of the captured samples: symbol and the venue's own name.
    let sampleMarkets: [(symbol: String, native: String)]
    /// The orders of the captured samples.
    let sampleOrders: [String]

    var name: String { adapter.profile.id.rawValue }

    static let all = [
        FuzzedVenue(
            adapter: LunoAdapter(), face: LunoFace.self, watched: WitnessedFace<LunoFace>.self, symbol: "BTC/ZAR",
            sampleMarkets: [("BTC/ZAR", "XBTZAR")],
            sampleOrders: ["BXMC2CJ7HNB88U4"]),
        FuzzedVenue(
            adapter: BinanceAdapter(), face: BinanceFace.self, watched: WitnessedFace<BinanceFace>.self,
            symbol: "BTC/USDT",
            sampleMarkets: [("BTC/USDT", "BTCUSDT"), ("LTC/BTC", "LTCBTC")], sampleOrders: ["1"]),
        FuzzedVenue(
            adapter: KuCoinAdapter(), face: KuCoinFace.self, watched: WitnessedFace<KuCoinFace>.self,
            symbol: "BTC/USDT",
            sampleMarkets: [("BTC/USDT", "BTC-USDT"), ("ETH/USDT", "ETH-USDT")],
            sampleOrders: ["6717422bd51c29000775ea03", "vs93gptvr9t2fsql003l8k5p"]),
        FuzzedVenue(
            adapter: KrakenAdapter(), face: KrakenFace.self, watched: WitnessedFace<KrakenFace>.self,
            symbol: "BTC/USDT",
            sampleMarkets: [("BTC/USD", "XBTUSD"), ("BTC/USDT", "XBTUSDT")],
            sampleOrders: ["OTLAS3-RRHUF-NDWH5A", "OUF4EM-FRGI2-MQMWZD"]),
        FuzzedVenue(
            adapter: VALRAdapter(), face: VALRFace.self, watched: WitnessedFace<VALRFace>.self, symbol: "BTC/ZAR",
            sampleMarkets: [
                ("ETH/BTC", "ETHBTC"), ("BTC/USDC", "BTCUSDC"), ("BTC/USDT", "BTCUSDT"), ("BAT/USDC", "BATUSDC"),
            ],
            sampleOrders: ["01981786-c482-7bae-a3da-4a756ef9d12e"]),
    ]

    /// Further markets of the captured frames.
    var streamMarkets: [(symbol: String, native: String)] {
        switch name {
        case "binance": [("NKN/USDT", "NKNUSDT"), ("LRC/BTC", "LRCBTC"), ("BNB/BTC", "BNBBTC")]
        case "valr": [("BTC/ZAR", "BTCZAR"), ("PYUSD/USDT", "PYUSDUSDT")]
        default: []
        }
    }

    /// A market of the samples with wide rules.
    func market(_ symbol: String, _ native: String) -> Instrument? {
        guard let symbol = Symbol(symbol), let step = ExactDecimal("0.00000001") else { return nil }
        let rules = StepRules(step: .value(step), minimum: .unpublished, maximum: .unpublished)
        let alias = native.hasPrefix("XBT") ? ["X\(native.prefix(3))Z\(native.dropFirst(3))", symbol.description] : []
        return Instrument(
            symbol: symbol, nativeName: native, mode: .open, price: rules, quantity: rules, quoteAmount: rules,
            orderTypes: Set(OrderType.known), takesQuoteAmounts: true, takesPostOnly: true, isAmendable: true,
            readAt: Stage.now, aliases: alias)
    }
}
