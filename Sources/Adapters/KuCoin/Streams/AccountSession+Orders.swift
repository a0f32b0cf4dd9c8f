import AdapterProtocol

extension KuCoinAccountSession {
    /// Tells an event's trade and the order that it leaves (kucoin.md E.5, J.2).
    mutating func take(_ event: KuCoinOrderEvent, _ output: inout StreamOutput<AccountStreamEvent>) {
        let id = VenueOrderID(rawValue: event.orderID)
        guard let instrument = catalog[native: event.name] else {
            output.tell(.read(.order(.venue(id), nil)))
            if event.kind == .match { output.tell(.read(.fills(nil))) }
            return
        }
        let quote = quote(after: event)
        if event.kind == .match { tellFill(event, instrument, &output) }
        guard let order = order(event, instrument, quote: quote), let progress = event.progress else {
            output.tell(.read(.order(.venue(id), instrument.symbol)))
            return
        }
        let old = orders[event.orderID]
        if let old, isOld(order, progress, beside: old) { return }
        orders.set(
            event.orderID,
            .init(
                order: order, progress: progress, trades: (old?.trades ?? []).union([event.tradeID].compactMap(\.self)))
        )
        output.tell(.order(order))
        if case .ended(let end) = order.phase { tellWhatToRead(of: order, end, &output) }
    }

    /// A trade of ours. Its quote is exact by the event; its fee is in no event, and is read when the order has ended.
    private mutating func tellFill(
        _ event: KuCoinOrderEvent, _ instrument: Instrument, _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        guard let trade = event.tradeID, let price = event.matchPrice, let quantity = event.matchSize,
            price.isPositive, quantity.isPositive, let quote = try? price * quantity
        else {
            output.tell(.read(.fills(instrument.symbol)))
            return
        }
        guard orders.insert(trade, of: event.orderID) else { return }
        output.tell(
            .fill(
                Fill(
                    id: FillID(rawValue: trade), symbol: instrument.symbol,
                    venueOrderID: VenueOrderID(rawValue: event.orderID), side: event.side, price: price,
                    quantity: quantity, quoteAmount: quote, fees: nil,
                    liquidity: event.liquidity == "maker" ? .maker : event.liquidity == "taker" ? .taker : .unknown,
                    time: event.updatedAt)))
    }

    /// The quote traded so far: known while every trade from the first on was seen, or from an answer over REST.
    private func quote(after event: KuCoinOrderEvent) -> ExactDecimal? {
        let filled = event.filledSize ?? .zero
        if filled.isZero { return .zero }
        let old = orders[event.orderID]?.order
        let before = old?.filledBase ?? .zero
        if filled == before { return old?.filledQuote }
        guard event.kind == .match, let price = event.matchPrice, let quantity = event.matchSize,
            let sum = try? before + quantity, sum == filled, let known = before.isZero ? .zero : old?.filledQuote
        else { return nil }
        return try? known + price * quantity
    }

    /// The order as the event leaves it, with what only answers over REST say; nil for an event of no known kind.
    private func order(_ event: KuCoinOrderEvent, _ instrument: Instrument, quote: ExactDecimal?) -> Order? {
        guard let kind = event.kind else { return nil }
        let old = orders[event.orderID]?.order
        let ours = ClientOrderID(echo: event.clientID)
        let type: OrderType? = event.type == "limit" ? .limit : event.type == "market" ? .market : old?.type
        return Order(
            symbol: instrument.symbol, venueOrderID: VenueOrderID(rawValue: event.orderID),
            clientOrderID: ours ?? old?.clientOrderID,
            foreignClientID: ours == nil && !event.clientID.isEmpty ? event.clientID : old?.foreignClientID,
            side: event.side, type: type, amount: event.amount ?? old?.amount,
            limitPrice: type == .market ? nil : event.price.flatMap { $0.isPositive ? $0 : nil } ?? old?.limitPrice,
            timeInForce: old?.timeInForce, isPostOnly: old?.isPostOnly,
            phase: phase(kind, event, instrument, quote: quote), filledBase: event.filledSize ?? .zero,
            filledQuote: quote, createdAt: event.createdAt ?? old?.createdAt, updatedAt: event.updatedAt)
    }

    private func phase(
        _ kind: KuCoinOrderEvent.Kind, _ event: KuCoinOrderEvent, _ instrument: Instrument, quote: ExactDecimal?
    ) -> OrderPhase {
        switch kind {
        case .received: .accepted
        case .open, .match, .update: .working
        case .filled: .ended(.filled)
        case .canceled: .ended(end(of: event, instrument, quote: quote))
        }
    }

    /// Why an order ended as "canceled": a market order by funds may be completely done (K1), and of a resting one the
    /// event does not say who cancelled it.
    private func end(of event: KuCoinOrderEvent, _ instrument: Instrument, quote: ExactDecimal?) -> OrderEnd {
        let filled = event.filledSize ?? .zero
        let size = event.size ?? event.originSize
        if filled.isPositive, filled == size { return .filled }
        if event.type == "market" {
            guard filled.isPositive, size?.isPositive != true else { return .timeInForce }
            if OrderRow.isDust(event.canceledFunds, besides: filled, for: quote, instrument) { return .filled }
            return quote == nil ? .undetermined : .timeInForce
        }
        switch orders[event.orderID]?.order.timeInForce {
        case .immediateOrCancel?, .fillOrKill?: return .timeInForce
        default: return .undetermined
        }
    }

    /// Fees are never in an event, sums are not always; an end that the event does not explain may be explained by the
    /// answer, unless the order is known to last until it is cancelled.
    private func tellWhatToRead(
        of order: Order, _ end: OrderEnd, _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        let isUnexplained = end == .undetermined && order.timeInForce != .goodTillCancelled
        if isUnexplained || order.filledQuote == nil {
            output.tell(.read(.order(.venue(order.venueOrderID), order.symbol)))
        }
        if order.filledBase.isPositive { output.tell(.read(.fills(order.symbol))) }
    }

    /// Whether a view says no more than what is known: events may come twice, or late (kucoin.md J.2).
    private func isOld(_ order: Order, _ progress: ExactDecimal, beside old: KuCoinOrderMemory.Known) -> Bool {
        if progress < old.progress { return true }
        if progress > old.progress { return old.order.phase.isEnded && !order.phase.isEnded }
        return order == old.order || rank(order.phase) < rank(old.order.phase)
    }

    private func rank(_ phase: OrderPhase) -> Int {
        switch phase {
        case .accepted: 0
        case .armed: 1
        case .working: 2
        case .ended: 3
        }
    }
}
