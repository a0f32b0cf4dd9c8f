import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// A venue of one market that tells its book in Kraken's words and answers subscriptions: its own book, its own checksum.
private struct ModelVenue {
    /// Prices in tenths, quantities in 10^-8; of each side the ten best are told.
    private var bids: [Int: Int] = [:]
    private var asks: [Int: Int] = [:]
    private var told: (bids: [Int: Int], asks: [Int: Int]) = ([:], [:])
    private(set) var isSubscribed = false
    var random: SplitMix

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
        for step in 1...14 {
            bids[1000 - step] = 1 + random.index(below: 1_000_000_000)
            asks[1000 + step] = 1 + random.index(below: 1_000_000_000)
        }
    }

    /// The best levels as one text.
    var state: String { Self.text(best.bids) + "|" + Self.text(best.asks) }

    static func text(_ levels: [(price: Int, quantity: Int)]) -> String {
        levels.map { "\($0.price)x\($0.quantity)" }.joined(separator: ",")
    }

    private var best: (bids: [(price: Int, quantity: Int)], asks: [(price: Int, quantity: Int)]) {
        (
            bids.sorted { $0.key > $1.key }.prefix(10).map { ($0.key, $0.value) },
            asks.sorted { $0.key < $1.key }.prefix(10).map { ($0.key, $0.value) }
        )
    }

    /// Answers a frame; what it answers in order.
    mutating func answer(_ frame: Tree) -> [String] {
        let request = frame["req_id"]?.plain.flatMap { Int($0) } ?? 0
        switch (frame["method"]?.plain, frame["params"]?["channel"]?.plain) {
        case ("unsubscribe", _):
            isSubscribed = false
            return [Wire.ack(request, "book", method: "unsubscribe")]
        case ("subscribe", "instrument"): return [Wire.instruments()]
        case ("subscribe", _):
            isSubscribed = true
            return [Wire.ack(request, "book"), snapshot()]
        default: return [#"{"method":"pong","req_id":1}"#]
        }
    }

    private mutating func snapshot() -> String {
        told = (Self.map(best.bids), Self.map(best.asks))
        return frame("snapshot", bids: best.bids, asks: best.asks)
    }

    private static func map(_ levels: [(price: Int, quantity: Int)]) -> [Int: Int] {
        Dictionary(uniqueKeysWithValues: levels.map { ($0.price, $0.quantity) })
    }

    /// Changes some levels, and tells what changed among the best; what fell out of them is not told.
    mutating func change() -> String {
        for _ in 0...random.index(below: 3) {
            let offset = 1 + random.index(below: 13)
            let quantity = random.index(below: 3) == 0 ? 0 : 1 + random.index(below: 1_000_000_000)
            if random.index(below: 2) == 0 {
                bids[1000 - offset] = quantity == 0 && bids.count > 11 ? nil : max(quantity, 1)
            } else {
                asks[1000 + offset] = quantity == 0 && asks.count > 11 ? nil : max(quantity, 1)
            }
        }
        let now = (bids: Self.map(best.bids), asks: Self.map(best.asks))
        let frame = frame(
            "update", bids: Self.difference(told.bids, now.bids, bids), asks: Self.difference(told.asks, now.asks, asks)
        )
        told = now
        return frame
    }

    private static func difference(_ old: [Int: Int], _ new: [Int: Int], _ all: [Int: Int]) -> [(
        price: Int, quantity: Int
    )] {
        let gone = old.keys.filter { new[$0] == nil && all[$0] == nil }.sorted().map { (price: $0, quantity: 0) }
        return gone + new.filter { old[$0.key] != $0.value }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func frame(
        _ type: String, bids: [(price: Int, quantity: Int)], asks: [(price: Int, quantity: Int)]
    ) -> String {
        func texts(_ levels: [(price: Int, quantity: Int)]) -> [(String, String)] {
            levels.map { ("\($0.price / 10).\($0.price % 10)", Self.quantity($0.quantity)) }
        }
        let checksum = SheetChecksum.of(
            asks: texts(best.asks), bids: texts(best.bids), priceDecimals: 1, quantityDecimals: 8)
        return Wire.book(type, bids: texts(bids), asks: texts(asks), checksum: checksum)
    }

    private static func quantity(_ units: Int) -> String {
        let digits = String(units)
        let padded = String(repeating: "0", count: max(9 - digits.count, 0)) + digits
        return padded.dropLast(8) + "." + padded.suffix(8)
    }
}

/// Damage between a model venue and a session: the session's book is the venue's as of some frame, or not live.
@Suite("A live book is right, whatever happens on the way")
struct BookPropertyTests {
    /// One connection after the other, and every state that the venue told.
    private struct Run {
        var venue: ModelVenue
        var stream: MarketStream
        var told: Set<String> = []
        var damages: SplitMix
        var resyncs = 0
        var reconnects = 0
        var held: String?

        init(seed: UInt64) throws {
            venue = ModelVenue(seed: seed)
            damages = SplitMix(seed: ~seed)
            stream = try MarketStream(try Wire.bitcoinBook())
        }

        mutating func deliver(_ text: String) throws {
            stream.receive(text)
            try settle()
        }

        /// Answers what the session asks, and connects anew where it ends.
        mutating func settle() throws {
            while true {
                if stream.output.ending != nil {
                    reconnects += 1
                    stream = try MarketStream(try Wire.bitcoinBook())
                }
                let frames = stream.sent
                guard !frames.isEmpty else { return }
                if frames.contains(where: { $0["params"] != nil }) { resyncs += 1 }
                let answers = frames.flatMap { venue.answer($0) }
                told.insert(venue.state)
                for answer in answers {
                    stream.receive(answer)
                    // Pauses of the ladder pass meanwhile, so that three failures are not five minutes.
                    if stream.output.ending != nil || !stream.sent.isEmpty { break }
                }
            }
        }

        /// Lets a frame through, or something else instead.
        mutating func send(_ frame: String) throws {
            switch damages.index(below: 40) {
            case 0: break
            case 1:
                try deliver(frame)
                try deliver(frame)
            case 2: held = frame
            case 3: try deliver(String(frame.prefix(damages.index(below: frame.utf8.count))))
            case 4: try deliver(corrupted(frame))
            case 5: try deliver(frame.replacing("\"checksum\":", with: "\"checksum\":1"))
            default: try deliver(frame)
            }
            if let late = held, late != frame {
                held = nil
                try deliver(late)
            }
        }

        private mutating func corrupted(_ frame: String) -> String {
            var bytes = Array(frame.utf8)
            bytes[damages.index(below: bytes.count)] = 0x30 + UInt8(damages.index(below: 10))
            return String(decoding: bytes, as: UTF8.self)
        }

        /// The session's book as the venue's text.
        var seen: String? {
            guard let book = stream.session.book(of: 1), book.state.isLive else { return nil }
            func text(_ side: Side) -> String {
                ModelVenue.text(
                    book.levels(side).map { level in
                        (
                            Int(level.price.coefficient(atScale: 1) ?? -1),
                            Int(level.quantity.coefficient(atScale: 8) ?? -1)
                        )
                    })
            }
            return text(.buy) + "|" + text(.sell)
        }
    }

    @Test("Drops, duplicates, late frames, cuts, flipped bytes and wrong checksums", arguments: 1...8)
    func damaged(_ seed: UInt64) throws {
        var run = try Run(seed: seed)
        try run.settle()
        for _ in 0..<700 {
            guard run.venue.isSubscribed else {
                try run.settle()
                continue
            }
            let frame = run.venue.change()
            run.told.insert(run.venue.state)
            try run.send(frame)
            if let seen = run.seen { #expect(run.told.contains(seen), "seed \(seed)") }
            run.stream.pass(.milliseconds(Int64(run.damages.index(below: 4000))))
            try run.settle()
        }
        #expect(run.resyncs > 20 && run.reconnects > 5, "the damage must have hurt")
        // Undamaged again, it is the venue's book of now within a few frames.
        for _ in 0..<3 { try run.deliver(run.venue.change()) }
        try run.deliver(run.venue.change())
        #expect(run.seen == run.venue.state, "seed \(seed)")
    }

    @Test("Without damage every frame is taken, and the book is the venue's after each")
    func undamaged() throws {
        var run = try Run(seed: 99)
        try run.settle()
        for _ in 0..<1000 {
            try run.deliver(run.venue.change())
            #expect(run.seen == run.venue.state)
        }
        #expect(run.resyncs == 1 && run.reconnects == 0)
    }
}
