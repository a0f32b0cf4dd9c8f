import AdapterKit
import AdapterProtocol

/// KuCoin's words and ours. Words that drive money are strict: one that no table names is an error, never a guess.
enum KuCoinWords {
    /// The canonical asset of a currency code; nil for a code that cannot be named.
    static func asset(_ code: String) -> Asset? { Asset(canonical(code)) }

    /// Codes that name another coin elsewhere, or that stayed after a rename (kucoin.md C.1). One table for markets,
    /// balances, fees and transfers, so that the same coin has one name everywhere. Comparing seven short texts is
    /// quicker than hashing one.
    private static func canonical(_ code: String) -> String {
        switch code {
        case "WAX": "WAXP"
        case "BIFI": "BIFIF"
        case "VAI": "VAIOT"
        case "ALT": "APTOSLAUNCHTOKEN"
        case "KALT": "ALT"
        case "GALAX": "GALA"
        case "BCHSV": "BSV"
        default: code
        }
    }

    static let selfTrade: [(SelfTradePrevention, String)] = [
        (.decrement, "DC"), (.expireMaker, "CO"), (.expireTaker, "CN"), (.expireBoth, "CB"),
    ]

    static func side(_ word: String, _ reader: JSONReader) throws(JSONError) -> Side {
        switch word {
        case "buy": .buy
        case "sell": .sell
        default: throw reader.unexpected("buy or sell")
        }
    }

    static func side(_ side: Side) -> String { side == .buy ? "buy" : "sell" }

    /// A lifetime; GTT is ours by a date. A word that no table names passes as it is: it describes only.
    static func timeInForce(_ word: String) -> TimeInForce {
        word == "GTT" ? .goodTillDate : TimeInForce(rawValue: word)
    }

    /// The native lifetime of a request, nil where the venue takes none (market kinds).
    static func native(_ timeInForce: TimeInForce) -> String? {
        switch timeInForce {
        case .goodTillCancelled, .immediateOrCancel, .fillOrKill: timeInForce.rawValue
        case .goodTillDate: "GTT"
        default: nil
        }
    }

    /// What arms a stop order: `loss` at or below, `entry` at or above, by the last trade (kucoin.md E.4).
    static func native(_ crossing: Trigger.Crossing) -> String { crossing == .atOrBelow ? "loss" : "entry" }

    /// Names a stop order's kind by its side and crossing.
    static func triggered(_ side: Side, above: Bool, isLimit: Bool) -> OrderType {
        if above == (side == .buy) { return isLimit ? .stopLimit : .stopMarket }
        return isLimit ? .takeProfitLimit : .takeProfit
    }

    /// The venue's state; a word the sheet does not name is treated as closed.
    static func mode(_ word: String) -> TradingMode {
        switch word {
        case "open": .open
        case "cancelonly": .cancelOnly
        case "close": .maintenance
        default: .closed
        }
    }
}
