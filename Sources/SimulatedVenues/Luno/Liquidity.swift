import AdapterProtocol
import VenueSimulator

extension LunoFace {
    /// `ErrNotEnoughLiquidity` when a market order would not fill within some distance of the best price; the venue's
    /// distance is unpublished (luno.md E.4), so it is a switch.
    func checkLiquidity(
        _ market: Luno.Market, _ side: Side, _ amount: EngineAmount, _ switches: Luno.Switches
    ) throws(Luno.Refusal) {
        let best = side == .buy ? exchange.bestAsk(market.id) : exchange.bestBid(market.id)
        guard let best else { throw .liquidity }
        let percent = switches.liquidityPercent
        if percent == 0 { return }
        let book = exchange.book(market.id, depth: 1_000)
        do {
            let factor = try ExactDecimal(
                coefficient: Int128(side == .buy ? 100 + percent : max(0, 100 - percent)), exponent: -2)
            let bound = try best.price * factor
            let levels = (side == .buy ? book?.asks : book?.bids) ?? []
            let near = levels.prefix { side == .buy ? $0.price <= bound : $0.price >= bound }
            var reach = ExactDecimal.zero
            for level in near {
                switch amount {
                case .base(let wanted):
                    reach = try reach + level.quantity
                    if reach >= wanted { return }
                case .quote(let wanted):
                    reach = try reach + (level.price * level.quantity)
                    if reach >= wanted { return }
                }
            }
        } catch {
            // An amount beyond 34 digits is more than any book holds.
            throw .liquidity
        }
        throw .liquidity
    }
}
