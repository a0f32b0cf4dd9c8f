import AdapterProtocol
import Foundation
import VenueSimulator

@testable import SimulatedKuCoin

// The client's WebSocket side: connections are numbers, what arrives is read by Foundation.
extension KuCoinClient {
    static let json: FaceHeaders = ["Content-Type": "application/json"]

    /// A token of either kind.
    mutating func token(isPrivate: Bool = false) -> String {
        let reply =
            isPrivate
            ? signed("POST", "/api/v1/bullet-private") : send("POST", "/api/v1/bullet-public", headers: Self.json)
        return reply.data.text("token") ?? ""
    }

    /// Opens a connection with a fresh token, or with a given one.
    @discardableResult
    mutating func connect(_ number: UInt64 = 1, isPrivate: Bool = false, token: String? = nil) -> StreamAdmission {
        let token = token ?? self.token(isPrivate: isPrivate)
        let escaped = token.replacing("=", with: "%3D")
        let request = FaceRequest(method: "GET", target: "/?token=\(escaped)&connectId=c\(number)", peerAddress: peer)
        return face.openStream(StreamID(number), for: request, at: now)
    }

    /// Sends a text.
    mutating func tell(_ text: String, on number: UInt64 = 1) {
        face.receive(Array(text.utf8), from: StreamID(number), at: now)
    }

    mutating func subscribe(_ topic: String, on number: UInt64 = 1, isPrivate: Bool = false, id: String = "s1") {
        tell(
            #"{"id":"\#(id)","type":"subscribe","topic":"\#(topic)","privateChannel":\#(isPrivate),"response":true}"#,
            on: number)
    }

    /// What has arrived, on one connection or on all.
    mutating func arrived(on number: UInt64? = nil) -> [StreamMessage] {
        face.takeStreamMessages().filter { number == nil || $0.stream.number == number }
    }

    /// The frames that have arrived.
    mutating func frames(on number: UInt64? = nil) -> [KuCoinStreamFrame] {
        arrived(on: number).compactMap(KuCoinStreamFrame.init)
    }

    /// A connection that follows these topics, with its welcome and acknowledgements read.
    static func following(
        _ topics: [String], isPrivate: Bool = false, _ switches: [String: String] = [:], frozen: Bool = true
    ) throws -> KuCoinClient {
        var client = try KuCoinClient(switches, frozen: frozen)
        client.connect(isPrivate: isPrivate)
        for topic in topics {
            let isOfAccount = !topic.contains(":")
            client.subscribe(topic, isPrivate: isOfAccount)
        }
        _ = client.arrived()
        return client
    }
}

// Orders that the stream tests need.
extension KuCoinClient {
    static let stops = "/api/v1/stop-order"

    static func limit(_ side: String, _ price: String, _ size: String, _ clientOid: String = "lmt-1") -> [String: Any] {
        ["clientOid": clientOid, "side": side, "symbol": "BTC-USDT", "type": "limit", "price": price, "size": size]
    }

    static func stop(_ stopPrice: String, _ direction: String, _ clientOid: String = "stp-1") -> [String: Any] {
        [
            "clientOid": clientOid, "side": "buy", "symbol": "BTC-USDT", "type": "limit", "price": "60500",
            "size": "0.0001", "stop": direction, "stopPrice": stopPrice,
        ]
    }

    /// A price between best bid and best ask.
    mutating func insidePrice() throws -> String {
        let ask = try ExactDecimal(parsing: ticker("bestAsk"))
        return try (ask - ExactDecimal(parsing: "0.1")).description
    }
}

/// One text message.
struct KuCoinStreamFrame {
    let operation: String
    let bytes: [UInt8]

    init?(_ message: StreamMessage) {
        guard case .text(let bytes) = message.content else { return nil }
        operation = message.operation
        self.bytes = bytes
    }

    var object: [String: Any] { (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] ?? [:] }
    var type: String { object.text("type") ?? "" }
    var topic: String { object.text("topic") ?? "" }
    var data: [String: Any] { object["data"] as? [String: Any] ?? [:] }
    /// Of an order event: `match open`.
    var words: String { "\(data.text("type") ?? "") \(data.text("status") ?? "")" }

    /// Rows of one side of a change of the book.
    func rows(_ side: String) -> [[String]] {
        (data["changes"] as? [String: Any])?[side] as? [[String]] ?? []
    }
}
