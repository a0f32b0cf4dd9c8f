import Foundation
import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedKuCoin

/// The signature vectors of the sheet (B.5).
struct KuCoinVector: Decodable, Sendable, CustomStringConvertible {
    let group: String
    let key: String
    let secret: String
    let timestamp: String
    let method: String
    let signedTarget: String
    let body: String
    let signature: String

    var description: String { "\(method) \(signedTarget)" }

    private struct File: Decodable {
        let rest: [KuCoinVector]
        let wrongSignatureOfEncodedQuery: Wrong
    }
    struct Wrong: Decodable { let signature: String }

    static let all: [KuCoinVector] = (try? file())?.rest ?? []
    private static func file() throws -> File {
        try JSONDecoder().decode(File.self, from: Data(VenueSamples.bytes("kucoin", "auth-vectors.json")))
    }
    static func wrong() throws -> String { try file().wrongSignatureOfEncodedQuery.signature }
}

@Suite("KuCoin face: authentication (kucoin.md B, F, L.2 to L.6)")
struct KuCoinAuthenticationTests {
    private static let secret = "3f7c9d1e-5a64-4c0b-9a8e-0b6d2f4e8c11"
    private static let apiKey = "65f0c1a2b3d4e5000112a3b4"
    private static let passphrase = "9m3aiQ1H1OnG5jup14pYHxJpr/hw4e9DDxUcfiFhUt4="

    /// Whether the gateway lets a request in that carries this signature.
    private func verdict(
        _ vector: KuCoinVector, target: String? = nil, body: String? = nil, sign: String? = nil, time: String? = nil,
        passphrase: String = passphrase
    ) throws -> KuCoinReply {
        var client = try KuCoinClient()
        client.face.issueKey(
            SimulatedCredentials(apiKey: Self.apiKey, apiSecret: vector.secret, passphrase: "Passw0rd-42"),
            role: .trade)
        let proof = KuCoinClient.hmac("Passw0rd-42", vector.secret)
        client.now = SimulatedInstant(milliseconds: try #require(Int64(vector.timestamp)))
        return client.send(
            vector.method, target ?? vector.signedTarget, body: body ?? vector.body,
            headers: [
                "KC-API-KEY": Self.apiKey, "KC-API-TIMESTAMP": time ?? vector.timestamp,
                "KC-API-SIGN": sign ?? vector.signature,
                "KC-API-PASSPHRASE": passphrase == Self.passphrase ? proof : passphrase,
                "KC-API-KEY-VERSION": "3", "Content-Type": "application/json",
            ])
    }

    /// Answers of the gateway about a signature; anything else means that it was accepted.
    private static let refusals: Set<String?> = ["400001", "400002", "400003", "400004", "400005"]

    @Test("Every vector on a path of this face is accepted; each corruption is refused", arguments: KuCoinVector.all)
    func vectors(_ vector: KuCoinVector) throws {
        let prehash = Array((vector.timestamp + vector.method + vector.signedTarget + vector.body).utf8)
        let key = try #require(Self.signature(prehash, vector.secret))
        #expect(key == vector.signature)
        guard vector.group == "own" else { return }
        #expect(!Self.refusals.contains(try verdict(vector).code))
        let separator = vector.signedTarget.contains("?") ? "&" : "?"
        #expect(try verdict(vector, target: vector.signedTarget + separator + "x=1").code == "400005")
        #expect(try verdict(vector, sign: vector.signature.lowercased()).code == "400005")
        let later = String((Int64(vector.timestamp) ?? 0) + 1)
        #expect(try verdict(vector, time: later).code == "400005")
        #expect(try verdict(vector, passphrase: "Passw0rd-42").code == "400004")
        if vector.method == "POST", !vector.body.isEmpty {
            #expect(try verdict(vector, body: vector.body + " ").code == "400005")
        }
        let seconds = String(vector.timestamp.prefix(10))
        #expect(try verdict(vector, time: seconds).code == "400001")
    }

    private static func signature(_ message: [UInt8], _ secret: String) -> String? {
        KuCoinClient.hmac(String(decoding: message, as: UTF8.self), secret)
    }

    @Test("The comma may travel encoded, the signature covers it plain (vector 4.5)")
    func encodedComma() throws {
        let vector = try #require(KuCoinVector.all.first { $0.signedTarget.contains("trade-fees") })
        let target = vector.signedTarget.replacing(",", with: "%2C")
        let reply = try verdict(vector, target: target)
        #expect(reply.isSuccess)
        #expect(reply.rows.count == 2)
        let encoded = KuCoinClient.hmac(vector.timestamp + "GET" + target, vector.secret)
        #expect(try verdict(vector, target: target, sign: encoded).code == "400005")
    }

    @Test("Special characters are signed decoded (vector 4.14)")
    func specialCharacters() throws {
        let vector = try #require(KuCoinVector.all.first { $0.group == "own-special-characters" })
        let request = FaceRequest(
            method: "GET", target: vector.signedTarget.replacing("!@#", with: "%21%40%23"))
        let target = try #require(KuCoin.Authentication.target(of: request))
        let message = Array((vector.timestamp + "GET").utf8) + target
        #expect(Self.signature(message, vector.secret) == vector.signature)
        #expect(try KuCoinVector.wrong() != vector.signature)
    }

    @Test("A clock may be off by five seconds in either direction", arguments: [-5_001, -5_000, 5_000, 5_001])
    func window(offset: Int64) throws {
        var client = try KuCoinClient()
        let path = "/api/v1/user/api-key"
        let time = String(client.now.milliseconds + offset)
        let reply = client.send("GET", path, headers: client.headers("GET", path, "", at: time))
        #expect(reply.code == (abs(offset) > 5_000 ? "400002" : "200000"))
    }

    @Test("A missing header, a wrong version, a used timestamp")
    func headers() throws {
        var client = try KuCoinClient()
        let path = "/api/v1/accounts"
        for field in client.headers("GET", path, "").fields where field.name != "Content-Type" {
            var headers = client.headers("GET", path, "")
            headers.remove(field.name)
            #expect(client.send("GET", path, headers: headers).code == "400001", "\(field.name)")
        }
        client.version = "1"
        #expect(client.get(path).code == "400009")
        client.version = "2"
        #expect(client.get(path).isSuccess)
        // There is no nonce: the same request may come again (B.2).
        #expect(client.get(path).isSuccess)
    }

    @Test("An unknown key, an expired one, one of another address")
    func keys() throws {
        var client = try KuCoinClient()
        var headers = client.headers("GET", "/api/v1/accounts", "")
        headers.set("KC-API-KEY", "000000000000000000000000")
        let unknown = client.send("GET", "/api/v1/accounts", headers: headers)
        #expect(unknown.status == 401 && unknown.code == "400003")
        client.role = .expired
        #expect(client.get("/api/v1/accounts").code == "400003")
        client.role = .otherIP
        let foreign = client.get("/api/v1/accounts")
        #expect(foreign.status == 403 && foreign.code == "400006")
        client.peer = "203.0.113.7"
        #expect(client.get("/api/v1/accounts").isSuccess)
        client.peer = "127.0.0.2"
        client.requestSwitches = ["addressText": "named"]
        #expect(client.get("/api/v1/accounts").message?.contains("127.0.0.2") == true)
    }

    @Test("A wrong secret shows as a wrong passphrase, or as a wrong signature when that is checked first")
    func order() throws {
        var client = try KuCoinClient()
        let path = "/api/v1/accounts"
        let right = client.headers("GET", path, "")
        var headers = right
        headers.set("KC-API-SIGN", "AAAA")
        headers.set("KC-API-PASSPHRASE", "AAAA")
        #expect(client.send("GET", path, headers: headers).code == "400004")
        client.requestSwitches = ["firstCheck": "signature"]
        #expect(client.send("GET", path, headers: headers).code == "400005")
        headers = right
        headers.set("KC-API-PASSPHRASE", "AAAA")
        #expect(client.send("GET", path, headers: headers).code == "400004")
    }

    @Test("What the five roles may do and say about themselves")
    func permissions() throws {
        var client = try KuCoinClient()
        client.role = .readOnly
        #expect(client.get("/api/v1/user/api-key").data.text("permission") == "General")
        #expect(client.get("/api/v1/accounts").isSuccess)
        let refused = client.post(KuCoinClient.orders, KuCoinClient.resting())
        #expect(refused.status == 403 && refused.code == "400007")
        // Needs Spot although it only reads (E.2).
        #expect(client.get("/api/v1/hf/orders/active/symbols").code == "400007")
        #expect(client.get("/api/v1/hf/orders/active?symbol=BTC-USDT").isSuccess)
        client.role = .trade
        #expect(client.get("/api/v1/user/api-key").data.text("permission") == "General,Spot")
        #expect(client.post(KuCoinClient.orders, KuCoinClient.resting()).isSuccess)
        client.role = .withdraw
        let key = client.get("/api/v1/user/api-key").data
        #expect(key.text("permission")?.contains("Transfer") == true)
        #expect(key.text("ipWhitelist")?.isEmpty == false)
    }

    @Test("Unsigned private calls, wrong methods, bodies and content types")
    func gateway() throws {
        var client = try KuCoinClient()
        #expect(client.send("GET", "/api/v3/market/orderbook/level2?symbol=BTC-USDT").code == "400001")
        #expect(client.send("GET", "/api/v9/nothing").status == 404)
        #expect(client.send("GET", "/").code == "404000")
        #expect(client.send("PUT", KuCoinClient.orders).status == 405)
        #expect(client.send("POST", KuCoinClient.orders, body: "{}").code == "415000")
        #expect(client.send("POST", KuCoinClient.orders).code == "415000", "an order has a body")
        let page = client.send("GET", "/api/v1/timestamp", body: "{}")
        #expect(page.status == 403 && page.object.isEmpty && page.text.contains("<html>"))
        #expect(client.send("GET", "/api/v1/timestamp?x=%zz").status == 400)
    }

    @Test("A token is asked for without a body: of its type nothing is said, unless the switch asks for it")
    func tokenContentType() throws {
        let (open, closed) = ("/api/v1/bullet-public", "/api/v1/bullet-private")
        let untyped: [FaceHeaders] = [[:], ["Content-Type": "application/octet-stream"]]
        for headers in untyped {
            var client = try KuCoinClient()
            #expect(client.send("POST", open, headers: headers).code == "200000")
            #expect(client.send("POST", open, body: "{}", headers: headers).code == "415000", "a body has a type")
            var signed = headers
            for field in client.headers("POST", closed, "").fields where field.name != "Content-Type" {
                signed.add(field.name, field.value)
            }
            #expect(client.send("POST", closed, headers: signed).code == "200000")
            client.requestSwitches = ["tokenContentType": "json"]
            #expect(client.send("POST", open, headers: headers).code == "415000")
            #expect(client.send("POST", closed, headers: signed).code == "415000")
            #expect(client.send("POST", open, headers: ["Content-Type": "application/json"]).code == "200000")
        }
    }
}
