import VenueSimulator

extension Binance {
    /// Everything the venue answers on REST, one case per endpoint.
    enum Endpoint: Sendable {
        case ping, time, exchangeInfo, depth, trades, historicalTrades, aggTrades, klines, avgPrice
        case ticker24, tickerPrice, bookTicker, executionRules, referencePrice
        case place, test, cancel, cancelAll, cancelReplace, amend
        case query, openOrders, allOrders, myTrades, amendments, preventedMatches
        case account, commission, orderCounts, myFilters
        case systemStatus, restrictions, tradeFee, deposits, withdrawals, coins, bnbBurn
        case removed
    }

    /// Where an endpoint lives, who may call it and what it costs.
    struct Route: Sendable {
        enum Budget: Sendable {
            case api
            /// `/sapi`, counted per address or per account, each endpoint on its own (binance.md H).
            case walletAddress
            case walletAccount
        }

        let endpoint: Endpoint
        let method: String
        let path: String
        /// The common name of what it does, for the fault plan (``VenueFace/operation(of:)``).
        let operation: String
        let security: Security
        let weight: Int
        var budget = Budget.api

        var isWallet: Bool { budget != .api }

        /// Whether it changes orders, so that a lost answer leaves an unknown state.
        var isOrderWrite: Bool { isFreeOnSuccess || endpoint == .amend }

        /// These weigh nothing when they succeed and their listed weight when they fail (binance.md E).
        var isFreeOnSuccess: Bool {
            switch endpoint {
            case .place, .cancel, .cancelAll, .cancelReplace: true
            default: false
            }
        }

        static func find(_ request: FaceRequest) -> Route? { table[request.method + " " + request.path] }

        private static let table = Dictionary(uniqueKeysWithValues: all.map { ($0.method + " " + $0.path, $0) })

        static let all: [Route] = market + orders + account + wallet + removed

        private static let market: [Route] = [
            open(.ping, "ping", "market.ping", 1),
            open(.time, "time", "market.time", 1),
            open(.exchangeInfo, "exchangeInfo", "market.instruments", 20),
            open(.depth, "depth", "market.depth", 5),
            open(.trades, "trades", "market.trades", 25),
            open(.historicalTrades, "historicalTrades", "market.trades", 25),
            open(.aggTrades, "aggTrades", "market.trades", 4),
            open(.klines, "klines", "market.candles", 2),
            open(.klines, "uiKlines", "market.candles", 2),
            open(.avgPrice, "avgPrice", "market.ticker", 2),
            open(.ticker24, "ticker/24hr", "market.ticker", 2),
            open(.tickerPrice, "ticker/price", "market.ticker", 2),
            open(.bookTicker, "ticker/bookTicker", "market.ticker", 2),
            open(.executionRules, "executionRules", "market.instruments", 2),
            open(.referencePrice, "referencePrice", "market.ticker", 2),
        ]

        private static let orders: [Route] = [
            signed(.place, "POST", "order", "order.place", .trade, 1),
            signed(.test, "POST", "order/test", "order.test", .trade, 1),
            signed(.cancel, "DELETE", "order", "order.cancel", .trade, 1),
            signed(.cancelAll, "DELETE", "openOrders", "order.cancelAll", .trade, 1),
            signed(.cancelReplace, "POST", "order/cancelReplace", "order.replace", .trade, 1),
            signed(.amend, "PUT", "order/amend/keepPriority", "order.amend", .trade, 4),
            signed(.query, "GET", "order", "order.query", .userData, 4),
            signed(.openOrders, "GET", "openOrders", "order.open", .userData, 6),
            signed(.allOrders, "GET", "allOrders", "order.history", .userData, 20),
            signed(.amendments, "GET", "order/amendments", "order.history", .userData, 4),
            signed(.myTrades, "GET", "myTrades", "fill.history", .userData, 20),
            signed(.preventedMatches, "GET", "myPreventedMatches", "fill.history", .userData, 20),
        ]

        private static let account: [Route] = [
            signed(.account, "GET", "account", "account.balances", .userData, 20),
            signed(.commission, "GET", "account/commission", "account.fees", .userData, 20),
            signed(.orderCounts, "GET", "rateLimit/order", "account.limits", .userData, 40),
            signed(.myFilters, "GET", "myFilters", "account.limits", .userData, 40),
        ]

        private static let wallet: [Route] = [
            wallet(.systemStatus, "system/status", "market.ping", .open, 1),
            wallet(.restrictions, "account/apiRestrictions", "account.keyTest", .userData, 1),
            wallet(.tradeFee, "asset/tradeFee", "account.fees", .userData, 1),
            wallet(.deposits, "capital/deposit/hisrec", "account.transfers", .userData, 1),
            wallet(.withdrawals, "capital/withdraw/history", "account.transfers", .userData, 18_000, .walletAccount),
            wallet(.coins, "capital/config/getall", "market.instruments", .userData, 10),
            wallet(.bnbBurn, "bnbBurn", "account.fees", .userData, 1),
        ]

        /// The listenKey calls that went away on 2026-02-20 (binance.md 0.1).
        private static let removed: [Route] = ["POST", "PUT", "DELETE"].map {
            Route(
                endpoint: .removed,
                method: $0,
                path: "/api/v3/userDataStream",
                operation: "account.stream",
                security: .open,
                weight: 1
            )
        }

        private static func open(_ endpoint: Endpoint, _ path: String, _ operation: String, _ weight: Int) -> Route {
            signed(endpoint, "GET", path, operation, .open, weight)
        }

        private static func signed(
            _ endpoint: Endpoint,
            _ method: String,
            _ path: String,
            _ operation: String,
            _ security: Security,
            _ weight: Int
        ) -> Route {
            Route(
                endpoint: endpoint,
                method: method,
                path: "/api/v3/" + path,
                operation: operation,
                security: security,
                weight: weight
            )
        }

        private static func wallet(
            _ endpoint: Endpoint,
            _ path: String,
            _ operation: String,
            _ security: Security,
            _ weight: Int,
            _ budget: Budget = .walletAddress
        ) -> Route {
            Route(
                endpoint: endpoint,
                method: "GET",
                path: "/sapi/v1/" + path,
                operation: operation,
                security: security,
                weight: weight,
                budget: budget
            )
        }
    }
}

extension Binance.Route {
    /// What this request costs: the listed weight, or what its parameters make of it (binance.md D, E).
    func weight(of query: Binance.Query) -> Int {
        let symbols = query.first("symbols").flatMap { Binance.TextList.parse($0.value) }?.count
        let isSingle = query.first("symbol") != nil
        switch endpoint {
        case .depth: return Self.depthWeight(query.first("limit").flatMap { Int($0.value) } ?? 100)
        case .ticker24:
            guard let symbols else { return isSingle ? 2 : 80 }
            return symbols <= 20 ? 2 : symbols <= 100 ? 40 : 80
        case .tickerPrice, .bookTicker: return isSingle ? 2 : 4
        case .executionRules: return isSingle ? 2 : min(40, symbols.map { 2 * max(1, $0) } ?? 40)
        case .openOrders: return isSingle ? 6 : 80
        case .myTrades: return query.first("orderId") == nil ? 20 : 5
        case .preventedMatches: return query.first("preventedMatchId") == nil ? 20 : 2
        case .test: return query.first("computeCommissionRates")?.value == "true" ? 20 : 1
        default: return weight
        }
    }

    private static func depthWeight(_ limit: Int) -> Int {
        switch limit {
        case ...100: 5
        case ...500: 25
        case ...1_000: 50
        default: 250
        }
    }
}
