import Foundation
import VenueSimulator

@testable import SimulatedVALR

/// What a venue sent on one connection, with its text read by Foundation.
struct VALRFrame {
    let message: StreamMessage

    var stream: StreamID { message.stream }
    var bytes: [UInt8] { if case .text(let bytes) = message.content { bytes } else { [] } }
    var text: String { String(decoding: bytes, as: UTF8.self) }
    var object: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] ?? [:]
    }
    var type: String { object["type"] as? String ?? "" }
    var data: [String: Any] { object["data"] as? [String: Any] ?? [:] }
    var rows: [[String: Any]] { object["data"] as? [[String: Any]] ?? [] }
    /// The code of a close frame.
    var closeCode: UInt16? { if case .close(let code, _) = message.content { code } else { nil } }
}

extension VALRClient {
    /// Opens a connection; signed by the client's role, or not at all.
    mutating func connect(
        _ path: String, as id: UInt64 = 1, isSigned: Bool = true, stamp: String? = nil
    ) -> StreamAdmission {
        // No two signatures of a key in one millisecond.
        let stamp = stamp ?? String(now.milliseconds + Int64(id))
        let headers = isSigned ? headers("GET", path, "", stamp: stamp) : [:]
        let request = FaceRequest(method: "GET", target: path, headers: headers, peerAddress: peer)
        return face.openStream(StreamID(id), for: request, at: now)
    }

    mutating func say(_ text: String, on id: UInt64 = 1) {
        face.receive(Array(text.utf8), from: StreamID(id), at: now)
    }

    /// Sets the lists of some events to one pair.
    mutating func follow(_ events: String..., pair: String = "BTCUSDC", on id: UInt64 = 1) {
        let list = events.map { #"{"event":"\#($0)","pairs":["\#(pair)"]}"# }.joined(separator: ",")
        say(#"{"type":"SUBSCRIBE","subscriptions":[\#(list)]}"#, on: id)
    }

    /// Everything sent since the last time.
    mutating func frames() -> [VALRFrame] { face.takeStreamMessages().map(VALRFrame.init) }

    /// Those of one type.
    mutating func frames(_ type: String) -> [VALRFrame] { frames().filter { $0.type == type } }

    /// A market connection that follows one pair; its first messages are taken.
    mutating func reader(_ events: String..., pair: String = "BTCUSDC") -> [VALRFrame] {
        _ = connect("/ws/trade")
        for event in events {
            let item = #"{"event":"\#(event)","pairs":["\#(pair)"]}"#
            say(#"{"type":"SUBSCRIBE","subscriptions":[\#(item)]}"#)
        }
        return frames()
    }

    /// An account connection whose greeting is over.
    mutating func account(as id: UInt64 = 1) -> [VALRFrame] {
        _ = connect("/ws/account", as: id)
        return frames()
    }
}

extension StreamAdmission {
    /// The status of a refusal; 101 for a connection.
    var status: Int { if case .refused(let reply) = self { reply.status } else { 101 } }
}

/// The face's own checksums are checked with this one, made from the polynomial bit by bit.
enum TestCRC {
    static func of(_ text: String) -> Int {
        var value: UInt32 = 0xFFFF_FFFF
        for byte in text.utf8 {
            for bit in 0..<8 {
                let mixed = (value ^ UInt32(byte >> bit)) & 1
                value = (value >> 1) ^ (mixed == 1 ? 0xEDB8_8320 : 0)
            }
        }
        return Int(~value)
    }
}
