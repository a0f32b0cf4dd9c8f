import NIOSSL
import Testing

/// A WebSocket client that writes and reads its frames itself, so that it can also do what no library does.
struct RawSocket: Sendable {
    /// What arrives.
    enum Frame: Equatable {
        case text(String)
        case ping(String)
        case pong(String)
        case close(UInt16?, String)
        case other(opcode: UInt8)
    }

    let connection: RawConnection

    /// Shakes hands on `path`, with `behind` in the same segment as the request.
    static func open(
        port: Int, _ path: String, behind: [UInt8] = [], headers: String = "", tls: NIOSSLContext? = nil
    ) async throws -> RawSocket {
        let connection = try await RawConnection.open(port: port, tls: tls)
        return try await shakeHands(on: connection, path, behind: behind, headers: headers)
    }

    static func shakeHands(
        on connection: RawConnection, _ path: String, behind: [UInt8] = [], headers: String = ""
    ) async throws -> RawSocket {
        try await connection.send(Array(handshake(path, headers: headers).utf8) + behind)
        let reply = try #require(await connection.reply())
        #expect(reply.status == 101)
        // The example of RFC 6455 1.3.
        #expect(reply.header("Sec-WebSocket-Accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        return RawSocket(connection: connection)
    }

    static func handshake(_ path: String, headers: String = "", key: String = "dGhlIHNhbXBsZSBub25jZQ==") -> String {
        "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n"
            + "Sec-WebSocket-Key: \(key)\r\nSec-WebSocket-Version: 13\r\n\(headers)\r\n"
    }

    /// One frame as a client sends it: masked, final unless said otherwise.
    static func frame(
        _ payload: [UInt8], opcode: UInt8 = 1, isFinal: Bool = true, isMasked: Bool = true, reserved: UInt8 = 0
    ) -> [UInt8] {
        var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | reserved | opcode]
        let mark: UInt8 = isMasked ? 0x80 : 0
        switch payload.count {
        case ..<126: bytes.append(mark | UInt8(payload.count))
        case ..<65_536: bytes += [mark | 126] + withUnsafeBytes(of: UInt16(payload.count).bigEndian) { Array($0) }
        default: bytes += [mark | 127] + withUnsafeBytes(of: UInt64(payload.count).bigEndian) { Array($0) }
        }
        guard isMasked else { return bytes + payload }
        let mask: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
        return bytes + mask + payload.enumerated().map { $0.element ^ mask[$0.offset & 3] }
    }

    static func text(_ text: String) -> [UInt8] { frame(Array(text.utf8)) }

    func send(_ text: String) async throws { try await connection.send(Self.text(text)) }

    /// The next frame, or nil when the connection ends first.
    func next() async -> Frame? {
        await connection.next { Self.take(&$0) }
    }

    /// The next frames, as many as are said.
    func next(_ count: Int) async -> [Frame?] {
        var frames: [Frame?] = []
        for _ in 0..<count { frames.append(await next()) }
        return frames
    }

    /// Says goodbye as a client does that is content.
    func leave() async throws {
        try await connection.send(Self.frame([0x03, 0xE8], opcode: 8))
    }

    private static func take(_ bytes: inout [UInt8]) -> Frame? {
        guard bytes.count >= 2 else { return nil }
        var start = 2
        var length = Int(bytes[1] & 0x7F)
        if length > 125 {
            let size = length == 126 ? 2 : 8
            start += size
            guard bytes.count >= start else { return nil }
            length = bytes[2..<start].reduce(0) { $0 << 8 | Int($1) }
        }
        guard bytes.count >= start + length else { return nil }
        let payload = Array(bytes[start..<(start + length)])
        let opcode = bytes[0] & 0x0F
        bytes.removeFirst(start + length)
        return frame(opcode, payload)
    }

    private static func frame(_ opcode: UInt8, _ payload: [UInt8]) -> Frame {
        let text = String(decoding: payload, as: UTF8.self)
        switch opcode {
        case 1: return .text(text)
        case 9: return .ping(text)
        case 10: return .pong(text)
        case 8:
            guard payload.count >= 2 else { return .close(nil, "") }
            let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
            return .close(code, String(decoding: payload.dropFirst(2), as: UTF8.self))
        default: return .other(opcode: opcode)
        }
    }
}

extension Served {
    /// A WebSocket to the venue.
    func socket(_ path: String = "/ws", behind: [UInt8] = [], headers: String = "") async throws -> RawSocket {
        try await RawSocket.open(port: try port(), path, behind: behind, headers: headers)
    }

    /// How many streams the face knows.
    func openAtFace() async throws -> String? { try await ask("GET /open")?.text }
}
