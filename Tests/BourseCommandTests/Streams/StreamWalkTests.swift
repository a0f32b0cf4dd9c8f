import AdapterProtocol
import StreamTesting
import Testing
import VenueSimulator

@testable import BourseCommand

/// Every venue's market session at its own simulated exchange, with and without misfortunes.
@Suite struct StreamWalkTests {
    static let venues = ["luno", "binance", "kucoin", "kraken", "valr"]

    private static func module(_ id: String) throws -> VenueModule { try VenueRegistry.builtIn.require(id) }

    /// Markets that every simulated venue has.
    private static func markets(_ bench: StreamBench, most: Int) -> [Symbol] {
        let open = bench.allInstruments.instruments.filter { $0.mode == .open }.map(\.symbol)
        let wanted = ["BTC/ZAR", "BTC/USDT", "ETH/USDT", "BTC/USD"].compactMap { Symbol($0) }
        return Array(wanted.filter(open.contains).prefix(most))
    }

    @Test(arguments: venues) func `Frozen, the live book is the venue's`(id: String) throws {
        let bench = try StreamBench(Self.module(id))
        // Luno's connection carries one market.
        let symbols = Self.markets(bench, most: id == "luno" ? 1 : 2)
        try bench.follow(symbols.map { (.book(depth: 20), $0) })
        try bench.pass(.seconds(10))
        bench.venue.freezeMarket(true)
        try bench.pass(.seconds(3))
        for symbol in symbols {
            let book = try #require(bench.book(symbol))
            #expect(book.state == .live)
            let rest = try bench.restBook(symbol, depth: 20)
            #expect(book.levels(.buy, depth: 20) == Array(rest.bids.prefix(20)))
            #expect(book.levels(.sell, depth: 20) == Array(rest.asks.prefix(20)))
        }
        #expect(bench.connections == 1)
        #expect(bench.markers.isEmpty)
    }

    @Test(arguments: venues) func `A live book is never crossed and always moves`(id: String) throws {
        let bench = try StreamBench(Self.module(id), seed: 7)
        var told = 0
        bench.onBook = { book in
            guard book.state.isLive else { return }
            told += 1
            #expect(!book.isCrossed)
        }
        try bench.follow(Self.markets(bench, most: 1).map { (.book(depth: 20), $0) })
        try bench.pass(.seconds(30))
        #expect(told > 5)
    }

    /// What the venue's rules can notice is noticed: a live book at a number that the venue's had is the venue's book of
    /// that number.
    @Test(arguments: ["binance", "kucoin"]) func `At every number, live is right`(id: String) throws {
        let bench = try StreamBench(Self.module(id), seed: 3)
        bench.venue.faults = FaultPlan(seed: 11, faults: Self.misfortunes(checksummed: false))
        let symbol = try #require(Self.markets(bench, most: 1).first)
        try bench.follow([(.book(depth: 20), symbol)])
        var compared = 0
        for _ in 0..<400 {
            try bench.pass(.milliseconds(100))
            guard let book = bench.book(symbol), book.state.isLive, let sequence = book.sequence else { continue }
            let rest = try bench.restBook(symbol, depth: 20)
            guard rest.sequence == sequence else { continue }
            compared += 1
            #expect(book.bestBid == rest.bestBid)
            #expect(book.bestAsk == rest.bestAsk)
        }
        #expect(compared > 20)
        #expect(!bench.markers.isEmpty)
    }

    @Test(arguments: venues) func `After misfortunes every book is live and the venue's`(id: String) throws {
        let bench = try StreamBench(Self.module(id), seed: 5)
        let isChecksummed = id == "kraken"
        bench.venue.faults = FaultPlan(seed: 5, faults: Self.misfortunes(checksummed: isChecksummed))
        let symbol = try #require(Self.markets(bench, most: 1).first)
        try bench.follow([(.book(depth: 20), symbol), (.trades, symbol)])
        try bench.pass(.seconds(40))
        bench.venue.faults = FaultPlan()
        // Longer than the longest pause of any recovery.
        try bench.pass(.seconds(90))
        bench.venue.freezeMarket(true)
        try bench.pass(.seconds(5))
        let book = try #require(bench.book(symbol))
        #expect(book.state == .live)
        let rest = try bench.restBook(symbol, depth: 20)
        #expect(book.levels(.buy, depth: 20) == Array(rest.bids.prefix(20)))
        #expect(book.levels(.sell, depth: 20) == Array(rest.asks.prefix(20)))
    }

    @Test(arguments: venues) func `Trades come once each, in order, and are the venue's`(id: String) throws {
        let bench = try StreamBench(Self.module(id), seed: 9)
        let symbol = try #require(Self.markets(bench, most: 1).first)
        try bench.follow([(.trades, symbol)])
        try bench.pass(.seconds(60))
        let ids = bench.trades.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(!ids.isEmpty)
        bench.venue.freezeMarket(true)
        let instrument = try #require(bench.allInstruments[symbol])
        let rest = try bench.ask(bench.adapter.recentTrades(of: instrument, limit: 100))
        // What REST still has and the stream told are the same trades.
        let known = Dictionary(rest.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for trade in bench.trades.suffix(20) {
            guard let twin = known[trade.id] else { continue }
            #expect(trade.price == twin.price)
            #expect(trade.quantity == twin.quantity)
            #expect(trade.aggressor == nil || twin.aggressor == nil || trade.aggressor == twin.aggressor)
        }
        #expect(bench.trades.contains { known[$0.id] != nil })
    }

    @Test(arguments: venues) func `The same seed tells the same`(id: String) throws {
        func run() throws -> [String] {
            let bench = try StreamBench(Self.module(id), seed: 2)
            var told: [String] = []
            bench.onBook = { book in
                let (bid, ask) = (book.bestBid?.price.description ?? "-", book.bestAsk?.price.description ?? "-")
                told.append("\(book.state) \(bid) \(ask)")
            }
            bench.venue.faults = FaultPlan(seed: 2, faults: Self.misfortunes(checksummed: false))
            try bench.follow(Self.markets(bench, most: 1).map { (.book(depth: 20), $0) })
            try bench.pass(.seconds(20))
            return told
        }
        #expect(try run() == run())
    }

    /// What can happen to messages. A changed digit is only noticed where the venue gives a checksum.
    private static func misfortunes(checksummed: Bool) -> [Fault] {
        var actions: [FaultAction] = [
            .dropMessage, .duplicateMessage, .reorderMessage, .truncateMessage(bytes: 40), .resetStream,
            .closeStream(code: 1001, reason: ""), .disturb(.skipSequence), .disturb(.breakChecksum),
        ]
        if checksummed { actions.append(.corruptMessage) }
        return actions.map { action in
            Fault(operation: "stream.book", occurrence: .perMille(8), action: action)
        }
    }
}
