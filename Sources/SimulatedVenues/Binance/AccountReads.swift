import AdapterProtocol
import VenueSimulator

// GET account, account/commission, rateLimit/order, myFilters (binance.md E.1, E).
extension BinanceFace {
    mutating func readAccount(
        _ call: Binance.Call,
        _ parameters: inout Binance.Parameters
    ) throws(Binance.Refusal) -> Binance.JSON {
        switch call.route.endpoint {
        case .query: return try query(call, &parameters)
        case .openOrders: return try openOrders(&parameters)
        case .allOrders: return try allOrders(&parameters)
        case .myTrades: return try myTrades(&parameters)
        case .amendments: return try amendments(&parameters)
        case .preventedMatches: return try preventedMatches(&parameters)
        case .commission: return try commission(&parameters)
        case .myFilters: return try myFilters(&parameters)
        case .orderCounts:
            try parameters.finish()
            return unfilledOrders(call.switches)
        default: return try account(&parameters)
        }
    }

    private func account(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let omitsZeros = try parameters.flag("omitZeroBalances") ?? false
        try parameters.finish()
        guard let truth = exchange.account(Binance.Setup.account) else {
            throw Binance.Refusal(-2010, "This action is disabled on this account.")
        }
        let account = visibility.seen(truth)
        let balances = account.balances.filter { !omitsZeros || !$0.free.isZero || !$0.locked.isZero }
        return [
            "makerCommission": 10,
            "takerCommission": 10,
            "buyerCommission": 0,
            "sellerCommission": 0,
            "commissionRates": [
                "maker": .money(account.fees.maker), "taker": .money(account.fees.taker), "buyer": .money(.zero),
                "seller": .money(.zero),
            ],
            "canTrade": true,
            "canWithdraw": true,
            "canDeposit": true,
            "brokered": false,
            "requireSelfTradePrevention": false,
            "preventSor": false,
            "updateTime": .time(account.updatedAt),
            "accountType": "SPOT",
            "balances": .list(
                balances.map {
                    ["asset": .text($0.asset), "free": .money($0.free), "locked": .money($0.locked)]
                }
            ),
            "permissions": ["SPOT"],
            "uid": .integer(Binance.Setup.userID),
        ]
    }

    private func commission(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.market()
        try parameters.finish()
        let fees = exchange.account(Binance.Setup.account)?.fees
        return [
            "symbol": .text(market.symbol),
            "standardCommission": Self.rates(maker: fees?.maker ?? .zero, taker: fees?.taker ?? .zero, sides: true),
            "specialCommission": Self.rates(maker: .zero, taker: .zero, sides: true),
            "taxCommission": Self.rates(maker: .zero, taker: .zero, sides: true),
            "discount": discount,
        ]
    }

    /// The answer of order/test with `computeCommissionRates`.
    var commissionForOrder: Binance.JSON {
        let fees = exchange.account(Binance.Setup.account)?.fees
        return [
            "standardCommissionForOrder": Self.rates(
                maker: fees?.maker ?? .zero,
                taker: fees?.taker ?? .zero,
                sides: false
            ),
            "specialCommissionForOrder": Self.rates(maker: .zero, taker: .zero, sides: false),
            "taxCommissionForOrder": Self.rates(maker: .zero, taker: .zero, sides: false),
            "discount": discount,
        ]
    }

    private static func rates(maker: ExactDecimal, taker: ExactDecimal, sides: Bool) -> Binance.JSON {
        let rates: Binance.JSON = ["maker": .money(maker), "taker": .money(taker)]
        return
            rates
            .with("buyer", sides ? .money(.zero) : nil)
            .with("seller", sides ? .money(.zero) : nil)
    }

    private var discount: Binance.JSON {
        [
            "enabledForAccount": .flag(exchange.account(Binance.Setup.account)?.usesFeeDiscount ?? false),
            "enabledForSymbol": true,
            "discountAsset": "BNB",
            "discount": .money(Binance.Setup.discount ?? 1),
        ]
    }

    private mutating func unfilledOrders(_ switches: Binance.Switches) -> Binance.JSON {
        let counts = orderCounts.counts(at: now)
        return [
            Binance.ExchangeInfo.limit("ORDERS", "SECOND", 10, switches.orderLimit10Seconds)
                .with("count", .integer(counts.tenSeconds)),
            Binance.ExchangeInfo.limit("ORDERS", "DAY", 1, switches.orderLimitDay)
                .with("count", .integer(counts.day)),
        ]
    }

    /// The filters of this account on one symbol; the only place that shows MAX_ASSET.
    private func myFilters(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.market()
        try parameters.finish()
        return [
            "exchangeFilters": [
                [
                    "filterType": "EXCHANGE_MAX_NUM_ORDERS",
                    "maxNumOrders": .integer(Binance.Filters.maximumOrdersOfAccount),
                ]
            ],
            "symbolFilters": [["filterType": "MAX_NUM_ORDER_LISTS", "maxNumOrderLists": 20]],
            "assetFilters": [
                ["filterType": "MAX_ASSET", "asset": .text(market.quote), "limit": .money(9_000_000)]
            ],
        ]
    }
}
