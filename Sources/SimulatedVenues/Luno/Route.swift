import VenueSimulator

extension Luno {
    /// What a request asks for.
    enum Endpoint: Sendable, Hashable {
        case markets, ticker, tickers, bookTop, bookFull, trades, candles
        case balance, feeInfo, transactions(String), pending(String), transfers, moves
        case withdrawals, createWithdrawal, withdrawal(String), cancelWithdrawal(String), send, networks
        case fundingAddress
        case beneficiaries
        case postOrder, marketOrder, stopOrder
        case orderV1(String), orderV2(String), orderV3, ordersV1, ordersV2, userTrades
    }

    /// One documented path (luno.md D and E).
    struct Route: Sendable {
        let endpoint: Endpoint
        /// The common name of the operation, for the fault plan.
        let operation: String
        /// Who may call it: nil for everybody, empty for any key.
        let permission: Permissions?
        /// A placement or a cancel.
        var isOrderWrite = false

        private static func open(_ endpoint: Endpoint, _ operation: String) -> Route {
            Route(endpoint: endpoint, operation: operation, permission: nil)
        }

        private static func closed(_ endpoint: Endpoint, _ operation: String, _ permission: Permissions) -> Route {
            Route(endpoint: endpoint, operation: operation, permission: permission)
        }

        private static func write(_ endpoint: Endpoint, _ operation: String) -> Route {
            Route(endpoint: endpoint, operation: operation, permission: .writeOrders, isOrderWrite: true)
        }

        private static let fixed: [String: Route] = [
            "GET /api/exchange/1/markets": open(.markets, "market.instruments"),
            "GET /api/1/ticker": open(.ticker, "market.ticker"),
            "GET /api/1/tickers": open(.tickers, "market.ticker"),
            "GET /api/1/orderbook_top": open(.bookTop, "market.depth"),
            "GET /api/1/orderbook": open(.bookFull, "market.depth"),
            "GET /api/1/trades": open(.trades, "market.trades"),
            "GET /api/exchange/1/candles": closed(.candles, "market.candles", []),
            "GET /api/1/balance": closed(.balance, "account.balances", .readBalance),
            "GET /api/1/fee_info": closed(.feeInfo, "account.fees", .readOrders),
            "POST /api/1/postorder": write(.postOrder, "order.place"),
            "POST /api/1/marketorder": write(.marketOrder, "order.place"),
            "POST /api/1/stoporder": write(.stopOrder, "order.cancel"),
            "GET /api/exchange/3/order": closed(.orderV3, "order.query", .readOrders),
            "GET /api/exchange/2/listorders": closed(.ordersV2, "order.open", .readOrders),
            "GET /api/1/listorders": closed(.ordersV1, "order.history", .readOrders),
            "GET /api/1/listtrades": closed(.userTrades, "fill.history", .readOrders),
            "GET /api/exchange/1/transfers": closed(.transfers, "account.transfers", .readTransfers),
            "GET /api/exchange/1/move/list_moves": closed(.moves, "account.transfers", []),
            "GET /api/1/withdrawals": closed(.withdrawals, "account.withdrawals", .readWithdrawals),
            "POST /api/1/withdrawals": closed(.createWithdrawal, "account.withdraw", .writeWithdrawals),
            "POST /api/1/send": closed(.send, "account.withdraw", .send),
            "GET /api/1/send/networks": closed(.networks, "account.withdrawals", []),
            "GET /api/1/funding_address": closed(.fundingAddress, "account.deposits", .readAddresses),
            "GET /api/1/beneficiaries": closed(.beneficiaries, "account.beneficiaries", .readBeneficiaries),
        ]

        /// The route of a request; nil for a path that the venue does not have.
        static func find(_ request: FaceRequest) -> Route? {
            if let route = fixed[request.method + " " + request.path] {
                // The same path lists what is open and what is over.
                if case .ordersV2 = route.endpoint, asksForClosed(request) {
                    return closed(.ordersV2, "order.history", .readOrders)
                }
                return route
            }
            let parts = request.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(
                String.init)
            guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
            return withParameter(request.method, parts)
        }

        private static func withParameter(_ method: String, _ parts: [String]) -> Route? {
            switch (method, parts.count) {
            case ("GET", 4) where parts[0...2] == ["api", "1", "orders"]:
                closed(.orderV1(parts[3]), "order.query", .readOrders)
            case ("GET", 5) where parts[0...3] == ["api", "exchange", "2", "orders"]:
                closed(.orderV2(parts[4]), "order.query", .readOrders)
            case ("GET", 5) where parts[0...2] == ["api", "1", "accounts"] && parts[4] == "transactions":
                closed(.transactions(parts[3]), "account.transactions", .readTransactions)
            case ("GET", 5) where parts[0...2] == ["api", "1", "accounts"] && parts[4] == "pending":
                closed(.pending(parts[3]), "account.transactions", .readTransactions)
            case ("GET", 4) where parts[0...2] == ["api", "1", "withdrawals"]:
                closed(.withdrawal(parts[3]), "account.withdrawals", .readWithdrawals)
            case ("DELETE", 4) where parts[0...2] == ["api", "1", "withdrawals"]:
                closed(.cancelWithdrawal(parts[3]), "account.withdraw", .writeWithdrawals)
            default: nil
            }
        }

        private static func asksForClosed(_ request: FaceRequest) -> Bool {
            (request.query ?? "").split(separator: "&").contains { $0.lowercased() == "closed=true" }
        }
    }
}
