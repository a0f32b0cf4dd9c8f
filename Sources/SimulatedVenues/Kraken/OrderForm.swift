import AdapterProtocol
import VenueSimulator

extension Kraken {
    /// An order as asked for: the structural part of the checks is done (kraken.md E.3, L.5).
    struct OrderForm: Sendable {
        let market: Market
        let side: Side
        let type: OrderType
        /// Base quantity, or quote amount with `viqc`.
        var volume: ExactDecimal
        /// `price` and `price2` as resolved to absolute prices.
        var price: ExactDecimal?
        var secondPrice: ExactDecimal?
        var timeInForce = TimeInForce.goodTillCanceled
        var flags: [Flag] = []
        /// Milliseconds of `expiretm`.
        var expiry: Int64?
        var deadline: Int64?
        var clientID: String?
        var userref: Int32?
        var selfTrade = SelfTrade.newest
        var displayVolume: ExactDecimal?
        /// Whether a trigger watches the index, which follows the last trade here.
        var watchesIndex = false
        var close: CloseForm?
        /// The order that this one follows.
        var parent: String?

        var isPostOnly: Bool { flags.contains(.post) }
        var isQuoteAmount: Bool { flags.contains(.volumeInQuote) }
        /// The limit price of the order once it works.
        var limitPrice: ExactDecimal? { type.isTriggered ? secondPrice : price }
        var triggerPrice: ExactDecimal? { type.isTriggered ? price : nil }

        /// The text for people in `descr.order`.
        var text: String {
            let volume = Kraken.fixed(volume, places: market.lotDecimals)
            return "\(side.rawValue) \(volume) \(market.altname) @ " + Self.terms(type, price, secondPrice, market)
        }

        /// `limit 30010.0`, `stop loss 22000.0 -> limit 21000.0`, `market`.
        static func terms(
            _ type: OrderType, _ price: ExactDecimal?, _ second: ExactDecimal?, _ market: Market
        ) -> String {
            guard let price else { return type.words }
            guard type.needsSecondPrice, let second else {
                return "\(type == .iceberg ? "limit" : type.words) \(market.price(price))"
            }
            return "\(type.words) \(market.price(price)) -> limit \(market.price(second))"
        }
    }

    /// The conditional order after a fill.
    struct CloseForm: Sendable {
        let type: OrderType
        let price: ExactDecimal
        let secondPrice: ExactDecimal?

        func text(_ market: Market) -> String {
            "close position @ " + OrderForm.terms(type, price, secondPrice, market)
        }
    }
}
