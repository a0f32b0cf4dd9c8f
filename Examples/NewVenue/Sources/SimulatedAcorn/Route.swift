import VenueSimulator

extension Acorn {
    /// What a request asks for.
    enum Endpoint: Sendable, Hashable {
        case time, status, markets, ticker, tickers, book, trades, candles
        case balances, fees, key
        case order, openOrders, orders, fills
        case place, cancel, cancelAll
    }

    /// One documented path (API.md).
    struct Route: Sendable {
        let endpoint: Endpoint
        /// The common name of the operation, for the fault plan.
        let operation: String
        let budget: Budget
        /// Who may call it; nil for everybody.
        let right: Right?
        /// The parameters it takes; others are refused.
        let parameters: Set<String>

        enum Match {
            case found(Route)
            case wrongMethod
            case unknown
        }

        /// The route of a request.
        static func find(_ request: FaceRequest) -> Match {
            if let route = all["\(request.method) \(request.path)"] { return .found(route) }
            return methods.contains { all["\($0) \(request.path)"] != nil } ? .wrongMethod : .unknown
        }

        private static let methods = ["GET", "POST", "DELETE"]

        private static func open(_ endpoint: Endpoint, _ operation: String, _ parameters: Set<String> = []) -> Route {
            Route(
                endpoint: endpoint, operation: operation, budget: .market, right: nil, parameters: parameters)
        }

        private static func read(_ endpoint: Endpoint, _ operation: String, _ parameters: Set<String> = []) -> Route {
            Route(
                endpoint: endpoint, operation: operation, budget: .account, right: .read, parameters: parameters)
        }

        private static func write(_ endpoint: Endpoint, _ operation: String, _ parameters: Set<String>) -> Route {
            Route(
                endpoint: endpoint, operation: operation, budget: .orders, right: .trade, parameters: parameters)
        }

        private static let name: Set = ["market", "id", "clientId"]
        private static let page: Set = ["market", "direction", "from", "until", "cursor", "limit"]

        private static let all: [String: Route] = [
            "GET /v1/time": open(.time, "market.time"),
            "GET /v1/status": open(.status, "market.ping"),
            "GET /v1/markets": open(.markets, "market.instruments"),
            "GET /v1/ticker": open(.ticker, "market.ticker", ["market"]),
            "GET /v1/tickers": open(.tickers, "market.ticker"),
            "GET /v1/book": open(.book, "market.depth", ["market", "depth"]),
            "GET /v1/trades": open(.trades, "market.trades", ["market", "limit"]),
            "GET /v1/candles": open(.candles, "market.candles", ["market", "interval", "from", "limit"]),
            "GET /v1/balances": read(.balances, "account.balances"),
            "GET /v1/fees": read(.fees, "account.fees", ["market"]),
            "GET /v1/key": read(.key, "account.keyTest"),
            "GET /v1/order": read(.order, "order.query", name),
            "GET /v1/orders/open": read(.openOrders, "order.open", ["market"]),
            "GET /v1/orders": read(.orders, "order.history", page),
            "GET /v1/fills": read(.fills, "fill.history", page.union(["orderId"])),
            "POST /v1/order": write(
                .place, "order.place",
                ["clientId", "market", "side", "type", "quantity", "price", "timeInForce", "postOnly"]),
            "DELETE /v1/order": write(.cancel, "order.cancel", name),
            "DELETE /v1/orders": write(.cancelAll, "order.cancelAll", ["market"]),
        ]
    }
}
