import AdapterKit
import AdapterProtocol
import AdapterTesting
import Testing

@testable import KrakenAdapter

/// The vectors of kraken.md B.5.
@Suite("Signing agrees with the vectors")
struct SignerVectorTests {
    private func rows() throws -> [Tree] {
        try #require(try Sample.tree("vectors-signing")["vectors"]).elements
    }

    @Test("The signature of every vector, whatever the body's form")
    func signatures() throws {
        let rows = try rows()
        #expect(rows.count == 17)
        for row in rows {
            let secret = try #require(Base64.decode((row["secret"]?.plain ?? "").utf8))
            let key = KrakenSigner.Key(name: "k", hash: HMACSHA512(key: Secret(secret)), otp: nil)
            let nonce = row["nonce"]?.plain ?? "", body = Array((row["body"]?.plain ?? "").utf8)
            var digest: [UInt8] = []
            Digests.appendSHA256(of: nonce, body, to: &digest)
            #expect(Hexadecimal.encode(digest) == row["sha256_hex"]?.plain)
            let path = try #require(row["path"]?.plain)
            #expect(key.signature(path, nonce: nonce, body) == row["signature"]?.plain)
        }
    }

    /// `a=b&c=d%2Ce` without the nonce, decoded.
    private func parameters(ofForm body: String) -> [VenueCall.Parameter] {
        body.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return .init(String(parts[0]), String(parts[1]).replacing("%2C", with: ","))
        }.filter { $0.name != "nonce" && $0.name != "otp" }
    }

    @Test("Every form vector sealed whole, to the byte")
    func forms() throws {
        var count = 0
        for row in try rows() where row["kind"]?.plain == "form" && row["name"]?.plain?.hasPrefix("S1") == false {
            let body = try #require(row["body"]?.plain)
            let call = VenueCall(
                operation: "test", intent: .read, priority: .privateRead, method: .post,
                path: try #require(row["path"]?.plain), parameters: parameters(ofForm: body), isSigned: true,
                charges: [])
            var change = ["api_key": row["key"]?.plain ?? "", "api_secret": row["secret"]?.plain ?? ""]
            if body.contains("otp=") { change["otp"] = "123456" }
            let nonce = try #require(row["nonce"]?.plain.flatMap { UInt64($0) })
            let request = try Sample.signer(change)
                .seal(call, at: SigningStamp(venueTime: Sample.now, nonce: nonce))
            #expect(request.text == body)
            #expect(request.header("API-Sign") == row["signature"]?.plain, "\(body)")
            #expect(request.header("API-Key") == row["key"]?.plain)
            #expect(request.header("Content-Type") == "application/x-www-form-urlencoded")
            count += 1
        }
        #expect(count == 10)
    }

    @Test("The batch cancel is the JSON vector, to the byte")
    func list() throws {
        let row = try #require(try rows().first { $0["name"]?.plain?.hasPrefix("J1") == true })
        let call = VenueCall(
            operation: "order.cancelAll", intent: .write, priority: .cancel, method: .post,
            path: "/0/private/CancelOrderBatch",
            parameters: ["OU22CG-KLAF2-FWUDD7", "OB5VMB-B4U2U-DK2WRW"].map { .init("orders", $0) }, isSigned: true,
            charges: [])
        let request = try Sample.sealed(call, nonce: 1_780_000_000_100)
        #expect(request.text == row["body"]?.plain)
        #expect(request.header("API-Sign") == row["signature"]?.plain)
        #expect(request.header("Content-Type") == "application/json")
    }

    @Test("The usual mistakes give other signatures")
    func mistakes() throws {
        let row = try #require(try rows().first)
        #expect(row["signature"]?.plain?.hasPrefix("4/dpxb3iT4tp") == true)
        let secret = try #require(row["secret"]?.plain)
        let nonce = row["nonce"]?.plain ?? "", body = Array((row["body"]?.plain ?? "").utf8)
        let textual = KrakenSigner.Key(name: "k", hash: HMACSHA512(key: Secret(secret)), otp: nil)
        #expect(textual.signature("/0/private/AddOrder", nonce: nonce, body).hasPrefix("zA0LsmBEQjAhiVXD"))
    }

    @Test("Keys of a wrong form are refused before anything is sent; nothing shows the key")
    func keys() throws {
        for change in [
            ["api_secret": ""], ["api_secret": "not base64!"], ["api_secret": "AAEC"], ["api_key": ""],
            ["api_key": "with space"],
        ] {
            let error = #expect(throws: VenueError.self) { try Sample.signer(change) }
            #expect(error?.kind == .authentication)
            #expect(error?.effect == .notSent)
        }
        var shown = ""
        dump(try Sample.signer(), to: &shown)
        #expect(!shown.contains(Sample.secret))
    }

    @Test("Without a key private calls are refused, public ones pass without headers")
    func publicOnly() throws {
        let signer = try Sample.adapter.makeSigner(nil)
        let stamp = SigningStamp(venueTime: Sample.now, nonce: 1)
        let secretCall = try #require(Sample.adapter.balances().run(.neverSent).calls.first)
        #expect(throws: VenueError.self) { try signer.seal(secretCall, at: stamp) }
        let open = try #require(Sample.adapter.ticker(of: try Sample.bitcoin()).run(.neverSent).calls.first)
        let request = try signer.seal(open, at: stamp)
        #expect(request.headers.isEmpty)
        #expect(request.target == "/0/public/Ticker?pair=XBTUSD")
        #expect(request.body.isEmpty)
    }

    @Test("A private call without a nonce is not sent")
    func nonce() throws {
        let call = try #require(Sample.adapter.balances().run(.neverSent).calls.first)
        #expect(throws: VenueError.self) {
            try Sample.signer().seal(call, at: SigningStamp(venueTime: Sample.now))
        }
    }
}
