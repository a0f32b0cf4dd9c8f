import AdapterProtocol

extension LunoAccountSession {
    /// Orders kept at most; more live ones than the venue lets anybody have.
    private static var mostOrders: Int { 20_000 }

    /// An order as an answer showed it. What events told may be newer than the answer: the larger sums stay. One that has
    /// ended is let go: should a message still come, it is read again.
    mutating func learn(_ order: Order) {
        guard !order.phase.isEnded else {
            orders[order.venueOrderID] = nil
            return
        }
        if orders.count >= Self.mostOrders { orders.removeAll() }
        guard let known = orders[order.venueOrderID], known.symbol == order.symbol, known.filledBase > order.filledBase
        else {
            orders[order.venueOrderID] = order
            return
        }
        orders[order.venueOrderID] = order.with(
            phase: .working, filledBase: known.filledBase, filledQuote: known.filledQuote, updatedAt: known.updatedAt)
    }

    /// A word about an order. `COMPLETE` does not say whether it filled, unless its fills say so (luno.md J.1, K.24).
    mutating func take(_ news: OrderNews, _ time: Timestamp?, _ output: inout StreamOutput<AccountStreamEvent>) {
        let symbol = catalog[native: news.market]?.symbol
        guard let known = orders[news.id], known.symbol == symbol else {
            return output.tell(.read(.order(.venue(news.id), symbol)))
        }
        switch news.status {
        // Words are told again after a reconnect, and never lead backwards (luno.md J.2).
        case "AWAITING": return
        case "PENDING":
            guard known.phase != .working else { return }
            tell(known.with(phase: .working, updatedAt: time), &output)
        case "COMPLETE":
            guard let ordered = known.amount?.baseQuantity, known.filledBase >= ordered else {
                return output.tell(.read(.order(.venue(news.id), symbol)))
            }
            tell(known.with(phase: .ended(.filled), updatedAt: time), &output)
        default: output.tell(.read(.order(.venue(news.id), symbol)))
        }
    }

    /// New sums of an order. A fill of its own it is not: that has an id, which only the list of trades tells, and late
    /// (luno.md J.1, E.10).
    mutating func take(_ news: FillNews, _ time: Timestamp?, _ output: inout StreamOutput<AccountStreamEvent>) {
        let symbol = catalog[native: news.market]?.symbol
        guard let known = orders[news.id], known.symbol == symbol else {
            output.tell(.read(.order(.venue(news.id), symbol)))
            return output.tell(.read(.fills(symbol)))
        }
        // Told a second time, or out of order (luno.md J.2).
        guard news.base > known.filledBase else { return }
        tell(
            known.with(phase: .working, filledBase: news.base, filledQuote: news.counter, updatedAt: time), &output)
        output.tell(.read(.fills(symbol)))
    }

    private mutating func tell(_ order: Order, _ output: inout StreamOutput<AccountStreamEvent>) {
        orders[order.venueOrderID] = order.phase.isEnded ? nil : order
        output.tell(.order(order))
    }
}

extension Order {
    /// The same order further on in its life.
    fileprivate func with(phase: OrderPhase, updatedAt time: Timestamp?) -> Order {
        with(phase: phase, filledBase: filledBase, filledQuote: filledQuote, updatedAt: time)
    }

    fileprivate func with(
        phase: OrderPhase, filledBase: ExactDecimal, filledQuote: ExactDecimal?, updatedAt time: Timestamp?
    ) -> Order {
        Order(
            symbol: symbol, venueOrderID: venueOrderID, clientOrderID: clientOrderID, foreignClientID: foreignClientID,
            side: side, type: type, amount: amount, limitPrice: limitPrice, triggerPrice: triggerPrice,
            timeInForce: timeInForce, isPostOnly: isPostOnly, phase: phase, filledBase: filledBase,
            filledQuote: filledQuote, createdAt: createdAt, updatedAt: time ?? updatedAt)
    }
}
