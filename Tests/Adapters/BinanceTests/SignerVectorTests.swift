import AdapterKit
import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Foundation
import Testing

/// The vectors of binance.md B.5. The signer always writes recvWindow, timestamp, signature last, so vectors in that
/// order are sealed whole; the others check the signing primitive and the encoding of the signing text.
@Suite("Signing agrees with the vectors")
struct SignerVectorTests {
    private struct Vector {
        let name: String
        let method: VenueCall.Method
        let path: String
        let text: String
        let signature: String

        /// The parameters before recvWindow, and the time; nil for a text in another order.
        var sealable: (parameters: [VenueCall.Parameter], time: Int64)? {
            var list = Self.parameters(text)
            guard let time = list.popLast(), time.name == "timestamp", let stamp = Int64(time.value),
                let window = list.popLast(), window.name == "recvWindow", window.value == "5000"
            else { return nil }
            return (list, stamp)
        }

        static func parameters(_ text: String) -> [VenueCall.Parameter] {
            text.split(separator: "&").map { pair in
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return .init(String(parts[0]), String(parts[1]).removingPercentEncoding ?? "")
            }
        }
    }

    private func vectors(
        _ list: Tree?, text: String = "signingString", signature: String = "signature"
    ) throws -> [Vector] {
        let rows = try #require(list).elements
        #expect(!rows.isEmpty)
        return try rows.map { row in
            let name = try #require(row["name"]?.plain)
            let word = row["method"]?.plain ?? String(name.prefix { $0 != "-" && $0 != " " })
            return Vector(
                name: name, method: try #require(VenueCall.Method(rawValue: word)),
                path: row["path"]?.plain ?? "/api/v3/order", text: try #require(row[text]?.plain),
                signature: try #require(row[signature]?.plain))
        }
    }

    private func signer(key: String, secret: String) throws -> any RequestSigner {
        try Sample.adapter.makeSigner(Credentials(["api_key": Secret(key), "api_secret": Secret(secret)]))
    }

    private func expectSealed(_ vector: Vector, by signer: any RequestSigner, key: String) throws {
        let (parameters, time) = try #require(vector.sealable, "\(vector.name) has the signer's order")
        let call = VenueCall(
            operation: "test", intent: .read, priority: .privateRead, method: vector.method, path: vector.path,
            parameters: parameters, isSigned: true, charges: [])
        let request = try signer.seal(call, at: SigningStamp(venueTime: Timestamp(milliseconds: time)))
        let sent = vector.text + "&signature=" + vector.signature
        let isForm = vector.method == .post
        #expect(request.method == vector.method)
        #expect(request.target == (isForm ? vector.path : vector.path + "?" + sent), "\(vector.name)")
        #expect(request.body == (isForm ? Array(sent.utf8) : []), "\(vector.name)")
        let headers = request.headers.map { "\($0.name): \($0.value)" }
        let form = isForm ? ["Content-Type: application/x-www-form-urlencoded"] : []
        #expect(headers == ["X-MBX-APIKEY: \(key)"] + form)
    }

    @Test("HMAC: every REST vector in the signer's order, the exact target, body and headers")
    func hmacSealed() throws {
        let hmac = try #require(Sample.tree("auth-vectors")["hmac"])
        let key = try #require(hmac["apiKey"]?.plain)
        let secret = try #require(hmac["secretKey"]?.plain)
        let signer = try signer(key: key, secret: secret)
        let vectors = try vectors(hmac["rest"])
        #expect(vectors.count == 11)
        for vector in vectors { try expectSealed(vector, by: signer, key: key) }
        // The two current ones of the venue's own document.
        let official = try #require(hmac["official"]).elements.filter {
            $0["source"]?.plain == "rest-api.md current"
        }
        #expect(official.count == 2)
        for vector in try self.vectors(.array(official)) { try expectSealed(vector, by: signer, key: key) }
    }

    @Test("HMAC: vectors in another order, by the primitive and the encoding of their text")
    func hmacPrimitive() throws {
        let hmac = try #require(Sample.tree("auth-vectors")["hmac"])
        let secret = try #require(hmac["secretKey"]?.plain)
        let code = HMACSHA256(key: Secret(secret))
        let timestampFirst = try vectors(hmac["restTimestampFirst"])
        #expect(timestampFirst.count == 11)
        for vector in timestampFirst {
            #expect(vector.sealable == nil)
            var encoded: [UInt8] = []
            PercentEncoding.append(Vector.parameters(vector.text), to: &encoded)
            #expect(encoded == Array(vector.text.utf8), "\(vector.name)")
            #expect(Hexadecimal.encode(code.code(for: encoded)) == vector.signature, "\(vector.name)")
        }
        // Half in the query, half in the body: the two are joined without a separator, which this signer never does.
        let split = try #require(hmac["official"]).elements.filter { $0["body"] != nil }
        for vector in try vectors(.array(split)) {
            #expect(Hexadecimal.encode(code.code(for: Array(vector.text.utf8))) == vector.signature)
        }
    }

    @Test("Ed25519: every REST vector, key as bare base64 and as PEM, signature percent-encoded")
    func ed25519() throws {
        let group = try #require(Sample.tree("auth-vectors")["ed25519"])
        let key = try #require(group["pkcs8DerBase64"]?.plain)
        let pem = "-----BEGIN PRIVATE KEY-----\n\(key)\n-----END PRIVATE KEY-----\n"
        let vectors = try vectors(group["rest"], text: "payload", signature: "signatureInUrl")
        #expect(vectors.count == 9)
        for secret in [key, pem] {
            let signer = try signer(key: "ed-key", secret: secret)
            for vector in vectors { try expectSealed(vector, by: signer, key: "ed-key") }
        }
        #expect(vectors.contains { $0.signature.contains("%2B") })
    }

    @Test("RSA keys are unsupported: a typed error, never an HMAC with the key's text")
    func rsa() throws {
        let group = try #require(Sample.tree("auth-vectors")["rsa2048"])
        let key = try #require(group["privateKeyPkcs8DerBase64"]?.plain)
        #expect(try #require(group["rest"]).elements.map { $0["name"]?.plain } == ["GET-1", "POST-1", "DELETE-1"])
        let pems = ["PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"].map {
            "-----BEGIN \($0)-----\n\(key)\n-----END \($0)-----"
        }
        for secret in [key] + pems {
            let error = #expect(throws: VenueError.self) { try signer(key: "rsa-key", secret: secret) }
            #expect(error?.kind == .authentication)
            #expect(error?.effect == .notSent)
            #expect(error?.message.contains(key.prefix(20)) == false, "an error never shows the key")
        }
    }

    @Test("No key: public calls go out bare, signed calls are refused before they are sent")
    func withoutKey() throws {
        let signer = try Sample.adapter.makeSigner(nil)
        let stamp = SigningStamp(venueTime: Sample.now)
        func call(_ isSigned: Bool) -> VenueCall {
            VenueCall(
                operation: "test", intent: .read, priority: .publicRead, method: .get, path: "/api/v3/time",
                isSigned: isSigned, charges: [])
        }
        let request = try signer.seal(call(false), at: stamp)
        #expect(request.target == "/api/v3/time")
        #expect(request.headers.isEmpty)
        let error = #expect(throws: VenueError.self) { try signer.seal(call(true), at: stamp) }
        #expect(error?.kind == .noCredentials)
        #expect(error?.effect == .notSent)
    }

    @Test(
        "Half a key, or a key that is not printable ASCII, is refused", arguments: ["", " ", "a b", "k\u{E9}y", "a\nb"])
    func badKey(_ key: String) {
        #expect(throws: VenueError.self) { try signer(key: key, secret: "secret") }
        #expect(throws: VenueError.self) { try signer(key: "key", secret: "") }
    }
}
