import Crypto
import Foundation
import VenueSamples
import VenueSimulator

@testable import SimulatedBinance

/// One signature vector of auth-vectors.json.
struct BinanceVector: Sendable, CustomStringConvertible {
    let name: String
    var form = ""
    let text: String
    /// As it travels in the URL.
    let signature: String
    /// The HMAC secret, or the public key in hexadecimal.
    let secret: String

    var description: String { name }

    /// The request as the face reads it; the signature goes where the parameters end.
    var query: Binance.Query? {
        let signed = "&signature=" + signature
        return form.isEmpty
            ? Binance.Query(query: Array((text + signed).utf8), form: [])
            : Binance.Query(query: Array(text.utf8), form: Array((form + signed).utf8))
    }

    static let hmac: [BinanceVector] = {
        guard let all = try? Fixtures.json("auth-vectors.json") as? [String: Any],
            let part = all["hmac"] as? [String: Any], let secret = part["secretKey"] as? String
        else { return [] }
        let groups = ["official", "rest", "restTimestampFirst"].flatMap { part[$0] as? [[String: String]] ?? [] }
        return groups.compactMap { row in
            guard let name = row["name"], let text = row["signingString"], let signature = row["signature"],
                !name.hasPrefix("WS")
            else { return nil }
            if let query = row["query"], let body = row["body"] {
                return BinanceVector(name: name, form: body, text: query, signature: signature, secret: secret)
            }
            return BinanceVector(name: name, text: text, signature: signature, secret: secret)
        }
    }()

    static let ed25519: [BinanceVector] = {
        guard let all = try? Fixtures.json("auth-vectors.json") as? [String: Any],
            let part = all["ed25519"] as? [String: Any], let key = part["publicKeyHex"] as? String,
            let rows = part["rest"] as? [[String: Any]]
        else { return [] }
        return rows.compactMap { row in
            guard let name = row["name"] as? String, let text = row["payload"] as? String,
                let signature = row["signatureInUrl"] as? String
            else { return nil }
            return BinanceVector(name: name, text: text, signature: signature, secret: key)
        }
    }()
}

/// Signs as a customer with an Ed25519 key does.
struct Signer {
    private let key: Curve25519.Signing.PrivateKey

    init(privateKey: Data) throws {
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: privateKey)
    }

    func signature(of text: String) throws -> String {
        let base64 = try key.signature(for: Array(text.utf8)).base64EncodedString()
        return base64.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
    }
}
