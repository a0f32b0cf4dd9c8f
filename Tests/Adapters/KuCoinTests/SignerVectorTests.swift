import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing

/// The vectors of kucoin.md B.5, sealed whole: signature, signed text, sent target and body, to the byte.
@Suite("Signing agrees with the vectors")
struct SignerVectorTests {
    private func parameters(ofQuery query: Substring) -> [VenueCall.Parameter] {
        query.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return .init(String(parts[0]), String(parts[1]))
        }
    }

    private func parameters(ofBody body: String) -> [VenueCall.Parameter] {
        guard case .object(let members) = Tree(body) else { return [] }
        return members.map { .init($0.name, $0.value.plain ?? "") }
    }

    @Test("Every REST vector of the file")
    func vectors() throws {
        let rows = try #require(try Sample.tree("auth-vectors")["rest"]).elements
        #expect(rows.count >= 19)
        for row in rows {
            let target = try #require(row["signedTarget"]?.plain)
            let body = row["body"]?.plain ?? ""
            let key = row["key"]?.plain ?? ""
            let method = try #require(row["method"]?.plain.flatMap(VenueCall.Method.init))
            let parts = target.split(separator: "?", maxSplits: 1)
            let call = VenueCall(
                operation: "test", intent: .read, priority: .privateRead, method: method, path: String(parts[0]),
                parameters: method == .post
                    ? parameters(ofBody: body) : parts.count > 1 ? parameters(ofQuery: parts[1]) : [],
                isSigned: true, charges: [])
            let time = try #require(row["timestamp"]?.plain.flatMap { Int64($0) })
            let signer = try Sample.signer(
                key: key.isEmpty ? "key" : key, secret: try #require(row["secret"]?.plain))
            let request = try signer.seal(call, at: SigningStamp(venueTime: Timestamp(milliseconds: time)))
            #expect(request.header("KC-API-SIGN") == row["signature"]?.plain, "\(target)")
            #expect(request.header("KC-API-TIMESTAMP") == row["timestamp"]?.plain)
            #expect(request.text == body, "\(target)")
        }
    }

    @Test("Passphrase headers")
    func passphrases() throws {
        for row in try #require(try Sample.tree("auth-vectors")["passphrase"]).elements {
            let signer = try Sample.signer(
                secret: try #require(row["secret"]?.plain), passphrase: try #require(row["passphrase"]?.plain))
            let call = try #require(Sample.adapter.balances().run(.neverSent).calls.first)
            let request = try signer.seal(call, at: SigningStamp(venueTime: Sample.now))
            #expect(request.header("KC-API-PASSPHRASE") == row["header"]?.plain)
        }
    }

    @Test("All headers of a private call, in order; a read has no body")
    func headers() throws {
        let call = try #require(Sample.adapter.balances().run(.neverSent).calls.first)
        let request = try Sample.signer().seal(call, at: SigningStamp(venueTime: Sample.now))
        #expect(
            request.headers.map(\.name) == [
                "KC-API-KEY", "KC-API-SIGN", "KC-API-TIMESTAMP", "KC-API-PASSPHRASE", "KC-API-KEY-VERSION",
                "Content-Type",
            ])
        #expect(request.header("KC-API-KEY-VERSION") == "3")
        #expect(request.body.isEmpty)
        #expect(request.target == "/api/v1/accounts")
    }

    @Test("A key of version 2 says so; other versions and missing parts are refused; nothing shows the key")
    func keys() throws {
        let fields = ["api_key": "k", "api_secret": "s", "passphrase": "p"]
        func signer(_ change: [String: String]) throws -> any RequestSigner {
            try Sample.adapter.makeSigner(
                Credentials(fields.merging(change) { $1 }.mapValues { Secret($0) }))
        }
        let call = try #require(Sample.adapter.balances().run(.neverSent).calls.first)
        let request = try signer(["api_version": "2"]).seal(call, at: SigningStamp(venueTime: Sample.now))
        #expect(request.header("KC-API-KEY-VERSION") == "2")
        #expect(throws: VenueError.self) { try signer(["api_version": "1"]) }
        for name in fields.keys { #expect(throws: VenueError.self) { try signer([name: ""]) } }
        // Printable ASCII from its first sign to its last, and nothing else, can stand in a header.
        let edges = try signer(["api_key": "!~"]).seal(call, at: SigningStamp(venueTime: Sample.now))
        #expect(edges.header("KC-API-KEY") == "!~")
        for name in ["a b", "a\u{7F}", "é"] { #expect(throws: VenueError.self) { try signer(["api_key": name]) } }
        let proof = try #require(request.header("KC-API-PASSPHRASE"))
        var shown = ""
        dump(try signer([:]), to: &shown)
        #expect(!shown.contains(proof))
    }

    @Test("Without a key private calls are refused, public ones pass without headers")
    func publicOnly() throws {
        let signer = try Sample.adapter.makeSigner(nil)
        let secretCall = try #require(Sample.adapter.balances().run(.neverSent).calls.first)
        #expect(throws: VenueError.self) { try signer.seal(secretCall, at: SigningStamp(venueTime: Sample.now)) }
        let open = try #require(Sample.adapter.serverTime().run(.neverSent).calls.first)
        let request = try signer.seal(open, at: SigningStamp(venueTime: Sample.now))
        #expect(request.headers.isEmpty)
    }
}
