import AdapterProtocol
import Crypto
import Fidelity
import Foundation
import VenueSimulator

@testable import SimulatedBinance

/// A message that the face sent, its text read by Foundation: the face's own writer must not check itself.
struct BinanceMessage {
    let stream: StreamID
    let operation: String
    let content: StreamMessage.Content

    init(_ message: StreamMessage) {
        stream = message.stream
        operation = message.operation
        content = message.content
    }

    var bytes: [UInt8] { if case .text(let bytes) = content { bytes } else { [] } }
    var text: String { String(decoding: bytes, as: UTF8.self) }
    var object: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])) as? [String: Any] ?? [:]
    }
    /// The payload of a combined message, or the message itself.
    var data: [String: Any] { object["data"] as? [String: Any] ?? object }
    /// The event of the account inside its wrapper.
    var event: [String: Any] { object["event"] as? [String: Any] ?? [:] }
    var name: String? { object["stream"] as? String }
    var error: [String: Any] { object["error"] as? [String: Any] ?? object }
    var code: Int? { error["code"] as? Int }
    /// What the answer says of the address's weight.
    var usedWeight: Int? { (object["rateLimits"] as? [[String: Any]])?.first?["count"] as? Int }
    var closing: UInt16? { if case .close(let code, _) = content { code } else { nil } }
    var isPing: Bool { if case .ping = content { true } else { false } }

    func shape(_ member: String? = nil) throws -> Shape {
        let shape = try Shape(bytes)
        guard let member, case .members(let members) = shape, let inner = members[member] else { return shape }
        return inner
    }
}

extension BinanceClient {
    /// Opens a connection; nil when it is refused.
    mutating func open(_ target: String = "/stream", as number: UInt64 = 1) -> StreamID? {
        let id = StreamID(number)
        let request = FaceRequest(method: "GET", target: target, peerAddress: peer)
        return face.openStream(id, for: request, at: now) == .accepted ? id : nil
    }

    mutating func say(_ text: String, _ id: StreamID = StreamID(1)) {
        face.receive(Array(text.utf8), from: id, at: now)
    }

    /// Everything since the last call.
    mutating func heard() -> [BinanceMessage] { face.takeStreamMessages().map(BinanceMessage.init) }

    /// A connection that follows these streams; its answer is heard.
    mutating func follow(_ names: [String], target: String = "/stream", as number: UInt64 = 1) -> StreamID {
        let id = open(target, as: number) ?? StreamID(0)
        let list = names.map { "\"\($0)\"" }.joined(separator: ",")
        say("{\"method\":\"SUBSCRIBE\",\"params\":[\(list)],\"id\":1}", id)
        _ = heard()
        return id
    }

    /// The request that subscribes to the account's events with the key of ``role``.
    func subscription(_ change: (inout [String: String]) -> Void = { _ in }) -> String {
        guard let key = face.credentials[role] else { return "" }
        var params = ["apiKey": key.apiKey, "timestamp": String(now.milliseconds)]
        change(&params)
        let text = params.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
        if params["signature"] == nil { params["signature"] = Self.hmac(text, secret: key.apiSecret) }
        return Self.request("userDataStream.subscribe.signature", params)
    }

    static func request(_ method: String, _ params: [String: String] = [:], id: String = "7") -> String {
        let list = params.sorted { $0.key < $1.key }.map { name, value in
            name == "timestamp" || name == "recvWindow" ? "\"\(name)\":\(value)" : "\"\(name)\":\"\(value)\""
        }
        let body = list.isEmpty ? "" : ",\"params\":{\(list.joined(separator: ","))}"
        return "{\"id\":\"\(id)\",\"method\":\"\(method)\"\(body)}"
    }

    /// A connection that hears the account's events.
    mutating func listen(as number: UInt64 = 9) -> StreamID {
        let id = open("/ws-api/v3", as: number) ?? StreamID(0)
        say(subscription(), id)
        _ = heard()
        return id
    }

    /// Events of the account since the last call.
    mutating func events() -> [[String: Any]] { heard().map(\.event).filter { !$0.isEmpty } }
}
