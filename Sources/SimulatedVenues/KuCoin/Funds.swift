import AdapterProtocol
import VenueSimulator

// What the trading wallet holds (kucoin.md C.4, E.1, L.10): a limit buy holds its taker fee on top, which the engine
// does not know, so that the face adds it.
extension KuCoinFace {
    /// Fees held for open limit buys paid in `currency`, plus what waiting stop orders hold.
    func held(_ currency: String, _ locked: ExactDecimal) -> ExactDecimal {
        KuCoin.sum(heldFees(currency, locked), heldByStops(currency))
    }

    private func heldFees(_ currency: String, _ locked: ExactDecimal) -> ExactDecimal {
        if locked.isZero { return .zero }
        let markets = KuCoin.Markets.all
        guard markets.contains(where: { $0.quote == currency }) else { return .zero }
        // A currency that is never sold as base is only locked by buys.
        if !markets.contains(where: { $0.base == currency }) { return KuCoin.product(locked, KuCoin.Setup.feeRate) }
        var fees = ExactDecimal.zero
        for market in markets where market.quote == currency {
            for order in exchange.openOrders(account: KuCoin.Setup.account, symbol: market.symbol)
            where order.side == .buy {
                fees = KuCoin.sum(fees, KuCoin.product(order.lockedAmount, KuCoin.Setup.feeRate))
            }
        }
        return fees
    }

    private func heldByStops(_ currency: String) -> ExactDecimal {
        guard switches.has(.stopHoldsFunds, "yes") else { return .zero }
        return state.stops.filter(\.isWaiting).reduce(.zero) { sum, stop in
            guard let need = need(stop), need.currency == currency else { return sum }
            return KuCoin.sum(sum, need.amount)
        }
    }

    /// What a stop order would hold.
    func need(_ stop: KuCoin.StopOrder) -> (currency: String, amount: ExactDecimal)? {
        guard let market = KuCoin.Markets.bySymbol[stop.symbol] else { return nil }
        if stop.side == .sell { return (market.base, stop.size ?? .zero) }
        let value = stop.funds ?? KuCoin.product(stop.price ?? stop.stopPrice, stop.size ?? .zero)
        return (market.quote, KuCoin.sum(value, KuCoin.product(value, KuCoin.Setup.feeRate)))
    }

    /// What is free after all holds.
    func available(_ currency: String) -> ExactDecimal {
        guard let balance = exchange.account(KuCoin.Setup.account)?.balances.first(where: { $0.asset == currency })
        else { return .zero }
        return KuCoin.difference(balance.free, held(currency, balance.locked))
    }

    /// Refuses an order that the trading wallet cannot pay for (L.10). A market buy by size is left to the engine,
    /// which knows what the book asks for it.
    func checkFunds(
        _ form: KuCoin.OrderForm, _ market: KuCoin.Market, _ switches: KuCoin.Switches
    ) throws(KuCoin.Refusal) {
        switch form.side {
        case .sell:
            if let size = form.size, available(market.base) < size { throw .balance }
        case .buy:
            let value =
                form.funds.map { spendable($0, .buy, switches) }
                ?? form.price.map { KuCoin.product($0, form.size ?? .zero) }
            guard let value else { return }
            let need = KuCoin.sum(value, KuCoin.product(value, KuCoin.Setup.feeRate))
            if available(market.quote) < need { throw .balance }
        }
    }
}
