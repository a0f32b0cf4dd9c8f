import AdapterProtocol
import Crypto
import Foundation
import Testing
import VenueSimulator

@testable import SimulatedKraken

/// A customer of the Kraken face in tests: signs by itself and calls the face directly on a manual clock.
struct KrakenClient {
    static let start = SimulatedInstant(milliseconds: 1_780_000_000_000)

    var face: KrakenFace
    var now = start
    var role = CredentialRole.trade
    var peer = "127.0.0.1"
    var requestSwitches: [String: String] = [:]
    var nonce: UInt64 = 1_780_000_000_000

    /// A venue freshly opened; every client gets a copy, because making up the past takes its time in a debug build.
    private static let opened: KrakenFace? = try? KrakenFace(
        configuration: FaceConfiguration(seed: 7), at: start)

    init(seed: UInt64 = 7, _ switches: [String: String] = [:], frozen: Bool = true) throws {
        if seed == 7, switches["feeSchedule"] == nil {
            face = try #require(Self.opened)
            face.switches = try Kraken.Switches(switches)
        } else {
            face = try KrakenFace(
                configuration: FaceConfiguration(seed: seed, switches: switches), at: Self.start)
        }
        face.exchange.isBackgroundActive = !frozen
    }

    /// Moves the clock, then lets the venue act.
    mutating func advance(_ milliseconds: Int64) {
        now = now.advanced(byMilliseconds: milliseconds)
        face.tick(to: now)
    }

    /// Sends a request as it is.
    mutating func send(
        _ method: String, _ path: String, _ query: String? = nil, body: String = "",
        headers: FaceHeaders = [:]
    ) -> KrakenReply {
        var request = FaceRequest(
            method: method, path: path, query: query, headers: headers, body: Array(body.utf8))
        request.peerAddress = peer
        request.switches = requestSwitches
        return KrakenReply(face.respond(to: request, at: now))
    }

    /// Asks a public endpoint.
    mutating func ask(_ name: String, _ query: String? = nil) -> KrakenReply {
        send("GET", "/0/public/" + name, query)
    }

    /// Signs a form body with the key of ``role`` and the next nonce.
    mutating func call(_ name: String, _ form: String = "") -> KrakenReply {
        nonce += 1
        return post(name, "nonce=\(nonce)" + (form.isEmpty ? "" : "&" + form), nonce: String(nonce))
    }

    /// Signs a JSON body; `members` are those beside the nonce.
    mutating func json(_ name: String, _ members: String) -> KrakenReply {
        nonce += 1
        let body = "{\"nonce\":\"\(nonce)\"" + (members.isEmpty ? "" : "," + members) + "}"
        return post(name, body, nonce: String(nonce), type: "application/json")
    }

    mutating func post(
        _ name: String, _ body: String, nonce: String,
        type: String = "application/x-www-form-urlencoded"
    ) -> KrakenReply {
        guard let key = face.credentials[role] else { return KrakenReply(FaceReply(status: 599)) }
        let path = "/0/private/" + name
        let headers: FaceHeaders = [
            "API-Key": key.apiKey, "API-Sign": Self.sign(path, nonce, body, key.apiSecret),
            "Content-Type": type,
        ]
        return send("POST", path, body: body, headers: headers)
    }

    /// kraken.md B.2 in Foundation's words.
    static func sign(_ path: String, _ nonce: String, _ body: String, _ secret: String) -> String {
        let inner = SHA256.hash(data: Data((nonce + body).utf8))
        let key = SymmetricKey(data: Data(base64Encoded: secret) ?? Data())
        let message = Data(path.utf8) + Data(inner)
        return Data(HMAC<SHA512>.authenticationCode(for: message, using: key)).base64EncodedString()
    }

    /// Places a limit order; the id of an accepted one, else the error.
    @discardableResult
    mutating func limit(
        _ side: String, _ volume: String, _ price: String, pair: String = "XBTUSD", more: String = ""
    ) -> String {
        let form = "pair=\(pair)&type=\(side)&ordertype=limit&volume=\(volume)&price=\(price)\(more)"
        let reply = call("AddOrder", form)
        return reply.txid ?? reply.error ?? "?"
    }

    /// One order as QueryOrders shows it.
    mutating func row(_ txid: String) -> [String: Any] {
        call("QueryOrders", "txid=\(txid)&trades=true").result[txid] as? [String: Any] ?? [:]
    }

    /// Best prices of BTC/USD as texts.
    var best: (bid: String, ask: String) {
        let bid = face.exchange.bestBid("XXBTZUSD")?.price
        let ask = face.exchange.bestAsk("XXBTZUSD")?.price
        return (bid?.description ?? "", ask?.description ?? "")
    }
}

/// An answer, with its body read by Foundation: the face's own writer must not check itself.
struct KrakenReply {
    let status: Int
    let headers: FaceHeaders
    let body: [UInt8]

    init(_ reply: FaceReply) {
        status = reply.status
        headers = reply.headers
        body = reply.body
    }

    var text: String { String(decoding: body, as: UTF8.self) }
    var object: [String: Any] {
        let json = try? JSONSerialization.jsonObject(with: Data(body), options: [.fragmentsAllowed])
        return json as? [String: Any] ?? [:]
    }
    var errors: [String] { object["error"] as? [String] ?? [] }
    var error: String? { errors.first }
    var result: [String: Any] { object["result"] as? [String: Any] ?? [:] }
    var list: [[String: Any]] { object["result"] as? [[String: Any]] ?? [] }
    var txid: String? { (result["txid"] as? [String])?.first }
    func rows(_ name: String) -> [String: [String: Any]] {
        result[name] as? [String: [String: Any]] ?? [:]
    }
    func number(_ name: String) -> Int? { result[name] as? Int }
}
