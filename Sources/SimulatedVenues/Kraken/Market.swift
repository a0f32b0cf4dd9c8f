import AdapterProtocol
import VenueSimulator

extension Kraken {
    /// One asset (kraken.md C.4, rest-assets.json).
    struct Asset: Sendable {
        let id: String
        let altname: String
        let decimals: Int
        var displayDecimals = 5
        var collateralValue: Int?
        /// Percent digits as the venue prints them, such as `0.02`.
        var marginRate: String?
        var assetClass = "currency"

        /// The name of WebSocket v2 and `assetVersion=1`: only two differ from the altname (C.2 rule 2).
        var display: String {
            for (old, new) in [("XBT", "BTC"), ("XDG", "DOGE")]
            where altname == old || altname.hasPrefix(old + ".") {
                return new + altname.dropFirst(old.count)
            }
            return altname
        }
    }

    /// One pair with its rules.
    struct Market: Sendable {
        enum Status: String, Sendable {
            case online
            case cancelOnly = "cancel_only"
            case postOnly = "post_only"
            case limitOnly = "limit_only"
            case reduceOnly = "reduce_only"
        }

        /// The AssetPairs key and the engine's symbol.
        let key: String
        let base: Asset
        let quote: Asset
        let pairDecimals: Int
        let costDecimals: Int
        let tick: ExactDecimal
        let orderMinimum: ExactDecimal
        let costMinimum: ExactDecimal
        let openingPrice: ExactDecimal
        var status = Status.online
        /// Absent where the live venue leaves it out.
        var executionVenue: String? = "international"
        /// Long and short position limits, where the pair has margin.
        var positionLimits: (long: Int, short: Int)?
        var leverage: [Int] = []

        let lotDecimals = 8
        var altname: String { base.altname + quote.altname }
        var wsname: String { base.altname + "/" + quote.altname }
        /// `BTC/USD`, the canonical name.
        var display: String { base.display + "/" + quote.display }
        var lot: ExactDecimal { Kraken.dec(1, -lotDecimals) }
        /// Depth, Ticker and Trades print more zeros than `pair_decimals` (D.2).
        var feedDecimals: Int { max(5, pairDecimals) }
        var isTokenized: Bool { base.assetClass != "currency" }

        /// A price with the pair's decimals.
        func price(_ value: ExactDecimal) -> String { Kraken.fixed(value, places: pairDecimals) }
        /// A base quantity.
        func volume(_ value: ExactDecimal) -> FaceJSON { Kraken.money(value, places: lotDecimals) }
        /// A cost, fee or average price.
        func cost(_ value: ExactDecimal) -> FaceJSON { Kraken.money(value, places: costDecimals) }
    }
}
