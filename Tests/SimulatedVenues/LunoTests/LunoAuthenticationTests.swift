import Foundation
import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedLuno

/// One row of `auth-vectors.json`.
private struct Vector: Decodable {
    let keyId: String
    let keySecret: String
    let method: String
    let target: String
    let body: String
    let contentType: String?
    let authorization: String
}

private struct Vectors: Decodable { let vectors: [Vector] }

@Suite("Luno face: Basic authentication and permissions (luno.md B, F)")
struct LunoAuthenticationTests {
    @Test("Every documented header is accepted, and refused with any byte of it changed")
    func vectors() throws {
        let bytes = try VenueSamples.bytes("luno", "auth-vectors.json")
        let vectors = try JSONDecoder().decode(Vectors.self, from: Data(bytes)).vectors
        #expect(vectors.count == 21)
        var client = try LunoClient(["exampleKeys": "on", "rateLimitPerMinute": "0"])
        for vector in vectors {
            #expect(client.send(vector, vector.authorization).status != 401, "\(vector.target)")
            for index in vector.authorization.indices {
                var damaged = vector.authorization
                // The scheme's name has no case, so a letter of another kind must take its place.
                let other: Character = damaged[index] == "A" || damaged[index] == "a" ? "x" : "A"
                damaged.replaceSubrange(index...index, with: [other])
                #expect(client.send(vector, damaged).status == 401, "\(damaged)")
            }
        }
    }

    @Test("Example keys are strangers unless they are switched on")
    func exampleKeys() throws {
        var client = try LunoClient()
        let header = LunoClient.basic("mykey", "mysecret")
        #expect(client.send("GET", "/api/1/balance", headers: ["Authorization": header]).code == "ErrAPIKeyNotFound")
    }

    @Test(
        "A header that is none is plain text 401",
        arguments: ["", "Basic", "Basic ", "Basic !!!!", "Bearer abc", "Basic YWJj", "Basic OmFiYw==", "Basic _-8="])
    func malformed(header: String) throws {
        var client = try LunoClient()
        let headers: FaceHeaders = header.isEmpty ? [:] : ["Authorization": header]
        let reply = client.send("GET", "/api/1/balance", headers: headers)
        #expect(reply.status == 401)
        #expect(reply.text == "Unauthorized")
    }

    @Test("Wrong key, wrong secret, revoked key")
    func refusals() throws {
        var client = try LunoClient()
        let key = try #require(client.face.credentials[.trade])
        func header(_ id: String, _ secret: String) -> FaceHeaders { ["Authorization": LunoClient.basic(id, secret)] }
        let unknown = client.send("GET", "/api/1/balance", headers: header("nobody", key.apiSecret))
        #expect(unknown.status == 401)
        #expect(unknown.code == "ErrAPIKeyNotFound")
        let wrong = client.send("GET", "/api/1/balance", headers: header(key.apiKey, key.apiSecret + "x"))
        #expect(wrong.status == 401)
        #expect(wrong.code == "ErrUnauthorised")
        client.requestSwitches = ["wrongSecretBody": "plain"]
        let plain = client.send("GET", "/api/1/balance", headers: header(key.apiKey, "x"))
        #expect(plain.text == "Unauthorized")
        client.role = .expired
        #expect(client.signed("GET", "/api/1/balance").code == "ErrApiKeyRevoked")
        #expect(client.face.credentials[.otherIP] == nil)
    }

    @Test("A reading key reads everything and writes nothing; the permission is checked before the order")
    func readOnly() throws {
        var client = try LunoClient()
        client.role = .readOnly
        for path in ["/api/1/balance", "/api/exchange/2/listorders", "/api/1/withdrawals"] {
            #expect(client.signed("GET", path).status == 200, "\(path)")
        }
        for path in ["/api/1/postorder", "/api/1/marketorder", "/api/1/stoporder", "/api/1/send"] {
            let reply = client.signed("POST", path, "order_id=BX0123456789ABC")
            #expect(reply.status == 403, "\(path)")
            #expect(reply.code == "ErrInsufficientPerms")
            #expect(reply.object["error_action"] as? [String: String] == [:])
        }
        client.requestSwitches = ["permissionStatus": "400"]
        #expect(client.signed("POST", "/api/1/stoporder").status == 400)
    }

    @Test("The key test of luno.md F.2, step by step")
    func keyTest() throws {
        var client = try LunoClient()
        let since = client.now.milliseconds - 120_000
        #expect(client.send("GET", "/api/exchange/1/candles", "pair=XBTZAR&duration=60&since=\(since)").status == 401)
        #expect(client.signed("GET", "/api/exchange/1/candles", "pair=XBTZAR&duration=60&since=\(since)").status == 200)
        #expect(client.stop("BX0123456789ABC").code == "ErrCannotStopUnknownOrNonPendingOrder")
        #expect(client.stop("nonsense").code == "ErrInvalidOrderRef")
        #expect(client.signed("GET", "/api/1/funding_address", "asset=XBT").code == "ErrInsufficientPerms")
        client.role = .withdraw
        #expect(client.signed("GET", "/api/1/funding_address", "asset=XBT").code == "ErrNoAddressesAssigned")
        #expect(client.signed("DELETE", "/api/1/withdrawals/1").code == "ErrWithdrawalNotFound")
        #expect(client.signed("POST", "/api/1/send").code == "ErrInvalidArguments")
    }

    @Test("Any valid key may ask over which networks a currency is sent; the currency is required")
    func networks() throws {
        var client = try LunoClient()
        client.role = .readOnly
        let path = "/api/1/send/networks"
        #expect(
            client.signed("GET", path, "currency=USDT").text
                == #"{"networks":[{"id":0,"name":"Ethereum","native_currency":"ETH"}]}"#)
        #expect(client.signed("GET", path, "currency=ZAR").text == #"{"networks":null}"#)
        #expect(client.signed("GET", path, "currency=BTC").code == "ErrInvalidCurrency")
        // What CCXT asks when it loads markets with a key.
        #expect(client.signed("GET", path).code == "ErrInvalidArguments")
        #expect(client.send("GET", path, "currency=USDT").status == 401)
    }

    @Test("Public market data needs no key, even with a wrong one; what is not there is an empty 404")
    func publicData() throws {
        var client = try LunoClient()
        let wrong: FaceHeaders = ["Authorization": LunoClient.basic("nobody", "x")]
        #expect(client.send("GET", "/api/1/ticker", "pair=XBTZAR", headers: wrong).status == 200)
        for path in ["/api/1/time", "/", "/api/1/orders", "/api/1/orders/", "/api/1/postorder", "/api/1/ticker/"] {
            let reply = client.send("GET", path)
            #expect(reply.status == 404, "\(path)")
            #expect(reply.body.isEmpty)
        }
    }
}

extension LunoClient {
    fileprivate mutating func send(_ vector: Vector, _ authorization: String) -> LunoReply {
        var headers: FaceHeaders = ["Authorization": authorization]
        if let type = vector.contentType { headers.add("Content-Type", type) }
        let request = FaceRequest(
            method: vector.method, target: vector.target, headers: headers, body: Array(vector.body.utf8))
        return LunoReply(face.respond(to: request, at: now))
    }
}
