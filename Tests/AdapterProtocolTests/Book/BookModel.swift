import AdapterProtocol

/// What a live book must hold, as dictionaries.
struct BookModel {
    private var sides: [Side: [ExactDecimal: ExactDecimal]] = [.buy: [:], .sell: [:]]

    mutating func set(_ side: Side, _ price: ExactDecimal, _ quantity: ExactDecimal) {
        sides[side]?[price] = quantity.isZero ? nil : quantity
    }

    mutating func cut(to depth: Int) {
        for side in [Side.buy, .sell] {
            sides[side] = Dictionary(uniqueKeysWithValues: levels(side).prefix(depth).map { ($0.price, $0.quantity) })
        }
    }

    /// Best first.
    func levels(_ side: Side) -> [BookLevel] {
        (sides[side] ?? [:]).map { BookLevel(price: $0.key, quantity: $0.value) }
            .sorted { side == .buy ? $0.price > $1.price : $0.price < $1.price }
    }

    /// Compares all that can be read.
    func isEqual(to book: LiveBook) -> Bool {
        let bids = levels(.buy)
        let asks = levels(.sell)
        var lent: [BookLevel] = []
        book.forEachLevel(.sell) { level in
            lent.append(level)
            return lent.count < 3
        }
        let isCrossed = if let bid = bids.first, let ask = asks.first { bid.price >= ask.price } else { false }
        return book.levels(.buy) == bids && book.levels(.sell) == asks && book.bestBid == bids.first
            && book.bestAsk == asks.first && book.isCrossed == isCrossed && lent == Array(asks.prefix(3))
            && book.levels(.buy, depth: 2) == Array(bids.prefix(2)) && book.bids.count == bids.count
            && bids.allSatisfy { book.quantity(.buy, at: $0.price) == $0.quantity }
            && book.rung(.sell, asks.count) == nil && book.rung(.sell, -1) == nil
            && (asks.isEmpty || book.rung(.sell, asks.count - 1)?.quantity == asks.last?.quantity)
    }
}
