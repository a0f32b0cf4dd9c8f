public import AdapterProtocol
import Synchronization
import VenueSimulator

/// Remembers which best levels a simulated engine had at each number that its venue told, so that whatever a reader is
/// shown can be held against it.
///
/// Sees messages before anything happens to them, and asks the engine itself over the face's REST side, on a copy, so that
/// neither limits nor anything else of the face is touched.
public final class EngineWitness: Sendable {
    /// What is to be said of a live book.
    public enum Verdict: Sendable, Hashable {
        /// The engine had just these best levels at that number.
        case equal
        /// The engine had others.
        case different(engine: [EngineTop])
        /// Nobody noted what the engine had at that number.
        case unknown
    }

    /// The witnesses that faces made in this task report to, by venue.
    @TaskLocal public static var present: [String: EngineWitness] = [:]

    /// States that are kept of each market: several minutes of a busy one, and no message is on its way that long.
    private static let mostKept = 4_096

    private struct Market: Sendable {
        var tops: [BookKey: [EngineTop]] = [:]
        var order: [BookKey] = []
        var oldest = 0

        func hasHadOfLate(_ top: EngineTop) -> Bool {
            order.suffix(EngineWitness.late).contains { tops[$0]?.contains(top) ?? false }
        }
    }

    /// States that are still on their way to a reader at most.
    private static let late = 256

    private struct State: Sendable {
        var reader: any WireReader
        var markets: [Market]
        var contradictions: [String] = []
        var changes: UInt64 = 0
    }

    /// The markets that are watched.
    public let markets: [WatchedMarket]
    private let places: [Symbol: Int]
    private let state: Mutex<State>

    /// Watches a venue's markets.
    public init(venue: String, markets: [WatchedMarket]) {
        self.markets = markets
        places = Dictionary(markets.enumerated().map { ($1.symbol, $0) }, uniquingKeysWith: { first, _ in first })
        let reader: any WireReader =
            switch venue {
            case "luno": LunoWire(markets)
            case "binance": BinanceWire(markets)
            case "kucoin": KuCoinWire(markets)
            case "kraken": KrakenWire(markets)
            default: VALRWire(markets)
            }
        state = Mutex(State(reader: reader, markets: Array(repeating: Market(), count: markets.count)))
    }

    /// Watches the busy markets of a venue.
    public convenience init(venue: String) {
        self.init(venue: venue, markets: WatchedMarket.markets(of: venue))
    }

    /// Changed rows that the venue has told of the watched markets.
    public var changes: UInt64 { state.withLock { $0.changes } }

    /// Where messages and engine did not agree among themselves: then this witness is worth nothing.
    public var contradictions: [String] { state.withLock { $0.contradictions } }

    /// What is to be said of a live book.
    public func verdict(on book: LiveBook) -> Verdict {
        guard let place = places[book.symbol], let key = BookKey(book) else { return .unknown }
        let top = EngineTop(book)
        return state.withLock { state in
            guard let known = state.markets[place].tops[key] else { return .unknown }
            if known.contains(top) { return .equal }
            // A time is under no checksum: damaged, it names another state than the one that is shown.
            if book.sequence == nil, state.markets[place].hasHadOfLate(top) { return .unknown }
            return .different(engine: known)
        }
    }
}

// What a watched face tells.
extension EngineWitness {
    func opened(_ id: StreamID, _ request: FaceRequest) {
        state.withLock { $0.reader.opened(id, request) }
    }

    /// Messages that the face wants sent; the engine has not moved since.
    func note(_ messages: [StreamMessage], asking ask: (FaceRequest) -> [UInt8]) {
        state.withLock { state in
            // Of several messages of one market the last one leads to where the engine is.
            var last: [Int: [BookKey]] = [:]
            // A snapshot may be late; only what changes is sure to lead to now.
            var current: Set<Int> = []
            // Followers of one book are told the same, by the same text mostly.
            var latest: (text: [UInt8], json: FaceJSON?)?
            for message in messages {
                guard case .text(let text) = message.content, Self.mayShowBook(message.operation) else { continue }
                if latest?.text != text { latest = (text, FaceJSON(reading: text)) }
                guard let json = latest?.json, let seen = state.reader.sighting(in: json, on: message.stream) else {
                    continue
                }
                state.changes += UInt64(seen.changes)
                if seen.changes > 0 { current.insert(seen.market) } else { current.remove(seen.market) }
                if let top = seen.top { Self.note(top, seen.key, &state.markets[seen.market]) }
                last[seen.market, default: []].removeAll { $0.isReplaced == seen.key.isReplaced }
                last[seen.market, default: []].append(seen.key)
            }
            for (market, keys) in last { settle(market, keys, isCurrent: current.contains(market), &state, ask) }
        }
    }

    /// A REST book that the face has answered with: the state that it shows was the engine's, late or not.
    func noteAnswer(_ body: [UInt8], to request: FaceRequest) {
        guard let query = request.query, let json = FaceJSON(reading: body) else { return }
        let names = query.split(whereSeparator: { "&=".contains($0) })
        guard let place = markets.firstIndex(where: { market in names.contains { $0 == market.name } }) else { return }
        state.withLock { state in
            guard let (top, number) = state.reader.answer(json), let number else { return }
            Self.note(top, number, &state.markets[place])
        }
    }

    private func settle(
        _ market: Int, _ keys: [BookKey], isCurrent: Bool, _ state: inout State, _ ask: (FaceRequest) -> [UInt8]
    ) {
        let body = ask(state.reader.question(markets[market]))
        guard let json = FaceJSON(reading: body), let (top, number) = state.reader.answer(json) else { return }
        if let number { Self.note(top, number, &state.markets[market]) }
        if type(of: state.reader).asksTheEngine {
            for key in keys { Self.note(top, key, &state.markets[market]) }
        } else if isCurrent, let followed = state.reader.followedTop(market), followed != top,
            state.contradictions.count < 20
        {
            state.contradictions.append("\(markets[market].symbol): messages say \(followed), the engine \(top)")
        }
    }

    private static func note(_ top: EngineTop, _ key: BookKey, _ market: inout Market) {
        if let known = market.tops[key] {
            if !known.contains(top) { market.tops[key]?.append(top) }
            return
        }
        market.tops[key] = [top]
        market.order.append(key)
        guard market.tops.count > mostKept else { return }
        market.tops[market.order[market.oldest]] = nil
        market.oldest += 1
        if market.oldest > mostKept {
            market.order.removeFirst(market.oldest)
            market.oldest = 0
        }
    }

    /// Books are told with trades too (Luno).
    private static func mayShowBook(_ operation: String) -> Bool {
        operation == "stream.book" || operation == "stream.trades"
    }
}
