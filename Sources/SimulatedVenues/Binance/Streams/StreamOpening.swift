public import VenueSimulator

// Connections come and go (binance.md I, J).
extension BinanceFace {
    /// Market streams and the WebSocket API.
    public static var hasStreams: Bool { true }

    /// Connection attempts per address in five minutes (binance.md H).
    private static let attemptLimit = 300

    /// `/ws`, `/ws/<stream>`, `/stream`, `/stream?streams=a/b` and the WebSocket API.
    public mutating func openStream(
        _ id: StreamID, for request: FaceRequest, at instant: SimulatedInstant
    ) -> StreamAdmission {
        now = instant.milliseconds
        if switches.isRegionBlocked { return .refused(reply(Binance.Refusal.location, to: request)) }
        guard request.method == "GET", let door = Binance.StreamDoor(request) else {
            return .refused(FaceReply(status: 404))
        }
        if let refusal = refuseAttempt(from: request.peerAddress, at: door) {
            return .refused(reply(refusal, to: request))
        }
        var connection = Binance.StreamConnection(
            id, door.kind, peer: request.peerAddress, isCombined: door.isCombined,
            isMicroseconds: door.isMicroseconds, now: now)
        connection.tellsLimits = door.tellsLimits
        streams.add(connection)
        for name in door.names { follow(name, id) }
        return .accepted
    }

    /// Counts the attempt; the WebSocket API costs weight, too.
    private mutating func refuseAttempt(from peer: String, at door: Binance.StreamDoor) -> Binance.Refusal? {
        let recent = streams.attempts[peer, default: []].filter { $0 > now - 300_000 } + [now]
        streams.attempts[peer] = recent
        guard recent.count <= Self.attemptLimit else {
            return Binance.Refusal(-1034, "Too many connections.", status: 429, retryAfterSeconds: 300)
        }
        guard door.kind == .api else { return nil }
        do {
            try weights.charge(2, from: peer, switches: switches, now: now)
            return nil
        } catch {
            return error
        }
    }

    /// The client is gone.
    public mutating func closeStream(_ id: StreamID, at instant: SimulatedInstant) {
        streams.remove(id)
    }

    /// Everything to send since the last call.
    public mutating func takeStreamMessages() -> [StreamMessage] { streams.takeMessages() }

    /// Skips a depth message, ends the account's subscriptions, or delays snapshots; Binance has no checksums.
    public mutating func disturb(_ disturbance: StreamDisturbance, at instant: SimulatedInstant) {
        now = instant.milliseconds
        switch disturbance {
        case .skipSequence:
            for name in streams.depths.keys { streams.depths[name]?.isSkipping = true }
        case .expireTokens:
            for id in streams.ids {
                endUserData(id)
                streams.change(id) { $0.session = nil }
            }
        case .delaySnapshots(let milliseconds):
            streams.pastBooks.delay = max(milliseconds, 0)
            rememberBooks(at: now)
        case .breakChecksum, .freezeChecksum: break
        }
    }

    /// A text message from a client.
    public mutating func receive(_ text: [UInt8], from id: StreamID, at instant: SimulatedInstant) {
        now = instant.milliseconds
        switch streams.connections[id]?.kind {
        case .market: control(text, from: id)
        case .api: ask(text, from: id)
        case nil: break
        }
    }

    /// Lets a connection follow a stream; a name without a meaning is followed in silence.
    mutating func follow(_ name: String, _ id: StreamID) {
        streams.subscribe(id, to: name)
        guard let topic = Binance.StreamTopic(name), streams.depths[name] == nil else { return }
        if case .depth = topic.kind, let book = exchange.book(topic.market.symbol, depth: 1) {
            streams.depths[name] = Binance.DepthFeed(startingAfter: book.updateID)
        }
    }
}

extension Binance {
    /// What the address of a connection says.
    struct StreamDoor {
        let kind: StreamConnection.Kind
        let isCombined: Bool
        let names: [String]
        let isMicroseconds: Bool
        let tellsLimits: Bool

        init?(_ request: FaceRequest) {
            let pairs = Query(query: Array((request.query ?? "").utf8), form: [])?.pairs ?? []
            func value(_ name: String) -> String? { pairs.first { $0.name == name }?.value }
            isMicroseconds = ["MICROSECOND", "microsecond"].contains(value("timeUnit"))
            tellsLimits = value("returnRateLimits") != "false"
            switch request.path {
            case "/ws-api/v3": (kind, isCombined, names) = (.api, false, [])
            case "/stream":
                let list = (value("streams") ?? "").split(separator: "/").map(String.init)
                (kind, isCombined, names) = (.market, true, list)
            case "/ws": (kind, isCombined, names) = (.market, false, [])
            default:
                guard request.path.hasPrefix("/ws/"),
                    let rest = FacePercent.decode(Array(request.path.utf8.dropFirst(4))[...])
                else { return nil }
                (kind, isCombined, names) = (.market, false, rest.split(separator: "/").map(String.init))
            }
        }
    }
}
