extension VALR.Route {
    /// The paths without a variable part.
    static let fixed: [String: Self] = [
        "GET /v1/public/time": open(.time, "market.time", .time),
        "GET /v1/public/status": open(.status, "market.ping", .status),
        "GET /v2/healthz": open(.health, "market.ping", .status),
        "GET /v1/public/currencies": open(.currencies, "market.instruments", maxAge: 60),
        "GET /v1/public/pairs": open(.pairs(type: nil), "market.instruments", maxAge: 60),
        "GET /v1/public/pairs/SPOT": open(.pairs(type: "SPOT"), "market.instruments", maxAge: 60),
        "GET /v1/public/pairs/FUTURE": open(.pairs(type: "FUTURE"), "market.instruments", maxAge: 60),
        "GET /v1/public/ordertypes": open(.orderTypes, "market.instruments", maxAge: 60),
        "GET /v1/public/marketsummary": open(.summaries, "market.ticker", maxAge: 5),
        "GET /v1/account/balances": view(.balances, "account.balances"),
        "GET /v1/account/balances/all": view(.allBalances, "account.balances", isPrimaryOnly: true),
        "GET /v1/account/subaccounts": view(.subaccounts, "account.subaccounts", isPrimaryOnly: true),
        "GET /v1/account/fees/trade": view(.fees, "account.fees"),
        "GET /v1/account/api-keys/current": view(.keyInfo, "account.keyTest"),
        "GET /v1/account/tradehistory": view(.fills, "fill.history"),
        "GET /v1/account/transactionhistory": view(.ledger, "account.transactions"),
        "GET /v1/wallet/crypto/deposit/history": view(.deposits(nil), "account.deposits"),
        "GET /v1/wallet/crypto/withdraw/history": view(.withdrawals(nil), "account.withdrawals"),
        "GET /v1/orders/open": view(.openOrders, "order.open"),
        "GET /v1/orders/history": view(.history, "order.history"),
        "POST /v1/orders/limit": trade(.place(.limit, isV2: false), "order.place", .placeV1),
        "POST /v1/orders/market": trade(.place(.market, isV2: false), "order.place", .placeV1),
        "POST /v1/orders/stop/limit": trade(.place(.stop, isV2: false), "order.place", .placeV1),
        "POST /v2/orders/limit": trade(.place(.limit, isV2: true), "order.place", .placeV2),
        "POST /v2/orders/market": trade(.place(.market, isV2: true), "order.place", .placeV2),
        "POST /v2/orders/stop/limit": trade(.place(.stop, isV2: true), "order.place", .placeV2),
        "POST /v1/batch/orders": trade(.batch, "order.place", .batch),
        "PUT /v1/orders/modify": trade(.modify(isV2: false), "order.amend", .modify),
        "PUT /v2/orders/modify": trade(.modify(isV2: true), "order.amend", .modify),
        "DELETE /v1/orders/order": trade(.cancel(isV2: false), "order.cancel", .cancelV1),
        "DELETE /v2/orders/order": trade(.cancel(isV2: true), "order.cancel", .cancelV2),
        "DELETE /v1/orders": trade(.cancelAll(nil), "order.cancelAll", .cancelV1),
    ]

    static func publicRoute(_ rest: [String]) -> Self? {
        guard let pair = rest.first else { return nil }
        switch rest.dropFirst().joined(separator: "/") {
        case "ordertypes": return open(.pairOrderTypes(pair), "market.instruments", maxAge: 60)
        case "marketsummary": return open(.summary(pair), "market.ticker", maxAge: 5)
        case "orderbook": return open(.book(pair), "market.depth", maxAge: 30)
        case "orderbook/full": return open(.fullBook(pair), "market.depth", maxAge: 30)
        case "trades": return open(.trades(pair), "market.trades", maxAge: 30)
        case "buckets": return open(.buckets(pair), "market.candles", .buckets)
        case "markprice/buckets": return open(.markBuckets(pair), "market.candles", maxAge: 50)
        default: return nil
        }
    }

    static func marketDataRoute(_ rest: [String]) -> Self? {
        guard let pair = rest.first else { return nil }
        switch rest.dropFirst().joined(separator: "/") {
        case "orderbook": return view(.book(pair), "market.depth", maxAge: 1)
        case "orderbook/full": return view(.fullBook(pair), "market.depth", maxAge: 1)
        case "tradehistory": return view(.trades(pair), "market.trades", maxAge: 1)
        default: return nil
        }
    }

    static func orderRoute(_ rest: [String]) -> Self? {
        guard let last = rest.last else { return nil }
        switch rest.count {
        case 3:
            return name(rest[1], last).map { view(.orderStatus(rest[0], $0), "order.query") }
        case 4 where rest[0] == "history" && rest[1] == "summary":
            return name(rest[2], last).map { view(.orderSummary($0), "order.query") }
        case 4 where rest[0] == "history" && rest[1] == "detail":
            return name(rest[2], last).map { view(.orderDetail($0), "order.query") }
        default: return nil
        }
    }

    private static func name(_ kind: String, _ value: String) -> VALR.OrderName? {
        switch kind {
        case "orderid": .id(value)
        case "customerorderid": .customer(value)
        default: nil
        }
    }

    /// The deprecated paths with the currency in them are still answered (valr.md A).
    static func walletRoute(_ rest: [String]) -> Self? {
        guard rest.count == 4, rest[0] == "crypto", rest[3] == "history" else { return nil }
        switch rest[2] {
        case "deposit": return view(.deposits(rest[1]), "account.deposits")
        case "withdraw": return view(.withdrawals(rest[1]), "account.withdrawals")
        default: return nil
        }
    }
}
