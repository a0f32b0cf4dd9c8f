import VenueSimulator

extension Kraken {
    /// What a key must be allowed to (kraken.md F.3).
    enum Need: Sendable {
        case nothing
        case all(Set<Permission>)
        case any(Set<Permission>)
    }

    /// The endpoints by their names on the wire; spelling and case are exact.
    enum Endpoint: String, Sendable, CaseIterable {
        // Public, D.
        case time = "Time"
        case systemStatus = "SystemStatus"
        case maintenanceSchedule = "MaintenanceSchedule"
        case assets = "Assets"
        case assetPairs = "AssetPairs"
        case ticker = "Ticker"
        case depth = "Depth"
        case groupedBook = "GroupedBook"
        case trades = "Trades"
        case spread = "Spread"
        case ohlc = "OHLC"
        // Private, E and F.
        case balance = "Balance"
        case balanceEx = "BalanceEx"
        case tradeBalance = "TradeBalance"
        case tradeVolume = "TradeVolume"
        case addOrder = "AddOrder"
        case addOrderBatch = "AddOrderBatch"
        case amendOrder = "AmendOrder"
        case editOrder = "EditOrder"
        case cancelOrder = "CancelOrder"
        case cancelOrderBatch = "CancelOrderBatch"
        case cancelAll = "CancelAll"
        case cancelAllOrdersAfter = "CancelAllOrdersAfter"
        case openOrders = "OpenOrders"
        case closedOrders = "ClosedOrders"
        case queryOrders = "QueryOrders"
        case orderAmends = "OrderAmends"
        case tradesHistory = "TradesHistory"
        case queryTrades = "QueryTrades"
        case openPositions = "OpenPositions"
        case ledgers = "Ledgers"
        case queryLedgers = "QueryLedgers"
        case depositMethods = "DepositMethods"
        case depositStatus = "DepositStatus"
        case withdrawMethods = "WithdrawMethods"
        case withdrawStatus = "WithdrawStatus"
        case getApiKeyInfo = "GetApiKeyInfo"
        case getWebSocketsToken = "GetWebSocketsToken"

        var isPublic: Bool {
            switch self {
            case .time, .systemStatus, .maintenanceSchedule, .assets, .assetPairs, .ticker, .depth, .groupedBook,
                .trades, .spread, .ohlc:
                true
            default: false
            }
        }

        /// The common name, see ``VenueFace/operation(of:)``.
        var operation: String {
            switch self {
            case .time: "market.time"
            case .systemStatus, .maintenanceSchedule: "market.ping"
            case .assets, .assetPairs: "market.instruments"
            case .ticker, .spread: "market.ticker"
            case .depth, .groupedBook: "market.depth"
            case .trades: "market.trades"
            case .ohlc: "market.candles"
            case .balance, .balanceEx, .tradeBalance, .openPositions: "account.balances"
            case .tradeVolume: "account.fees"
            case .addOrder, .addOrderBatch: "order.place"
            case .amendOrder: "order.amend"
            case .editOrder: "order.replace"
            case .cancelOrder, .cancelOrderBatch: "order.cancel"
            case .cancelAll, .cancelAllOrdersAfter: "order.cancelAll"
            case .openOrders: "order.open"
            case .closedOrders: "order.history"
            case .queryOrders, .orderAmends: "order.query"
            case .tradesHistory, .queryTrades: "fill.history"
            case .ledgers, .queryLedgers, .depositMethods, .depositStatus, .withdrawMethods, .withdrawStatus:
                "account.transfers"
            case .getApiKeyInfo: "account.keyTest"
            case .getWebSocketsToken: "account.stream"
            }
        }

        var needs: Need {
            switch self {
            case .balance, .balanceEx, .tradeBalance, .tradeVolume: .all([.queryFunds])
            case .addOrder, .addOrderBatch, .amendOrder, .editOrder: .all([.modify])
            case .cancelOrder, .cancelOrderBatch, .cancelAll, .cancelAllOrdersAfter: .any([.close, .modify])
            case .openOrders, .openPositions: .all([.queryOpen])
            case .closedOrders: .all([.queryClosed])
            case .queryOrders, .orderAmends: .any([.queryOpen, .queryClosed])
            case .tradesHistory, .queryTrades: .all([.queryOpen, .queryClosed])
            case .ledgers, .queryLedgers: .all([.queryLedger])
            case .depositMethods, .depositStatus: .any([.queryFunds, .addFunds])
            case .withdrawMethods, .withdrawStatus: .any([.queryFunds, .withdrawFunds])
            case .getWebSocketsToken: .all([.token])
            default: .nothing
            }
        }

        /// Points on the private counter (kraken.md H.1); order entry has the engine's limiter instead.
        func cost(_ switches: Switches) -> Int64 {
            switch self {
            case .addOrder, .addOrderBatch, .amendOrder, .editOrder, .cancelOrder, .cancelOrderBatch: 0
            case .ledgers, .queryLedgers, .tradesHistory: Int64(switches.number("historyCost"))
            // The guide names neither; the older article charges both like the others.
            case .closedOrders, .queryTrades: switches.has("historyCost", "4") ? 4 : 1
            default: 1
            }
        }

        private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

        /// The endpoint of a name, if it exists on that side.
        static func named(_ name: Substring, isPublic: Bool) -> Endpoint? {
            byName[String(name)].flatMap { $0.isPublic == isPublic ? $0 : nil }
        }
    }

    /// Where a request goes.
    enum Route: Sendable {
        case call(Endpoint)
        /// Under `/0/public/` or `/0/private/`, but no such name.
        case unknownMethod
        case wrongMethod
        case notFound

        /// L.1: `POST` under `/0/private/`, `GET` under `/0/public/` (`POST` tolerated).
        static func find(_ request: FaceRequest) -> Route {
            for (prefix, isPublic) in [("/0/public/", true), ("/0/private/", false)]
            where request.path.hasPrefix(prefix) {
                guard request.method == "POST" || (isPublic && request.method == "GET") else { return .wrongMethod }
                let name = request.path.dropFirst(prefix.count)
                return Endpoint.named(name, isPublic: isPublic).map(Route.call) ?? .unknownMethod
            }
            return .notFound
        }
    }
}
