import AdapterProtocol
import Foundation
import VenueSimulator

@testable import SimulatedLuno

/// Clients of the Luno face's streams in tests, on one manual clock.
struct LunoListener {
    var client: LunoClient
    private var latest: UInt64 = 0
    /// What every connection was sent, in order.
    private(set) var heard: [StreamMessage] = []

    init(_ switches: [String: String] = [:], frozen: Bool = true) throws {
        client = try LunoClient(switches, frozen: frozen)
    }

    /// Opens a connection; nil when it is refused.
    mutating func open(_ path: String, method: String = "GET") -> StreamID? {
        latest += 1
        let id = StreamID(latest)
        let request = FaceRequest(method: method, target: path)
        return client.face.openStream(id, for: request, at: client.now) == .accepted ? id : nil
    }

    /// Opens a connection that must be let in.
    mutating func enter(_ path: String) throws -> StreamID {
        guard let id = open(path) else { throw NotLetIn(path: path) }
        return id
    }

    struct NotLetIn: Error {
        let path: String
    }

    mutating func say(_ text: String, on id: StreamID) {
        client.face.receive(Array(text.utf8), from: id, at: client.now)
        collect()
    }

    /// The first frame of somebody with a key.
    func credentials(_ role: CredentialRole = .trade) -> String {
        guard let key = client.face.credentials[role] else { return "" }
        return #"{"api_key_id":"\#(key.apiKey)","api_key_secret":"\#(key.apiSecret)"}"#
    }

    /// Opens a connection and shows a key.
    mutating func join(_ path: String, _ role: CredentialRole = .trade) -> StreamID {
        let id = open(path) ?? StreamID(0)
        say(credentials(role), on: id)
        return id
    }

    mutating func leave(_ id: StreamID) { client.face.closeStream(id, at: client.now) }

    mutating func advance(_ milliseconds: Int64) {
        client.advance(milliseconds)
        collect()
    }

    /// Calls the venue over REST.
    mutating func ask<Value>(_ body: (inout LunoClient) throws -> Value) rethrows -> Value {
        defer { collect() }
        return try body(&client)
    }

    mutating func collect() { heard += client.face.takeStreamMessages() }

    mutating func forget() { heard = [] }

    /// The texts that a connection was sent, `ping` and `close 1000`.
    func texts(_ id: StreamID) -> [String] {
        heard.filter { $0.stream == id }.map {
            switch $0.content {
            case .text(let bytes): String(decoding: bytes, as: UTF8.self)
            case .ping: "ping"
            case .close(let code, _): "close \(code)"
            }
        }
    }

    /// The frames of a connection that are objects.
    func frames(_ id: StreamID) -> [LunoFrame] { texts(id).filter { $0.hasPrefix("{") }.map(LunoFrame.init) }
}

/// A frame, read by Foundation: the face's own writer must not check itself.
struct LunoFrame {
    let text: String
    let object: [String: Any]

    init(_ text: String) {
        self.text = text
        object = (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
    }

    subscript(name: String) -> String? { object[name] as? String }
    func number(_ name: String) -> Int64? { (object[name] as? NSNumber)?.int64Value }
    func rows(_ name: String) -> [[String: Any]] { object[name] as? [[String: Any]] ?? [] }
    func part(_ name: String) -> [String: Any]? { object[name] as? [String: Any] }
    var sequence: Int64? { self["sequence"].flatMap { Int64($0) } }
    var isSnapshot: Bool { object["asks"] != nil }

    /// What it is, for readers: the parts that are there.
    var kind: String {
        if isSnapshot { return "snapshot" }
        if let code = self["error_code"] { return code }
        var parts: [String] = []
        if !rows("trade_updates").isEmpty { parts.append("trades") }
        for (name, word) in [("create_update", "create"), ("delete_update", "delete"), ("status_update", "status")]
        where part(name) != nil { parts.append(word) }
        if let order = part("order_status_update") { parts.append("\(order["status"] ?? "")") }
        if part("order_fill_update") != nil { parts.append("fill") }
        if part("balance_update") != nil { parts.append("balance") }
        return parts.isEmpty ? "nothing" : parts.joined(separator: "+")
    }
}

/// An order-by-order book kept by the venue's rules and by nothing else; what does not fit is noted.
struct LunoMirror {
    struct Resting {
        let isBid: Bool
        let price: ExactDecimal
        var volume: ExactDecimal
    }

    private(set) var orders: [String: Resting] = [:]
    private(set) var sequence: Int64?
    private(set) var faults: [String] = []
    private(set) var tradeCount = 0

    mutating func take(_ frame: LunoFrame) {
        guard let number = frame.sequence else { return faults.append("no number: \(frame.text)") }
        if frame.isSnapshot {
            orders = [:]
            for row in frame.rows("bids") { add(row, row["id"], isBid: true) }
            for row in frame.rows("asks") { add(row, row["id"], isBid: false) }
        } else {
            if number != (sequence ?? 0) + 1 { faults.append("\(number) after \(sequence ?? 0)") }
            for row in frame.rows("trade_updates") { trade(row) }
            if let row = frame.part("create_update") {
                add(row, row["order_id"], isBid: row["type"] as? String == "BID")
            }
            if let row = frame.part("delete_update"),
                orders.removeValue(forKey: row["order_id"] as? String ?? "") == nil
            {
                faults.append("deleted, not there: \(row)")
            }
        }
        sequence = number
    }

    private mutating func add(_ row: [String: Any], _ id: Any?, isBid: Bool) {
        guard let id = id as? String, let price = decimal(row["price"]), let volume = decimal(row["volume"]),
            volume.isPositive, orders[id] == nil
        else { return faults.append("no order: \(row)") }
        orders[id] = Resting(isBid: isBid, price: price, volume: volume)
    }

    private mutating func trade(_ row: [String: Any]) {
        tradeCount += 1
        guard let id = row["maker_order_id"] as? String, let maker = orders[id], let base = decimal(row["base"]),
            let counter = decimal(row["counter"]), base.isPositive, let rest = try? maker.volume - base,
            !rest.isNegative, (try? base * maker.price) == counter
        else { return faults.append("no trade: \(row)") }
        orders[id]?.volume = rest
        if rest.isZero { orders[id] = nil }
    }

    private func decimal(_ value: Any?) -> ExactDecimal? { (value as? String).flatMap { ExactDecimal($0) } }

    /// Price and sum of every level, best first, as texts.
    func levels(isBid: Bool) -> [String] {
        var sums: [ExactDecimal: ExactDecimal] = [:]
        for order in orders.values where order.isBid == isBid {
            sums[order.price] = (try? (sums[order.price] ?? 0) + order.volume) ?? 0
        }
        return sums.sorted { isBid ? $0.key > $1.key : $0.key < $1.key }
            .map { "\($0.key.normalized)@\($0.value.normalized)" }
    }
}

extension LunoFace {
    /// The engine's own book in the words of ``LunoMirror``.
    func levels(_ market: String, isBid: Bool) -> [String] {
        guard let book = exchange.book(market, depth: 1_000) else { return [] }
        return (isBid ? book.bids : book.asks).map { "\($0.price.normalized)@\($0.quantity.normalized)" }
    }
}
