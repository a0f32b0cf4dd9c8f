import Testing

@testable import AdapterRuntime

/// One way to get no answer, and what the caller must be told.
struct FailureRow: Sendable, CustomTestStringConvertible {
    var name: String
    var acts: [Act] = []
    var greeting = Act.silence
    /// More than one where two things happen at the same moment and either may be told.
    var kinds: Set<TransportFailure.Kind>
    var timeout = Duration.seconds(30)
    var connectTimeout = Duration.seconds(30)

    var testDescription: String { name }

    private static let tooLarge = 16 * 1024 * 1024 + 1
    private static func chunked(_ bytes: Int) -> [UInt8] {
        Array("\(String(bytes, radix: 16))\r\n".utf8) + [UInt8](repeating: 0x20, count: bytes)
            + Array("\r\n0\r\n\r\n".utf8)
    }
    private static let gzipHead = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"

    /// The head was written: a write is unknown.
    static let afterTheHead: [FailureRow] = [
        .init(name: "closed right after the head", acts: [.close], kinds: [.closedEarly]),
        .init(name: "reset right after the head", acts: [.reset], kinds: [.reset]),
        .init(name: "no reply", acts: [.silence], kinds: [.timeout], timeout: .seconds(2)),
        .init(
            name: "a reply's head, then nothing", acts: [.reply("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{")],
            kinds: [.timeout], timeout: .seconds(2)),
        .init(
            name: "half a reply's head, then closed", acts: [.reply("HTTP/1.1 200 OK\r\nContent-", then: .close)],
            kinds: [.closedEarly]),
        .init(
            name: "body cut short", acts: [.reply("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", then: .close)],
            kinds: [.closedEarly]),
        .init(
            name: "chunked body cut short",
            acts: [.reply("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{", then: .close)],
            kinds: [.closedEarly]),
        .init(name: "not HTTP", acts: [.reply("SSH-2.0-OpenSSH_9.2p1\r\n\r\n")], kinds: [.invalidReply]),
        .init(
            name: "a length that is no number",
            acts: [.reply("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n")], kinds: [.invalidReply]),
        .init(
            name: "a header of 2 MB",
            acts: [.reply("HTTP/1.1 200 OK\r\nX: \(String(repeating: "a", count: 2_000_000))\r\n\r\n")],
            kinds: [.invalidReply]),
        .init(
            name: "a declared length over the limit",
            acts: [.reply("HTTP/1.1 200 OK\r\nContent-Length: \(tooLarge)\r\n\r\n")], kinds: [.replyTooLarge]),
        .init(
            name: "an undeclared length over the limit",
            acts: [.reply("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunked(tooLarge))],
            kinds: [.replyTooLarge]),
        .init(name: "a gzip bomb of 200 MiB", acts: [bomb()], kinds: [.replyTooLarge]),
        .init(
            name: "gzip that is none",
            acts: [.reply(gzipHead + "Content-Length: 9\r\n\r\n", Array("{\"a\":\"b\"}".utf8))], kinds: [.invalidReply]),
        .init(
            name: "gzip cut short",
            acts: [.reply(gzipHead + "Content-Length: 30\r\n\r\n", Array(Packed.serverTime.prefix(30)))],
            kinds: [.invalidReply]),
    ]

    private static func bomb() -> Act {
        let bytes = Packed.zeros(mebibytes: 200)
        return .reply(gzipHead + "Content-Length: \(bytes.count)\r\n\r\n", bytes)
    }

    /// Over `https://`, before any request: nothing was sent. The server speaks no TLS.
    static let insteadOfTLS: [FailureRow] = [
        .init(name: "accepted, then never TLS", kinds: [.connectTimeout, .poolTimeout], connectTimeout: .seconds(1)),
        .init(name: "plain HTTP instead of TLS", greeting: .reply("HTTP/1.1 400 Bad\r\n\r\n"), kinds: [.tlsFailure]),
        .init(name: "closed instead of TLS", greeting: .close, kinds: [.tlsFailure, .reset]),
        .init(name: "reset instead of TLS", greeting: .reset, kinds: [.tlsFailure, .reset]),
    ]
}
