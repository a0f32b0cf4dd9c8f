import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// Books under random loss: a model that sees every message, and a session that sees only some, twice, late or damaged.
@Suite("Streams: books against a model")
struct BookModelTests {
    /// The venue's side of a book, order by order.
    private struct Model {
        private var orders: [String: (side: Side, price: Int, quantity: Int)] = [:]
        private var next = 0
        private(set) var sequence: Int64 = 1000

        /// Changes one to four orders; the message that tells.
        mutating func change(_ random: inout SplitMix) -> String {
            var entries: [Frames.Entry] = []
            for _ in 0...random.index(below: 4) {
                let known = orders.keys.sorted()
                if known.count > 30 || (known.count > 4 && random.index(below: 3) == 0) {
                    let id = known[random.index(below: known.count)]
                    guard let order = orders[id] else { continue }
                    let left = random.index(below: 2) == 0 ? 0 : 1 + random.index(below: 9)
                    orders[id] = left == 0 ? nil : (order.side, order.price, left)
                    entries.append(.init(order.side, "\(order.price)", id, "\(left)"))
                } else {
                    let side: Side = random.index(below: 2) == 0 ? .buy : .sell
                    let price = side == .buy ? 100 - random.index(below: 9) : 101 + random.index(below: 9)
                    next += 1
                    orders["o\(next)"] = (side, price, 5)
                    entries.append(.init(side, "\(price)", "o\(next)", "5"))
                }
            }
            sequence += Int64(entries.count)
            return Frames.full("BTCUSDC", entries, sequence: sequence, checksum: nil)
        }

        var snapshot: String {
            let entries = orders.sorted { $0.key < $1.key }
                .map { Frames.Entry($0.value.side, "\($0.value.price)", $0.key, "\($0.value.quantity)") }
            return Frames.full("BTCUSDC", isSnapshot: true, entries, sequence: sequence, checksum: nil)
        }

        func levels(_ side: Side) -> [Int: Int] {
            orders.values.filter { $0.side == side }.reduce(into: [:]) { $0[$1.price, default: 0] += $1.quantity }
        }
    }

    private func levels(_ book: LiveBook, _ side: Side) -> [Int: Int] {
        book.levels(side).reduce(into: [:]) { levels, level in
            levels[Int(level.price.normalized.description) ?? -1] = Int(level.quantity.description)
        }
    }

    @Test("Whenever the book is live it is the model's as of the number that it tells", arguments: 1...8)
    func losses(_ seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var model = Model()
        var history: [UInt64: (bids: [Int: Int], asks: [Int: Int])] = [:]
        var tap = try MarketTap(following: [.book(depth: 99)], of: "BTC/USDC")
        var held: String?
        var checks = 0
        func note() { history[UInt64(model.sequence)] = (model.levels(.buy), model.levels(.sell)) }
        note()
        for step in 0..<1500 {
            // A snapshot now and then, as the venue would send when asked, and time, so that it does not fall back.
            if step % 20 == 0 {
                _ = tap.receive(Frames.pong)
                _ = tap.receive(model.snapshot)
                _ = tap.pass(.seconds(40))
            }
            let message = model.change(&random)
            note()
            var sent = [message]
            switch random.index(below: 25) {
            case 0: sent = []
            case 1: sent = [message, message]
            case 2:
                sent = []
                held = message
            case 3: sent = [String(message.dropLast(1 + random.index(below: 30)))]
            default: break
            }
            if let late = held, random.index(below: 2) == 0 {
                sent.append(late)
                held = nil
            }
            for text in sent { _ = tap.receive(text) }
            let book = try tap.book()
            guard book.state.isLive, book.integrity == .sequenceAndChecksum else {
                continue
            }
            let number = try #require(book.sequence)
            let right = try #require(history[number])
            #expect(levels(book, .buy) == right.bids && levels(book, .sell) == right.asks, "step \(step)")
            checks += 1
        }
        #expect(checks > 300)
    }
}
