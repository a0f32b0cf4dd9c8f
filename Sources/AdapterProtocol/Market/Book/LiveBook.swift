/// An order book that is followed: exact, cheap to change, cheap to hand out, and honest about whether it is right.
///
/// Prices are integers at the book's scale, so that a change is found by comparing machine words. A copy shares its levels
/// with the original until one of them changes.
public struct LiveBook: Sendable, Hashable {
    /// The market.
    public let symbol: Symbol
    /// What the venue gives to prove the book with.
    public let integrity: BookIntegrity
    /// Whether it may be traded on.
    public private(set) var state: BookState
    /// Whether everything that the venue gives to check the book is checked. A checksum that is dead or switched off
    /// makes a live book unverified.
    public private(set) var isVerified = true
    /// The venue's number of the last change, where it numbers them.
    public var sequence: UInt64?
    /// The venue's time of the last change, where told.
    public var time: Timestamp?
    /// How many changes it has taken since it was made; tells two copies apart.
    public private(set) var revision: UInt64 = 0
    /// Decimals of the prices' integers.
    public private(set) var priceScale: Int
    /// Levels a side that are known to be whole; levels beyond are kept by some venues, but not promised. Nil for all.
    public var promisedDepth: Int?
    /// Buyers.
    public private(set) var bids = BookLadder(side: .buy)
    /// Sellers.
    public private(set) var asks = BookLadder(side: .sell)

    /// An empty book that is not right yet.
    ///
    /// - Parameter priceScale: Decimals that prices have; a finer price widens the scale when it comes.
    public init(symbol: Symbol, priceScale: Int, integrity: BookIntegrity) {
        self.symbol = symbol
        self.integrity = integrity
        self.priceScale = min(max(priceScale, 0), Self.finestScale)
        state = .resyncing(.started)
    }

    /// No venue's price has more decimals.
    static let finestScale = 18
}

// Changing: for sessions.
extension LiveBook {
    /// Sets a level, or removes it with zero.
    ///
    /// - Throws: ``BookError`` for a price or quantity that no book can have; the book is unchanged then.
    public mutating func set(
        _ side: Side, price: ExactDecimal, quantity: ExactDecimal
    ) throws(BookError) {
        var places = BookPlaces()
        try set(side, price: price, quantity: quantity, near: &places)
    }

    /// The same for one of several changes.
    ///
    /// - Parameter places: Where the changes before this one were; it says what it found.
    package mutating func set(
        _ side: Side, price: ExactDecimal, quantity: ExactDecimal, near places: inout BookPlaces
    ) throws(BookError) {
        guard !quantity.isNegative else { throw .negativeQuantity }
        let key = try key(of: price)
        revision &+= 1
        if side == .buy {
            bids.set(key, quantity, near: &places.bid)
        } else {
            asks.set(key, quantity, near: &places.ask)
        }
    }

    /// Takes over a snapshot's levels, in whatever order they stand.
    ///
    /// - Throws: ``BookError``; the book is empty then.
    public mutating func replace(bids newBids: [BookLevel], asks newAsks: [BookLevel]) throws(BookError) {
        removeLevels()
        do throws(BookError) {
            // Worst first, as the ladders keep them: each insertion is at the end.
            for level in newBids.reversed() { try set(.buy, price: level.price, quantity: level.quantity) }
            for level in newAsks.reversed() { try set(.sell, price: level.price, quantity: level.quantity) }
        } catch {
            removeLevels()
            throw error
        }
    }

    /// Forgets all levels.
    public mutating func removeLevels() {
        revision &+= 1
        bids.removeAll()
        asks.removeAll()
    }

    /// Keeps the best `depth` levels of each side.
    public mutating func cut(to depth: Int) {
        bids.cut(to: depth)
        asks.cut(to: depth)
    }

    /// Says what the book is worth from now on.
    public mutating func mark(_ state: BookState) {
        revision &+= 1
        self.state = state
    }

    /// Says whether everything is checked that could be.
    public mutating func mark(isVerified: Bool) {
        self.isVerified = isVerified
    }

    @inline(__always)
    private mutating func key(of price: ExactDecimal) throws(BookError) -> Int64 {
        // Written with the book's decimals, as nearly all prices are: the digits are the integer.
        if price.high == ExactDecimal.header(exponent: -priceScale, isNegative: false),
            let key = Int64(exactly: price.low), key > 0
        {
            return key
        }
        return try otherKey(of: price)
    }

    @inline(never)
    private mutating func otherKey(of price: ExactDecimal) throws(BookError) -> Int64 {
        guard price.isPositive else { throw .priceNotPositive }
        if let key = price.coefficient(atScale: priceScale).flatMap({ Int64(exactly: $0) }) { return key }
        let finer = price.normalized.scale
        guard finer > priceScale, finer <= Self.finestScale else { throw .priceOutOfRange }
        try widen(to: finer)
        guard let key = price.coefficient(atScale: priceScale).flatMap({ Int64(exactly: $0) }) else {
            throw .priceOutOfRange
        }
        return key
    }

    /// Makes room for finer prices than the instrument announced: a tick may shrink while a stream is up.
    private mutating func widen(to scale: Int) throws(BookError) {
        guard let wideBids = bids.scaled(up: scale - priceScale),
            let wideAsks = asks.scaled(up: scale - priceScale)
        else { throw .priceOutOfRange }
        bids = wideBids
        asks = wideAsks
        priceScale = scale
    }
}

/// Where the changes of both sides of a book were, for the next one to be looked for near them. A hint: a book that has
/// changed since takes it all the same.
package struct BookPlaces: Sendable {
    package var bid = -1
    package var ask = -1

    /// Nothing changed yet.
    package init() {}
}

/// What no book can have.
public enum BookError: Error, Sendable, Hashable {
    /// A price of zero or below.
    case priceNotPositive
    /// A price with more digits than 64 bits hold.
    case priceOutOfRange
    /// A quantity below zero.
    case negativeQuantity
}

extension BookLadder {
    /// The same levels with `decimals` more in their prices; nil when they do not fit.
    func scaled(up decimals: Int) -> BookLadder? {
        var factor: Int64 = 1
        for _ in 0..<decimals {
            let (product, overflow) = factor.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            factor = product
        }
        var scaled = BookLadder(side: side)
        scaled.rungs.reserveCapacity(rungs.count)
        for rung in rungs {
            let (key, overflow) = rung.key.multipliedReportingOverflow(by: factor)
            guard !overflow else { return nil }
            scaled.rungs.append(Rung(key: key, quantity: rung.quantity))
        }
        return scaled
    }
}
