import VenueSimulator

extension VALR {
    /// How an order is named in a path.
    enum OrderName: Sendable, Hashable {
        case id(String)
        case customer(String)
    }

    /// The kinds of placement, each with a path of its own.
    enum Placement: String, Sendable, Hashable, Codable {
        case limit, market, stop
    }

    /// What a request asks for.
    enum Endpoint: Sendable, Hashable {
        case time, status, health, currencies, pairs(type: String?), orderTypes, pairOrderTypes(String)
        case summaries, summary(String), book(String), fullBook(String), trades(String)
        case buckets(String), markBuckets(String)
        case balances, allBalances, subaccounts, fees, keyInfo, fills, pairFills(String), ledger
        case deposits(String?), withdrawals(String?)
        case place(Placement, isV2: Bool), batch, modify(isV2: Bool), cancel(isV2: Bool), cancelAll(String?)
        case orderStatus(String, OrderName), openOrders, history, orderSummary(OrderName), orderDetail(OrderName)
    }

    /// One documented path (valr.md D and E).
    struct Route: Sendable {
        /// Who may call.
        enum Access: Sendable {
            case open, view, trade
        }

        /// What a call counts against (valr.md H).
        enum Meter: String, Sendable {
            case publicMinute, time, status, buckets, privateMinute, placeV1, cancelV1, batch, modify, placeV2,
                cancelV2, sockets
        }

        let endpoint: Endpoint
        /// The common name of the operation, for the fault plan.
        let operation: String
        let access: Access
        let meter: Meter
        var isPrimaryOnly = false
        /// How long a cache may keep the answer, in seconds; nil for never (valr.md D).
        var maxAge: Int?

        var isOrderWrite: Bool { access == .trade }

        static func open(_ endpoint: Endpoint, _ operation: String, _ meter: Meter = .publicMinute, maxAge: Int? = nil)
            -> Route
        {
            Route(endpoint: endpoint, operation: operation, access: .open, meter: meter, maxAge: maxAge)
        }

        static func view(
            _ endpoint: Endpoint, _ operation: String, isPrimaryOnly: Bool = false, maxAge: Int? = nil
        ) -> Route {
            Route(
                endpoint: endpoint, operation: operation, access: .view, meter: .privateMinute,
                isPrimaryOnly: isPrimaryOnly, maxAge: maxAge)
        }

        static func trade(_ endpoint: Endpoint, _ operation: String, _ meter: Meter) -> Route {
            Route(endpoint: endpoint, operation: operation, access: .trade, meter: meter)
        }

        /// The route of a request; nil for a path that the venue does not have.
        static func find(_ request: FaceRequest) -> Route? {
            if let route = fixed[request.method + " " + request.path] { return route }
            guard request.path.utf8.count <= 200 else { return nil }
            let parts = request.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(
                String.init)
            guard parts.count >= 3, parts[0] == "v1", parts.allSatisfy({ !$0.isEmpty }) else { return nil }
            let rest = Array(parts.dropFirst(2))
            switch (request.method, parts[1]) {
            case ("GET", "public"): return publicRoute(rest)
            case ("GET", "marketdata"): return marketDataRoute(rest)
            case ("GET", "orders"): return orderRoute(rest)
            case ("DELETE", "orders") where rest.count == 1:
                return trade(.cancelAll(rest[0]), "order.cancelAll", .cancelV1)
            case ("GET", "account") where rest.count == 2 && rest[1] == "tradehistory":
                return view(.pairFills(rest[0]), "fill.history")
            case ("GET", "wallet"): return walletRoute(rest)
            default: return nil
            }
        }
    }
}
