import AdapterKit
import AdapterProtocol

/// A venue that numbers the changes of one book and remembers every state, so that any snapshot of the past can be had.
struct NumberedVenue {
    /// One numbered change, as a stream states it.
    struct Change {
        let first: Int64
        let last: Int64
        let rows: [BookRow]
    }

    let symbol: Symbol
    private(set) var changes: [Change] = []
    private var bids: [Int64: Int64] = [:]
    private var asks: [Int64: Int64] = [:]
    /// By rising number.
    private var states: [(number: Int64, book: OrderBook)] = []
    private(set) var last: Int64

    init(of symbol: Symbol, _ random: inout SeededGenerator, startingAt number: Int64 = 1000) {
        self.symbol = symbol
        last = number
        for _ in 0..<40 { _ = change(&random) }
        remember()
    }

    /// Changes one to five levels, perhaps to nothing, and perhaps a level that is not there.
    mutating func publish(_ random: inout SeededGenerator) -> Change {
        let rows = (0...random.next() % 5).map { _ in change(&random) }
        let count = Int64(random.next() % 3) + 1
        let made = Change(first: last + 1, last: last + count, rows: rows)
        last += count
        changes.append(made)
        remember()
        return made
    }

    /// The newest state whose number is not above; of up to `depth` levels a side.
    func newest(upTo number: Int64, depth: Int = .max) -> OrderBook? {
        guard let book = states.last(where: { $0.number <= number })?.book else { return nil }
        return OrderBook(
            symbol: symbol, bids: Array(book.bids.prefix(depth)), asks: Array(book.asks.prefix(depth)),
            sequence: book.sequence, time: nil)
    }

    private mutating func change(_ random: inout SeededGenerator) -> BookRow {
        let isBid = random.next() % 2 == 0
        // Bids below 500, asks above: never crossed.
        let price = Int64(random.next() % 60) + (isBid ? 440 : 501)
        let quantity = Int64(random.next() % 4)
        if isBid { bids[price] = quantity == 0 ? nil : quantity } else { asks[price] = quantity == 0 ? nil : quantity }
        return BookRow(isBid ? .buy : .sell, ExactDecimal(Int(price)), ExactDecimal(Int(quantity)))
    }

    private mutating func remember() {
        func level(_ entry: (key: Int64, value: Int64)) -> BookLevel {
            BookLevel(price: ExactDecimal(Int(entry.key)), quantity: ExactDecimal(Int(entry.value)))
        }
        let book = OrderBook(
            symbol: symbol, bids: bids.sorted { $0.key > $1.key }.map(level),
            asks: asks.sorted { $0.key < $1.key }.map(level), sequence: UInt64(last), time: nil)
        states.append((last, book))
    }
}
