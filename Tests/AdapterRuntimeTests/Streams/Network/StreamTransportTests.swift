import AdapterProtocol
import Foundation
import Testing

@testable import AdapterRuntime

@Suite("WebSockets on a real network", .timeLimit(.minutes(1))) struct StreamTransportTests {
    private func request(_ server: RawStreamServer, largest: Int = 1 << 20) -> StreamRequest {
        StreamRequest(
            address: "ws://127.0.0.1:\(server.port)/ws/a?b=c%2F", headers: [WireHeader("X-Key", "k")],
            largestMessage: largest)
    }

    /// A connection to a server around a body.
    private func connected(
        to answer: RawStreamServer.Answer = .accept(then: []), largest: Int = 1 << 20,
        _ body: (RawStreamConnection, CollectingSink) async throws -> Void
    ) async throws {
        try await RawStreamServer.run(answer) { server in
            let sink = CollectingSink()
            try await NIOStreamTransport().connect(request(server, largest: largest), to: sink)
            try await body(await server.connection(1), sink)
            sink.state.value.link?.close(code: 1000)
            try? await server.connection(1).cut()
            _ = await sink.closure()
            let order = sink.state.value.order
            #expect(order.first == "opened" && order.last == "closed" && order.count { $0 == "closed" } == 1)
        }
    }

    @Test("the upgrade goes out as given; texts go both ways, ours masked") func echo() async throws {
        try await RawStreamServer.run { server in
            let sink = CollectingSink()
            try await NIOStreamTransport().connect(request(server), to: sink)
            let connection = await server.connection(1)
            await sink.state.wait { $0.link != nil }
            sink.state.value.link?.send(Array("hello".utf8))
            sink.state.value.link?.ping()
            let frames = await connection.frames(2)
            #expect(frames.map(\.opcode) == [1, 9] && frames.map(\.text) == ["hello", ""])
            #expect(!frames.contains { !$0.isMasked })
            try await connection.write(Handshake.text("welcome €") + Handshake.frame(10, []))
            #expect(await sink.messages(1) == ["welcome €"])
            await sink.state.wait { $0.heard == 1 }
            let head = try #require(server.state.value.requests.first)
            #expect(head.hasPrefix("GET /ws/a?b=c%2F HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nX-Key: k\r\n"))
            #expect(!head.lowercased().contains("sec-websocket-extensions"))
            sink.state.value.link?.close(code: 1000)
            let goodbye = await connection.frames(3)
            #expect(goodbye.last?.opcode == 8 && goodbye.last?.payload == [0x03, 0xE8])
            try await connection.write(Handshake.goodbye(1000))
            #expect(await sink.closure() == .byUs(code: 1000))
        }
    }

    @Test("a first frame in one segment with the answer is not lost, and comes after the opening") func oneSegment()
        async throws
    {
        let first = Handshake.text("first") + Handshake.text("second")
        try await connected(to: .accept(then: first)) { _, sink in
            #expect(await sink.messages(2) == ["first", "second"])
            #expect(sink.state.value.order.first == "opened")
        }
    }

    @Test("bytes may come one by one") func oneByOne() async throws {
        try await connected { connection, sink in
            let long = String(repeating: "x", count: 300)
            for byte in Handshake.text("abc") + Handshake.text(long) { try await connection.write([byte]) }
            #expect(await sink.messages(2) == ["abc", long])
        }
    }

    @Test("pings between fragments are answered, and the fragments are one message") func fragments() async throws {
        try await connected { connection, sink in
            try await connection.write(
                Handshake.text("ab", fin: false) + Handshake.frame(9, [1, 2]) + Handshake.frame(0, [0x63], fin: false)
                    + Handshake.frame(0, [], fin: false) + Handshake.frame(9, [3]) + Handshake.frame(0, [0x64]))
            #expect(await sink.messages(1) == ["abcd"])
            let pongs = await connection.frames(2)
            #expect(pongs.map(\.opcode) == [10, 10] && pongs.map(\.payload) == [[1, 2], [3]])
            #expect(sink.state.value.heard == 2)
        }
    }

    @Test("a character cut by a fragment's end is a character") func cutCharacter() async throws {
        try await connected { connection, sink in
            let euro = Array("€".utf8)
            try await connection.write(
                Handshake.frame(1, Array(euro[..<2]), fin: false) + Handshake.frame(0, Array(euro[2...])))
            #expect(await sink.messages(1) == ["€"])
        }
    }

    @Test(
        "what RFC 6455 does not allow ends the connection, with the right code and nothing told",
        arguments: [
            (Handshake.frame(1, [0x61, 0xFF]), StreamClosure.Violation.invalidText),
            (Handshake.frame(1, [0xE2, 0x82]), .invalidText),
            (Handshake.frame(2, [0x61]), .binary),
            (Handshake.frame(0, [0x61]), .protocolError),
            (Handshake.text("a", fin: false) + Handshake.text("b"), .protocolError),
            (Handshake.frame(1, [0x61], reserved: 4), .protocolError),
            (Handshake.frame(3, [0x61]), .protocolError),
            (Handshake.frame(9, [0x61], fin: false), .protocolError),
            (Handshake.frame(9, [UInt8](repeating: 0, count: 126)), .protocolError),
            ([0x81, 0x81, 1, 2, 3, 4, 0x61], .protocolError),
            (Handshake.frame(8, [3]), .protocolError),
        ])
    func violations(_ bytes: [UInt8], _ violation: StreamClosure.Violation) async throws {
        try await connected { connection, sink in
            try await connection.write(bytes + Handshake.text("after"))
            #expect(await sink.closure() == .violation(violation))
            let goodbye = await connection.frames(1)
            #expect(goodbye.first?.opcode == 8)
            #expect(goodbye.first?.payload == [UInt8(violation.rawValue >> 8), UInt8(violation.rawValue & 0xFF)])
            #expect(sink.state.value.messages.isEmpty)
        }
    }

    @Test("a message as large as allowed passes; a larger one ends the connection before it is read")
    func sizes() async throws {
        let snapshot = [UInt8](repeating: 0x61, count: 1_100_000)
        try await connected(largest: snapshot.count) { connection, sink in
            try await connection.write(Handshake.frame(1, snapshot))
            _ = await sink.messages(1)
            #expect(sink.state.value.sizes == [snapshot.count])
            // 64 MB are announced, and refused by their announcement.
            try await connection.write([0x81, 127, 0, 0, 0, 0, 4, 0, 0, 0])
            #expect(await sink.closure() == .violation(.messageTooLarge))
        }
        try await connected(largest: 10) { connection, sink in
            try await connection.write(Handshake.frame(1, [UInt8](repeating: 0x61, count: 6), fin: false))
            try await connection.write(Handshake.frame(0, [UInt8](repeating: 0x61, count: 5)))
            #expect(await sink.closure() == .violation(.messageTooLarge))
        }
    }

    @Test("the venue's good-bye is told with its code and answered", arguments: [1000, 1001, 1008, 1013, 4000])
    func goodbye(code: UInt16) async throws {
        try await connected { connection, sink in
            try await connection.write(Handshake.text("last") + Handshake.goodbye(code, "bye"))
            #expect(await sink.closure() == .byPeer(code: code, reason: "bye"))
            #expect(sink.state.value.messages == ["last"])
            let answer = await connection.frames(1)
            #expect(answer.first?.payload == [UInt8(code >> 8), UInt8(code & 0xFF)])
        }
    }

    @Test("a connection that is cut or reset is told as such", arguments: [true, false]) func cut(reset: Bool)
        async throws
    {
        try await connected { connection, sink in
            try await connection.write(Handshake.text("a"))
            _ = await sink.messages(1)
            try await connection.cut(reset: reset)
            guard case .cut = await sink.closure() else {
                Issue.record("\(sink.state.value.closures)")
                return
            }
        }
    }

    @Test("who does not answer our good-bye is left all the same") func silentGoodbye() async throws {
        var configuration = StreamTransportConfiguration()
        configuration.closeTimeout = .milliseconds(50)
        try await RawStreamServer.run { server in
            let sink = CollectingSink()
            try await NIOStreamTransport(configuration: configuration).connect(request(server), to: sink)
            await sink.state.wait { $0.link != nil }
            sink.state.value.link?.close(code: 1000)
            #expect(await sink.closure() == .byUs(code: 1000))
        }
    }
}
