import AdapterProtocol
import Crypto
import Foundation
import Testing
import VenueSimulator

@testable import SimulatedKuCoin

/// A customer of the KuCoin face in tests: signs by itself and calls the face directly on a manual clock.
struct KuCoinClient {
    static let start = SimulatedInstant(milliseconds: 1_763_900_000_000)
    static let orders = "/api/v1/hf/orders"

    var face: KuCoinFace
    var now = start
    var role = CredentialRole.trade
    var peer = "127.0.0.1"
    var version = "3"
    var requestSwitches: [String: String] = [:]

    /// A venue freshly opened; clients get copies, because making up the past takes its time in a debug build.
    private static let opened = Result { try KuCoinFace(configuration: FaceConfiguration(seed: 7), at: start) }

    init(_ switches: [String: String] = [:], frozen: Bool = true) throws {
        face = try Self.opened.get()
        face.switches = try KuCoin.Switches(switches)
        face.freezeMarket(frozen)
    }

    /// Moves the clock, then lets the venue act.
    mutating func advance(_ milliseconds: Int64) {
        now = now.advanced(byMilliseconds: milliseconds)
        face.tick(to: now)
    }

    /// Sends a request as it is.
    mutating func send(
        _ method: String, _ target: String, body: String = "", headers: FaceHeaders = [:]
    ) -> KuCoinReply {
        var request = FaceRequest(
            method: method, target: target, headers: headers, body: Array(body.utf8), peerAddress: peer)
        request.switches = requestSwitches
        return KuCoinReply(face.respond(to: request, at: now))
    }

    /// The headers of kucoin.md B.1 over `target` as it is to be signed.
    func headers(_ method: String, _ target: String, _ body: String, at time: String? = nil) -> FaceHeaders {
        guard let key = face.credentials[role] else { return [:] }
        let time = time ?? String(now.milliseconds)
        return [
            "KC-API-KEY": key.apiKey, "KC-API-TIMESTAMP": time,
            "KC-API-SIGN": Self.hmac(time + method + target + body, key.apiSecret),
            "KC-API-PASSPHRASE": Self.hmac(key.passphrase ?? "", key.apiSecret), "KC-API-KEY-VERSION": version,
            "Content-Type": "application/json",
        ]
    }

    /// Signs with the key of ``role`` and sends.
    mutating func signed(_ method: String, _ target: String, body: String = "") -> KuCoinReply {
        send(method, target, body: body, headers: headers(method, target, body))
    }

    mutating func get(_ target: String) -> KuCoinReply { signed("GET", target) }
    mutating func delete(_ target: String) -> KuCoinReply { signed("DELETE", target) }
    mutating func post(_ target: String, _ body: [String: Any]) -> KuCoinReply {
        // reason: the bodies of these tests are plain.
        let data = (try? JSONSerialization.data(withJSONObject: body, options: [.sortedKeys])) ?? Data()
        return signed("POST", target, body: String(decoding: data, as: UTF8.self))
    }

    static func hmac(_ text: String, _ secret: String) -> String {
        let key = SymmetricKey(data: Array(secret.utf8))
        return Data(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)).base64EncodedString()
    }
}

// Orders that most tests need.
extension KuCoinClient {
    /// A limit buy far below the market.
    static func resting(_ clientOid: String = "rest-1") -> [String: Any] {
        [
            "clientOid": clientOid, "side": "buy", "symbol": "BTC-USDT", "type": "limit", "price": "50000",
            "size": "0.00001",
        ]
    }

    static func market(_ side: String, _ name: String, _ amount: String, _ clientOid: String = "mkt-1") -> [String: Any]
    {
        ["clientOid": clientOid, "side": side, "symbol": "BTC-USDT", "type": "market", name: amount]
    }

    /// Places and waits until it is visible; the id.
    @discardableResult
    mutating func placed(_ body: [String: Any], at path: String = orders) -> String {
        let id = post(path, body).data["orderId"] as? String ?? ""
        advance(100)
        return id
    }

    mutating func order(_ id: String, symbol: String = "BTC-USDT") -> [String: Any] {
        get("\(Self.orders)/\(id)?symbol=\(symbol)").data
    }

    mutating func ticker(_ name: String, symbol: String = "BTC-USDT") -> String {
        send("GET", "/api/v1/market/orderbook/level1?symbol=\(symbol)").data[name] as? String ?? ""
    }

    mutating func balance(_ currency: String, _ name: String = "available") throws -> ExactDecimal {
        let row = get("/api/v1/accounts?type=trade&currency=\(currency)").rows.first
        return try ExactDecimal(parsing: row?.text(name) ?? "")
    }
}

/// An answer, with its body read by Foundation: the face's own writer must not check itself.
struct KuCoinReply {
    let status: Int
    let headers: FaceHeaders
    let body: [UInt8]

    init(_ reply: FaceReply) {
        status = reply.status
        headers = reply.headers
        body = reply.body
    }

    var text: String { String(decoding: body, as: UTF8.self) }
    var object: [String: Any] { (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:] }
    var code: String? { object["code"] as? String }
    var message: String? { object["msg"] as? String }
    var isSuccess: Bool { status == 200 && code == "200000" }
    var isNull: Bool { object["data"] is NSNull }
    var data: [String: Any] { object["data"] as? [String: Any] ?? [:] }
    var rows: [[String: Any]] { object["data"] as? [[String: Any]] ?? [] }
    var items: [[String: Any]] { data["items"] as? [[String: Any]] ?? [] }
    func header(_ name: String) -> Int? { headers.first("gw-ratelimit-" + name).flatMap { Int($0) } }
}

extension [String: Any] {
    func text(_ name: String) -> String? { self[name] as? String }
    func flag(_ name: String) -> Bool? { self[name] as? Bool }
    func number(_ name: String) -> Int? { self[name] as? Int }
}
