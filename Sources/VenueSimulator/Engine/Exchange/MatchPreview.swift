import AdapterProtocol

/// What an order about to take wants.
struct TakerTerms {
    let side: Side
    let limitTicks: Int64?
    let lots: Int64
    /// Most quote to trade for; `nil` without a bound.
    let quote: Int128?
    let account: Int
    let mode: SelfTradeMode
}

/// What a taker would get from the book as it is.
struct MatchPreview {
    var lots: Int64 = 0
    var quote: Int128 = 0
}

extension MarketState {
    /// Walks the book as matching would, self-trade prevention included, and changes nothing.
    func preview(_ terms: TakerTerms) -> MatchPreview {
        var result = MatchPreview()
        var wanted = terms.lots
        var budget = terms.quote
        let opposite = book.side(terms.side.opposite)
        let limitKey = terms.limitTicks.map(opposite.key)
        book.walk(terms.side.opposite) { node in
            if let limitKey, opposite.key(node.ticks) < limitKey { return false }
            var lots = min(wanted, node.lots)
            if let left = budget { lots = min(lots, Self.affordable(left, units.notional(node.ticks, 1))) }
            guard lots > 0 else { return false }
            let isOwn = node.account == terms.account && terms.mode != .none
            if isOwn, terms.mode == .expireMaker { return true }
            if isOwn, terms.mode != .decrement { return false }
            let quote = units.notional(node.ticks, lots)
            if !isOwn {
                result.lots += lots
                result.quote += quote
            }
            wanted -= lots
            budget? -= quote
            return wanted > 0
        }
        return result
    }

    /// How many lots a quote amount pays for.
    static func affordable(_ quote: Int128, _ perLot: Int128) -> Int64 {
        guard perLot > 0 else { return 0 }
        return Int64(clamping: quote / perLot)
    }
}
