import AdapterProtocol
import VenueSimulator

extension Binance {
    /// Holds a new order against the symbol's filters, in the order of binance.md L.8.
    struct Filters {
        let market: Market
        /// What prices are compared with: the reference price, else the average, else the last price (C.3).
        let reference: ExactDecimal
        /// The account's open orders, all symbols.
        let openOrders: [EngineOrder]
        /// What the account has of the base asset, free and locked.
        let position: ExactDecimal

        func check(_ form: OrderForm) throws(Refusal) {
            for price in [form.price, form.stopPrice] {
                if let price, !market.price.allows(price) { throw .filter("PRICE_FILTER") }
            }
            if let price = form.price { try checkPercent(price, form.side) }
            try checkLot(form)
            try checkNotional(form)
            try checkCounts(form)
            try checkPosition(form)
        }

        private func checkPercent(_ price: ExactDecimal, _ side: Side) throws(Refusal) {
            let (name, up, down) =
                switch market.percent {
                case .bySide(let bidUp, let bidDown, let askUp, let askDown):
                    side == .buy
                        ? ("PERCENT_PRICE_BY_SIDE", bidUp, bidDown) : ("PERCENT_PRICE_BY_SIDE", askUp, askDown)
                case .bothSides(let up, let down): ("PERCENT_PRICE", up, down)
                }
            guard let highest = times(reference, ExactDecimal(up)), let lowest = times(reference, ExactDecimal(down)),
                lowest <= price, price <= highest
            else { throw .filter(name) }
        }

        private func checkLot(_ form: OrderForm) throws(Refusal) {
            guard let quantity = form.quantity else { return }
            guard market.lot.allows(quantity) else { throw .filter("LOT_SIZE") }
            if let iceberg = form.icebergQuantity {
                guard market.lot.allows(iceberg) else { throw .filter("LOT_SIZE") }
                if iceberg > quantity { throw Refusal(-2010, "IcebergQty exceeds QTY.") }
                guard let largest = times(iceberg, ExactDecimal(market.maximumIcebergParts)), quantity <= largest else {
                    throw .filter("ICEBERG_PARTS")
                }
            }
            if form.type == .market, quantity > market.marketMaximum { throw .filter("MARKET_LOT_SIZE") }
        }

        private func checkNotional(_ form: OrderForm) throws(Refusal) {
            let value: ExactDecimal? =
                switch form.amount {
                case .quote(let amount): amount
                case .base(let quantity): times(form.price ?? reference, quantity)
                }
            switch market.notional {
            case .notional(let minimum, let maximum):
                guard let value, value >= minimum else { throw .filter("NOTIONAL") }
                // applyMaxToMarket is false on every symbol here.
                if form.price != nil, value > maximum { throw .filter("NOTIONAL") }
            case .minNotional(let minimum):
                guard let value, value >= minimum else { throw .filter("MIN_NOTIONAL") }
            }
        }

        private func checkCounts(_ form: OrderForm) throws(Refusal) {
            let here = openOrders.filter { $0.symbol == market.symbol }
            if here.count >= market.maximumOrders { throw .filter("MAX_NUM_ORDERS") }
            let conditional = here.count { $0.kind.isTriggered }
            if form.type.isConditional, conditional >= market.maximumConditionalOrders {
                throw .filter("MAX_NUM_ALGO_ORDERS")
            }
            if openOrders.count >= Self.maximumOrdersOfAccount { throw .filter("EXCHANGE_MAX_NUM_ORDERS") }
        }

        /// The account-wide cap that `GET myFilters` shows.
        static let maximumOrdersOfAccount = 1_000

        private func checkPosition(_ form: OrderForm) throws(Refusal) {
            guard let maximum = market.maximumPosition, form.side == .buy, let quantity = form.quantity else { return }
            let buys = openOrders.filter { $0.symbol == market.symbol && $0.side == .buy }
            let parts = [position, quantity] + buys.map(\.remainingQuantity)
            guard let sum = try? ExactDecimal.sum(parts), sum <= maximum else { throw .position }
        }

        /// nil when the exact product has more than 34 digits: no filter allows such a number.
        private func times(_ left: ExactDecimal, _ right: ExactDecimal?) -> ExactDecimal? {
            right.flatMap { try? left * $0 }
        }
    }
}
