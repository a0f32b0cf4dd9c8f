import AdapterProtocol
import AdapterTesting
import Testing

/// A venue whose book changes at random, and a wire that loses, doubles, swaps and damages frames: whatever the session
/// calls live is what the venue's book was at that number.
@Suite("Books over a bad wire")
struct BookDamageTests {
    @Test("A live book never differs from the venue's", arguments: Array(1...40) as [UInt64])
    func property(_ seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var venue = ModelVenue(try Sample.instrument("ETH/USDT").symbol)
        var wire = try MarketWire.live([try MarketWire.subscription(0, .book(depth: 20))])
        var due: [Int] = []
        var held: [UInt8]?
        var liveFrames = 0
        for _ in 0..<400 {
            let frame = Array(venue.step(&random).utf8)
            var frames: [[UInt8]] = held.map { [frame, $0] } ?? [frame]
            held = nil
            switch random.index(below: 24) {
            case 0: frames = []
            case 1: frames.append(frame)
            case 2: held = frames.removeFirst()
            case 3: frames = frames.map { Self.damaged($0, &random) }
            default: break
            }
            for frame in frames {
                wire.receive(frame)
                due += wire.output.snapshots.map(\.slot)
                if wire.output.ending != nil {
                    wire = try MarketWire.live([try MarketWire.subscription(0, .book(depth: 20))])
                    due = []
                }
                if try isRight(wire, venue) { liveFrames += 1 }
            }
            if !due.isEmpty, random.index(below: 3) == 0 {
                due.removeFirst()
                wire.receive(.success(venue.snapshot(&random)), for: 0)
                due += wire.output.snapshots.map(\.slot)
                _ = try isRight(wire, venue)
            }
        }
        // The wire is bad, not dead.
        #expect(liveFrames > 40)
    }

    /// Whether the book is live; then it must be the venue's.
    private func isRight(_ wire: MarketWire, _ venue: ModelVenue) throws -> Bool {
        guard let book = wire.session.book(of: 0), book.state.isLive else { return false }
        let sequence = Int64(try #require(book.sequence))
        let model = try #require(venue.history[sequence])
        #expect(Wire.levels(book, .buy) == model.bids)
        #expect(Wire.levels(book, .sell) == model.asks)
        #expect(!book.isCrossed)
        return true
    }

    /// Damage of the form. KuCoin has no checksum, so that a digit that became another one shows in nothing.
    private static func damaged(_ frame: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        var bytes = frame
        let isDigit = { (byte: UInt8) in 0x2B...0x39 ~= byte || byte == 0x65 || byte == 0x45 }
        for _ in 0...random.index(below: 3) {
            let place = random.index(below: bytes.count)
            switch random.index(below: 3) {
            case 0: bytes.removeSubrange(place...)
            case 1 where !isDigit(bytes[place]): bytes[place] = Array(#"{}[]":x \"#.utf8)[random.index(below: 9)]
            default: bytes.insert(Array(#"{}[]":x \"#.utf8)[random.index(below: 9)], at: place)
            }
            if bytes.isEmpty { break }
        }
        return bytes
    }
}

/// A book that changes by numbered rows, and remembers what it was at each frame's end.
private struct ModelVenue {
    struct Levels {
        let bids: [String]
        let asks: [String]
    }

    let symbol: Symbol
    private(set) var history: [Int64: Levels] = [:]
    private var books: [Int64: OrderBook] = [:]
    private var bids: [Int: Int] = [2999: 3, 2998: 1]
    private var asks: [Int: Int] = [3001: 2, 3002: 5]
    private var sequence: Int64 = 1000

    init(_ symbol: Symbol) {
        self.symbol = symbol
        remember()
    }

    /// One frame of one to four changes.
    mutating func step(_ random: inout SplitMix) -> String {
        let first = sequence + 1
        var bidRows: [String] = []
        var askRows: [String] = []
        for _ in 0...random.index(below: 4) {
            sequence += 1
            let isBid = random.index(below: 2) == 0
            let size = random.index(below: 3) == 0 ? 0 : random.index(below: 9) + 1
            let distance = random.index(below: 12)
            if isBid {
                let best = (asks.keys.min() ?? 3001) - 1
                let price = best - distance
                bids[price] = size == 0 ? nil : size
                bidRows.append("\(price) \(size) \(sequence)")
            } else {
                let best = (bids.keys.max() ?? 2999) + 1
                let price = best + distance
                asks[price] = size == 0 ? nil : size
                askRows.append("\(price) \(size) \(sequence)")
            }
            remember()
        }
        bidRows.shuffle(using: &random)
        return Wire.change(first, sequence, bids: bidRows, asks: askRows)
    }

    /// The book as it is or as it was a little while ago.
    func snapshot(_ random: inout SplitMix) -> OrderBook {
        let wanted = sequence - Int64(random.index(below: 8))
        return books[max(wanted, 1000)] ?? OrderBook(symbol: symbol, bids: [], asks: [], sequence: 0, time: nil)
    }

    private mutating func remember() {
        let bidPrices = bids.keys.sorted(by: >)
        let askPrices = asks.keys.sorted()
        history[sequence] = Levels(
            bids: bidPrices.map { "\($0) \(bids[$0] ?? 0)" }, asks: askPrices.map { "\($0) \(asks[$0] ?? 0)" })
        books[sequence] = OrderBook(
            symbol: symbol, bids: bidPrices.map { level($0, bids[$0]) },
            asks: askPrices.map { level($0, asks[$0]) }, sequence: UInt64(sequence), time: nil)
    }

    private func level(_ price: Int, _ size: Int?) -> BookLevel {
        BookLevel(price: ExactDecimal(price), quantity: ExactDecimal(size ?? 0))
    }
}
