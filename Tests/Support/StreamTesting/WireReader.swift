import AdapterProtocol
import VenueSimulator

/// What a message says about a book, as far as whoever watches the engine wants to know.
struct Sighting: Sendable, Hashable {
    /// The market's place among the watched ones.
    let market: Int
    /// The state that the message leads to.
    let key: BookKey
    /// Best levels of that state, where the messages alone tell (Luno).
    var top: EngineTop?
    /// Rows of the message that change something; 0 for a snapshot.
    var changes: Int
}

/// Reads one venue's messages and books with nothing of its adapter: from what the fact sheet says, by the simulator's own
/// JSON.
protocol WireReader: Sendable {
    init(_ markets: [WatchedMarket])

    /// A connection was opened.
    mutating func opened(_ id: StreamID, _ request: FaceRequest)
    /// What a message says; nil when it is of no watched book.
    mutating func sighting(in message: FaceJSON, on id: StreamID) -> Sighting?
    /// How the book is asked for over REST.
    func question(_ market: WatchedMarket) -> FaceRequest
    /// The top of a REST book, and its number where it has one.
    func answer(_ body: FaceJSON) -> (top: EngineTop, number: BookKey?)?
    /// Whether the engine stands where a message leads to once the message has been made; otherwise the messages tell
    /// (``Sighting/top``).
    static var asksTheEngine: Bool { get }
    /// The market's best levels as the messages alone have it, to be held against the engine.
    func followedTop(_ market: Int) -> EngineTop?
}

extension WireReader {
    static var asksTheEngine: Bool { true }
    mutating func opened(_ id: StreamID, _ request: FaceRequest) {}
    func followedTop(_ market: Int) -> EngineTop? { nil }

    static func get(_ path: String, _ query: String? = nil) -> FaceRequest {
        // An address of its own: limits that count by address are not touched.
        FaceRequest(
            method: "GET", path: path, query: query, headers: ["Host": "127.0.0.1"], peerAddress: "10.9.8.7",
            switches: [:])
    }
}

/// binance.md D, I.1.
struct BinanceWire: WireReader {
    private let places: [String: Int]

    init(_ markets: [WatchedMarket]) {
        places = markets.placesByStreamName
    }

    func sighting(in message: FaceJSON, on id: StreamID) -> Sighting? {
        let data = message["data"] ?? message
        guard let market = data["s"]?.string.flatMap({ places[$0] }), let last = data["u"]?.whole else { return nil }
        let changes = (data["b"]?.elements?.count ?? 0) + (data["a"]?.elements?.count ?? 0)
        return Sighting(market: market, key: BookKey(last), changes: changes)
    }

    func question(_ market: WatchedMarket) -> FaceRequest {
        Self.get("/api/v3/depth", "symbol=\(market.name)&limit=5")
    }

    func answer(_ body: FaceJSON) -> (top: EngineTop, number: BookKey?)? {
        guard let bid = FaceJSON.best(.buy, of: body["bids"], FaceJSON.pair),
            let ask = FaceJSON.best(.sell, of: body["asks"], FaceJSON.pair), let number = body["lastUpdateId"]?.whole
        else { return nil }
        return (EngineTop(bid: bid, ask: ask), BookKey(number))
    }
}

/// kucoin.md D, I.5.
struct KuCoinWire: WireReader {
    private let places: [String: Int]

    init(_ markets: [WatchedMarket]) {
        places = markets.placesByStreamName
    }

    func sighting(in message: FaceJSON, on id: StreamID) -> Sighting? {
        guard message["subject"]?.string == "trade.l2update", let data = message["data"],
            let market = data["symbol"]?.string.flatMap({ places[$0] }), let last = data["sequenceEnd"]?.whole
        else { return nil }
        let rows = data["changes"]
        let changes = (rows?["bids"]?.elements?.count ?? 0) + (rows?["asks"]?.elements?.count ?? 0)
        return Sighting(market: market, key: BookKey(last), changes: changes)
    }

    func question(_ market: WatchedMarket) -> FaceRequest {
        Self.get("/api/v1/market/orderbook/level2_20", "symbol=\(market.name)")
    }

    func answer(_ body: FaceJSON) -> (top: EngineTop, number: BookKey?)? {
        guard let data = body["data"], let bid = FaceJSON.best(.buy, of: data["bids"], FaceJSON.pair),
            let ask = FaceJSON.best(.sell, of: data["asks"], FaceJSON.pair), let number = data["sequence"]?.whole
        else { return nil }
        return (EngineTop(bid: bid, ask: ask), BookKey(number))
    }
}

/// kraken.md D, I.3: books have no number, but each message has its time.
struct KrakenWire: WireReader {
    private let places: [String: Int]

    init(_ markets: [WatchedMarket]) {
        places = markets.placesByStreamName
    }

    func sighting(in message: FaceJSON, on id: StreamID) -> Sighting? {
        guard message["channel"]?.string == "book", let data = message["data"]?.elements?.first,
            let market = data["symbol"]?.string.flatMap({ places[$0] }),
            let time = data["timestamp"]?.string.flatMap(WireTime.nanoseconds)
        else { return nil }
        let rows = (data["bids"]?.elements?.count ?? 0) + (data["asks"]?.elements?.count ?? 0)
        return Sighting(market: market, key: BookKey(time), changes: message["type"]?.string == "update" ? rows : 0)
    }

    func question(_ market: WatchedMarket) -> FaceRequest {
        Self.get("/0/public/Depth", "pair=\(market.name)&count=5")
    }

    func answer(_ body: FaceJSON) -> (top: EngineTop, number: BookKey?)? {
        guard case .members(let pairs) = body["result"], let book = pairs.first?.value,
            let bid = FaceJSON.best(.buy, of: book["bids"], FaceJSON.pair),
            let ask = FaceJSON.best(.sell, of: book["asks"], FaceJSON.pair)
        else { return nil }
        return (EngineTop(bid: bid, ask: ask), nil)
    }
}

/// valr.md D.3, I.5, I.6.
struct VALRWire: WireReader {
    private let places: [String: Int]

    init(_ markets: [WatchedMarket]) {
        places = markets.placesByStreamName
    }

    func sighting(in message: FaceJSON, on id: StreamID) -> Sighting? {
        guard let market = message["currencyPairSymbol"]?.string.flatMap({ places[$0] }), let data = message["data"],
            let number = data["SequenceNumber"]?.whole
        else { return nil }
        switch message["type"]?.string {
        // Each replaces the one before: one change.
        case "AGGREGATED_ORDERBOOK_UPDATE":
            return Sighting(market: market, key: BookKey(number, isReplaced: true), changes: 1)
        case "FULL_ORDERBOOK_SNAPSHOT": return Sighting(market: market, key: BookKey(number), changes: 0)
        case "FULL_ORDERBOOK_UPDATE":
            let levels = (data["Bids"]?.elements ?? []) + (data["Asks"]?.elements ?? [])
            let changes = levels.reduce(0) { $0 + ($1["Orders"]?.elements?.count ?? 0) }
            return Sighting(market: market, key: BookKey(number), changes: changes)
        default: return nil
        }
    }

    /// Public reads are up to half a minute old: not this one.
    func question(_ market: WatchedMarket) -> FaceRequest {
        var request = Self.get("/v1/public/\(market.name)/orderbook")
        request.switches["publicCache"] = "off"
        return request
    }

    func answer(_ body: FaceJSON) -> (top: EngineTop, number: BookKey?)? {
        guard let bid = FaceJSON.best(.buy, of: body["Bids"], FaceJSON.named("quantity")),
            let ask = FaceJSON.best(.sell, of: body["Asks"], FaceJSON.named("quantity")),
            let number = body["SequenceNumber"]?.whole
        else { return nil }
        return (EngineTop(bid: bid, ask: ask), BookKey(number, isReplaced: true))
    }
}

extension [WatchedMarket] {
    /// Each market's place by its name in messages.
    var placesByStreamName: [String: Int] {
        Dictionary(enumerated().map { ($1.streamName, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
