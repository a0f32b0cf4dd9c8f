import AdapterProtocol
import VenueSimulator

// AddOrder (kraken.md E.3, E.5).
extension KrakenFace {
    mutating func addOrder(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        let market = try tradableMarket(call.parameters, call.switches)
        let isDry = isValidation(call.parameters, call.switches)
        let hasRoom = limits.allowsEngine(
            Kraken.Limits.point, pair: market.key, tier: call.switches.tier, now: now)
        // Charged even when the order fails (H.2).
        limits.chargeEngine(Kraken.Limits.point, pair: market.key, tier: call.switches.tier, now: now)
        let form = try readForm(call.parameters, market, call.switches)
        try checkTerms(form, call.switches)
        guard hasRoom else { throw .engineLimit }
        let answer: FaceJSON = ["descr": form.description]
        if isDry {
            if call.switches.has("validateFunds", "yes") { try preview(form) }
            return answer
        }
        let order = try enter(form, call.switches)
        return answer.with("txid", [.text(ids.order(Kraken.Ref(order)))])
    }

    /// Whether `validate` asks for a dry run: any text but `false` and `0`, or any text at all (L.6).
    func isValidation(_ parameters: Kraken.Parameters, _ switches: Kraken.Switches) -> Bool {
        guard parameters.isSent("validate") else { return false }
        if switches.has("validateText", "any") { return true }
        guard let text = parameters.text("validate")?.lowercased() else { return false }
        return text != "false" && text != "0"
    }

    /// The pair, if its and the venue's status let this order through (L.5, C.4, D.1).
    func tradableMarket(
        _ parameters: Kraken.Parameters, _ switches: Kraken.Switches, pairFrom outer: Kraken.Parameters? = nil
    ) throws(Kraken.Refusal) -> Kraken.Market {
        let source = outer ?? parameters
        guard let name = source.text("pair") else { throw .argument("pair") }
        guard let market = Kraken.Markets.find(name) else { throw .unknownPair }
        if market.isTokenized, source.text("asset_class") != "tokenized_asset" { throw .unknownPair }
        let isPost = (parameters.list("oflags") ?? []).contains("post")
        let system = switches.text("systemStatus")
        if system == "cancel_only" || (system == "post_only" && !isPost) { throw .market(system) }
        switch market.status {
        case .online: break
        case .cancelOnly: throw .market("cancel_only")
        case .postOnly: if !isPost { throw .market("post_only") }
        case .limitOnly:
            let type = parameters.text("ordertype").flatMap(Kraken.OrderType.init(rawValue:))
            if type?.isMarket ?? false { throw .market("limit_only") }
        case .reduceOnly: throw Kraken.Refusal("EOrder:Reduce only:No position exists")
        }
        return market
    }

    func readForm(
        _ parameters: Kraken.Parameters, _ market: Kraken.Market, _ switches: Kraken.Switches
    ) throws(Kraken.Refusal) -> Kraken.OrderForm {
        let reader = Kraken.OrderFormReader(
            parameters: parameters, market: market, last: exchange.lastPrice(market.key) ?? market.openingPrice,
            now: now, switches: switches)
        let form = try reader.read()
        if let id = form.clientID, openOrder(clientID: id) != nil { throw .clientIDTaken }
        return form
    }

    /// Minimums, tick, deadline and number of open orders (L.5).
    func checkTerms(_ form: Kraken.OrderForm, _ switches: Kraken.Switches) throws(Kraken.Refusal) {
        let market = form.market
        if !form.isQuoteAmount, form.volume < market.orderMinimum { throw .minimum }
        for price in [form.price, form.secondPrice] {
            if let price, !price.isMultiple(of: market.tick) { throw .tick }
        }
        if cost(of: form) < market.costMinimum { throw .costMinimum }
        if let deadline = form.deadline, !(now + 2_000...now + 60_000).contains(deadline) { throw .deadline }
        let open = exchange.openOrders(account: Kraken.Setup.account, symbol: market.key).count
        if open >= switches.tier.openOrders, !form.type.isMarket || form.type.isTriggered { throw .openOrders }
    }

    private func cost(of form: Kraken.OrderForm) -> ExactDecimal {
        if form.isQuoteAmount { return form.volume }
        let opposite =
            form.side == .buy ? exchange.bestAsk(form.market.key) : exchange.bestBid(form.market.key)
        let price = form.limitPrice ?? form.triggerPrice ?? opposite?.price ?? exchange.lastPrice(form.market.key)
        // reason: beyond 34 digits the cost is certainly above every minimum; the volume stands in for it.
        return (try? (price ?? form.market.openingPrice) * form.volume) ?? form.volume
    }

    private func preview(_ form: Kraken.OrderForm) throws(Kraken.Refusal) {
        do {
            try exchange.check(form.engineOrder)
        } catch {
            throw Kraken.Refusal(error)
        }
    }

    /// Hands a checked order to the matching engine.
    mutating func enter(
        _ form: Kraken.OrderForm, _ switches: Kraken.Switches
    ) throws(Kraken.Refusal) -> EngineOrder {
        if form.isPostOnly, switches.has("postOnly", "refused"), wouldTake(form) { throw .postOnly }
        if switches.has("holdIncludesFee", "yes") { try checkFeeHolds(form) }
        let before = exchange.account(Kraken.Setup.account)
        let placement: EnginePlacement
        do {
            placement = try exchange.place(form.engineOrder, now: now)
        } catch {
            throw Kraken.Refusal(error)
        }
        let order = placement.order
        if let expiry = form.expiry, order.status.isOpen {
            books.add(Kraken.Expiry(ref: Kraken.Ref(order), time: expiry))
        }
        absorb(placement.events)
        hide(order, before: nil, account: before, switches)
        return order
    }

    private func wouldTake(_ form: Kraken.OrderForm) -> Bool {
        guard let price = form.price else { return false }
        switch form.side {
        case .buy: return exchange.bestAsk(form.market.key).map { price >= $0.price } ?? false
        case .sell: return exchange.bestBid(form.market.key).map { price <= $0.price } ?? false
        }
    }

    /// Keeps a write from reads for as long as the request's read lag says (E.13).
    mutating func hide(
        _ order: EngineOrder, before past: EngineOrder?, account: EngineAccount?, _ switches: Kraken.Switches
    ) {
        let lag = switches.visibilityLag
        guard lag > 0 else { return }
        hiddenUntil = max(hiddenUntil, now + lag)
        visibility.hide(order, before: past, now: now, until: now + lag)
        if let account { visibility.hide(account, until: now + lag) }
    }

    /// The open order with this client id, whatever its pair: ids are unique among the account's open orders (E.4).
    func openOrder(clientID: String) -> EngineOrder? {
        for symbol in exchange.symbols {
            // reason: not found is the ordinary case here.
            let found = try? exchange.order(.clientOrderID(clientID), symbol: symbol, account: Kraken.Setup.account)
            if let found, found.status.isOpen { return found }
        }
        return nil
    }
}
