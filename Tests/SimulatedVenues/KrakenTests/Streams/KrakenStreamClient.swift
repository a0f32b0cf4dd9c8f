import AdapterProtocol
import Testing
import VenueSimulator

@testable import SimulatedKraken

/// A customer with one socket beside its REST calls.
struct KrakenStreamClient {
    var rest: KrakenClient
    let id: StreamID
    /// Everything that came on the socket and was not taken yet.
    private(set) var inbox: [StreamMessage] = []
    private var request = 0

    init(
        _ switches: [String: String] = [:], isPrivate: Bool = false, frozen: Bool = true, number: UInt64 = 1
    ) throws {
        try self.init(try KrakenClient(switches, frozen: frozen), isPrivate: isPrivate, number: number)
    }

    init(_ rest: KrakenClient, isPrivate: Bool = false, number: UInt64 = 1) throws {
        self.rest = rest
        id = StreamID(number)
        let path = isPrivate ? "/auth/v2" : "/v2"
        try #require(self.rest.face.openStream(id, for: Self.upgrade(path), at: self.rest.now) == .accepted)
        collect()
    }

    static func upgrade(_ path: String) -> FaceRequest { FaceRequest(method: "GET", path: path) }

    /// Takes what the face wants sent.
    mutating func collect() { inbox += rest.face.takeStreamMessages() }

    /// What came on the socket, once.
    mutating func take() -> [StreamMessage] {
        collect()
        defer { inbox = [] }
        return inbox.filter { $0.stream == id }
    }

    /// The texts that came, as values.
    mutating func frames() -> [FaceJSON] { take().compactMap(Self.json) }

    static func json(_ message: StreamMessage) -> FaceJSON? {
        guard case .text(let bytes) = message.content else { return nil }
        return FaceJSON(reading: bytes)
    }

    mutating func send(_ text: String) { rest.face.receive(Array(text.utf8), from: id, at: rest.now) }

    /// Subscribes and gives what comes at once.
    mutating func subscribe(_ params: String, method: String = "subscribe") -> [FaceJSON] {
        request += 1
        send("{\"method\":\"\(method)\",\"params\":{\(params)},\"req_id\":\(request)}")
        return frames()
    }

    /// Subscribes to a channel of the account with a fresh token.
    mutating func subscribePrivate(_ params: String) throws -> [FaceJSON] {
        let token = try #require(rest.call("GetWebSocketsToken").result["token"] as? String)
        return subscribe("\(params),\"token\":\"\(token)\"")
    }

    /// Moves the clock, letting the venue act each 100 ms.
    mutating func advance(_ milliseconds: Int64) {
        rest.advance(milliseconds)
        collect()
    }
}

extension FaceJSON {
    /// The rows of a message.
    var rows: [FaceJSON] { self["data"]?.elements ?? [] }

    /// The members' names in their order.
    var names: [String] {
        if case .members(let members) = self { members.map(\.name) } else { [] }
    }

    var channel: String? { self["channel"]?.string }
    var type: String? { self["type"]?.string }
    var errorText: String? { self["error"]?.string }
    func text(_ name: String) -> String? { self[name]?.plain }
}

/// A client's book, rebuilt from frames by the rules of kraken.md I.3 and checked by I.4.
struct RebuiltBook {
    let depth: Int
    let decimals: Int
    private(set) var bids: [ExactDecimal: ExactDecimal] = [:]
    private(set) var asks: [ExactDecimal: ExactDecimal] = [:]
    private(set) var told: UInt32?

    init(depth: Int = 10, decimals: Int = 1) {
        self.depth = depth
        self.decimals = decimals
    }

    mutating func apply(_ frame: FaceJSON) throws {
        let row = try #require(frame.rows.first)
        if frame.type == "snapshot" {
            bids = [:]
            asks = [:]
        }
        try Self.set(&bids, row["bids"])
        try Self.set(&asks, row["asks"])
        for price in bids.keys.sorted(by: >).dropFirst(depth) { bids[price] = nil }
        for price in asks.keys.sorted().dropFirst(depth) { asks[price] = nil }
        told = row.text("checksum").flatMap { UInt32($0) }
    }

    private static func set(_ side: inout [ExactDecimal: ExactDecimal], _ rows: FaceJSON?) throws {
        for row in rows?.elements ?? [] {
            let price = try ExactDecimal(parsing: try #require(row.text("price")))
            let quantity = try ExactDecimal(parsing: try #require(row.text("qty")))
            side[price] = quantity.isZero ? nil : quantity
        }
    }

    var bestFirst: (bids: [ExactDecimal], asks: [ExactDecimal]) { (bids.keys.sorted(by: >), asks.keys.sorted()) }

    /// The checksum by texts, bit by bit.
    var checksum: UInt32 {
        let levels = bestFirst.asks.prefix(10).map { ($0, asks[$0]) } + bestFirst.bids.prefix(10).map { ($0, bids[$0]) }
        let text = levels.map { price, quantity in
            Self.digits(price, decimals) + Self.digits(quantity ?? .zero, 8)
        }.joined()
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in text.utf8 {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }

    private static func digits(_ value: ExactDecimal, _ places: Int) -> String {
        let text = value.text(minimumScale: places, trimmingZeros: true)
        return String(text.filter { $0 != "." }.drop { $0 == "0" })
    }

    /// Whether it is the engine's.
    func equals(_ book: EngineBook?) -> Bool {
        guard let book else { return false }
        return book.bids.map(\.price) == bestFirst.bids && book.asks.map(\.price) == bestFirst.asks
            && book.bids.allSatisfy { bids[$0.price] == $0.quantity }
            && book.asks.allSatisfy { asks[$0.price] == $0.quantity }
    }
}
