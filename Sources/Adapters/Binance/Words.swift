import AdapterKit
import AdapterProtocol

/// Binance's words and ours. Words that drive money are strict: one that no table names is an error, never a guess.
enum BinanceWords {
    static let orderType: [String: OrderType] = [
        "LIMIT": .limit, "LIMIT_MAKER": .limit, "MARKET": .market, "STOP_LOSS": .stopMarket,
        "STOP_LOSS_LIMIT": .stopLimit, "TAKE_PROFIT": .takeProfit, "TAKE_PROFIT_LIMIT": .takeProfitLimit,
    ]

    static let selfTrade: [String: SelfTradePrevention] = [
        "NONE": .allow, "EXPIRE_TAKER": .expireTaker, "EXPIRE_MAKER": .expireMaker, "EXPIRE_BOTH": .expireBoth,
        "DECREMENT": .decrement,
    ]

    private static let nativeType: [OrderType: String] = Dictionary(
        uniqueKeysWithValues: orderType.filter { $0.key != "LIMIT_MAKER" }.map { ($0.value, $0.key) })

    /// The native type of a request; post-only is a kind of its own here (binance.md E.2).
    static func native(_ request: OrderRequest) -> String? {
        if request.isPostOnly { return "LIMIT_MAKER" }
        return nativeType[request.type]
    }

    static func native(_ rule: SelfTradePrevention) -> String? { selfTrade.first { $0.value == rule }?.key }

    static func side(_ word: String, _ reader: JSONReader) throws(JSONError) -> Side {
        switch word {
        case "BUY": .buy
        case "SELL": .sell
        default: throw reader.unexpected("BUY or SELL")
        }
    }

    /// Phase from status; the reason of an expiry decides its cause (binance.md E.8).
    static func phase(
        status: String, isArmed: Bool, expiryReason: String?, lapses: Bool, _ reader: JSONReader
    ) throws(JSONError) -> OrderPhase {
        switch status {
        case "NEW": isArmed ? .armed : .working
        case "PENDING_NEW": .accepted
        case "PARTIALLY_FILLED", "PENDING_CANCEL": .working
        case "FILLED": .ended(.filled)
        case "CANCELED": .ended(.cancelledByOwner)
        case "REJECTED": .ended(.refused)
        case "EXPIRED": .ended(expiry(expiryReason, lapses: lapses))
        case "EXPIRED_IN_MATCH": .ended(.selfTradePrevention)
        default: throw reader.unexpected("a known order status")
        }
    }

    /// `lapses`: whether what does not fill at once lapses by the order's own terms (IOC, FOK, market).
    private static func expiry(_ reason: String?, lapses: Bool) -> OrderEnd {
        switch reason {
        case "UNFILLED_IOC_QUANTITY_EXPIRED", "UNFILLED_FOK_ORDER_EXPIRED": .timeInForce
        case nil, "NONE": lapses ? .timeInForce : .cancelledByVenue
        default: .cancelledByVenue
        }
    }
}
