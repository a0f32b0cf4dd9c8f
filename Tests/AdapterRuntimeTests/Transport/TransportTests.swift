import AdapterProtocol
import Testing

@testable import AdapterRuntime

@Suite("Requests go out as given, replies come back as sent")
struct TransportTests {
    @Test(
        "Target and headers reach the wire byte for byte",
        arguments: [
            "/", "/?", "/a?", "/a/../b//c/./d?x=/?&&=", "/p%2Fq?sym=%2B%20%26&note=%E6%9D%8E%e4&z=1&a=2&z=0",
            "/!$&'()*+,;=:@-._~AZaz09?!$&'()*+,;=:@/?-._~AZaz09%00%ff",
        ])
    func target(_ target: String) async throws {
        let request = WireRequest(
            method: .get, target: target,
            headers: [
                WireHeader("X-Sign", "a/b+c==:;,\"%2B\" \u{E9}"), WireHeader("x-lower", "1"), WireHeader("X-Sign", "2"),
            ])
        let text = try await wire(of: request)
        #expect(
            text.hasPrefix("GET \(target) HTTP/1.1\r\nX-Sign: a/b+c==:;,\"%2B\" \u{E9}\r\nx-lower: 1\r\nX-Sign: 2\r\n"))
    }

    @Test("Seeded targets of all allowed characters reach the wire byte for byte")
    func seededTargets() async throws {
        let characters = Array("ABab01-._~!$&'()*+,;=:@/").map(String.init)
        let path = characters + ["%2B", "%2F", "%3f", "%25", "%20", "%E6%9D%8E"]
        let query = path + ["?", "%00", "%e6", "%FF"]
        var seed: UInt64 = 20_261_124
        func pick(_ alphabet: [String]) -> String {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return alphabet[Int(seed >> 33) % alphabet.count]
        }
        let targets = (0..<200).map { number in
            let length = number % 30
            return "/" + (0..<length).map { _ in pick(path) }.joined() + "?"
                + (0..<length).map { _ in pick(query) }.joined()
        }
        try await ScriptedServer.run(targets.map { _ in .ok("") }) { server in
            try await withTransport { transport in
                for target in targets {
                    let request = WireRequest(method: .get, target: target, headers: [])
                    _ = try await transport.send(
                        request, to: "http://127.0.0.1:\(server.port)", timeout: .seconds(30))
                }
            }
            #expect(server.requests.count == targets.count)
            for (target, request) in zip(targets, server.requests) {
                let line = request.prefix { $0 != "\r\n" }
                #expect(line == "GET \(target) HTTP/1.1")
            }
        }
    }

    @Test("What is missing is added, what is given stays")
    func addedHeaders() async throws {
        let bare = try await wire(of: order).lowercased()
        for line in ["content-length: 0", "accept-encoding: gzip", "user-agent: bourse", "host: 127.0.0.1:"] {
            #expect(bare.contains("\r\n\(line)"), "\(line)")
        }
        let given = try await wire(
            of: WireRequest(
                method: .get, target: "/",
                headers: [WireHeader("accept-encoding", "identity"), WireHeader("USER-AGENT", "mine")]))
        #expect(given.contains("\r\naccept-encoding: identity\r\n") && given.contains("\r\nUSER-AGENT: mine\r\n"))
        #expect(!given.contains("gzip") && !given.contains("bourse") && !given.contains("ontent-"))
    }

    @Test("Method and body go out as given", arguments: [VenueCall.Method.post, .put, .delete])
    func body(_ method: VenueCall.Method) async throws {
        let body = "symbol=BTCUSDT&note=%E6%9D%8E+&x={\"a\":1}"
        let text = try await wire(of: WireRequest(method: method, target: "/o", headers: [], body: Array(body.utf8)))
        #expect(text.hasPrefix("\(method.rawValue) /o HTTP/1.1\r\n"))
        #expect(text.contains("ontent-Length: \(body.utf8.count)\r\n") && text.hasSuffix("\r\n\r\n" + body))
    }

    @Test(
        "What would not go out as given is refused",
        arguments: [
            ("http://127.0.0.1:1", "", "X", "1"), ("http://127.0.0.1:1", "a", "X", "1"),
            ("http://127.0.0.1:1", "/a b", "X", "1"), ("http://127.0.0.1:1", "/a#b", "X", "1"),
            ("http://127.0.0.1:1", "/\u{E9}", "X", "1"), ("http://127.0.0.1:1", "/%2", "X", "1"),
            ("http://127.0.0.1:1", "/%zz", "X", "1"),
            ("http://127.0.0.1:1", "/%e6/a", "X", "1"), ("http://127.0.0.1:1", "/%00", "X", "1"),
            ("http://127.0.0.1:1", "/?a=%2", "X", "1"), ("http://127.0.0.1:1", "?a", "X", "1"),
            ("http://127.0.0.1:1", "/[\"A\"]", "X", "1"),
            ("http://127.0.0.1:1", "/\r\nX: y", "X", "1"), ("http://127.0.0.1:1", "/", "X", "s3cr3t\r\nY: 1"),
            ("http://127.0.0.1:1", "/", "X\r\nY", "1"), ("http://127.0.0.1:1", "/", "", "1"),
            ("ftp://127.0.0.1:1", "/", "X", "1"), ("http://", "/", "X", "1"), ("http://u:s3cr3t@h", "/", "X", "1"),
            ("http://h/base", "/", "X", "1"), ("http://127.0.0.1:65536", "/", "X", "1"),
            ("http://127.0.0.1:", "/", "X", "1"), ("http://127.0.0.1:x", "/", "X", "1"), ("", "/", "X", "1"),
        ])
    func refused(_ base: String, _ target: String, _ name: String, _ value: String) async throws {
        try await withTransport { transport in
            let request = WireRequest(method: .post, target: target, headers: [WireHeader(name, value)])
            let failure = try #require(await transport.failure(of: request, to: base))
            #expect(failure.kind == .invalidRequest, "\(failure)")
            #expect(failure.venueError(for: .write).advice == .never)
            expectHonest(failure)
        }
    }

    @Test(
        "A reply is returned whole, whatever it says",
        arguments: [
            (Act.ok("{}"), 200, "{}"),
            (.reply("HTTP/1.1 204 No Content\r\n\r\n"), 204, ""),
            (.reply("HTTP/1.1 304 Not Modified\r\n\r\n"), 304, ""),
            (.reply("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"), 302, ""),
            (.reply("HTTP/1.1 307 T\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 2\r\n\r\nno"), 307, "no"),
            (.reply("HTTP/1.1 403 F\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"), 403, "<html>"),
            (.reply("HTTP/1.1 503 S\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"), 503, "abc"),
            (.reply("HTTP/1.1 103 E\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"), 200, "x"),
            (.reply("HTTP/1.0 200 OK\r\n\r\nuntil the end", then: .close), 200, "until the end"),
            (
                .reply("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 48\r\n\r\n", Packed.serverTime),
                200, "{\"serverTime\":1499827319559}"
            ),
        ])
    func reply(_ act: Act, _ status: Int, _ body: String) async throws {
        try await ScriptedServer.run([act]) { server in
            try await withTransport { transport in
                let reply = try await transport.send(
                    order, to: "http://127.0.0.1:\(server.port)", timeout: .seconds(30))
                #expect(reply.status == status)
                #expect(String(decoding: reply.body, as: UTF8.self) == body)
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test("A reply of 10 MB passes")
    func largeReply() async throws {
        let body = [UInt8](repeating: 0x61, count: 10_000_000)
        let act = Act.reply("HTTP/1.1 200 OK\r\nRetry-After: 7\r\nContent-Length: \(body.count)\r\n\r\n", body)
        try await ScriptedServer.run([act]) { server in
            try await withTransport { transport in
                let reply = try await transport.send(ping, to: "http://127.0.0.1:\(server.port)", timeout: .seconds(30))
                #expect(reply.body == body)
                #expect(reply.header("retry-after") == "7")
            }
        }
    }

    /// What a server reads for a request.
    private func wire(of request: WireRequest) async throws -> String {
        try await ScriptedServer.run([.ok("")]) { server in
            try await withTransport { transport in
                _ = try await transport.send(request, to: "http://127.0.0.1:\(server.port)", timeout: .seconds(30))
            }
            return try #require(server.requests.first)
        }
    }
}
