import Foundation
import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedVALR

/// One row of `signing-vectors.json`.
private struct Vector: Decodable, Sendable {
    let name: String
    let timestamp: Int64
    let verb: String
    let path: String
    let body: String
    let subaccountId: String
    let signature: String
}

private struct Vectors: Decodable {
    let apiKey: String
    let secret: String
    let vectors: [Vector]

    static func read() throws -> Vectors {
        try JSONDecoder().decode(Vectors.self, from: Data(try VenueSamples.bytes("valr", "signing-vectors.json")))
    }
}

@Suite("VALR face: signatures, keys and subaccounts (valr.md B, F)")
struct VALRAuthenticationTests {
    private func isValid(_ vector: Vector, secret: String, _ change: (inout FaceRequest) -> Void = { _ in }) -> Bool {
        var request = FaceRequest(method: vector.verb, target: vector.path, body: Array(vector.body.utf8))
        change(&request)
        return VALR.Signature.isValid(
            vector.signature, timestamp: String(vector.timestamp), request,
            target: request.path + (request.query.map { "?" + $0 } ?? ""), subaccount: vector.subaccountId,
            key: VALR.HMACKey(secret))
    }

    @Test("Every documented signature is right, and wrong for any other byte")
    func vectors() throws {
        let all = try Vectors.read()
        #expect(all.vectors.count == 21)
        for vector in all.vectors {
            #expect(isValid(vector, secret: all.secret), "\(vector.name)")
            #expect(!isValid(vector, secret: all.secret + "0"), "\(vector.name)")
            #expect(!isValid(vector, secret: all.secret) { $0.method = "PATCH" }, "\(vector.name)")
            #expect(!isValid(vector, secret: all.secret) { $0.path += "/" }, "\(vector.name)")
            #expect(!isValid(vector, secret: all.secret) { $0.body.append(0x20) }, "\(vector.name)")
            #expect(!isValid(vector, secret: all.secret) { $0.query = ($0.query ?? "") + "&a=1" }, "\(vector.name)")
        }
    }

    @Test("The vectors pass through the front door, and no byte of the signature may change")
    func vectorRequests() throws {
        let all = try Vectors.read()
        let switches = ["exampleKey": "on", "rateLimits": "off", "repeatedSignature": "accepted"]
        for vector in all.vectors where !vector.path.hasPrefix("/ws/") {
            var client = try VALRClient(switches)
            client.now = SimulatedInstant(milliseconds: vector.timestamp)
            func headers(_ signature: String) -> FaceHeaders {
                var headers: FaceHeaders = [
                    "x-valr-api-key": all.apiKey, "x-valr-signature": signature,
                    "x-valr-timestamp": String(vector.timestamp), "content-type": "application/json",
                ]
                if !vector.subaccountId.isEmpty { headers.add("x-valr-sub-account-id", vector.subaccountId) }
                return headers
            }
            let reply = client.send(vector.verb, vector.path, body: vector.body, headers: headers(vector.signature))
            #expect(reply.code != -11252 && reply.status != 401 && reply.status != 403, "\(vector.name) \(reply.text)")
            for index in vector.signature.indices {
                var damaged = vector.signature
                damaged.replaceSubrange(index...index, with: damaged[index] == "0" ? "1" : "0")
                let refused = client.send(vector.verb, vector.path, body: vector.body, headers: headers(damaged))
                #expect(refused.status == 401 && refused.code == -11252)
            }
            let upper = headers(vector.signature.uppercased())
            #expect(client.send(vector.verb, vector.path, body: vector.body, headers: upper).code == -11252)
        }
    }

    @Test("Roles: wrong secret, unknown key, deleted key, other address, no Trade")
    func roles() throws {
        var client = try VALRClient()
        let target = "/v1/account/api-keys/current"
        #expect(client.signed("GET", target).object["permissions"] as? [String] == ["View access", "Trade"])
        client.role = .withdraw
        #expect(
            client.signed("GET", target).object["permissions"] as? [String] == ["View access", "Trade", "Withdraw"])
        client.role = .expired
        #expect(client.signed("GET", target)["message"] == "API key or secret is invalid")
        client.role = .otherIP
        #expect(client.signed("GET", target).code == -11272)
        client.peer = "203.0.113.7"
        #expect(client.signed("GET", target)["allowedIpAddressCidr"] == "203.0.113.7/32")
        client.role = .readOnly
        #expect(client.signed("GET", target).status == 200)
        let refused = client.limit("BUY", "0.001", at: "50000")
        #expect(refused.status == 403)
        #expect(refused["message"]?.contains("permission") == true)
        #expect(client.signed("DELETE", "/v1/orders").status == 403)
        let key = client.face.credentials[.trade]?.apiKey ?? ""
        client.pair = SimulatedCredentials(apiKey: key, apiSecret: "wrong")
        #expect(client.signed("GET", target).code == -11252)
    }

    @Test("No key headers and no JSON type are 403; the example key is a stranger unless switched on")
    func forbidden() throws {
        var client = try VALRClient()
        #expect(client.send("GET", "/v1/account/balances").status == 403)
        let body = "{}"
        var headers = client.headers("POST", "/v2/orders/limit", body, stamp: String(client.now.milliseconds))
        headers.set("Content-Type", "text/plain")
        #expect(client.send("POST", "/v2/orders/limit", body: body, headers: headers).status == 403)
        headers.remove("Content-Type")
        #expect(client.send("POST", "/v2/orders/limit", body: body, headers: headers).status == 403)
        headers.set("Content-Type", "application/json; charset=utf-8")
        #expect(client.send("POST", "/v2/orders/limit", body: body, headers: headers).code == -11)
        client.pair = VALR.KeyRing.example
        #expect(client.signed("GET", "/v1/account/balances").status == 401)
        #expect(client.send("GET", "/v2/healthz").status == 403)
        #expect(client.send("GET", "/v2/healthz", headers: ["Content-Type": "application/json"]).status == 200)
    }

    @Test("Clock skew and repeated signatures are refused within the switches")
    func freshness() throws {
        var client = try VALRClient()
        let target = "/v1/account/balances"
        func get(_ offset: Int64) -> VALRReply {
            let stamp = String(client.now.milliseconds + offset)
            return client.send("GET", target, headers: client.headers("GET", target, "", stamp: stamp))
        }
        #expect(get(30_000).status == 200)
        #expect(get(30_000).code == -11252)
        #expect(get(30_001).code == -11252)
        #expect(get(-30_000).status == 200)
        #expect(get(-30_001).code == -11252)
        client.requestSwitches = ["repeatedSignature": "accepted", "receiveWindowMilliseconds": "0"]
        #expect(get(30_000).status == 200)
        #expect(get(9_000_000).status == 200)
        for stamp in ["", "x", "-1", "1.0", "0123", "99999999999999999999"] {
            let headers = client.headers("GET", target, "", stamp: stamp)
            #expect(client.send("GET", target, headers: headers).code == -11252)
        }
    }

    @Test("The subaccount header is signed, for primary keys alone, and reaches another account")
    func subaccounts() throws {
        var client = try VALRClient()
        client.subaccount = VALR.subaccount
        #expect(client.available("USDT") == "50000")
        #expect(client.available("ZAR") == "0")
        for target in ["/v1/account/subaccounts", "/v1/account/balances/all"] {
            #expect(client.signed("GET", target).status == 401)
        }
        client.subaccount = "1"
        #expect(client.signed("GET", "/v1/account/balances").status == 401)
        client.subaccount = nil
        #expect(client.signed("GET", "/v1/account/subaccounts").column("id") == [VALR.subaccount])
        // The header without the id in the signature.
        let target = "/v1/account/balances"
        var headers = client.headers("GET", target, "", stamp: String(client.now.milliseconds + 50))
        headers.add("X-VALR-SUB-ACCOUNT-ID", VALR.subaccount)
        #expect(client.send("GET", target, headers: headers).code == -11252)
        client.pair = client.face.keys.bound
        #expect(client.available("USDT") == "50000")
        #expect(client.signed("GET", "/v1/account/api-keys/current").object["isSubAccount"] as? Bool == true)
        client.subaccount = VALR.subaccount
        #expect(client.signed("GET", target).status == 401)
    }
}
