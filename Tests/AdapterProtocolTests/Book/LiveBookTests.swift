import AdapterProtocol
import Testing

/// A live book against a dictionary that does the same slowly.
@Suite("Live book")
struct LiveBookTests {
    private let symbol: Symbol

    init() throws {
        symbol = try #require(Symbol("BTC/USDT"))
    }

    private func decimal(_ text: String) throws -> ExactDecimal { try ExactDecimal(parsing: text) }

    private func book(scale: Int = 2) -> LiveBook { LiveBook(symbol: symbol, priceScale: scale, integrity: .sequence) }

    @Test("Random changes: every reading agrees with a dictionary, and copies keep what they were", arguments: 1...20)
    func model(seed: UInt64) throws {
        var random = DecimalGenerator(seed: seed)
        var book = book(scale: random.below(4))
        var model = BookModel()
        var copy = (book: book, model: model)
        for _ in 0..<600 {
            if random.chance(80) {
                copy = (book, model)
            } else if random.chance(90) {
                let depth = random.below(12)
                book.cut(to: depth)
                model.cut(to: depth)
            } else {
                let side: Side = random.chance(2) ? .buy : .sell
                // Prices with more decimals than the book was made with widen it.
                let decimals = random.chance(20) ? random.pick(0...8) : 2
                let price = try ExactDecimal(coefficient: Int128(random.pick(1...400)), exponent: -decimals)
                let quantity = ExactDecimal(random.chance(3) ? 0 : random.pick(1...9))
                try book.set(side, price: price, quantity: quantity)
                model.set(side, price, quantity)
            }
            #expect(model.isEqual(to: book))
        }
        #expect(copy.model.isEqual(to: copy.book))
    }

    @Test("A snapshot replaces all, in whatever order its levels stand")
    func replacing() throws {
        var book = book()
        try book.set(.buy, price: 9, quantity: 9)
        let bids = try [("1.5", 3), ("1.7", 1), ("1.6", 2)].map { BookLevel(price: try decimal($0.0), quantity: $0.1) }
        let asks = try [("2.5", 3), ("1.9", 1)].map { BookLevel(price: try decimal($0.0), quantity: $0.1) }
        try book.replace(bids: bids, asks: asks)
        #expect(book.levels(.buy).map(\.quantity) == [1, 2, 3])
        #expect(book.levels(.sell).map(\.quantity) == [1, 3])
        #expect(book.snapshot(depth: 1).bids == [bids[1]] && book.snapshot(depth: 1).asks == [asks[1]])
        #expect(throws: BookError.negativeQuantity) {
            try book.replace(bids: bids, asks: [BookLevel(price: 3, quantity: -1)])
        }
        #expect(book.bestBid == nil && book.bestAsk == nil)
    }

    @Test("What no book can have is refused, and changes nothing")
    func refused() throws {
        var book = book()
        try book.set(.buy, price: 5, quantity: 1)
        let before = book
        #expect(throws: BookError.priceNotPositive) { try book.set(.buy, price: 0, quantity: 1) }
        #expect(throws: BookError.priceNotPositive) { try book.set(.sell, price: -1, quantity: 0) }
        #expect(throws: BookError.negativeQuantity) { try book.set(.sell, price: 1, quantity: -1) }
        for text in ["1e-19", "92233720368547758.08", "1e30", "1e-64", "9999999999999999999999999999999999"] {
            #expect(throws: BookError.priceOutOfRange) { try book.set(.sell, price: try decimal(text), quantity: 1) }
        }
        #expect(book == before)
        try book.set(.sell, price: try decimal("92233720368547758.07"), quantity: 1)
        // No room for further decimals beside that.
        #expect(throws: BookError.priceOutOfRange) { try book.set(.buy, price: try decimal("1.001"), quantity: 1) }
        #expect(book.priceScale == 2 && book.bestBid?.price == 5)
    }

    @Test("A finer price widens the scale, and no level moves")
    func widening() throws {
        var book = book(scale: 0)
        try book.set(.buy, price: 100, quantity: 1)
        try book.set(.buy, price: try decimal("99.50000"), quantity: 2)
        #expect(book.priceScale == 1)
        try book.set(.sell, price: try decimal("100.0000000000000001"), quantity: 3)
        #expect(book.priceScale == 16)
        #expect(book.levels(.buy).map(\.price) == [100, try decimal("99.5")])
        #expect(book.quantity(.buy, at: try decimal("100.0")) == 1)
        #expect(book.quantity(.buy, at: try decimal("100.0000000000000000001")) == 0)
    }

    @Test("Middle and spread are exact; nil while a side is empty")
    func middle() throws {
        var book = book()
        #expect(book.mid == nil && book.spread == nil && !book.isCrossed)
        try book.set(.buy, price: try decimal("1.00"), quantity: 1)
        #expect(book.mid == nil && book.spread == nil)
        try book.set(.sell, price: try decimal("1.03"), quantity: 1)
        #expect(try book.mid == decimal("1.015") && book.spread == decimal("0.03"))
        try book.set(.buy, price: try decimal("1.03"), quantity: 1)
        #expect(book.isCrossed && book.spread == 0)
    }

    @Test("Taking: the sum of the levels, best first, or nothing when they do not suffice")
    func taking() throws {
        var book = book()
        for (price, quantity) in [("10", "1"), ("11", "2"), ("12.5", "0.5")] {
            try book.set(.sell, price: try decimal(price), quantity: try decimal(quantity))
        }
        let cost = try #require(book.cost(ofTaking: try decimal("3.25"), from: .sell))
        #expect(try cost.quote == decimal("35.125") && cost.worstPrice == decimal("12.5"))
        #expect(try cost.averagePrice(scale: 4) == decimal("10.8077"))
        #expect(book.cost(ofTaking: 1, from: .sell)?.worstPrice == 10)
        #expect(try book.cost(ofTaking: decimal("3.5"), from: .sell) != nil)
        #expect(try book.cost(ofTaking: decimal("3.51"), from: .sell) == nil)
        #expect(book.cost(ofTaking: 0, from: .sell) == nil && book.cost(ofTaking: -1, from: .sell) == nil)
        #expect(book.cost(ofTaking: 1, from: .buy) == nil)
    }

    @Test("States: a new book is not live, and says why")
    func states() {
        var book = book()
        #expect(book.state == .resyncing(.started) && !book.state.isLive)
        book.mark(.live)
        #expect(book.state.isLive && book.isVerified)
        let revision = book.revision
        book.mark(.stale(.disconnected))
        #expect(book.state.description == "stale: disconnected" && book.revision > revision)
    }
}
