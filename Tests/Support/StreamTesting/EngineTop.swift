public import AdapterProtocol
import VenueSimulator

/// The best level of each side.
public struct EngineTop: Sendable, Hashable, CustomStringConvertible {
    /// Highest bid, nil for an empty side.
    public let bid: BookLevel?
    /// Lowest ask, nil for an empty side.
    public let ask: BookLevel?

    /// Two levels.
    public init(bid: BookLevel?, ask: BookLevel?) {
        self.bid = bid
        self.ask = ask
    }

    /// What a followed book shows.
    public init(_ book: LiveBook) {
        self.init(bid: book.bestBid, ask: book.bestAsk)
    }

    /// `64999.5 x 0.2 | 65000 x 1`.
    public var description: String {
        func text(_ level: BookLevel?) -> String { level.map { "\($0.price) x \($0.quantity)" } ?? "-" }
        return "\(text(bid)) | \(text(ask))"
    }
}

/// Which state of a book is meant: the venue's number of it, or its time where the venue has no numbers (Kraken).
public struct BookKey: Sendable, Hashable {
    /// Venues with two books of one market number them apart (VALR): whether it is the one that each message replaces.
    public let isReplaced: Bool
    /// The number, or nanoseconds.
    public let number: Int64

    /// A key.
    public init(_ number: Int64, isReplaced: Bool = false) {
        self.number = number
        self.isReplaced = isReplaced
    }

    /// Which state a followed book claims to be; nil when it names none.
    public init?(_ book: LiveBook) {
        guard let number = book.sequence.flatMap({ Int64(exactly: $0) }) ?? book.time?.nanoseconds else { return nil }
        self.init(number, isReplaced: book.integrity == .replacement)
    }
}

extension FaceJSON {
    /// The best of rows in any order; nil when one of them cannot be read.
    static func best(_ side: Side, of rows: FaceJSON?, _ read: (FaceJSON) -> BookLevel?) -> BookLevel?? {
        guard let rows = rows?.elements else { return nil }
        var best: BookLevel?
        for row in rows {
            guard let level = read(row) else { return nil }
            guard let known = best else {
                best = level
                continue
            }
            if side == .buy ? level.price > known.price : level.price < known.price { best = level }
        }
        return .some(best)
    }

    /// A decimal, as a text or a number.
    var decimal: ExactDecimal? { plain.flatMap { ExactDecimal($0) } }
    /// A whole number, as a text or a number.
    var whole: Int64? { plain.flatMap { Int64($0) } }

    /// `["price", "quantity", …]`.
    static func pair(_ row: FaceJSON) -> BookLevel? {
        guard let fields = row.elements, fields.count >= 2, let price = fields[0].decimal,
            let quantity = fields[1].decimal
        else { return nil }
        return BookLevel(price: price, quantity: quantity)
    }

    /// `{"price": …, "<quantity>": …}`.
    static func named(_ quantity: String) -> (FaceJSON) -> BookLevel? {
        { row in
            guard let price = row["price"]?.decimal, let quantity = row[quantity]?.decimal else { return nil }
            return BookLevel(price: price, quantity: quantity)
        }
    }
}
