import Foundation
import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedKraken

/// One vector of vectors-signing.json.
struct KrakenVector: Sendable, CustomStringConvertible {
    let name: String
    let kind: String
    let key: String
    let secret: String
    let path: String
    let nonce: String
    let body: String
    let signature: String

    var description: String { name }

    static let all: [KrakenVector] = {
        guard let bytes = try? VenueSamples.bytes("kraken", "vectors-signing.json"),
            let root = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
            let rows = root["vectors"] as? [[String: Any]]
        else { return [] }
        return rows.compactMap { row in
            func text(_ name: String) -> String { row[name] as? String ?? "" }
            return KrakenVector(
                name: text("name"), kind: text("kind"), key: text("key"), secret: text("secret"),
                path: text("path"),
                nonce: text("nonce"), body: text("body"), signature: text("signature"))
        }
    }()

    /// Sends the vector, changed or not; the answer's first error, or "" when there is none.
    func send(
        body: String? = nil, path: String? = nil, signature: String? = nil, key: String? = nil
    ) throws -> String {
        var client = try KrakenClient(["otp": "none"])
        client.face.keys.add(
            Kraken.Key(
                apiKey: self.key, name: name, secret: FaceBase64.bytes(secret) ?? [],
                permissions: Kraken.Permission.allCases))
        let type = kind.hasPrefix("json") ? "application/json" : "application/x-www-form-urlencoded"
        let reply = client.send(
            "POST", path ?? self.path, body: body ?? self.body,
            headers: [
                "API-Key": key ?? self.key, "API-Sign": signature ?? self.signature, "Content-Type": type,
            ])
        #expect(reply.status == 200)
        return reply.error ?? ""
    }
}

@Suite("Kraken face: the sheet's signing vectors (kraken.md B.5)")
struct KrakenVectorTests {
    @Test("All 17 vectors are there")
    func count() { #expect(KrakenVector.all.count == 17) }

    @Test("A vector of the sheet passes", arguments: KrakenVector.all)
    func vector(_ vector: KrakenVector) throws {
        let error = try vector.send()
        #expect(!error.hasPrefix("EAPI:"), "\(error)")
    }

    @Test("Every corruption of a vector is refused", arguments: KrakenVector.all)
    func corruption(_ vector: KrakenVector) throws {
        let other = vector.path == "/0/private/Balance" ? "/0/private/BalanceEx" : "/0/private/Balance"
        let digit = vector.signature.hasPrefix("A") ? "B" : "A"
        let changed = vector.kind.hasPrefix("json") ? vector.body + " " : vector.body + "&x=1"
        #expect(try vector.send(body: changed) == "EAPI:Invalid signature")
        #expect(try vector.send(path: other) == "EAPI:Invalid signature")
        #expect(
            try vector.send(signature: digit + vector.signature.dropFirst()) == "EAPI:Invalid signature")
        #expect(try vector.send(signature: "") == "EAPI:Invalid signature")
        #expect(try vector.send(signature: "no base64!") == "EAPI:Invalid signature")
        #expect(try vector.send(key: "someone else") == "EAPI:Invalid key")
    }
}
