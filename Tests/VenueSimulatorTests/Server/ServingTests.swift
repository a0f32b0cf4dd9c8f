import Testing
import VenueSimulator
import WebServing

@Suite("Serving a face")
struct ServingTests {
    @Test("The face sees method, target, headers and body exactly as they were sent")
    func rawRequest() async throws {
        try await withSimulator { served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            let target = "/echo/%2Fa%2f+b%20%C3%A4?x=%41&&y=a+b&x=2&sig=%3D?/#"
            try await connection.send(
                "POST \(target) HTTP/1.1\r\nhOsT: venue:1\r\nX-b: 1\r\nx-B: 2\r\nContent-Length: 5\r\nX-a:  z \r\n\r\na=%3D"
            )
            let reply = try #require(await connection.reply())
            #expect(
                reply.text == """
                    POST /echo/%2Fa%2f+b%20%C3%A4 x=%41&&y=a+b&x=2&sig=%3D?/#
                    peer=127.0.0.1
                    Host: venue:1
                    X-b: 1
                    x-B: 2
                    Content-Length: 5
                    X-a: z

                    a=%3D
                    """
            )
        }
    }

    @Test("A query that is absent and one that is empty are different things")
    func emptyQuery() async throws {
        try await withSimulator { served async throws in
            #expect(try await served.ask("GET /echo")?.text.hasPrefix("GET /echo -\n") == true)
            #expect(try await served.ask("GET /echo?")?.text.hasPrefix("GET /echo \n") == true)
        }
    }

    @Test("The reply keeps the face's status, header spelling and body, and is dated by the simulator's clock")
    func reply() async throws {
        try await withSimulator { served async throws in
            let reply = try #require(try await served.ask("GET /nowhere"))
            #expect(reply.status == 404)
            #expect(reply.text == "no /nowhere")
            #expect(reply.header("X-mBx-Odd") == "1")
            #expect(reply.header("Date") == "Thu, 01 Jan 1970 00:00:01 GMT")
            #expect(reply.header("Content-Type") == "text/plain")
        }
    }

    @Test("HEAD answers the head of GET and no body; the connection stays usable")
    func head() async throws {
        try await withSimulator { served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            try await connection.send(request("HEAD /now", headers: "Connection: close\r\n"))
            let (text, _) = await connection.end()
            #expect(text.contains("Content-Length: 4\r\n"))
            #expect(text.hasSuffix("\r\n\r\n"))
        }
    }

    @Test(
        "What is not HTTP gets a clean 400 and a closed connection",
        arguments: [
            "NONSENSE\r\n\r\n", "BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 20_000))\r\n\r\n",
            "GET /\u{0}\u{1} HTTP/1.1\r\nHost: a\r\n\r\n",
        ]
    )
    func malformed(text: String) async throws {
        try await withSimulator { served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            try await connection.send(text)
            let (answer, _) = await connection.end()
            #expect(answer.hasPrefix("HTTP/1.1 400"))
            #expect(try await served.ask("GET /now")?.status == 200)
        }
    }

    @Test("A body over 1 MiB is refused with 413, declared or chunked, and never reaches the face")
    func tooLarge() async throws {
        try await withSimulator { served async throws in
            let body = String(repeating: "x", count: 1_048_577)
            #expect(try await served.ask("POST /count", body: body)?.status == 413)
            let connection = try await RawConnection.open(port: try served.port())
            try await connection.send(request("POST /count", headers: "Transfer-Encoding: chunked\r\n"))
            try await connection.send("100001\r\n\(body)\r\n0\r\n\r\n")
            #expect(await connection.reply()?.status == 413)
            #expect(try await served.ask("POST /count")?.text == "1")
            #expect(try await served.ask("POST /echo", body: String(body.dropLast()))?.status == 200)
        }
    }

    @Test("A request cut off in its body is not executed")
    func cutOff() async throws {
        try await withSimulator { served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            try await connection.send("POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")
            try await connection.close()
            #expect(try await served.ask("POST /count")?.text == "1")
        }
    }

    @Test("Concurrent requests reach the face one at a time: every count is answered once")
    func concurrency() async throws {
        try await withSimulator { served async throws in
            let port = try served.port()
            let counts = try await withThrowingTaskGroup(of: [Int].self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        let connection = try await RawConnection.open(port: port)
                        var counts: [Int] = []
                        for _ in 0..<25 {
                            try await connection.send(request("POST /count"))
                            counts.append(Int(await connection.reply()?.text ?? "") ?? -1)
                        }
                        return counts
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(counts.sorted() == Array(1...400))
        }
    }

    @Test("Pipelined requests are answered in order")
    func pipelining() async throws {
        try await withSimulator { served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            try await connection.send(request("POST /count") + request("POST /count") + request("GET /now"))
            for expected in ["1", "2", "1000"] { #expect(await connection.reply()?.text == expected) }
        }
    }

    @Test("gzip is sent only when switched on and asked for, and holds the same bytes")
    func gzip() async throws {
        try await withSimulator(options: faulty(compresses: true)) { served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            try await connection.send(request("GET /now", headers: "Accept-Encoding: deflate, gzip;q=0.5\r\n"))
            let packed = try #require(await connection.reply())
            #expect(packed.header("Content-Encoding") == "gzip")
            #expect(packed.body.prefix(4) == [0x1F, 0x8B, 8, 0])
            #expect(packed.body.dropFirst(15).prefix(4) == Array("1000".utf8)[...])
            try await connection.send(request("GET /now", headers: "Accept-Encoding: gzip;q=0\r\n"))
            #expect(await connection.reply()?.text == "1000")
        }
        try await withSimulator { served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            try await connection.send(request("GET /now", headers: "Accept-Encoding: gzip\r\n"))
            #expect(await connection.reply()?.text == "1000")
        }
    }

    @Test("A snapshot taken from a served venue opens the next one")
    func snapshot() async throws {
        let snapshot = try await withSimulator { served async throws in
            _ = try await served.ask("POST /count")
            return try #require(served.simulator.venue("binance")).snapshot()
        }
        let recipe = VenueRecipe(
            face: EchoFace.self,
            configuration: FaceConfiguration(seed: 1),
            snapshot: snapshot
        )
        try await withSimulator([recipe]) { served async throws in
            #expect(try await served.ask("POST /count")?.text == "2")
        }
    }
}
