import AdapterProtocol
import StreamTesting
import VenueSimulator

/// Millions of changes of books through damaged messages: an engine, its face, misfortunes on the way, a session. Never
/// may a live book show best levels that the engine had not at that very number.
struct DeltaRun {
    /// What came of a venue.
    struct Outcome {
        var changes: UInt64 = 0
        /// Messages that a fault struck.
        var damaged: Int64 = 0
        /// Live books that were shown and held against the engine.
        var compared = 0
        /// Live books of a number that the witness does not know.
        var unknown = 0
        /// Live books that say themselves that they are not proven.
        var unverified = 0
        /// Times that a book was lost.
        var losses = 0
        var connections = 0
        var offences: [String] = []

        mutating func add(_ other: Outcome) {
            changes += other.changes
            damaged += other.damaged
            compared += other.compared
            unknown += other.unknown
            unverified += other.unverified
            losses += other.losses
            connections += other.connections
            offences += other.offences.prefix(max(0, 10 - offences.count))
        }
    }

    let venue: FuzzedVenue
    let seed: UInt64

    /// Half an hour at the venue. Episodes are independent, so that each can be run alone.
    private static let episode: Duration = .seconds(1_800)
    /// Of a thousand messages so many meet each kind of misfortune.
    private static let chance: Int64 = 2
    /// Green with nothing compared is red.
    private static let leastCompared: UInt64 = 1_000

    /// Runs episodes until the venue has told so many changes.
    func run(changes: UInt64, only: UInt64? = nil) throws -> Outcome {
        var outcome = Outcome()
        var number = only ?? 0
        repeat {
            outcome.add(try episode(number, upTo: changes - outcome.changes))
            number += 1
        } while only == nil && outcome.changes < changes && outcome.offences.count < 10
        if only == nil,
            UInt64(outcome.compared) < changes / Self.leastCompared || outcome.unknown > outcome.compared / 10
        {
            outcome.offences.append(
                "\(outcome.compared) live books could be compared, \(outcome.unknown) could not: this proves nothing")
        }
        return outcome
    }

    private func episode(_ number: UInt64, upTo changes: UInt64) throws -> Outcome {
        var random = SplitMix(seed: seed, input: number)
        let witness = EngineWitness(venue: venue.name)
        let bench = try EngineWitness.$present.withValue([venue.name: witness]) {
            try StreamBench(venue.adapter, venue.watched, seed: random.next(), switches: Self.unlimited(venue.name))
        }
        bench.venue.faults = FaultPlan(seed: random.next(), faults: misfortunes)
        let outcome = Judge(witness, "--seed \(seed) --group \(venue.name) --deltas 1 --only \(number)")
        bench.onEvent = { event, book in outcome.see(event, book) }
        // Beyond 40 levels VALR's book comes order by order, with numbers and checksums.
        let depth = venue.name == "valr" && number % 2 == 0 ? 50 : 20
        try bench.follow(markets(number, witness).map { (.book(depth: depth), $0) })
        let end = Self.episode
        while bench.now.elapsed < end, witness.changes < changes, outcome.found.offences.count < 10 {
            try bench.pass(.seconds(1))
        }
        var found = outcome.found
        found.changes = witness.changes
        found.damaged = bench.venue.faults.counts.map(\.hit).reduce(0, +)
        found.connections = bench.connections
        found.offences += witness.contradictions.map { "the witness is wrong: \($0)" }
        return found
    }

    /// Luno's connection carries one market.
    private func markets(_ number: UInt64, _ witness: EngineWitness) -> [Symbol] {
        let symbols = witness.markets.map(\.symbol)
        return venue.name == "luno" ? [symbols[Int(number % UInt64(symbols.count))]] : symbols
    }

    /// What can happen to messages. A digit that is another one only a checksum shows.
    private var misfortunes: [Fault] {
        var actions: [FaultAction] = [
            .dropMessage, .duplicateMessage, .reorderMessage, .truncateMessage(bytes: 40), .resetStream,
            .delayMessage(milliseconds: 700), .closeStream(code: 1001, reason: ""), .disturb(.skipSequence),
            .disturb(.breakChecksum),
        ]
        if venue.name == "kraken" { actions.append(.corruptMessage) }
        // Luno's book is told with its trades.
        let operations = venue.name == "luno" ? ["stream.book", "stream.trades"] : ["stream.book"]
        return operations.flatMap { operation in
            actions.map { Fault(operation: operation, occurrence: .perMille(Self.chance), action: $0) }
        }
    }

    /// Limits that only a client in distress meets, and this one always is.
    private static func unlimited(_ venue: String) -> [String: String] {
        switch venue {
        case "luno": ["rateLimitPerMinute": "0"]
        case "binance": ["weightLimit": "1000000000", "rawRequestLimit": "1000000000"]
        case "kucoin": ["streamConnectionsPerMinute": "1000000", "publicBudget": "1000000000"]
        case "kraken": ["publicBurst": "0", "streamAttempts": "0"]
        default: ["rateLimits": "off"]
        }
    }
}

/// Holds everything that a session shows against the engine.
private final class Judge {
    private(set) var found = DeltaRun.Outcome()
    private let witness: EngineWitness
    private let again: String
    private var isTried = false

    init(_ witness: EngineWitness, _ again: String) {
        self.witness = witness
        self.again = again
    }

    func see(_ event: MarketStreamEvent, _ book: LiveBook?) {
        switch event {
        case .marker(_, let marker): if marker.kind == .gap { found.losses += 1 }
        case .book: if let book, book.state.isLive { judge(book) }
        case .trade, .ticker, .candle, .live, .refused: break
        }
    }

    private func judge(_ book: LiveBook) {
        if book.isCrossed { offend("\(book.symbol): a live book is crossed: \(EngineTop(book))") }
        guard book.isVerified else {
            found.unverified += 1
            return
        }
        switch witness.verdict(on: book) {
        case .equal:
            found.compared += 1
            tryWrong(book)
        case .unknown: found.unknown += 1
        case .different(let engine):
            let number = book.sequence.map { "\($0)" } ?? book.time.map { "\($0)" } ?? "-"
            offend("\(book.symbol) at \(number) shows \(EngineTop(book)), the engine had \(engine)")
        }
    }

    /// Nothing found proves something only while a wrong book is seen: the best bid half a quantity off.
    private func tryWrong(_ book: LiveBook) {
        guard !isTried, let bid = book.bestBid else { return }
        isTried = true
        var wrong = book
        guard let half = ExactDecimal("0.5"), let quantity = try? bid.quantity * half,
            (try? wrong.set(.buy, price: bid.price, quantity: quantity)) != nil
        else { return }
        if case .equal = witness.verdict(on: wrong) { offend("\(book.symbol): a wrong book is not seen") }
    }

    private func offend(_ text: String) {
        guard found.offences.count < 10 else { return }
        found.offences.append("\(text); again with: \(again)")
    }
}
