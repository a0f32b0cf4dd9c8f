import VenueSimulator

/// A venue that shows what it was handed. `/count` adds one and answers the count, so that lost or doubled
/// executions show; `/now` answers the clock; everything else answers what arrived.
struct EchoFace: VenueFace {
    static let venueID = "binance"
    static let switches = [FaceSwitch(name: "greeting", summary: "", settings: ["hi", "ho"], initial: "hi")]

    let greeting: String
    let seed: UInt64
    var count = 0
    var latestTick: SimulatedInstant

    init(configuration: FaceConfiguration, at now: SimulatedInstant) throws(FaceError) {
        for name in configuration.switches.keys where name != "greeting" { throw .unknownSwitch(name: name) }
        greeting = configuration.switches["greeting"] ?? "hi"
        seed = configuration.seed
        latestTick = now
    }

    var credentials: [CredentialRole: SimulatedCredentials] {
        [
            .trade: SimulatedCredentials(apiKey: "trade\(seed)", apiSecret: "a\"b"),
            .readOnly: SimulatedCredentials(apiKey: "read\(seed)", apiSecret: "c", passphrase: "p"),
        ]
    }

    func operation(of request: FaceRequest) -> String? {
        switch request.path {
        case "/count": "order.place"
        case "/now": "market.time"
        case let path where path.hasPrefix("/echo"): "market.echo"
        default: nil
        }
    }

    mutating func respond(to request: FaceRequest, at now: SimulatedInstant) -> FaceReply {
        switch operation(of: request) {
        case "order.place":
            count += 1
            return text(200, "\(count)")
        case "market.time": return text(200, "\(now.milliseconds)")
        case nil: return text(404, "no \(request.path)")
        default:
            var lines = ["\(request.method) \(request.path) \(request.query ?? "-")", "peer=\(request.peerAddress)"]
            lines += request.headers.fields.map { "\($0.name): \($0.value)" }
            lines += request.switches.map { "switch \($0.key)=\($0.value)" }
            return text(200, lines.joined(separator: "\n") + "\n\n" + String(decoding: request.body, as: UTF8.self))
        }
    }

    mutating func tick(to now: SimulatedInstant) {
        latestTick = max(latestTick, now)
    }

    func rateLimitReply(retryAfterSeconds: Int64) -> FaceReply {
        FaceReply(status: 429, headers: ["Retry-After": "\(retryAfterSeconds)"], body: Array("slow down".utf8))
    }

    func snapshot() -> [UInt8] { Array("\(count)".utf8) }

    mutating func restore(from snapshot: [UInt8]) throws(FaceError) {
        guard let value = Int(String(decoding: snapshot, as: UTF8.self)) else {
            throw .unreadableSnapshot(reason: "not a number")
        }
        count = value
    }

    private func text(_ status: Int, _ text: String) -> FaceReply {
        FaceReply(status: status, headers: ["Content-Type": "text/plain", "X-mBx-Odd": "1"], body: Array(text.utf8))
    }
}

/// The same venue under a sixth id.
struct SixthFace: VenueFace {
    static let venueID = "acme"
    private var echo: EchoFace

    init(configuration: FaceConfiguration, at now: SimulatedInstant) throws(FaceError) {
        echo = try EchoFace(configuration: configuration, at: now)
    }

    var credentials: [CredentialRole: SimulatedCredentials] { [:] }
    func operation(of request: FaceRequest) -> String? { echo.operation(of: request) }
    mutating func respond(to request: FaceRequest, at now: SimulatedInstant) -> FaceReply {
        echo.respond(to: request, at: now)
    }
    mutating func tick(to now: SimulatedInstant) { echo.tick(to: now) }
    func snapshot() -> [UInt8] { echo.snapshot() }
    mutating func restore(from snapshot: [UInt8]) throws(FaceError) { try echo.restore(from: snapshot) }
}
