import AdapterKit
import AdapterProtocol

extension ExecutionRow {
    /// Whether it tells how much was filled in all.
    var tellsSums: Bool { filled != nil }

    /// The order after this row, `known` being what was told before; nil when too little is known of it.
    func order(merging before: KnownOrder?) throws(ExecutionProblem) -> Order? {
        let known = before?.order
        guard let symbol = market ?? known?.symbol, let side = try orderSide ?? known?.side,
            let kind = type ?? known?.word, let filledBase = try filledBase(before)
        else { return nil }
        let type = KrakenWords.type(kind)
        let ours = clientID.flatMap { ClientOrderID(anySpelling: $0) } ?? known?.clientOrderID
        let isForeign = clientID.map { ClientOrderID(echo: $0) == nil } ?? false
        return Order(
            symbol: symbol, venueOrderID: VenueOrderID(rawValue: orderID), clientOrderID: ours,
            // In another spelling it may be another program's (see ``OrderRow/order(of:_:)``).
            foreignClientID: isForeign ? clientID : known?.foreignClientID, side: side, type: type,
            amount: amount ?? known?.amount, limitPrice: positive(limit) ?? known?.limitPrice,
            triggerPrice: type?.isTriggered == true ? positive(trigger) ?? known?.triggerPrice : nil,
            timeInForce: lifetime.map { TimeInForce(rawValue: $0.uppercased()) } ?? known?.timeInForce,
            isPostOnly: isPostOnly ?? known?.isPostOnly, phase: try phase(kind, filledBase, known),
            filledBase: filledBase, filledQuote: filledQuote(filledBase, known),
            createdAt: known?.createdAt ?? creation(filledBase), updatedAt: time ?? known?.updatedAt)
    }

    /// The fill of a `trade` row; nil when the row and what is known say too little. The sum is price times quantity, as
    /// the history over REST tells it (K.12).
    func fill(of known: Order?) throws(ExecutionProblem) -> Fill? {
        guard let fillID, let symbol = market ?? known?.symbol, let side = try orderSide ?? known?.side,
            let price = lastPrice, let quantity = lastQuantity
        else { return nil }
        guard price.isPositive, quantity.isPositive, let cost = try? price * quantity else {
            throw ExecutionProblem(what: "a fill above zero")
        }
        return Fill(
            id: FillID(rawValue: fillID), symbol: symbol, venueOrderID: VenueOrderID(rawValue: orderID), side: side,
            price: price, quantity: quantity, quoteAmount: cost, fees: fees, liquidity: liquidityOfFill, time: time)
    }

    private var liquidityOfFill: Fill.Liquidity {
        switch liquidity {
        case "m": .maker
        case "t": .taker
        default: .unknown
        }
    }

    private var orderSide: Side? {
        get throws(ExecutionProblem) {
            switch side {
            case nil: nil
            case "buy": .buy
            case "sell": .sell
            default: throw ExecutionProblem(what: "a known side")
            }
        }
    }

    private var amount: OrderAmount? {
        if let cash = positive(cash) { return .quote(cash) }
        return positive(quantity).map { .base($0) }
    }

    /// Zero means none.
    private func positive(_ number: ExactDecimal?) -> ExactDecimal? { number.flatMap { $0.isPositive ? $0 : nil } }

    /// The sum where it is told; a trade without one adds itself to what was known, never both (kraken.md J.2 rule 2).
    /// A row that begins an order and tells no sum has none.
    private func filledBase(_ known: KnownOrder?) throws(ExecutionProblem) -> ExactDecimal? {
        if let filled {
            // Facts only grow: a row that states less is older.
            return max(filled, known?.order.filledBase ?? .zero)
        }
        guard let known else { return kind == .pendingNew || kind == .new ? .zero : nil }
        guard kind == .trade else { return known.order.filledBase }
        guard known.isStreamed, let lastQuantity else { return nil }
        guard let sum = try? known.order.filledBase + lastQuantity else {
            throw ExecutionProblem(what: "a filled quantity")
        }
        return sum
    }

    /// The average times the quantity, as the answers over REST are read; else the sum as told; else that of before and
    /// this trade's.
    private func filledQuote(_ filledBase: ExactDecimal, _ known: Order?) -> ExactDecimal? {
        guard filledBase.isPositive else { return .zero }
        if let average = positive(average) { return try? average * filledBase }
        if let filledCost = positive(filledCost) { return filledCost }
        guard filledBase != known?.filledBase else { return known?.filledQuote }
        guard filled == nil, let before = known?.filledQuote, let lastPrice, let lastQuantity,
            let cost = try? lastPrice * lastQuantity
        else { return nil }
        return try? before + cost
    }

    /// When the venue took it: told by the rows that begin an order only.
    private func creation(_ filledBase: ExactDecimal) -> Timestamp? {
        (kind == .pendingNew || kind == .new) && filledBase.isZero ? time : nil
    }

    /// kraken.md E.12. How much was filled is told apart from the phase: a cancelled order may carry fills (K.7).
    private func phase(
        _ kind: String, _ filled: ExactDecimal, _ known: Order?
    ) throws(ExecutionProblem) -> OrderPhase {
        switch status {
        case "pending_new": .accepted
        case "new": waits(kind, filled, known) ? .armed : .working
        case "partially_filled": .working
        case "filled": .ended(.filled)
        case "expired": .ended(.lifetimeOver)
        case "canceled": .ended(cancellation(kind, filled, known))
        case nil: known?.phase ?? .working
        default: throw ExecutionProblem(what: "a known order status")
        }
    }

    /// Triggered kinds wait until their trigger says that it was touched.
    private func waits(_ kind: String, _ filled: ExactDecimal, _ known: Order?) -> Bool {
        guard KrakenWords.waitsForTrigger(kind), filled.isZero else { return false }
        return triggerStatus.map { $0 != "triggered" } ?? (known?.phase != .working)
    }

    private func cancellation(_ kind: String, _ filled: ExactDecimal, _ known: Order?) -> OrderEnd {
        let lifetime = lifetime?.uppercased() ?? known?.timeInForce?.rawValue
        return KrakenWords.cancellation(reason: reason, lifetime: lifetime, kind: kind, filled: filled)
    }
}

extension Order {
    /// The venue's word for its kind.
    fileprivate var word: String? { type.flatMap(KrakenWords.word) ?? "" }
}
