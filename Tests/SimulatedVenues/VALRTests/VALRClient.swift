import Crypto
import Foundation
import VenueSimulator

@testable import SimulatedVALR

/// A customer of the VALR face in tests: signs by itself and calls the face directly on a manual clock.
struct VALRClient {
    static let start = SimulatedInstant(milliseconds: 1_795_305_600_000)

    var face: VALRFace
    var now = start
    var role = CredentialRole.trade
    /// Signs with this pair instead of the role's.
    var pair: SimulatedCredentials?
    var subaccount: String?
    var peer = "127.0.0.1"
    var requestSwitches: [String: String] = [:]
    private var lastStamp: Int64 = 0

    /// A venue freshly opened; every client gets a copy, because making up the past takes its time in a debug build.
    private static let opened = Result {
        try VALRFace(configuration: FaceConfiguration(seed: 7), at: start)
    }

    /// The switches that the opening itself reads.
    private static let setup: Set<String> = ["makerFee", "background"]

    init(seed: UInt64 = 7, _ switches: [String: String] = [:], frozen: Bool = true) throws {
        if seed == 7, Self.setup.isDisjoint(with: switches.keys) {
            face = try Self.opened.get()
            face.switches = try VALR.Switches(switches)
        } else {
            face = try VALRFace(configuration: FaceConfiguration(seed: seed, switches: switches), at: Self.start)
        }
        face.freezeMarket(frozen)
    }

    /// Moves the clock, then lets the venue act.
    mutating func advance(_ milliseconds: Int64) {
        now = now.advanced(byMilliseconds: milliseconds)
        face.tick(to: now)
    }

    /// Sends a request as it is.
    mutating func send(_ method: String, _ target: String, body: String = "", headers: FaceHeaders = [:]) -> VALRReply {
        var request = FaceRequest(
            method: method, target: target, headers: headers, body: Array(body.utf8), peerAddress: peer)
        request.switches = requestSwitches
        return VALRReply(face.respond(to: request, at: now))
    }

    mutating func open(_ target: String) -> VALRReply { send("GET", target) }

    /// Sends with signature headers; timestamps never repeat.
    mutating func signed(_ method: String, _ target: String, _ body: String = "") -> VALRReply {
        lastStamp = max(now.milliseconds, lastStamp + 1)
        return send(method, target, body: body, headers: headers(method, target, body, stamp: String(lastStamp)))
    }

    func headers(_ method: String, _ target: String, _ body: String, stamp: String) -> FaceHeaders {
        let credentials = pair ?? face.credentials[role] ?? SimulatedCredentials(apiKey: "", apiSecret: "")
        var headers: FaceHeaders = [
            "X-VALR-API-KEY": credentials.apiKey,
            "X-VALR-SIGNATURE": Self.sign(credentials.apiSecret, stamp + method + target + body + (subaccount ?? "")),
            "X-VALR-TIMESTAMP": stamp,
            "Content-Type": "application/json",
        ]
        if let subaccount { headers.add("X-VALR-SUB-ACCOUNT-ID", subaccount) }
        return headers
    }

    static func sign(_ secret: String, _ message: String) -> String {
        let code = HMAC<SHA512>.authenticationCode(
            for: Data(message.utf8), using: SymmetricKey(data: Data(secret.utf8)))
        return code.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }
}

// Orders.
extension VALRClient {
    /// Places a limit order; `more` are further members.
    mutating func limit(
        _ side: String, _ quantity: String, at price: String, pair: String = "BTCUSDC", _ more: String = "",
        version: Int = 2
    ) -> VALRReply {
        signed(
            "POST", "/v\(version)/orders/limit",
            #"{"side":"\#(side)","quantity":"\#(quantity)","price":"\#(price)","pair":"\#(pair)"\#(more)}"#)
    }

    /// Rests a small buy far below the market and returns its id.
    @discardableResult
    mutating func rest(_ clientID: String = "", price: String = "50000") -> String {
        limit("BUY", "0.001", at: price, clientID.isEmpty ? "" : #","customerOrderId":"\#(clientID)""#)["id"] ?? ""
    }

    mutating func market(_ side: String, _ amount: String, pair: String = "BTCUSDC", _ more: String = "") -> VALRReply {
        signed("POST", "/v2/orders/market", #"{"side":"\#(side)","pair":"\#(pair)",\#(amount)\#(more)}"#)
    }

    mutating func stop(
        _ type: String, _ side: String, trigger: String, price: String, pair: String = "BTCUSDC", _ more: String = ""
    ) -> VALRReply {
        signed(
            "POST", "/v2/orders/stop/limit",
            #"{"side":"\#(side)","quantity":"0.001","price":"\#(price)","pair":"\#(pair)","stopPrice":"\#(trigger)","#
                + #""type":"\#(type)"\#(more)}"#)
    }

    mutating func cancel(_ id: String, pair: String = "BTCUSDC") -> VALRReply {
        signed("DELETE", "/v2/orders/order", #"{"orderId":"\#(id)","pair":"\#(pair)"}"#)
    }

    mutating func modify(_ id: String, _ members: String, strategy: String = "RETAIN_ORIGINAL") -> VALRReply {
        signed(
            "PUT", "/v2/orders/modify",
            #"{"orderId":"\#(id)","pair":"BTCUSDC","modifyMatchStrategy":"\#(strategy)",\#(members)}"#)
    }

    mutating func status(_ id: String, pair: String = "BTCUSDC") -> VALRReply {
        signed("GET", "/v1/orders/\(pair)/orderid/\(id)")
    }

    mutating func detail(_ id: String) -> VALRReply { signed("GET", "/v1/orders/history/detail/orderid/\(id)") }

    /// The best prices of a pair with whole prices.
    func best(_ pair: String = "BTCUSDC") -> (bid: Int, ask: Int) {
        func whole(_ level: EngineLevel?) -> Int { level.flatMap { Int("\($0.price)") } ?? 0 }
        return (whole(face.exchange.bestBid(pair)), whole(face.exchange.bestAsk(pair)))
    }

    /// What is available of a currency.
    mutating func available(_ currency: String) -> String {
        balance(currency)["available"] as? String ?? ""
    }

    mutating func balance(_ currency: String) -> [String: Any] {
        signed("GET", "/v1/account/balances").rows.first { $0["currency"] as? String == currency } ?? [:]
    }
}

/// An answer, with its body read by Foundation: the face's own writer must not check itself.
struct VALRReply {
    let status: Int
    let headers: FaceHeaders
    let body: [UInt8]

    init(_ reply: FaceReply) {
        status = reply.status
        headers = reply.headers
        body = reply.body
    }

    var text: String { String(decoding: body, as: UTF8.self) }
    private var json: Any? { try? JSONSerialization.jsonObject(with: Data(body), options: [.fragmentsAllowed]) }
    var object: [String: Any] { json as? [String: Any] ?? [:] }
    var rows: [[String: Any]] { json as? [[String: Any]] ?? [] }
    var code: Int? { object["code"] as? Int }

    subscript(name: String) -> String? { object[name] as? String }
    /// The texts of one member of all rows.
    func column(_ name: String) -> [String] { rows.compactMap { $0[name] as? String } }
    /// The fields of a validation error.
    var fields: [String] {
        let errors = (object["validationErrors"] as? [String: Any])?["errors"] as? [[String: Any]]
        return errors?.compactMap { $0["field"] as? String } ?? []
    }
}
