import AdapterProtocol
import VenueSimulator

extension VALR {
    /// What became of a placement.
    enum Verdict: Sendable {
        /// On the book, armed or executed.
        case accepted(Int64)
        /// An order record of state Failed.
        case failed(Int64, Refusal)
        /// Refused before an order was made.
        case refused(Refusal)
    }
}

// Placements (valr.md E.3, L.10 to L.14).
extension VALRFace {
    /// v2: the answer is the verdict.
    mutating func placeNow(
        _ kind: VALR.Placement, _ json: FaceJSON, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceReply {
        let form = try VALR.OrderForm.read(kind, json, isV2: true, switches)
        if let id = form.clientID, !switches.duplicateMakesOrder,
            register.hasOpen(customer: id, account: caller.account)
        {
            throw .duplicate(switches)
        }
        let number = register.add(form, account: caller.account, now: now)
        switch place(number, at: now, switches) {
        case .accepted(let number): return Self.ok(idBody(number).bytes, status: 201)
        case .failed(let number, let refusal): throw refusal.about(order: orderID(number))
        case .refused(let refusal): throw refusal
        }
    }

    /// v1: the request is taken, the verdict comes later.
    mutating func placeLater(
        _ kind: VALR.Placement, _ json: FaceJSON, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceReply {
        let form = try VALR.OrderForm.read(kind, json, isV2: false, switches)
        let number = register.add(form, account: caller.account, now: now)
        tasks.add(.place(number), due: now + switches.v1Delay)
        let body = idBody(number).with("customerOrderId", form.clientID.map(FaceJSON.text))
        return Self.ok(body.bytes, status: 202)
    }

    func orderID(_ order: VALR.Tracked) -> String {
        ids.text(.order, number: order.number, at: order.createdAt)
    }

    func orderID(_ number: Int64) -> String { register.order(number).map(orderID) ?? "" }

    func idBody(_ number: Int64) -> FaceJSON { ["id": .text(orderID(number))] }

    /// Acts on an order that has its number, and tells the verdict on the account's sockets.
    mutating func place(_ number: Int64, at time: Int64, _ switches: VALR.Switches) -> VALR.Verdict {
        let place = streams.newsCount
        let verdict = decide(number, at: time, switches)
        tell(verdict, of: number, at: place)
        return verdict
    }

    private mutating func decide(_ number: Int64, at time: Int64, _ switches: VALR.Switches) -> VALR.Verdict {
        guard let order = register.order(number) else { return .refused(.invalidOrder()) }
        var form = order.form
        if let id = form.clientID, register.hasOpen(customer: id, account: order.account) {
            return fail(number, .duplicate(switches), at: time, switches)
        }
        reprice(&form, number)
        if matchesOwn(form, account: order.account) { return fail(number, .selfMatch, at: time, switches) }
        if let refusal = guardSlippage(&form, number, switches) { return fail(number, refusal, at: time, switches) }
        let past = exchange.account(order.account)
        let placement: EnginePlacement
        do {
            placement = try exchange.place(Self.command(form, account: order.account, switches), now: time)
        } catch {
            return fail(number, Self.refusal(error, switches), at: time, switches)
        }
        register.link(number, to: placement.order.id)
        absorb(placement.events, switches)
        hide(past, order.account, at: time, switches)
        return verdict(number, switches)
    }

    private static func command(_ form: VALR.OrderForm, account: String, _ switches: VALR.Switches) -> NewOrder {
        NewOrder(
            symbol: form.symbol, account: account, side: form.side, kind: engineKind(form, switches),
            amount: form.quoteAmount.map(EngineAmount.quote) ?? .base(form.quantity ?? .zero),
            price: form.kind == .market ? nil : form.price, triggerPrice: form.stopPrice,
            timeInForce: form.engineTimeInForce, clientOrderID: form.clientID)
    }

    /// BUY stops may trigger in the direction of SELL stops (valr.md M.9): what is a stop-loss on the wire is then a
    /// take-profit for the engine, and the other way round.
    private static func engineKind(_ form: VALR.OrderForm, _ switches: VALR.Switches) -> EngineOrderKind {
        let isFlipped = form.side == .buy && switches.flipsBuyStops
        return switch form.kind {
        case .limit: .limit
        case .postOnly: .limitMaker
        case .market: .market
        case .stopLoss: isFlipped ? .takeProfitLimit : .stopLossLimit
        case .takeProfit: isFlipped ? .stopLossLimit : .takeProfitLimit
        }
    }

    /// The order record exists and is final.
    private mutating func fail(
        _ number: Int64, _ refusal: VALR.Refusal, at time: Int64, _ switches: VALR.Switches
    ) -> VALR.Verdict {
        let reason = refusal.error["message"]?.string ?? ""
        append(number, .failed, isOpen: false, reason: reason, at: time, switches)
        return .failed(number, refusal)
    }

    /// What v2 says about an order that went through the engine.
    private func verdict(_ number: Int64, _ switches: VALR.Switches) -> VALR.Verdict {
        guard let order = register.order(number), !order.isOpen, order.executed.isZero, let last = order.seen(at: .max)
        else { return .accepted(number) }
        switch last.reason {
        case Self.selfMatchText: return .failed(number, .selfMatch)
        case Self.postOnlyText:
            return switches.refusesPostOnly
                ? .failed(number, .invented(-12904, Self.postOnlyText, switches)) : .accepted(number)
        default:
            return switches.refusesUnmatched
                ? .failed(number, .invented(-12905, last.reason, switches)) : .accepted(number)
        }
    }

    /// Keeps the account as it was from reads, for as long as the read lag says.
    mutating func hide(_ past: EngineAccount?, _ account: String, at time: Int64, _ switches: VALR.Switches) {
        let lag = switches.visibilityLag
        guard lag > 0, let past else { return }
        visibility[account, default: FaceVisibility()].hide(past, until: time + lag)
    }

    /// Why the engine did not take an order.
    static func refusal(_ rejection: EngineRejection, _ switches: VALR.Switches) -> VALR.Refusal {
        switch rejection {
        case .insufficientFunds: .funds
        case .duplicateClientOrderID: .duplicate(switches)
        case .marketClosed: .inactive
        case .unknownMarket: .pair
        case .wouldTrigger:
            .invented(-12906, "Stop order failed as it would have been triggered immediately", switches)
        case .priceNotOnTick: .tick(switches)
        case .tooLarge, .tooManyOpenOrders: .maximum(switches)
        default: .invalidOrder()
        }
    }
}
