import VenueSimulator

/// A venue with streams that say what they are told to say.
///
/// `/ws` welcomes, `/quiet` says nothing of itself, `/ticks` tells every whole second, `/refused` answers 403, any other
/// path 404. A message `book` is answered by the next number of the book, `many:N` by N of them, `flood` by 40 MB,
/// `ping`, `bye` and `echo:TEXT` by what they say. `POST /count` counts, and tells every stream.
struct StreamFace: VenueFace {
    static let venueID = "binance"
    static let hasStreams = true
    static let streamPrefixes = (market: "", account: "/account")

    private var count = 0
    private var sequence = 0
    private var seconds: Int64
    private var streams: [StreamID: String] = [:]
    private var outgoing: [StreamMessage] = []

    init(configuration: FaceConfiguration, at now: SimulatedInstant) throws(FaceError) {
        seconds = now.seconds
    }

    var credentials: [CredentialRole: SimulatedCredentials] { [:] }

    func operation(of request: FaceRequest) -> String? {
        switch request.path {
        case "/count": "order.place"
        case "/open": "market.ping"
        default: nil
        }
    }

    mutating func respond(to request: FaceRequest, at now: SimulatedInstant) -> FaceReply {
        switch request.path {
        case "/count":
            count += 1
            tell("stream.order", "count \(count)")
            return FaceReply(status: 200, body: Array("\(count)".utf8))
        case "/open": return FaceReply(status: 200, body: Array("\(streams.count)".utf8))
        default: return FaceReply(status: 404, body: Array("no \(request.path)".utf8))
        }
    }

    mutating func tick(to now: SimulatedInstant) {
        while seconds < now.seconds {
            seconds += 1
            for (id, path) in streams.sorted(by: { $0.key < $1.key }) where path == "/ticks" {
                say(id, "stream.ticker", "second \(seconds)")
            }
        }
    }

    mutating func openStream(
        _ id: StreamID, for request: FaceRequest, at now: SimulatedInstant
    ) -> StreamAdmission {
        switch request.path {
        case "/ws":
            streams[id] = request.path
            say(id, "stream.control", "welcome \(request.query ?? "") \(request.headers.first("X-Token") ?? "-")")
            return .accepted
        case "/quiet", "/ticks":
            streams[id] = request.path
            return .accepted
        case "/refused":
            let headers: FaceHeaders = ["Content-Type": "text/plain", "X-mBx-Odd": "1", "Retry-After": "7"]
            return .refused(FaceReply(status: 403, headers: headers, body: Array("not you".utf8)))
        default: return .refused(FaceReply(status: 404))
        }
    }

    mutating func receive(_ text: [UInt8], from id: StreamID, at now: SimulatedInstant) {
        let words = String(decoding: text, as: UTF8.self).split(separator: ":", maxSplits: 1).map(String.init)
        switch words.first {
        case "book": sayBook(id)
        case "many": for _ in 0..<(words.last.flatMap { Int($0) } ?? 0) { sayBook(id) }
        case "ping": outgoing.append(StreamMessage(to: id, "stream.control", .ping(Array("p".utf8))))
        case "bye": outgoing.append(StreamMessage(to: id, "stream.control", .close(code: 4001, reason: "bye")))
        case "flood":
            let megabyte = String(repeating: "x", count: 1_000_000)
            for _ in 0..<40 { say(id, "stream.book", megabyte) }
        case "echo": say(id, "stream.control", words.last ?? "")
        case "time": say(id, "stream.control", "\(now.milliseconds)")
        default: say(id, "stream.control", "what? \(text.count)")
        }
    }

    mutating func closeStream(_ id: StreamID, at now: SimulatedInstant) {
        streams[id] = nil
    }

    mutating func takeStreamMessages() -> [StreamMessage] {
        defer { outgoing = [] }
        return outgoing
    }

    mutating func disturb(_ disturbance: StreamDisturbance, at now: SimulatedInstant) {
        if disturbance == .skipSequence { sequence += 1 }
        tell("stream.control", "\(disturbance)")
    }

    func snapshot() -> [UInt8] { [] }
    mutating func restore(from snapshot: [UInt8]) throws(FaceError) {}

    private mutating func sayBook(_ id: StreamID) {
        sequence += 1
        say(id, "stream.book", "book \(sequence)")
    }

    private mutating func tell(_ operation: String, _ text: String) {
        for id in streams.keys.sorted() { say(id, operation, text) }
    }

    private mutating func say(_ id: StreamID, _ operation: String, _ text: String) {
        outgoing.append(StreamMessage(to: id, operation, .text(Array(text.utf8))))
    }
}

/// The recipe of a venue with streams.
let streaming = VenueRecipe(face: StreamFace.self, configuration: FaceConfiguration(seed: 1))
