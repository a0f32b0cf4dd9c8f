import AdapterProtocol
import VenueSimulator

// POST postorder and marketorder (luno.md E.3 and E.4).
//
// Checks run in this order: permission, client id, time limits, pair, accounts, country, market status, side, price and
// volume scale, their limits, time in force against post-only, stop fields, `ttl`, repeated client id, liquidity, funds.
extension LunoFace {
    mutating func postOrder(
        _ parameters: Luno.Parameters, _ switches: Luno.Switches
    ) throws(Luno.Refusal) -> FaceJSON {
        for name in ["pair", "type", "volume", "price"] where parameters.text(name) == nil {
            throw name == "pair" ? .market : .arguments
        }
        let header = try Luno.OrderHeader(parameters, now: now)
        let isPostOnly = try parameters.flag("post_only")
        try checkStatus(header.market, switches, isPostOnly: isPostOnly, halted: .postOnlyMode)
        let form = try Luno.LimitForm(parameters, header.market, switches)
        let kind = try kind(of: form, header.market)
        let order = NewOrder(
            symbol: header.market.id,
            account: Luno.account,
            side: form.side,
            kind: kind,
            amount: .base(form.volume),
            price: form.price,
            triggerPrice: form.stop?.price,
            timeInForce: form.timeInForce,
            clientOrderID: header.clientID
        )
        return try enter(order, header, switches)
    }

    mutating func marketOrder(
        _ parameters: Luno.Parameters, _ switches: Luno.Switches
    ) throws(Luno.Refusal) -> FaceJSON {
        guard parameters.text("pair") != nil else { throw .market }
        guard let type = parameters.text("type") else { throw .arguments }
        let header = try Luno.OrderHeader(parameters, now: now)
        let halted: Luno.Refusal = switches.haltedMarketOrderIsUnavailable ? .market : .postOnlyMode
        try checkStatus(header.market, switches, isPostOnly: false, halted: halted)
        let side: Side
        switch type {
        case "BUY": side = .buy
        case "SELL": side = .sell
        default: throw .side
        }
        let amount = try marketAmount(side, parameters, header.market, switches)
        try checkLiquidity(header.market, side, amount, switches)
        let order = NewOrder(
            symbol: header.market.id, account: Luno.account, side: side, kind: .market, amount: amount,
            timeInForce: .immediateOrCancel, clientOrderID: header.clientID)
        return try enter(order, header, switches)
    }

    /// A buy names the counter amount, a sell the base amount; there is nothing else (luno.md E.4).
    private func marketAmount(
        _ side: Side, _ parameters: Luno.Parameters, _ market: Luno.Market, _ switches: Luno.Switches
    ) throws(Luno.Refusal) -> EngineAmount {
        switch side {
        case .buy:
            guard let amount = try parameters.decimal("counter_volume", malformed: .value) else {
                throw .counterVolume
            }
            guard amount.normalized.scale <= market.counterScale(switches) else { throw .counterDenomination }
            return .quote(amount)
        case .sell:
            guard let volume = try parameters.decimal("base_volume", malformed: .baseVolume) else {
                throw .baseVolume
            }
            guard volume.normalized.scale <= market.volumeScale else { throw .volumeDenomination }
            if volume < market.minimumVolume { throw .volumeTooLow }
            if volume > market.maximumVolume { throw .volumeTooHigh }
            return .base(volume)
        }
    }

    /// Halted and launching markets take post-only limit orders alone (luno.md C.1, K).
    private func checkStatus(
        _ market: Luno.Market, _ switches: Luno.Switches, isPostOnly: Bool, halted: Luno.Refusal
    ) throws(Luno.Refusal) {
        if switches.marketsAreForeign { throw .marketNotAllowed }
        switch market.status(switches) {
        case .active: return
        case .unknown: throw .market
        case .postOnly, .suspended:
            if !isPostOnly { throw halted }
        }
    }

    /// The engine's word for a limit order. A buy above and a sell below the market are its stops, the other two its
    /// take-profits; post-only has no effect on a waiting stop, because reads could not show it.
    private func kind(of form: Luno.LimitForm, _ market: Luno.Market) throws(Luno.Refusal) -> EngineOrderKind {
        guard let stop = form.stop else { return form.isPostOnly ? .limitMaker : .limit }
        let last = hasTraded(market) ? exchange.lastPrice(market.id) : nil
        let isAbove: Bool
        switch stop.direction {
        case .above: isAbove = true
        case .below: isAbove = false
        case .relative:
            guard let last else { throw .noTrades }
            isAbove = last < stop.price
        }
        // A trigger on the wrong side of the last trade would fire at once.
        if let last, isAbove, stop.price <= last { throw .stopPriceTooLow }
        if let last, !isAbove, stop.price >= last { throw .stopPriceTooHigh }
        return (form.side == .buy) == isAbove ? .stopLossLimit : .takeProfitLimit
    }

    /// Hands an admitted order to the matching engine; the reply says nothing about what became of it.
    private mutating func enter(
        _ order: NewOrder, _ header: Luno.OrderHeader, _ switches: Luno.Switches
    ) throws(Luno.Refusal) -> FaceJSON {
        if header.isLate, !switches.placesExpired { throw .deadline(status: switches.deadlineStatus) }
        if let clientID = header.clientID, notes.order(clientID) != nil { throw .duplicateClientID }
        let before = exchange.account(Luno.account)
        let placement: EnginePlacement
        do {
            placement = try exchange.place(order, now: now)
        } catch {
            throw Luno.Refusal(error)
        }
        notes.add(Luno.Note(ref: Luno.Ref(placement.order), clientID: header.clientID))
        absorb(placement.events)
        hide(placement.order, before: nil, account: before, switches)
        if header.isLate { throw .deadline(status: switches.deadlineStatus) }
        return ["order_id": .text(Luno.OrderID.text(market: header.market, id: placement.order.id))]
    }

    /// Keeps a write from reads for as long as the read lag says.
    mutating func hide(
        _ order: EngineOrder, before past: EngineOrder?, account: EngineAccount?, _ switches: Luno.Switches
    ) {
        let lag = switches.visibilityLag
        guard lag > 0 else { return }
        visibility.hide(order, before: past, now: now, until: now + lag)
        if let account { visibility.hide(account, until: now + lag) }
    }
}
