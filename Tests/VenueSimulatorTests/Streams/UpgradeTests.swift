import Testing
import VenueSimulator

@Suite("Becoming a WebSocket", .timeLimit(.minutes(1)))
struct UpgradeTests {
    @Test("The face sees path, query and headers, and its first word arrives behind the handshake")
    func accepted() async throws {
        try await withSimulator([streaming]) { served async throws in
            let socket = try await served.socket("/ws?a=%41", headers: "X-Token: t\r\n")
            #expect(await socket.next() == .text("welcome a=%41 t"))
            try await socket.send("echo:hello")
            #expect(await socket.next() == .text("hello"))
        }
    }

    @Test("Messages in the segment of the handshake are not lost, and come in order")
    func sameSegment() async throws {
        try await withSimulator([streaming]) { served async throws in
            let behind = RawSocket.text("echo:a") + RawSocket.text("echo:b")
            let socket = try await served.socket("/quiet", behind: behind)
            #expect(await socket.next(2) == [.text("a"), .text("b")])
        }
    }

    @Test("The handshake may come byte by byte")
    func slowly() async throws {
        try await withSimulator([streaming]) { served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            for byte in RawSocket.handshake("/ws").utf8 { try await connection.send([byte]) }
            #expect(await connection.reply()?.status == 101)
            #expect(await RawSocket(connection: connection).next() == .text("welcome  -"))
        }
    }

    @Test("A refusal has the venue's status, headers and body, and the connection goes on with HTTP and a WebSocket")
    func refused() async throws {
        try await withSimulator([streaming]) { served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            try await connection.send(RawSocket.handshake("/refused"))
            let reply = try #require(await connection.reply())
            #expect(reply.status == 403)
            #expect(reply.text == "not you")
            #expect(reply.header("X-mBx-Odd") == "1")
            #expect(reply.header("Retry-After") == "7")
            #expect(reply.header("Date") == "Thu, 01 Jan 1970 00:00:01 GMT")
            try await connection.send(RawSocket.handshake("/nowhere") + request("POST /count"))
            #expect(await connection.reply()?.status == 404)
            #expect(await connection.reply()?.text == "1")
            let socket = try await RawSocket.shakeHands(on: connection, "/ws")
            #expect(await socket.next() == .text("welcome  -"))
        }
    }

    @Test("A connection that has answered HTTP becomes a WebSocket, as clients with one pool ask for; also pipelined")
    func afterHTTP() async throws {
        try await withSimulator([streaming]) { served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            try await connection.send(request("POST /count"))
            #expect(await connection.reply()?.text == "1")
            try await connection.send(
                request("POST /count") + RawSocket.handshake("/quiet") + String(decoding: [], as: UTF8.self))
            #expect(await connection.reply()?.text == "2")
            #expect(await connection.reply()?.status == 101)
            let socket = RawSocket(connection: connection)
            try await socket.send("echo:still here")
            #expect(await socket.next() == .text("still here"))
            #expect(try await served.ask("POST /count")?.text == "3")
            #expect(await socket.next() == .text("count 3"))
        }
    }

    @Test("Another protocol to upgrade to is ignored, and what follows on the connection is answered")
    func otherProtocol() async throws {
        try await withSimulator([streaming]) { served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            let upgrade = "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAA\r\n"
            let text = request("POST /count", headers: upgrade) + request("POST /count")
            try await connection.send(text)
            #expect(await connection.reply()?.text == "1")
            #expect(await connection.reply()?.text == "2")
            try await connection.send(text)
            #expect(await connection.reply()?.text == "3")
            #expect(await connection.reply()?.text == "4")
        }
    }

    @Test("A handshake that is wrong is refused as the protocol says, and never reaches the face")
    func malformed() async throws {
        try await withSimulator([streaming]) { served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            let right = RawSocket.handshake("/ws")
            try await connection.send(right.replacing("Sec-WebSocket-Key", with: "X-Key"))
            #expect(await connection.reply()?.status == 400)
            try await connection.send(right.replacing("Version: 13", with: "Version: 8"))
            let other = try #require(await connection.reply())
            #expect(other.status == 426)
            #expect(other.header("Sec-WebSocket-Version") == "13")
            // Asked for with a body or another method it is a request like any other.
            try await connection.send(right.replacing("GET", with: "POST"))
            #expect(await connection.reply()?.text == "no /ws")
            let body = right.replacing("\r\n\r\n", with: "\r\nContent-Length: 2\r\n\r\nab")
            try await connection.send(body)
            #expect(await connection.reply()?.text == "no /ws")
            #expect(try await served.control("GET /state").text.contains("stream.open") == false)
        }
    }

    @Test("A venue without streams answers such a request like any other")
    func noStreams() async throws {
        try await withSimulator { served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            try await connection.send(RawSocket.handshake("/ws"))
            #expect(await connection.reply()?.text == "no /ws")
            #expect(served.readiness.venues["binance"]?.streams == nil)
            #expect(served.readiness.line.contains(#""streams":null"#))
        }
    }

    @Test("The ready line says where the streams are, with the venue's prefixes")
    func readyLine() async throws {
        try await withSimulator([streaming]) { served async throws in
            let root = "ws://127.0.0.1:\(try served.port())"
            #expect(served.readiness.venues["binance"]?.streams == .init(market: root, account: root + "/account"))
            #expect(
                served.readiness.line.contains(#""streams":{"public":"\#(root)","private":"\#(root)/account"},"#))
        }
    }
}
