import NIOCore
import NIOWebSocket

/// Puts a client's frames together to messages and finds what the protocol forbids (RFC 6455 5).
struct MessageAssembler {
    /// What a frame completes.
    enum Message: Equatable {
        case text([UInt8])
        case ping([UInt8])
        case pong([UInt8])
        case close(code: UInt16?, reason: String)
    }

    /// What was wrong, as the code of the close frame that says so.
    struct Violation: Error, Equatable {
        let code: UInt16

        static let protocolError = Violation(code: 1002)
        static let notText = Violation(code: 1003)
        static let notUTF8 = Violation(code: 1007)
        static let tooLarge = Violation(code: 1009)
    }

    private let limit: Int
    /// The frames so far of a message that is not complete.
    private var partial: [UInt8]?

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes the next frame; nil while its message is not complete.
    mutating func take(_ frame: WebSocketFrame) throws(Violation) -> Message? {
        guard frame.maskKey != nil, !frame.rsv1, !frame.rsv2, !frame.rsv3 else { throw .protocolError }
        switch frame.opcode {
        case .text:
            guard partial == nil else { throw .protocolError }
            partial = []
            return try append(frame)
        case .continuation: return try append(frame)
        case .binary: throw .notText
        case .ping: return .ping(Array(buffer: frame.unmaskedData))
        case .pong: return .pong(Array(buffer: frame.unmaskedData))
        case .connectionClose: return try Self.close(Array(buffer: frame.unmaskedData))
        default: throw .protocolError
        }
    }

    /// Appends in place: a message of a million frames costs no more than its bytes.
    private mutating func append(_ frame: WebSocketFrame) throws(Violation) -> Message? {
        guard let count = partial?.count else { throw .protocolError }
        let data = frame.unmaskedData
        guard count + data.readableBytes <= limit else { throw .tooLarge }
        partial?.append(contentsOf: data.readableBytesView)
        guard frame.fin, let bytes = partial else { return nil }
        partial = nil
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
        return .text(bytes)
    }

    private static func close(_ payload: [UInt8]) throws(Violation) -> Message {
        guard !payload.isEmpty else { return .close(code: nil, reason: "") }
        guard payload.count >= 2 else { throw .protocolError }
        let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
        guard isSendable(code) else { throw .protocolError }
        guard let reason = String(validating: payload.dropFirst(2), as: UTF8.self) else { throw .notUTF8 }
        return .close(code: code, reason: reason)
    }

    /// Which codes may stand in a close frame (RFC 6455 7.4).
    private static func isSendable(_ code: UInt16) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}
