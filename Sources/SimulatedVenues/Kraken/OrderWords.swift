import AdapterProtocol
import VenueSimulator

extension Kraken {
    /// `ordertype` (kraken.md E.3).
    enum OrderType: String, Sendable {
        case market
        case limit
        case iceberg
        case stopLoss = "stop-loss"
        case takeProfit = "take-profit"
        case stopLossLimit = "stop-loss-limit"
        case takeProfitLimit = "take-profit-limit"
        case trailingStop = "trailing-stop"
        case trailingStopLimit = "trailing-stop-limit"
        case settlePosition = "settle-position"

        /// The engine's kind, nil for what this venue's simulator does not offer.
        func kind(isPostOnly: Bool) -> EngineOrderKind? {
            switch self {
            case .market: .market
            case .limit, .iceberg: isPostOnly ? .limitMaker : .limit
            case .stopLoss: .stopLoss
            case .takeProfit: .takeProfit
            case .stopLossLimit: .stopLossLimit
            case .takeProfitLimit: .takeProfitLimit
            case .trailingStop, .trailingStopLimit, .settlePosition: nil
            }
        }

        var isTriggered: Bool {
            switch self {
            case .stopLoss, .takeProfit, .stopLossLimit, .takeProfitLimit, .trailingStop, .trailingStopLimit: true
            case .market, .limit, .iceberg, .settlePosition: false
            }
        }

        /// Whether `price` is needed.
        var needsPrice: Bool { self != .market && self != .settlePosition }
        /// Whether `price2` is needed.
        var needsSecondPrice: Bool {
            self == .stopLossLimit || self == .takeProfitLimit || self == .trailingStopLimit
        }
        /// Whether the order ends as a market order.
        var isMarket: Bool { self == .market || self == .stopLoss || self == .takeProfit }
        /// Stop kinds wait for the market to move against the holder.
        var isStop: Bool { self == .stopLoss || self == .stopLossLimit }
        /// The words in `descr.order`.
        var words: String { rawValue.split(separator: "-").prefix(2).joined(separator: " ") }
    }

    /// `oflags`.
    enum Flag: String, Sendable, CaseIterable {
        case post
        case feeInQuote = "fciq"
        case feeInBase = "fcib"
        case volumeInQuote = "viqc"
        /// Deprecated and ignored (A.3).
        case noMarketProtection = "nompp"
    }

    /// `timeinforce`.
    enum TimeInForce: String, Sendable {
        case goodTillCanceled = "GTC"
        case immediateOrCancel = "IOC"
        case goodTillDate = "GTD"
        case fillOrKill = "FOK"

        var engine: EngineTimeInForce {
            switch self {
            case .goodTillCanceled, .goodTillDate: .goodTillCanceled
            case .immediateOrCancel: .immediateOrCancel
            case .fillOrKill: .fillOrKill
            }
        }
    }

    /// `stptype`.
    enum SelfTrade: String, Sendable {
        case newest = "cancel-newest"
        case oldest = "cancel-oldest"
        case both = "cancel-both"

        var engine: SelfTradeMode {
            switch self {
            case .newest: .expireTaker
            case .oldest: .expireMaker
            case .both: .expireBoth
            }
        }
    }

    /// What the face keeps with an order in the engine.
    enum Label {
        static let type = "type"
        static let flags = "flags"
        static let timeInForce = "tif"
        static let userref = "userref"
        static let expiry = "expiry"
        static let parent = "parent"
        static let reference = "reference"
        static let display = "display"
        static let closeType = "close.type"
        static let closePrice = "close.price"
        static let closePrice2 = "close.price2"
    }
}
