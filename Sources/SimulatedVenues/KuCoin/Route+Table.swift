import VenueSimulator

extension KuCoin.Route {
    /// Every call by its path; a last component of `*` stands for a variable.
    static let table: [String: [KuCoin.Route]] = {
        var table: [String: [KuCoin.Route]] = [:]
        for (path, route) in market + account + orders + stops + unified + deprecated {
            table["/api/" + path, default: []].append(route)
        }
        return table
    }()

    private typealias Row = (path: String, route: KuCoin.Route)

    private static let market: [Row] = [
        open(.time, "v1/timestamp", "market.time", 3),
        open(.status, "v1/status", "market.ping", 3),
        open(.symbols, "v2/symbols", "market.instruments", 4),
        open(.symbol, "v2/symbols/*", "market.instruments", 4),
        open(.markets, "v1/markets", "market.instruments", 3),
        open(.currencies, "v3/currencies", "market.instruments", 3),
        open(.currency, "v3/currencies/*", "market.instruments", 3),
        open(.ticker, "v1/market/orderbook/level1", "market.ticker", 2),
        open(.tickers, "v1/market/allTickers", "market.ticker", 15),
        open(.statistics, "v1/market/stats", "market.ticker", 15),
        open(.book20, "v1/market/orderbook/level2_20", "market.depth", 2),
        open(.book100, "v1/market/orderbook/level2_100", "market.depth", 2),
        signed(.fullBook, "GET", "v3/market/orderbook/level2", "market.depth", 3),
        open(.trades, "v1/market/histories", "market.trades", 3),
        open(.candles, "v1/market/candles", "market.candles", 3),
        open(.callAuction, "v1/market/orderbook/callauction/level2_20", "market.depth", 2),
        open(.callAuction, "v1/market/orderbook/callauction/level2_100", "market.depth", 2),
        open(.callAuction, "v1/market/callauctionData", "market.depth", 2),
        open(.prices, "v1/prices", "market.ticker", 3),
        open(.address, "v1/my-ip", "market.ping", 0),
        (
            "v1/bullet-public",
            .init(
                endpoint: .publicToken, method: "POST", operation: "market.stream", permission: .open, weight: 10,
                pool: .everyone)
        ),
    ]

    private static let account: [Row] = [
        signed(.accounts, "GET", "v1/accounts", "account.balances", 5, .management),
        signed(.oldLedger, "GET", "v1/accounts/ledgers", "account.transfers", 2, .management),
        signed(.account, "GET", "v1/accounts/*", "account.balances", 5, .management),
        signed(.opened, "GET", "v1/hf/accounts/opened", "account.balances", 30),
        signed(.userInfo, "GET", "v2/user-info", "account.limits", 20, .management),
        signed(.baseFee, "GET", "v1/base-fee", "account.fees", 3),
        signed(.tradeFees, "GET", "v1/trade-fees", "account.fees", 3),
        signed(.ledger, "GET", "v1/hf/accounts/ledgers", "account.transfers", 2),
        signed(.deposits, "GET", "v1/deposits", "account.transfers", 5, .management),
        signed(.withdrawals, "GET", "v1/withdrawals", "account.transfers", 20, .management),
        signed(.withdrawal, "GET", "v1/withdrawals/*", "account.transfers", 20, .management),
        signed(.apiKey, "GET", "v1/user/api-key", "account.keyTest", 20, .management),
        signed(.privateToken, "POST", "v1/bullet-private", "account.stream", 10),
        signed(.mode, "GET", "ua/v1/account/mode", "account.keyTest", 2, .management),
        signed(.mode, "GET", "ua/v2/account/mode", "account.keyTest", 2, .management),
    ]

    private static let orders: [Row] = [
        trade(.place, "POST", "v1/hf/orders", "order.place", 1),
        trade(.placeSync, "POST", "v1/hf/orders/sync", "order.place", 1),
        trade(.test, "POST", "v1/hf/orders/test", "order.test", 1),
        trade(.batch, "POST", "v1/hf/orders/multi", "order.place", 1),
        trade(.batchSync, "POST", "v1/hf/orders/multi/sync", "order.place", 1),
        trade(.alter, "POST", "v1/hf/orders/alter", "order.replace", 1),
        trade(.cancel, "DELETE", "v1/hf/orders/*", "order.cancel", 1),
        trade(.cancelByClient, "DELETE", "v1/hf/orders/client-order/*", "order.cancel", 1),
        trade(.cancelSync, "DELETE", "v1/hf/orders/sync/*", "order.cancel", 1),
        trade(.cancelSyncByClient, "DELETE", "v1/hf/orders/sync/client-order/*", "order.cancel", 1),
        trade(.cancelPart, "DELETE", "v1/hf/orders/cancel/*", "order.amend", 2),
        trade(.cancelSymbol, "DELETE", "v1/hf/orders", "order.cancelAll", 2),
        trade(.cancelAll, "DELETE", "v1/hf/orders/cancelAll", "order.cancelAll", 30),
        signed(.order, "GET", "v1/hf/orders/*", "order.query", 2),
        signed(.orderByClient, "GET", "v1/hf/orders/client-order/*", "order.query", 2),
        signed(.active, "GET", "v1/hf/orders/active", "order.open", 2),
        signed(.activePage, "GET", "v1/hf/orders/active/page", "order.open", 2),
        trade(.activeSymbols, "GET", "v1/hf/orders/active/symbols", "order.open", 2),
        signed(.done, "GET", "v1/hf/orders/done", "order.history", 2),
        signed(.fills, "GET", "v1/hf/fills", "fill.history", 2),
        trade(.deadCancel, "POST", "v1/hf/orders/dead-cancel-all", "order.deadCancel", 2),
        trade(.deadCancelQuery, "GET", "v1/hf/orders/dead-cancel-all/query", "order.deadCancel", 2),
    ]

    private static let stops: [Row] = [
        trade(.placeStop, "POST", "v1/stop-order", "order.place", 1),
        trade(.cancelStop, "DELETE", "v1/stop-order/*", "order.cancel", 3),
        trade(.cancelStopByClient, "DELETE", "v1/stop-order/cancelOrderByClientOid", "order.cancel", 5),
        trade(.cancelStops, "DELETE", "v1/stop-order/cancel", "order.cancelAll", 3),
        signed(.stops, "GET", "v1/stop-order", "order.open", 8),
        signed(.stopByClient, "GET", "v1/stop-order/queryOrderByClientOid", "order.query", 3),
        signed(.stop, "GET", "v1/stop-order/*", "order.query", 3),
    ]

    /// The unified API, which this account does not have (kucoin.md 0, Annex 1).
    private static let unified: [Row] = ["v1", "v2"].flatMap { version in
        ["place", "cancel", "amend", "cancel-batch", "cancel-all"].map {
            trade(.unified, "POST", "ua/\(version)/unified/order/\($0)", "order.unified", 1)
        }
            + ["detail", "open-list", "history", "execution"].map {
                signed(.unified, "GET", "ua/\(version)/unified/order/\($0)", "order.unified", 2)
            } + [signed(.unified, "GET", "ua/\(version)/unified/account/balance", "account.unified", 5)]
    }

    /// The first generation of order calls, and symbols of version 1 (kucoin.md 0).
    private static let deprecated: [Row] = [
        open(.deprecated, "v1/symbols", "market.instruments", 4),
        signed(.deprecated, "GET", "v1/orders", "order.history", 2),
        signed(.deprecated, "POST", "v1/orders", "order.place", 2),
        signed(.deprecated, "GET", "v1/orders/*", "order.query", 2),
        signed(.deprecated, "DELETE", "v1/orders/*", "order.cancel", 3),
        signed(.deprecated, "DELETE", "v1/orders", "order.cancelAll", 20),
        signed(.deprecated, "GET", "v1/fills", "fill.history", 10),
        signed(.deprecated, "GET", "v1/limit/orders", "order.history", 3),
        signed(.deprecated, "GET", "v1/limit/fills", "fill.history", 20),
        signed(.deprecated, "GET", "v1/order/client-order/*", "order.query", 3),
        signed(.deprecated, "DELETE", "v1/order/client-order/*", "order.cancel", 5),
    ]

    private static func open(_ endpoint: KuCoin.Endpoint, _ path: String, _ operation: String, _ weight: Int) -> Row {
        (
            path,
            .init(
                endpoint: endpoint, method: "GET", operation: operation, permission: .open, weight: weight,
                pool: .everyone)
        )
    }

    private static func signed(
        _ endpoint: KuCoin.Endpoint, _ method: String, _ path: String, _ operation: String, _ weight: Int,
        _ pool: Pool = .spot
    ) -> Row {
        (
            path,
            .init(
                endpoint: endpoint, method: method, operation: operation, permission: .general, weight: weight,
                pool: pool)
        )
    }

    private static func trade(
        _ endpoint: KuCoin.Endpoint, _ method: String, _ path: String, _ operation: String, _ weight: Int
    ) -> Row {
        (
            path,
            .init(
                endpoint: endpoint, method: method, operation: operation, permission: .spot, weight: weight,
                pool: .spot)
        )
    }
}
