import AdapterProtocol
import VenueSimulator

// What is looked at before an order meets the book (valr.md E.3, E.10).
extension VALRFace {
    /// Whether a limit price reaches the other side; a market order always does.
    func reaches(_ side: Side, _ price: ExactDecimal?, _ symbol: String) -> Bool {
        guard let best = opposite(side, symbol) else { return false }
        guard let price else { return true }
        return side == .buy ? price >= best : price <= best
    }

    func opposite(_ side: Side, _ symbol: String) -> ExactDecimal? {
        (side == .buy ? exchange.bestAsk(symbol) : exchange.bestBid(symbol))?.price
    }

    /// A price `ticks` behind the best price of the other side; nil when there is none.
    func behind(_ side: Side, ticks: Int64, _ market: VALR.Market) -> ExactDecimal? {
        guard let best = opposite(side, market.symbol) else { return nil }
        let distance = VALR.product(market.tick, ExactDecimal(Int(ticks)))
        let price = side == .buy ? VALR.difference(best, distance) : VALR.sum(best, distance)
        return price.isPositive ? price : nil
    }

    /// `postOnlyReprice`: instead of failing, the order moves.
    mutating func reprice(_ form: inout VALR.OrderForm, _ number: Int64) {
        guard let ticks = form.repriceTicks, reaches(form.side, form.price, form.symbol),
            let price = behind(form.side, ticks: ticks, VALR.Markets.listed(form.symbol))
        else { return }
        form.price = price
        register.change(number) { $0.price = price }
    }

    /// Whether the order would meet one of the same account. The whole order fails then, nothing is executed.
    func matchesOwn(_ form: VALR.OrderForm, account: String) -> Bool {
        guard form.kind != .postOnly, !form.kind.isStop, reaches(form.side, form.price, form.symbol) else {
            return false
        }
        let own = Set(
            exchange.openOrders(account: account, symbol: form.symbol)
                .filter { $0.side != form.side && $0.status != .armed }.map(\.id))
        guard !own.isEmpty else { return false }
        var left = form.quantity ?? form.quoteAmount ?? .zero
        for order in exchange.bookOrders(form.symbol) ?? [] where order.side != form.side {
            guard left.isPositive else { return false }
            if let price = form.price, form.side == .buy ? order.price > price : order.price < price { return false }
            if own.contains(order.id) { return true }
            let size = form.quoteAmount == nil ? order.quantity : VALR.product(order.price, order.quantity)
            left = VALR.difference(left, size)
        }
        return false
    }

    static let slippageText = "Order cancelled as it would have matched outside of slippage price band"

    /// The slippage guard around the last price (valr.md E.10): fails the order, or moves its limit to the band's edge.
    mutating func guardSlippage(
        _ form: inout VALR.OrderForm, _ number: Int64, _ switches: VALR.Switches
    ) -> VALR.Refusal? {
        guard switches.slippageGuard != "off", !form.kind.isStop, form.kind != .postOnly,
            let last = exchange.lastPrice(form.symbol), reaches(form.side, form.price, form.symbol)
        else { return nil }
        let market = VALR.Markets.listed(form.symbol)
        let band = VALR.quotient(VALR.product(last, ExactDecimal(Int(switches.slippageBand))), 100, scale: 20)
        let edge = form.side == .buy ? VALR.sum(last, band) : VALR.difference(last, band)
        guard let worst = worstPrice(form), form.side == .buy ? worst > edge : worst < edge else { return nil }
        let failure = VALR.Refusal.invented(-12907, Self.slippageText, switches)
        guard switches.slippageGuard == "reprice", form.kind == .limit,
            let price = try? edge.quantized(to: market.tick, form.side == .buy ? .floor : .ceiling), price.isPositive
        else { return failure }
        form.price = price
        register.change(number) { $0.price = price }
        repriced.insert(number)
        return nil
    }

    /// The last price that the order would trade at.
    private func worstPrice(_ form: VALR.OrderForm) -> ExactDecimal? {
        guard let book = exchange.book(form.symbol, depth: 1_000) else { return nil }
        var left = form.quantity ?? form.quoteAmount ?? .zero
        var worst: ExactDecimal?
        for level in form.side == .buy ? book.asks : book.bids {
            if let price = form.price, form.side == .buy ? level.price > price : level.price < price { break }
            guard left.isPositive else { break }
            worst = level.price
            let size = form.quoteAmount == nil ? level.quantity : VALR.product(level.price, level.quantity)
            left = VALR.difference(left, size)
        }
        return worst
    }
}
