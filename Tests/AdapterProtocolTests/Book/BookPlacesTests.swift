import AdapterProtocol
import Testing

/// Where a change is looked for first decides how long it takes, never what comes of it.
@Suite("Changes of a book near one another")
struct BookPlacesTests {
    private let symbol: Symbol

    init() throws {
        symbol = try #require(Symbol("BTC/USDT"))
    }

    @Test("Deep books, changes anywhere, hints right, wrong and absurd: the same as a dictionary", arguments: 1...6)
    func hints(seed: UInt64) throws {
        var random = DecimalGenerator(seed: seed)
        var book = LiveBook(symbol: symbol, priceScale: 2, integrity: .sequence)
        var model = BookModel()
        var places = BookPlaces()
        for step in 0..<6000 {
            let side: Side = random.chance(2) ? .buy : .sell
            // Runs of prices as frames have them, and leaps.
            let price = random.chance(5) ? random.pick(1...1000) : 400 + (step * (side == .buy ? 1 : 3)) % 60
            let quantity = ExactDecimal(random.chance(3) ? 0 : random.pick(1...9))
            if random.chance(4) {
                let absurd = [Int.min, -1, 0, 1, 7, 8, 50, 10_000, Int.max]
                places.bid = absurd[random.below(absurd.count)]
                places.ask = absurd[random.below(absurd.count)]
            }
            try book.set(side, price: decimal(price), quantity: quantity, near: &places)
            model.set(side, try decimal(price), quantity)
            if step % 250 == 0 { #expect(model.isEqual(to: book)) }
        }
        #expect(book.bids.count > 200 && book.asks.count > 200 && model.isEqual(to: book))
    }

    private func decimal(_ cents: Int) throws -> ExactDecimal {
        try ExactDecimal(coefficient: Int128(cents), exponent: -2)
    }

    @Test("The smallest and the largest price of 64 bits lie on their sides", arguments: [Side.buy, .sell])
    func extremes(side: Side) throws {
        var book = LiveBook(symbol: symbol, priceScale: 0, integrity: .sequence)
        let prices = [1, Int64.max, 2, Int64.max - 1] + (3...30).map { Int64($0) }
        for price in prices { try book.set(side, price: ExactDecimal(Int(price)), quantity: 1) }
        let expected = prices.sorted(by: side == .buy ? { $0 > $1 } : { $0 < $1 })
        #expect(book.levels(side).map(\.price) == expected.map { ExactDecimal(Int($0)) })
        for price in prices { try book.set(side, price: ExactDecimal(Int(price)), quantity: 0) }
        #expect(book.levels(side).isEmpty)
        #expect(throws: BookError.priceOutOfRange) {
            try book.set(side, price: try ExactDecimal(coefficient: Int128(Int64.max) + 1, exponent: 0), quantity: 1)
        }
    }
}
