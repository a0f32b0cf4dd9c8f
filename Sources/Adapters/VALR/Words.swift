import AdapterKit
import AdapterProtocol

/// VALR's words and ours. Words that drive money are strict: one that no table names is an error, never a guess.
enum VALRWords {
    /// The kinds as `ordertypes` names them; `SIMPLE` and futures' kinds are not offered (valr.md C.2).
    static let listedType: [String: OrderType] = [
        "LIMIT": .limit, "MARKET": .market, "STOP_LOSS_LIMIT": .stopLimit, "TAKE_PROFIT_LIMIT": .takeProfitLimit,
    ]

    /// The kinds as orders name them; `simple` is none of ours.
    static func orderType(_ word: String) -> OrderType? {
        switch normal(word) {
        case "limit", "post-onlylimit": .limit
        case "market": .market
        case "stop-loss-limit": .stopLimit
        case "take-profit-limit": .takeProfitLimit
        default: nil
        }
    }

    /// A bare currency code: the rand is `R` in some messages (valr.md C.1).
    static func currency(_ word: String) -> String { word == "R" ? "ZAR" : word }

    static func isPostOnly(_ word: String) -> Bool { normal(word) == "post-onlylimit" }

    /// Whether the sums of a kind are known to count base: those of market and simple orders are not (valr.md E.8).
    static func countsBase(_ word: String) -> Bool { orderType(word)?.needsLimitPrice == true }

    static func side(_ word: String, _ reader: JSONReader) throws(JSONError) -> Side {
        switch word {
        case "buy", "BUY": .buy
        case "sell", "SELL": .sell
        default: throw reader.unexpected("buy or sell")
        }
    }

    /// Phase from status and reason (valr.md E.10), words compared in lower case without spaces.
    ///
    /// - Parameter lapses: Whether what does not fill at once lapses by the order's own terms (IOC, FOK, market).
    /// - Parameter isPast: Whether the source lists past events: a partly filled order that lapses can't rest there.
    static func phase(
        status: String, reason: String, lapses: Bool, isPast: Bool, _ reader: JSONReader
    ) throws(JSONError) -> OrderPhase {
        switch normal(status) {
        case "active": return .armed
        case "placed", "ordermodified", "orderpricehasbeenmodifiedduetoslippagelimits", "repricedduetoslippage":
            return .working
        case "partiallyfilled": return lapses && isPast ? .ended(.undetermined) : .working
        case "filled", "instantordercompleted": return .ended(.filled)
        case "cancelled", "canceled": return .ended(ended(reason, else: lapses ? .timeInForce : .cancelledByOwner))
        case "expired": return .ended(lapses ? .timeInForce : .lifetimeOver)
        case "failed": return .ended(ended(reason, else: .refused))
        case "partiallyfilledduetoslippage", "partiallyfilledandcancelledduetoslippage":
            return .ended(.cancelledByVenue)
        case "instantorderbalancereserved": return .accepted
        case "instantorderbalancereservefailed": return .ended(.refused)
        default: throw reader.unexpected("a known order status")
        }
    }

    /// What the reason says of the end, whatever the status word; a post-only order that would cross was refused.
    private static func ended(_ reason: String, else usual: OrderEnd) -> OrderEnd {
        guard !reason.isEmpty, let kind = ErrorMeaning.row(of: reason)?.kind else { return usual }
        switch kind {
        case .noMatch: return .timeInForce
        case .invalidOrder(.selfTradePrevention): return .selfTradePrevention
        case .wouldTake, .wouldTrigger, .insufficientFunds: return .refused
        case .invalidOrder(.limitPrice): return .cancelledByVenue
        default: return usual
        }
    }

    /// Lower case without spaces: `Partially Filled` and `PartiallyFilled` are one word.
    private static func normal(_ word: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(word.utf8.count)
        for byte in word.utf8 where byte != 0x20 {
            bytes.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
