import AdapterProtocol
import VenueSimulator

// The /sapi reads that an adapter needs (binance.md D, E, E.9, F).
extension BinanceFace {
    func readWallet(
        _ call: Binance.Call,
        _ parameters: inout Binance.Parameters
    ) throws(Binance.Refusal) -> Binance.JSON {
        switch call.route.endpoint {
        case .tradeFee: return try tradeFee(&parameters)
        case .deposits: return try deposits(&parameters)
        case .withdrawals: return try withdrawals(&parameters)
        default: break
        }
        try parameters.finish()
        switch call.route.endpoint {
        case .restrictions: return restrictions(of: call.key)
        case .coins: return coins
        case .bnbBurn:
            let isOn = exchange.account(Binance.Setup.account)?.usesFeeDiscount ?? false
            return ["spotBNBBurn": .flag(isOn), "interestBNBBurn": false]
        default: return ["status": 0, "msg": "normal"]
        }
    }

    private func restrictions(of key: Binance.Key?) -> Binance.JSON {
        let answer: Binance.JSON = [
            "ipRestrict": .flag(key?.isBound ?? false),
            "createTime": .time(openedAt - 30 * 86_400_000),
            "enableReading": true,
            "enableWithdrawals": .flag(key?.mayWithdraw ?? false),
            "enableInternalTransfer": false,
            "enableMargin": false,
            "enableFutures": false,
            "permitsUniversalTransfer": false,
            "enableVanillaOptions": false,
            "enableFixApiTrade": false,
            "enableFixReadOnly": true,
            "enableSpotAndMarginTrading": .flag(key?.mayTrade ?? false),
            "enablePortfolioMarginTrading": false,
        ]
        // The date after which a key may no longer trade; absent when there is none (binance.md F).
        let isExpired = key?.isExpired ?? false
        return answer.with("tradingAuthorityExpirationTime", isExpired ? .time(openedAt - 86_400_000) : nil)
    }

    private func tradeFee(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.optionalMarket()
        try parameters.finish()
        let fees = exchange.account(Binance.Setup.account)?.fees
        return .list(
            (market.map { [$0] } ?? Binance.Markets.all).map {
                [
                    "symbol": .text($0.symbol),
                    "makerCommission": .plain(fees?.maker ?? .zero),
                    "takerCommission": .plain(fees?.taker ?? .zero),
                ]
            }
        )
    }

    private func deposits(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let filter = try Binance.TransferFilter(&parameters, now: now)
        let txID = try parameters.text("txId")
        _ = try parameters.flag("includeSource")
        try parameters.finish()
        let rows = Binance.Transfers.deposits(openedAt: openedAt)
            .filter { filter.accepts($0) && (txID == nil || $0.txID == txID) }
        return .list(filter.page(rows).map(\.deposit))
    }

    private func withdrawals(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let filter = try Binance.TransferFilter(&parameters, now: now)
        let orderID = try parameters.text("withdrawOrderId")
        let ids = try parameters.text("idList").map { $0.split(separator: ",").map(String.init) }
        try parameters.finish()
        if let ids, ids.count > 45 { throw .invalid("idList") }
        let rows = Binance.Transfers.withdrawals(openedAt: openedAt).filter { row in
            filter.accepts(row) && (orderID == nil || row.orderID == orderID) && (ids?.contains(row.id) ?? true)
        }
        return .list(filter.page(rows).map(\.withdrawal))
    }

    private var coins: Binance.JSON {
        let account = exchange.account(Binance.Setup.account)
        let balances = Dictionary(
            (account?.balances ?? []).map { ($0.asset, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        return .list(
            (Binance.Markets.assets + [Binance.Coin.scaled]).map { asset in
                Binance.Coin(asset: asset, balance: balances[asset]).json
            }
        )
    }
}

extension Binance.Key {
    /// Withdrawal keys must be bound to addresses at the venue; here the list holds the loopback address.
    fileprivate var isBound: Bool { boundAddress != nil || mayWithdraw }
}
