import AdapterProtocol
import VenueSimulator

extension VALR {
    /// A pair's book level by level as its readers have it (valr.md I.7).
    struct LevelFeed: Sendable {
        var bids: [EngineLevel]
        var asks: [EngineLevel]

        init(_ book: EngineBook?) {
            bids = book?.bids ?? []
            asks = book?.asks ?? []
        }

        /// Levels that differ, each with its new sum; zero where it is gone.
        static func changes(from old: [EngineLevel], to new: [EngineLevel]) -> [(ExactDecimal, ExactDecimal)] {
            let before = Dictionary(old.map { ($0.price, $0.quantity) }) { first, _ in first }
            let after = Dictionary(new.map { ($0.price, $0.quantity) }) { first, _ in first }
            let changed = new.filter { before[$0.price] != $0.quantity }.map { ($0.price, $0.quantity) }
            return changed + old.filter { after[$0.price] == nil }.map { ($0.price, ExactDecimal.zero) }
        }
    }
}

extension VALRFace {
    private static let allLevels = 100_000

    mutating func beginLevels(_ market: VALR.Market, _ id: StreamID) {
        flushLevels(market)
        let feed =
            streams.levelFeeds[market.symbol] ?? VALR.LevelFeed(exchange.book(market.symbol, depth: Self.allLevels))
        streams.levelFeeds[market.symbol] = feed
        let number = streams.lastNumbers["levels " + market.symbol] ?? 589_628_102
        streams.lastNumbers["levels " + market.symbol] = number
        let message = levelMessage(
            "OB_L1_SNAPSHOT", market, feed.asks.map { ($0.price, $0.quantity) },
            feed.bids.map { ($0.price, $0.quantity) }, number)
        streams.send(message, "stream.book", to: id)
    }

    /// The levels that changed since the last message, numbered one by one.
    mutating func flushLevels(_ market: VALR.Market) {
        guard let feed = streams.levelFeeds[market.symbol] else { return }
        let next = VALR.LevelFeed(exchange.book(market.symbol, depth: Self.allLevels))
        let asks = VALR.LevelFeed.changes(from: feed.asks, to: next.asks)
        let bids = VALR.LevelFeed.changes(from: feed.bids, to: next.bids)
        guard !asks.isEmpty || !bids.isEmpty else { return }
        streams.levelFeeds[market.symbol] = next
        var number = (streams.lastNumbers["levels " + market.symbol] ?? 0) + 1
        if streams.skipsNumber.remove(market.symbol) != nil { number += 1 }
        streams.lastNumbers["levels " + market.symbol] = number
        let bytes = levelMessage("OB_L1_DIFF", market, asks, bids, number).bytes
        for id in streams.readers(of: .levels, market.symbol) { streams.send(bytes, "stream.book", to: id) }
    }

    private mutating func levelMessage(
        _ type: String, _ market: VALR.Market, _ asks: [(ExactDecimal, ExactDecimal)],
        _ bids: [(ExactDecimal, ExactDecimal)], _ number: Int64
    ) -> FaceJSON {
        let data: FaceJSON = [
            "lc": .integer(now), "a": Self.pairs(asks), "b": Self.pairs(bids), "sq": .integer(number),
            "cs": .integer(streams.checksums.told(levelChecksum(market), market.symbol, "levels ")),
        ]
        return ["type": .text(type), "ps": .text(market.symbol), "d": data]
    }

    /// The best levels whole, without number and checksum (valr.md I.4).
    func topLevels(_ market: VALR.Market, _ depth: Int) -> FaceJSON {
        let book = exchange.book(market.symbol, depth: depth)
        let data: FaceJSON = [
            "lc": .integer(now), "a": Self.pairs((book?.asks ?? []).map { ($0.price, $0.quantity) }),
            "b": Self.pairs((book?.bids ?? []).map { ($0.price, $0.quantity) }),
        ]
        return ["type": .text("OB_L1_D\(depth)_SNAPSHOT"), "ps": .text(market.symbol), "d": data]
    }

    private static func pairs(_ levels: [(ExactDecimal, ExactDecimal)]) -> FaceJSON {
        .list(levels.map { .list([VALR.text($0.0), VALR.text($0.1)]) })
    }

    private func levelChecksum(_ market: VALR.Market) -> Int64 {
        func texts(_ levels: [EngineLevel]) -> [String] {
            levels.prefix(25).map { $0.price.text(trimmingZeros: true) + ":" + $0.quantity.text(trimmingZeros: true) }
        }
        let feed = streams.levelFeeds[market.symbol]
        return VALR.Checksum.of(VALR.Checksum.text(texts(feed?.bids ?? []), texts(feed?.asks ?? [])))
    }
}
