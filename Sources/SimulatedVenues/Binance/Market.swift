import AdapterProtocol
import VenueSimulator

extension Binance {
    /// One spot symbol with its rules (binance.md C.1 to C.3).
    struct Market: Sendable {
        enum Status: String, Sendable {
            case trading = "TRADING"
            case cancelOnly = "CANCEL_ONLY"
            case halt = "HALT"
            case pause = "BREAK"
            case endOfDay = "END_OF_DAY"
        }

        /// NOTIONAL or its older form; a symbol has one of them.
        enum NotionalRule: Sendable {
            case notional(minimum: ExactDecimal, maximum: ExactDecimal)
            case minNotional(ExactDecimal)
        }

        /// How far a price may be from the reference, as the venue prints the factors.
        enum PercentRule: Sendable {
            case bySide(bidUp: String, bidDown: String, askUp: String, askDown: String)
            case bothSides(up: String, down: String)
        }

        /// Whether `GET referencePrice` has an answer (binance.md D).
        enum ReferencePrice: Sendable {
            case set
            case unset
            case never
        }

        let symbol: String
        let base: String
        let quote: String
        var status = Status.trading
        let price: Range
        let lot: Range
        /// MARKET_LOT_SIZE has only a maximum on the live venue.
        let marketMaximum: ExactDecimal
        var notional: NotionalRule
        var percent: PercentRule
        var maximumPosition: ExactDecimal?
        /// The factor of the price range execution rule on each side, or nil for no rule.
        var executionRange: (up: String, down: String)?
        var referencePrice = ReferencePrice.never
        /// Where the background market starts.
        let openingPrice: ExactDecimal

        var maximumOrders: Int { 200 }
        var maximumConditionalOrders: Int { 5 }
        var maximumAmendments: Int { 10 }
        var maximumIcebergParts: Int { 100 }
        var precision: Int { 8 }
        var averageMinutes: Int { 5 }

        /// The three bounds of PRICE_FILTER and LOT_SIZE.
        struct Range: Sendable {
            let minimum: ExactDecimal
            let maximum: ExactDecimal
            let step: ExactDecimal

            /// A bound of zero is switched off (binance.md C.3).
            func allows(_ value: ExactDecimal) -> Bool {
                if !minimum.isZero, value < minimum { return false }
                if !maximum.isZero, value > maximum { return false }
                return step.isZero || value.isMultiple(of: step)
            }
        }
    }

    /// Self-trade prevention modes (binance.md C.1).
    enum PreventionMode: String, Sendable, Codable, CaseIterable {
        case none = "NONE"
        case expireTaker = "EXPIRE_TAKER"
        case expireMaker = "EXPIRE_MAKER"
        case expireBoth = "EXPIRE_BOTH"
        case decrement = "DECREMENT"
        case transfer = "TRANSFER"

        /// Live symbols allow every mode but NONE; these ones do without TRANSFER, too.
        static let allowed: [PreventionMode] = [.expireTaker, .expireMaker, .expireBoth, .decrement]
        static let standard = PreventionMode.expireMaker
    }

    /// Order types (binance.md E.2).
    enum OrderType: String, Sendable, Codable, CaseIterable {
        case limit = "LIMIT"
        case limitMaker = "LIMIT_MAKER"
        case market = "MARKET"
        case stopLoss = "STOP_LOSS"
        case stopLossLimit = "STOP_LOSS_LIMIT"
        case takeProfit = "TAKE_PROFIT"
        case takeProfitLimit = "TAKE_PROFIT_LIMIT"

        var isConditional: Bool {
            switch self {
            case .stopLoss, .stopLossLimit, .takeProfit, .takeProfitLimit: true
            case .limit, .limitMaker, .market: false
            }
        }

        var isTakeProfit: Bool { self == .takeProfit || self == .takeProfitLimit }
        var hasPrice: Bool { self != .market && self != .stopLoss && self != .takeProfit }
        var hasTimeInForce: Bool { hasPrice && self != .limitMaker }
    }

    enum Side: String, Sendable, Codable {
        case buy = "BUY"
        case sell = "SELL"
    }

    enum TimeInForce: String, Sendable, Codable {
        case goodTillCancelled = "GTC"
        case immediateOrCancel = "IOC"
        case fillOrKill = "FOK"
    }
}
