import AdapterProtocol
import AdapterRuntime
import StreamTesting
import Synchronization
import VenueSimulator

/// One connection's market session through some seconds of a healthy stream, to be entered anywhere.
struct MarketScene {
    /// Something that the session is told.
    enum Step: Sendable {
        case message([UInt8])
        case input(StreamInput)
    }

    /// The session before a message.
    struct Checkpoint {
        let session: any MarketStreamSession
        let now: StreamInstant
        /// The message's place among the scene's.
        let message: Int
        /// What was said before, where a book is still being built of it.
        let earlier: Said?
    }

    let venue: FuzzedVenue
    let name: String
    let subscriptions: [MarketSubscription]
    private(set) var checkpoints: [Checkpoint] = []
    private(set) var messages: [[UInt8]] = []
    /// The same, read independently, for damage to single values.
    private(set) var documents: [Document?] = []
    /// Snapshots that were read over REST.
    private(set) var snapshots: [OrderBook] = []
    /// Everything that the whole scene says.
    private(set) var said = Said()
    /// The address that the connection was opened at.
    private(set) var address: StreamAddress?
    /// Levels' quantities are sums of orders.
    let sumsOrders: Bool

    var bookSlots: [Int] {
        subscriptions.filter { if case .book = $0.channel { true } else { false } }.map(\.slot)
    }

    /// A scene from what was recorded of one connection.
    init(
        _ venue: FuzzedVenue, _ name: String, _ catalog: InstrumentCatalog, _ steps: [(step: Step, now: StreamInstant)],
        sumsOrders: Bool
    ) {
        self.venue = venue
        self.name = name
        self.sumsOrders = sumsOrders
        var followed: [MarketSubscription] = []
        var session = venue.adapter.makeMarketSession(catalog)
        var output = StreamOutput<MarketStreamEvent>()
        for (step, now) in steps {
            switch step {
            case .message(let bytes):
                let isWhole = followed.allSatisfy { session.book(of: $0.slot)?.state.isLive ?? true }
                checkpoints.append(
                    Checkpoint(session: session, now: now, message: messages.count, earlier: isWhole ? nil : said))
                messages.append(bytes)
                documents.append(Document(bytes))
                said.hear(bytes)
            case .input(.subscribed(let subscriptions)): followed = subscriptions
            case .input(.opened(let address)): self.address = address
            case .input(.snapshot(_, .success(let book))):
                snapshots.append(book)
                said.hear(book)
            case .input: break
            }
            session.take(step, at: now, &output)
            output.removeAll()
        }
        subscriptions = followed
    }
}

extension MarketStreamSession {
    /// Takes whatever a session is told.
    mutating func take(
        _ step: MarketScene.Step, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        switch step {
        case .message(let bytes): received(bytes.span, at: now, &output)
        case .input(.opened(let address)): opened(address, at: now, &output)
        case .input(.subscribed(let subscriptions)): subscribe(subscriptions, at: now, &output)
        case .input(.unsubscribed(let slots)): unsubscribe(slots, at: now, &output)
        case .input(.snapshot(let slot, let result)): received(result, for: slot, at: now, &output)
        case .input(.elapsed): elapsed(at: now, &output)
        case .input(.resync(let slot, let cause)): resync(slot, because: cause, at: now, &output)
        case .input(.learned): break
        }
    }
}

// Scenes of a venue.
extension MarketScene {
    /// Notes what the sessions of a bench are told.
    private final class Tape: StreamRecorder {
        let steps = Mutex<[UInt64: [(step: Step, now: StreamInstant)]]>([:])

        func record(_ input: StreamInput, of connection: UInt64, at now: StreamInstant) {
            steps.withLock { $0[connection, default: []].append((.input(input), now)) }
        }

        func record(_ message: Span<UInt8>, of connection: UInt64, at now: StreamInstant) {
            let bytes = message.withUnsafeBufferPointer { Array($0) }
            steps.withLock { $0[connection, default: []].append((.message(bytes), now)) }
        }

        func recordEnd(of connection: UInt64, at now: StreamInstant) {}
    }

    /// What a venue's face says on everything that it streams of a market, and what the captured frames say.
    static func all(of venue: FuzzedVenue, samples: [[UInt8]]) throws -> [MarketScene] {
        var scenes: [MarketScene] = []
        for depth in venue.name == "valr" ? [20, 50] : [20] {
            let bench = try StreamBench(venue.adapter, venue.face, seed: 5)
            guard let symbol = Symbol(venue.symbol) else { continue }
            let tape = Tape()
            bench.recorder = tape
            let channels: [MarketChannel] = [.book(depth: depth), .trades, .ticker, .candles(.minute)]
            let offered = channels.filter { venue.adapter.capabilities[$0.capability] != .unsupported(.byVenue) }
            try bench.follow(offered.map { ($0, symbol) })
            try bench.pass(.seconds(12))
            for steps in tape.steps.withLock({ $0.sorted { $0.key < $1.key } }) {
                scenes.append(
                    MarketScene(
                        venue, depth == 20 ? "stream" : "deep stream", bench.allInstruments, steps.value,
                        sumsOrders: venue.name == "luno" || depth > 40))
            }
        }
        if let scene = scenes.first.flatMap({ captured(venue, samples, after: $0) }) { scenes.append(scene) }
        return scenes
    }

    /// The captured frames one after the other, to a session that follows the markets which they are of.
    private static func captured(_ venue: FuzzedVenue, _ samples: [[UInt8]], after scene: MarketScene) -> MarketScene? {
        guard let address = scene.address, let begin = scene.checkpoints.first?.now else { return nil }
        let markets = (venue.sampleMarkets + venue.streamMarkets).compactMap { venue.market($0.symbol, $0.native) }
        let channels: [MarketChannel] = [.book(depth: 20), .trades, .ticker, .candles(.minute), .candles(.hour)]
        // Luno's connection carries one market.
        let followed = venue.name == "luno" ? Array(markets.prefix(1)) : markets
        let subscriptions = followed.flatMap { market in channels.map { ($0, market) } }.enumerated().map {
            MarketSubscription(slot: $0, channel: $1.0, instrument: $1.1)
        }
        var steps: [(step: Step, now: StreamInstant)] = [
            (.input(.subscribed(subscriptions)), begin), (.input(.opened(address)), begin),
        ]
        for (number, sample) in samples.enumerated() {
            let now = StreamInstant(
                time: begin.time.advanced(by: .milliseconds(Int64(number) * 100)),
                elapsed: begin.elapsed + .milliseconds(number * 100))
            steps.append((.message(sample), now))
        }
        let catalog = InstrumentCatalog(markets, readAt: begin.time)
        return MarketScene(venue, "captured stream", catalog, steps, sumsOrders: venue.name == "luno")
    }
}
