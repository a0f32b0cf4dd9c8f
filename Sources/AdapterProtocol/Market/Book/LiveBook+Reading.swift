// Reading: for everybody.
extension LiveBook {
    /// Highest bid, nil for an empty side.
    public var bestBid: BookLevel? { bids.rungs.last.map(level) }
    /// Lowest ask, nil for an empty side.
    public var bestAsk: BookLevel? { asks.rungs.last.map(level) }

    /// Whether the best bid is not below the best ask, which no working market has.
    public var isCrossed: Bool {
        guard let bid = bids.rungs.last, let ask = asks.rungs.last else { return false }
        return bid.key >= ask.key
    }

    /// Best ask less best bid; nil while a side is empty.
    public var spread: ExactDecimal? {
        guard let bid = bids.rungs.last, let ask = asks.rungs.last else { return nil }
        let (difference, overflow) = ask.key.subtractingReportingOverflow(bid.key)
        return overflow ? nil : price(difference)
    }

    /// The middle between best bid and best ask, exact; nil while a side is empty.
    public var mid: ExactDecimal? {
        guard let bid = bids.rungs.last, let ask = asks.rungs.last else { return nil }
        // Half of an odd sum has one decimal more.
        let fivefold = (Int128(bid.key) + Int128(ask.key)) * 5
        return try? ExactDecimal(coefficient: fivefold, exponent: -(priceScale + 1)).normalized
    }

    /// The quantity at a price; zero where nothing rests.
    public func quantity(_ side: Side, at price: ExactDecimal) -> ExactDecimal {
        guard let key = price.coefficient(atScale: priceScale).flatMap({ Int64(exactly: $0) }) else { return .zero }
        return ladder(side).quantity(at: key) ?? .zero
    }

    /// The best levels of a side, best first; `depth` nil for all.
    public func levels(_ side: Side, depth: Int? = nil) -> [BookLevel] {
        let rungs = ladder(side).rungs
        return rungs.suffix(max(depth ?? rungs.count, 0)).reversed().map(level)
    }

    /// Calls `body` with the best levels, best first, until it returns false; makes no array.
    public func forEachLevel(_ side: Side, _ body: (BookLevel) -> Bool) {
        let rungs = ladder(side).rungs
        for rung in rungs.reversed() {
            guard body(level(rung)) else { return }
        }
    }

    /// What taking a base quantity from one side would cost: the levels' sum, best first.
    ///
    /// - Parameter side: The side of the book that is taken from: `.sell` to buy.
    /// - Returns: Nil when the book does not hold so much, or the sums exceed the decimal.
    public func cost(ofTaking quantity: ExactDecimal, from side: Side) -> BookCost? {
        guard quantity.isPositive else { return nil }
        var left = quantity
        var quote = ExactDecimal.zero
        var worst: ExactDecimal?
        for rung in ladder(side).rungs.reversed() {
            let level = level(rung)
            let taken = min(left, level.quantity)
            guard let sum = try? quote + taken * level.price, let rest = try? left - taken else { return nil }
            quote = sum
            left = rest
            worst = level.price
            if left.isZero { break }
        }
        guard left.isZero, let worst else { return nil }
        return BookCost(quantity: quantity, quote: quote, worstPrice: worst)
    }

    /// The book as a snapshot of up to `depth` levels a side.
    public func snapshot(depth: Int? = nil) -> OrderBook {
        OrderBook(
            symbol: symbol, bids: levels(.buy, depth: depth), asks: levels(.sell, depth: depth), sequence: sequence,
            time: time)
    }

    /// The integer of a side's n-th best price at ``priceScale`` and the quantity there, for checksums; nil beyond the
    /// last level.
    public func rung(_ side: Side, _ index: Int) -> (key: Int64, quantity: ExactDecimal)? {
        let rungs = ladder(side).rungs
        guard index >= 0, index < rungs.count else { return nil }
        let rung = rungs[rungs.count - 1 - index]
        return (rung.key, rung.quantity)
    }

    private func ladder(_ side: Side) -> BookLadder { side == .buy ? bids : asks }

    private func level(_ rung: BookLadder.Rung) -> BookLevel {
        BookLevel(price: price(rung.key), quantity: rung.quantity)
    }

    private func price(_ key: Int64) -> ExactDecimal {
        ExactDecimal(uncheckedNarrow: key.magnitude, exponent: -priceScale, isNegative: key < 0)
    }
}

/// What taking from a book would cost.
public struct BookCost: Sendable, Hashable {
    /// Base taken.
    public let quantity: ExactDecimal
    /// Quote paid or received, without fees.
    public let quote: ExactDecimal
    /// The price of the last level touched.
    public let worstPrice: ExactDecimal

    /// The volume-weighted average price at `scale` decimals, rounded half to even.
    public func averagePrice(scale: Int) -> ExactDecimal? {
        try? quote.divided(by: quantity, scale: scale, rounding: .halfEven)
    }
}
