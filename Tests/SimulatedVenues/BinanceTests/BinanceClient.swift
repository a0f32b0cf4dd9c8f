import AdapterProtocol
import Crypto
import Foundation
import Testing
import VenueSimulator

@testable import SimulatedBinance

/// A customer of the Binance face in tests: signs by itself and calls the face directly on a manual clock.
struct BinanceClient {
    static let start = SimulatedInstant(milliseconds: 1_763_800_000_000)

    var face: BinanceFace
    var now = start
    var role = CredentialRole.trade
    var peer = "127.0.0.1"
    var requestSwitches: [String: String] = [:]

    /// A venue freshly opened; every client gets a copy, because making up the past takes its time in a debug build.
    private static let opened: BinanceFace = {
        do {
            return try BinanceFace(configuration: FaceConfiguration(seed: 7), at: start)
        } catch {
            fatalError("the venue does not open: \(error)")  // reason: nothing can be tested then.
        }
    }()

    /// The switches that the opening itself reads.
    private static let setup: Set<String> = ["clientIDScope", "feesInBNB"]

    init(seed: UInt64 = 7, _ switches: [String: String] = [:], frozen: Bool = true) throws {
        if seed == Self.opened.configuration.seed, Self.setup.isDisjoint(with: switches.keys) {
            face = Self.opened
            face.switches = try Binance.Switches(switches)
        } else {
            face = try BinanceFace(configuration: FaceConfiguration(seed: seed, switches: switches), at: Self.start)
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
        _ method: String,
        _ path: String,
        _ query: String? = nil,
        body: String = "",
        headers: FaceHeaders = [:]
    ) -> BinanceReply {
        var request = FaceRequest(method: method, path: path, query: query, headers: headers, body: Array(body.utf8))
        request.peerAddress = peer
        request.switches = requestSwitches
        return BinanceReply(face.respond(to: request, at: now))
    }

    /// Signs with the key of ``role`` and sends: query for GET and DELETE, form for POST and PUT.
    mutating func signed(_ method: String, _ path: String, _ parameters: String = "") -> BinanceReply {
        guard let key = face.credentials[role] else { return BinanceReply(FaceReply(status: 599)) }
        let text = (parameters.isEmpty ? "" : parameters + "&") + "timestamp=\(now.milliseconds)"
        let signedText = text + "&signature=" + Self.hmac(text, secret: key.apiSecret)
        let inQuery = method == "GET" || method == "DELETE"
        return send(
            method,
            path,
            inQuery ? signedText : nil,
            body: inQuery ? "" : signedText,
            headers: ["X-MBX-APIKEY": key.apiKey]
        )
    }

    mutating func order(_ parameters: String) -> BinanceReply { signed("POST", "/api/v3/order", parameters) }

    static func hmac(_ text: String, secret: String) -> String {
        HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: Array(secret.utf8)))
            .map { String(format: "%02x", $0) }.joined()
    }
}

/// An answer, with its body read by Foundation: the face's own writer must not check itself.
struct BinanceReply {
    let status: Int
    let headers: FaceHeaders
    let body: [UInt8]

    init(_ reply: FaceReply) {
        status = reply.status
        headers = reply.headers
        body = reply.body
    }

    var text: String { String(decoding: body, as: UTF8.self) }
    var json: Any? { try? JSONSerialization.jsonObject(with: Data(body), options: [.fragmentsAllowed]) }
    var object: [String: Any] { json as? [String: Any] ?? [:] }
    var array: [Any] { json as? [Any] ?? [] }
    var rows: [[String: Any]] { json as? [[String: Any]] ?? [] }
    var code: Int? { object["code"] as? Int }
    var message: String? { object["msg"] as? String }

    subscript(name: String) -> String? { object[name] as? String }
    func number(_ name: String) -> Int? { object[name] as? Int }
}
