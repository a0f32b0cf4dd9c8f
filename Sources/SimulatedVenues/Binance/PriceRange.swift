import AdapterProtocol
import VenueSimulator

// The price range execution rule (binance.md C.3): a taker that would trade outside `reference price x multiplier`
// trades inside and expires with the rest.
extension BinanceFace {
    /// The order as the engine gets it. One that would leave the range becomes an immediate-or-cancel order at the
    /// range's end; labels keep what the customer sent, for the reports.
    func keptInRange(_ order: NewOrder, _ market: Binance.Market) -> NewOrder {
        guard order.kind == .market || order.kind == .limit, let bound = rangeEnd(market, order.side) else {
            return order
        }
        guard let inside = quantityInside(bound, order) else { return order }
        var kept = order
        kept.labels[Binance.Label.type] = Binance.OrderType(order.kind).rawValue
        kept.labels[Binance.Label.price] = order.price?.description ?? "0"
        kept.labels[Binance.Label.timeInForce] = Binance.TimeInForce(order.timeInForce).rawValue
        if case .quote(let amount) = order.amount {
            // One lot more than there is, so that a rest expires.
            guard let quantity = try? inside + market.lot.step else { return order }
            kept.labels[Binance.Label.quoteAmount] = amount.description
            kept.amount = .base(quantity)
        }
        kept.kind = .limit
        kept.price = bound
        kept.timeInForce = order.timeInForce == .fillOrKill ? .fillOrKill : .immediateOrCancel
        return kept
    }

    /// The last price that a taker of this side may trade at, nil without a rule or a reference price.
    private func rangeEnd(_ market: Binance.Market, _ side: Side) -> ExactDecimal? {
        guard let range = market.executionRange, market.referencePrice == .set,
            let reference = exchange.lastPrice(market.symbol),
            let factor = ExactDecimal(side == .buy ? range.up : range.down), let end = try? reference * factor
        else { return nil }
        return try? end.quantized(to: market.price.step, side == .buy ? .floor : .up)
    }

    /// What can trade inside the range if the order would go beyond it; nil if it stays inside.
    private func quantityInside(_ bound: ExactDecimal, _ order: NewOrder) -> ExactDecimal? {
        guard let book = exchange.book(order.symbol, depth: 5_000) else { return nil }
        var inside = ExactDecimal.zero
        var spent = ExactDecimal.zero
        for level in order.side == .buy ? book.asks : book.bids {
            if let limit = order.price, isWorse(level.price, than: limit, order.side) { return nil }
            switch order.amount {
            case .base(let quantity): if inside >= quantity { return nil }
            case .quote(let amount): if spent >= amount { return nil }
            }
            if isWorse(level.price, than: bound, order.side) { return inside }
            guard let quantity = try? inside + level.quantity, let cost = try? level.price * level.quantity,
                let sum = try? spent + cost
            else { return nil }
            (inside, spent) = (quantity, sum)
        }
        return nil
    }

    private func isWorse(_ price: ExactDecimal, than other: ExactDecimal, _ side: Side) -> Bool {
        side == .buy ? price > other : price < other
    }
}
