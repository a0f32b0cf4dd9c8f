import AdapterKit
import AdapterProtocol

/// The decimals in which a pair's book is written for its checksum (kraken.md I.4).
struct BookPrecision: Hashable, Sendable {
    /// `pair_decimals`, in streams `price_precision`: may be more than the tick has.
    let price: Int
    /// `lot_decimals`, in streams `qty_precision`: may be more than the asset has.
    let quantity: Int

    /// Decimals as told.
    init(price: Int, quantity: Int) {
        self.price = price
        self.quantity = quantity
    }

    /// The decimals of tick and lot: those of nearly every pair. The first checksum proves them, or shows that the
    /// pair's own must be asked for.
    init(guessedFrom instrument: Instrument) {
        price = instrument.price.step.value?.normalized.scale ?? 8
        quantity = instrument.quantity.step.value?.normalized.scale ?? 8
    }
}

/// The checksum of a book's ten best levels (kraken.md I.4).
enum BookChecksum {
    /// Always so many, whatever depth is followed.
    private static var levels: Int { 10 }

    /// Asks from the lowest, then bids from the highest, each level's price and quantity as integers at the pair's
    /// decimals: that is the text of the rule without its point and its leading zeros, and no text is made.
    ///
    /// - Returns: Nil when a number has more digits than the pair's decimals allow: then the decimals are not the pair's.
    static func of(_ book: LiveBook, _ precision: BookPrecision) -> UInt32? {
        // The book's own scale may have widened for a finer price, which the pair's decimals cannot write.
        guard book.priceScale == precision.price else { return nil }
        var checksum = CRC32()
        for side in [Side.sell, .buy] {
            var index = 0
            while index < levels, let (key, quantity) = book.rung(side, index) {
                guard let price = UInt64(exactly: key),
                    let lots = quantity.coefficient(atScale: precision.quantity).flatMap({ UInt64(exactly: $0) })
                else { return nil }
                checksum.feedDigits(price)
                checksum.feedDigits(lots)
                index += 1
            }
        }
        return checksum.value
    }
}
