import AdapterProtocol
import AdapterRuntime
import VenueSimulator

/// Market sessions of one venue: some messages of a healthy stream, damaged, lost, doubled, out of order, with snapshots
/// and times in between that no venue would have.
struct MarketStreamTarget: Target {
    let group: String
    private let scenes: [MarketScene]
    private let samples: [[UInt8]]

    init(_ venue: FuzzedVenue, samples: [[UInt8]]) throws {
        group = venue.name
        self.samples = samples
        scenes = try MarketScene.all(of: venue, samples: samples)
    }

    /// Wrong books that the oracle does not see, tried on those of the scenes.
    var missed: [String] {
        scenes.flatMap { scene -> [String] in
            for checkpoint in scene.checkpoints {
                for slot in scene.bookSlots {
                    guard let book = checkpoint.session.book(of: slot), book.state.isLive, book.bestBid != nil else {
                        continue
                    }
                    return StreamOracle.missed(book, "\(group) \(scene.name)", sumsOrders: scene.sumsOrders)
                }
            }
            // Captured frames alone make no book live everywhere.
            return scene.name == "captured stream" ? [] : ["\(group) \(scene.name): no live book to try it on"]
        }
    }

    func run(_ random: inout SplitMix) -> Finding {
        guard let scene = random.pick(scenes), let checkpoint = random.pick(scene.checkpoints) else {
            return Finding(decoder: "\(group) stream", ending: "nothing to do")
        }
        var play = MarketPlay(scene, checkpoint)
        for _ in 0...random.index(below: 6) {
            play.next(&random, samples)
            if play.hasEnded || !play.offences.isEmpty { break }
        }
        return Finding(
            decoder: "\(group) \(scene.name)", ending: play.ending, offences: play.offences, input: play.input,
            note: play.note)
    }
}

/// One input: a session from a checkpoint on.
private struct MarketPlay {
    private let scene: MarketScene
    private var session: any MarketStreamSession
    private var output = StreamOutput<MarketStreamEvent>()
    private var now: StreamInstant
    private var place: Int
    /// What the messages since the checkpoint say, and the books at it.
    private var said = Said()
    private var wishes: [Int] = []
    private(set) var hasEnded = false
    private(set) var offences: [String] = []
    private(set) var input: [UInt8] = []
    private(set) var note = ""

    init(_ scene: MarketScene, _ checkpoint: MarketScene.Checkpoint) {
        self.scene = scene
        session = checkpoint.session
        now = checkpoint.now
        place = checkpoint.message
        if let earlier = checkpoint.earlier { said = earlier }
        for slot in scene.bookSlots { if let book = session.book(of: slot) { said.hear(book) } }
    }

    var ending: String {
        if hasEnded { return "ended" }
        let books = scene.bookSlots.compactMap { session.book(of: $0) }
        return books.contains { $0.state.isLive } ? "live" : "not live"
    }

    mutating func next(_ random: inout SplitMix, _ samples: [[UInt8]]) {
        now = StreamInstant(time: now.time.advanced(by: .milliseconds(100)), elapsed: now.elapsed + .milliseconds(100))
        switch random.index(below: 100) {
        case 0..<14: say(message(at: place), "whole")
        case 14..<20:
            say(message(at: place), "whole")
            say(message(at: place), "doubled")
        case 20..<26: note += " lost"
        case 26..<31: say(message(at: random.index(below: scene.messages.count)), "out of order")
        case 31..<34: say(random.pick(samples) ?? [], "captured")
        case 34..<40: snapshot(&random)
        case 40..<44: wait(&random)
        case 44..<46: input(.resync(slot: random.pick(scene.bookSlots) ?? 0, because: .audit))
        case 46..<47: input(.unsubscribed([random.index(below: scene.subscriptions.count + 1)]))
        default:
            let damage = Damage(
                message(at: place), scene.documents[place % scene.documents.count], status: 200,
                others: samples.isEmpty ? scene.messages : samples, &random)
            say(damage.body, "\(damage.kind)")
        }
        place += 1
    }

    private func message(at place: Int) -> [UInt8] { scene.messages[place % scene.messages.count] }

    private mutating func say(_ bytes: [UInt8], _ what: String) {
        guard !hasEnded else { return }
        note += " \(what)"
        input = bytes
        said.hear(bytes)
        let isJSON = FaceJSON(reading: bytes) != nil || Document(bytes) != nil
        session.received(bytes.span, at: now, &output)
        judge(isJSON: isJSON)
    }

    private mutating func input(_ input: StreamInput) {
        session.take(.input(input), at: now, &output)
        judge(isJSON: true)
    }

    /// A snapshot that was asked for or not, right or not.
    private mutating func snapshot(_ random: inout SplitMix) {
        let slot = random.pick(wishes.isEmpty ? scene.bookSlots : wishes) ?? 0
        note += " snapshot"
        guard let healthy = random.pick(scene.snapshots), random.index(below: 6) > 0 else {
            return input(.snapshot(slot: slot, .failure(.notSent(.unavailable, "none today"))))
        }
        let numbers: [ExactDecimal] = [0, -1, 1, 1_000_000_000_000, healthy.bids.first?.price ?? 1]
        func hurt(_ levels: [BookLevel]) -> [BookLevel] {
            levels.map { level in
                guard random.index(below: 30) == 0, let number = random.pick(numbers) else { return level }
                return random.index(below: 2) == 0
                    ? BookLevel(price: number, quantity: level.quantity)
                    : BookLevel(price: level.price, quantity: number)
            }
        }
        let shift = UInt64(random.index(below: 4))
        let book = OrderBook(
            symbol: healthy.symbol, bids: hurt(healthy.bids), asks: hurt(healthy.asks),
            sequence: random.index(below: 8) == 0 ? nil : healthy.sequence.map { $0 &+ shift &- 1 },
            time: healthy.time)
        said.hear(book)
        input(.snapshot(slot: slot, .success(book)))
    }

    private mutating func wait(_ random: inout SplitMix) {
        let pause = Duration.milliseconds(random.index(below: 120_000))
        note += " wait"
        // A wall clock may be set back; time does not run backwards.
        let jump = random.index(below: 5) == 0 ? Duration.seconds(-3_600) : pause
        now = StreamInstant(time: now.time.advanced(by: jump), elapsed: now.elapsed + pause)
        input(.elapsed)
    }

    private mutating func judge(isJSON: Bool) {
        for event in output.events { judge(event, isJSON: isJSON) }
        if output.frames.count > 64 || output.snapshots.count > 64 {
            offences.append("\(output.frames.count) frames and \(output.snapshots.count) snapshots for one message")
        }
        wishes = output.snapshots.map(\.slot)
        hasEnded = output.ending != nil
        output.removeAll()
        for slot in scene.bookSlots {
            guard let book = session.book(of: slot), book.state.isLive else { continue }
            judge(book)
        }
    }

    private mutating func judge(_ event: MarketStreamEvent, isJSON: Bool) {
        var numbers: [StatedNumber] = []
        switch event {
        case .book, .marker, .live, .refused: return
        case .trade(_, let trade):
            trade.numbers { numbers.append($0) }
            if !trade.price.isPositive || !trade.quantity.isPositive { offences.append("a trade of \(trade)") }
        case .ticker(_, let ticker): ticker.numbers { numbers.append($0) }
        case .candle(_, let candle): candle.numbers { numbers.append($0) }
        }
        if !isJSON { offences.append("\(event) from what is no JSON") }
        // Luno's prices of trades are quotients, its ticker is made of them and the book.
        guard scene.venue.name != "luno" else { return }
        for number in numbers where !number.isDerived && !said.holds(number.value) && !scene.said.holds(number.value) {
            offences.append("\(number.field) \(number.value) was said by no frame")
        }
    }

    private mutating func judge(_ book: LiveBook) {
        offences += StreamOracle.offences(book, said, sumsOrders: scene.sumsOrders)
    }
}

/// What a live book must never be.
enum StreamOracle {
    /// What is wrong with a live book, the first of it.
    static func offences(_ book: LiveBook, _ said: Said, sumsOrders: Bool) -> [String] {
        if book.isCrossed { return ["a live book is crossed"] }
        for level in book.levels(.buy) + book.levels(.sell) {
            if !level.price.isPositive || !level.quantity.isPositive {
                return ["a live book holds \(level.price) x \(level.quantity)"]
            }
            guard said.holds(level.price), sumsOrders || said.holds(level.quantity) else {
                return ["a live book holds \(level.price) x \(level.quantity), which no frame said"]
            }
        }
        return []
    }

    /// Wrong books that it does not see; empty is what is wanted.
    static func missed(_ book: LiveBook, _ name: String, sumsOrders: Bool) -> [String] {
        var said = Said()
        said.hear(book)
        guard offences(book, said, sumsOrders: sumsOrders).isEmpty, let bid = book.bestBid, let ask = book.bestAsk,
            let strange = ExactDecimal("0.0123456789")
        else { return ["\(name): whole, and still an offence"] }
        let changes: [(what: String, side: Side, price: ExactDecimal, quantity: ExactDecimal)] = [
            ("a crossed book", .buy, ask.price, ask.quantity),
            ("a price that nobody said", .buy, strange, bid.quantity),
            ("a quantity that nobody said", .sell, ask.price, strange),
        ]
        return changes.compactMap { what, side, price, quantity in
            var wrong = book
            guard (try? wrong.set(side, price: price, quantity: quantity)) != nil else { return nil }
            let isSeen = !offences(wrong, said, sumsOrders: sumsOrders).isEmpty
            return isSeen || (sumsOrders && quantity == strange) ? nil : "\(name): \(what)"
        }
    }
}
