import AdapterProtocol
import VenueSimulator

extension KuCoin {
    /// Checks of an order against its pair (kucoin.md C.3, L.8), in the sheet's order.
    struct OrderRules {
        let market: Market
        let lastPrice: ExactDecimal
        let switches: Switches

        func check(_ form: OrderForm) throws(Refusal) {
            if let price = form.price {
                guard price.isMultiple(of: market.priceIncrement), price < KuCoin.dec(1_000_000_000_000) else {
                    throw .priceIncrement(code: switches.text(.incrementCode))
                }
            }
            if let size = form.size { try check(size: size) }
            if let funds = form.funds { try check(funds: funds) }
            let notional = form.funds ?? KuCoin.product(form.price ?? lastPrice, form.size ?? .zero)
            if notional < market.minFunds {
                throw .minimumFunds(market.minFunds.text(trimmingZeros: true), market.quote)
            }
        }

        func check(size: ExactDecimal) throws(Refusal) {
            guard size.isPositive, size.isMultiple(of: market.baseIncrement) else { throw .sizeIncrement }
            if size < market.baseMinSize { throw .sizeMinimum }
            if size > market.baseMaxSize { throw .sizeInvalid }
        }

        private func check(funds: ExactDecimal) throws(Refusal) {
            guard funds.isPositive, funds.isMultiple(of: market.quoteIncrement) else { throw .fundsIncrement }
            if funds < market.quoteMinSize { throw .fundsMinimum }
            if funds > market.quoteMaxSize { throw .fundsInvalid }
        }

        /// What price protection says to a limit price (E.3): a buy far above or a sell far below the last price.
        func protection(_ side: Side, _ price: ExactDecimal?) -> Refusal? {
            guard let price, !switches.has(.priceProtection, "off") else { return nil }
            let margin = KuCoin.product(lastPrice, market.priceLimitRate)
            switch side {
            case .buy:
                let bound = KuCoin.sum(lastPrice, margin)
                return price > bound ? .highestPrice(bound.text(minimumScale: 20, trimmingZeros: true)) : nil
            case .sell:
                let bound = KuCoin.difference(lastPrice, margin)
                return price < bound ? .lowestPrice(bound.text(minimumScale: 20, trimmingZeros: true)) : nil
            }
        }

        /// Whether the pair takes orders at all.
        func checkOpen(now: Int64) throws(Refusal) {
            if let start = market.auction?.start, now < start { throw .notStarted }
            guard market.isEnabled, switches.has(.venueStatus, "open") else { throw .placingSuspended }
        }
    }
}
