import AdapterProtocol

extension KuCoinAccountSession {
    /// How long a list of fills may lack a trade that the stream has told (kucoin.md E.7): then it is read once more.
    private static let fillLag: Duration = .seconds(2)

    /// Tells the order that an event leaves, and what must be read for it (kucoin.md E.5, J.2).
    mutating func take(
        _ event: KuCoinOrderEvent, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        let id = VenueOrderID(rawValue: event.orderID)
        guard let instrument = catalog[native: event.name] else {
            output.tell(.read(.order(.venue(id), nil)))
            if event.kind == .match { output.tell(.read(.fills(nil))) }
            return
        }
        let quote = quote(after: event)
        if event.kind == .match { readFill(event, instrument, at: now, &output) }
        guard let order = order(event, instrument, quote: quote), let progress = event.progress else {
            output.tell(.read(.order(.venue(id), instrument.symbol)))
            return
        }
        let old = orders[event.orderID]
        if let old, isOld(order, progress, beside: old) { return }
        let trades = (old?.trades ?? []).union([event.tradeID].compactMap(\.self))
        orders.set(event.orderID, .init(order: order, progress: progress, trades: trades))
        output.tell(.order(order))
        if case .ended(let end) = order.phase { tellWhatToRead(of: order, end, &output) }
    }

    /// A trade of ours. No event states its fee, so that the fill is read: it would be told without one for ever.
    private mutating func readFill(
        _ event: KuCoinOrderEvent, _ instrument: Instrument, at now: StreamInstant,
        _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        if let trade = event.tradeID, !orders.insert(trade, of: event.orderID) { return }
        output.tell(.read(.fills(instrument.symbol)))
        fillsDue[instrument.symbol] = now.elapsed + Self.fillLag
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

    /// An end that the event does not explain may be explained by the answer, unless the order is known to last until it
    /// is cancelled. An unknown quote sum means that a trade was missed.
    private func tellWhatToRead(
        of order: Order, _ end: OrderEnd, _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        let isUnexplained = end == .undetermined && order.timeInForce != .goodTillCancelled
        if isUnexplained || order.filledQuote == nil {
            output.tell(.read(.order(.venue(order.venueOrderID), order.symbol)))
        }
        if order.filledQuote == nil { output.tell(.read(.fills(order.symbol))) }
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
