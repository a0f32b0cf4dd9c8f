import AdapterProtocol
import VenueSimulator

// From the engine's events to the states of orders (valr.md E.10).
extension VALRFace {
    static let selfMatchText =
        "We did not execute this order since it would have matched with your own order on the Exchange"
    static let postOnlyText = "Post only cancelled as it would have matched"
    static let unmatchedText = "Immediate Or Cancel order did not match"
    /// Not documented: the wording is invented.
    static let killedText = "Fill Or Kill order could not be filled completely"

    /// Takes note of what the engine reports.
    mutating func absorb(_ events: [EngineEvent], _ switches: VALR.Switches) {
        var rewards: [(account: String, asset: String, amount: ExactDecimal)] = []
        streams.note(events, now: now)
        for event in events {
            switch event {
            case .orderAccepted(let order): accepted(order, switches)
            case .orderTriggered(let order): note(order, .placed, switches)
            case .orderTraded(let order, let fill):
                if let reward = traded(order, fill, switches) { rewards.append(reward) }
            case .orderCanceled(let order): note(order, .cancelled, switches)
            case .orderAmended(let order, _): note(order, .modified, switches)
            case .orderExpired(let order): ended(order, switches)
            case .matchPrevented(let order, _) where order.status == .expiredInMatch:
                note(order, .failed, reason: Self.selfMatchText, switches)
            default: continue
            }
        }
        for reward in rewards {
            // reason: the asset is one of the engine's and the amount a small share of a trade; a refusal would only
            // mean that the holding is at the engine's limit.
            _ = try? exchange.deposit(reward.amount, of: reward.asset, to: reward.account, now: now)
        }
    }

    /// Orders that may not rest have no `Placed`; their first state is the outcome.
    private mutating func accepted(_ order: EngineOrder, _ switches: VALR.Switches) {
        guard let tracked = register.order(engine: VALR.Ref(order.symbol, order.id)) else { return }
        let form = tracked.form
        if form.kind.isStop { return note(order, .active, switches) }
        guard form.mayRest else { return }
        note(order, repriced.remove(tracked.number) == nil ? .placed : .repriced, switches)
    }

    private mutating func traded(
        _ order: EngineOrder, _ fill: EngineFill, _ switches: VALR.Switches
    ) -> (account: String, asset: String, amount: ExactDecimal)? {
        guard let tracked = register.order(engine: VALR.Ref(order.symbol, order.id)) else { return nil }
        let market = VALR.Markets.listed(order.symbol)
        let isRewarded = fill.isMaker && switches.paysMakers
        let paid = order.side == .buy ? (market.quote, fill.quoteAmount) : (market.base, fill.quantity)
        let reward =
            (try? VALR.product(paid.1, VALR.Setup.makerReward).rounded(scale: VALR.Setup.precision, .down)) ?? .zero
        let record = VALR.Fill(
            symbol: order.symbol, tradeID: fill.tradeID, order: tracked.number, side: order.side, price: fill.price,
            quantity: fill.quantity, quote: fill.quoteAmount, fee: isRewarded ? reward : fill.fee,
            feeCurrency: isRewarded ? paid.0 : fill.feeAsset, isReward: isRewarded, time: fill.time,
            seenAt: fill.time + switches.visibilityLag)
        register.add(record, account: order.account)
        streams.note(.fill(record), of: order.account)
        register.change(tracked.number) { tracked in
            tracked.executed = VALR.sum(tracked.executed, fill.quantity)
            tracked.executedQuote = VALR.sum(tracked.executedQuote, fill.quoteAmount)
            if !isRewarded { tracked.fee = VALR.sum(tracked.fee, fill.fee) }
        }
        note(order, order.status == .filled ? .filled : .partiallyFilled, fill: record, switches)
        return isRewarded ? (order.account, paid.0, reward) : nil
    }

    private mutating func ended(_ order: EngineOrder, _ switches: VALR.Switches) {
        let isPartial = !order.executedQuantity.isZero
        switch order.expiryReason {
        case .wouldTake:
            if let number = register.order(engine: VALR.Ref(order.symbol, order.id))?.number {
                register.change(number) { $0.forgetSteps() }
                streams.forget(number)
            }
            note(order, switches.postOnlyIsCancelled ? .cancelled : .failed, reason: Self.postOnlyText, switches)
        case .unfilledFillOrKill:
            note(order, VALR.Status(rawValue: switches.killedEnd) ?? .failed, reason: Self.killedText, switches)
        case .amendedBelowExecuted: note(order, .cancelled, switches)
        default:
            guard isPartial else { return note(order, .failed, reason: Self.unmatchedText, switches) }
            // `Partially Filled` is the last event then (valr.md E.10).
            note(order, VALR.Status(rawValue: switches.partlyFilledEnd) ?? .cancelled, switches)
        }
    }

    private mutating func note(
        _ order: EngineOrder, _ status: VALR.Status, reason: String = "", fill: VALR.Fill? = nil,
        _ switches: VALR.Switches
    ) {
        guard let tracked = register.order(engine: VALR.Ref(order.symbol, order.id)) else { return }
        // An order that takes and may not rest is over with the command, even if the event says that it is partly done.
        let isOpen = order.status.isOpen && (tracked.form.mayRest || order.status == .armed || tracked.form.kind.isStop)
        if let price = order.price { register.change(tracked.number) { $0.price = price } }
        append(
            tracked.number, status, isOpen: isOpen, original: order.quoteAmount == nil ? order.quantity : nil,
            reason: reason, fill: fill, at: order.updatedAt, switches)
    }

    /// Appends a state to an order. Without `original` the quantities are those that were asked for.
    mutating func append(
        _ number: Int64, _ status: VALR.Status, isOpen: Bool, original: ExactDecimal? = nil, reason: String = "",
        fill: VALR.Fill? = nil, at time: Int64, _ switches: VALR.Switches
    ) {
        register.change(number) { order in
            let quantities = Self.quantities(order, original, switches)
            order.append(
                VALR.Step(
                    status: status, isOpen: isOpen, price: order.price, original: quantities.original,
                    remaining: quantities.remaining, reason: reason, time: time, seenAt: time + switches.visibilityLag,
                    eventPrice: fill?.price ?? .zero, eventQuantity: fill?.quantity ?? .zero,
                    eventFee: fill.map { $0.isReward ? .zero : $0.fee } ?? .zero, executed: order.executed,
                    executedQuote: order.executedQuote, fee: order.fee))
        }
        guard streams.hasAccountReaders, let order = register.order(number), let step = order.steps.last else { return }
        streams.note(.status(order, step), of: order.account)
    }

    /// How an order by quote amount fills these fields is open (valr.md M.8).
    private static func quantities(
        _ order: VALR.Tracked, _ original: ExactDecimal?, _ switches: VALR.Switches
    ) -> (original: ExactDecimal, remaining: ExactDecimal) {
        guard let quote = order.form.quoteAmount else {
            let original = original ?? order.form.quantity ?? .zero
            return (original, VALR.difference(original, order.executed))
        }
        switch switches.quoteOrderQuantities {
        case "quote": return (quote, VALR.difference(quote, order.executedQuote))
        case "zero": return (.zero, .zero)
        default: return (order.executed, .zero)
        }
    }
}
