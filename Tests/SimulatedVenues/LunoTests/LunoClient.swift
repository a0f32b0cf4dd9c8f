import Foundation
import VenueSimulator

@testable import SimulatedLuno

/// A customer of the Luno face in tests: makes its own Basic header and calls the face directly on a manual clock.
struct LunoClient {
    static let start = SimulatedInstant(milliseconds: 1_795_305_600_000)

    var face: LunoFace
    var now = start
    var role = CredentialRole.trade
    var peer = "127.0.0.1"
    var requestSwitches: [String: String] = [:]

    /// A venue freshly opened; every client gets a copy, because making up the past takes its time in a debug build.
    private static let opened = Result {
        try LunoFace(configuration: FaceConfiguration(seed: 7), at: start)
    }

    /// The switches that the opening itself reads.
    private static let setup: Set<String> = ["feeCurrency", "makerFee", "postOnlyCrossing", "background"]

    init(seed: UInt64 = 7, _ switches: [String: String] = [:], frozen: Bool = true) throws {
        if seed == 7, Self.setup.isDisjoint(with: switches.keys) {
            face = try Self.opened.get()
            face.switches = try Luno.Switches(switches)
        } else {
            face = try LunoFace(configuration: FaceConfiguration(seed: seed, switches: switches), at: Self.start)
        }
        face.freezeMarket(frozen)
    }

    /// Moves the clock, then lets the venue act.
    mutating func advance(_ milliseconds: Int64) {
        now = now.advanced(byMilliseconds: milliseconds)
        face.tick(to: now)
    }

    /// Sends a request as it is.
    mutating func send(
        _ method: String, _ path: String, _ query: String? = nil, body: String = "", headers: FaceHeaders = [:]
    ) -> LunoReply {
        let request = FaceRequest(
            method: method, path: path, query: query, headers: headers, body: Array(body.utf8), peerAddress: peer,
            switches: requestSwitches)
        return LunoReply(face.respond(to: request, at: now))
    }

    /// Sends with the key of ``role``: query for GET and DELETE, form for POST.
    mutating func signed(_ method: String, _ path: String, _ parameters: String = "") -> LunoReply {
        guard let key = face.credentials[role] else { return LunoReply(FaceReply(status: 599)) }
        var headers: FaceHeaders = ["Authorization": Self.basic(key.apiKey, key.apiSecret)]
        guard method == "POST" else {
            return send(method, path, parameters.isEmpty ? nil : parameters, headers: headers)
        }
        headers.add("Content-Type", "application/x-www-form-urlencoded")
        return send(method, path, body: parameters, headers: headers)
    }

    static func basic(_ id: String, _ secret: String) -> String {
        "Basic " + Data((id + ":" + secret).utf8).base64EncodedString()
    }

    /// Places a limit order in XBTZAR and returns the answer.
    mutating func limit(_ more: String, pair: String = "XBTZAR") -> LunoReply {
        signed("POST", "/api/1/postorder", "pair=\(pair)&" + more)
    }

    /// Rests a small buy far below the market and returns its id.
    @discardableResult
    mutating func rest(_ clientID: String = "", more: String = "") -> String {
        limit("type=BID&volume=0.001&price=1000000&client_order_id=\(clientID)\(more)")["order_id"] ?? ""
    }

    mutating func order(_ id: String) -> LunoReply { signed("GET", "/api/exchange/3/order", "id=" + id) }

    mutating func stop(_ id: String) -> LunoReply { signed("POST", "/api/1/stoporder", "order_id=" + id) }

    /// The best prices as whole numbers of XBTZAR.
    mutating func best() -> (bid: Int, ask: Int) {
        let ticker = send("GET", "/api/1/ticker", "pair=XBTZAR")
        func whole(_ name: String) -> Int { Int((ticker[name] ?? "").split(separator: ".").first ?? "") ?? 0 }
        return (whole("bid"), whole("ask"))
    }
}

/// An answer, with its body read by Foundation: the face's own writer must not check itself.
struct LunoReply {
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
        (try? JSONSerialization.jsonObject(with: Data(body), options: [.fragmentsAllowed])) as? [String: Any] ?? [:]
    }
    var code: String? { object["error_code"] as? String }

    subscript(name: String) -> String? { object[name] as? String }
    func number(_ name: String) -> Int? { object[name] as? Int }
    func rows(_ name: String) -> [[String: Any]] { object[name] as? [[String: Any]] ?? [] }
}
