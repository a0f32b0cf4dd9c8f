public import VenueSimulator

// A connection from its opening to its end (kucoin.md H.4, I.1, I.2, L).
extension KuCoinFace {
    /// Decides about a connection. A refused token is told in a frame, as the venue does.
    public mutating func openStream(
        _ id: StreamID, for request: FaceRequest, at instant: SimulatedInstant
    ) -> StreamAdmission {
        now = instant.milliseconds
        guard request.path == "/" || request.path.isEmpty, let query = KuCoin.Query(request.query) else {
            return .refused(Self.refused(.notFound))
        }
        streams.openings.removeAll { $0 <= now - 60_000 }
        guard streams.openings.count < switches.number(.streamConnectionsPerMinute) else {
            return .refused(Self.refused(.tooMany))
        }
        streams.openings.append(now)
        let name = query["connectId"] ?? String(now)
        guard let token = opened(by: query["token"]) else {
            refuse(id, name, 401, "token is expired")
            return .accepted
        }
        let most = switches.number(.streamSessions)
        guard streams.connections.count < most else {
            refuse(id, name, 509, "exceed max session count limitation of \(most)")
            return .accepted
        }
        streams.connections[id] = KuCoin.StreamConnection(
            name: name, isPrivate: token.isPrivate, openedAt: now,
            welcomeAt: now + Int64(switches.number(.welcomeDelayMilliseconds)), pingedAt: now)
        welcome(id)
        return .accepted
    }

    /// The client is gone.
    public mutating func closeStream(_ id: StreamID, at instant: SimulatedInstant) {
        streams.forget(id)
        guard streams.isEmpty else { return }
        // Sizes and balances are only followed while somebody listens.
        streams.sizes = [:]
        streams.balances = [:]
        streams.changed = []
    }

    /// Everything to send since the last call.
    public mutating func takeStreamMessages() -> [StreamMessage] {
        if streams.messages.isEmpty { return [] }
        defer { streams.messages = [] }
        return streams.messages
    }

    /// Lets something go wrong inside. KuCoin has no checksums to break.
    public mutating func disturb(_ disturbance: StreamDisturbance, at instant: SimulatedInstant) {
        now = instant.milliseconds
        switch disturbance {
        case .skipSequence: streams.skipped += 1
        case .breakChecksum, .freezeChecksum: break
        case .expireTokens:
            streams.tokens = [:]
            for (id, connection) in streams.connections.sorted(by: { $0.key < $1.key }) {
                refuse(id, connection.name, 401, "token is expired")
            }
        case .delaySnapshots(let milliseconds):
            streams.bookDelay = min(max(milliseconds, 0), 600_000)
            streams.pastBooks = [:]
            keepBooks()
        }
    }

    /// What the time brings: the welcome, and the end of connections without pings or of great age.
    mutating func runStreamTimers() {
        let silence = Int64(switches.number(.streamSilenceSeconds)) * 1_000
        let life = Int64(switches.number(.streamLifeSeconds)) * 1_000
        for (id, connection) in streams.connections.sorted(by: { $0.key < $1.key }) {
            if now >= connection.openedAt + life {
                streams.close(id, code: 1001, reason: "session expired")
            } else if now >= connection.pingedAt + silence {
                streams.close(id, code: 1000, reason: "no ping")
            } else {
                welcome(id)
            }
        }
    }

    private mutating func welcome(_ id: StreamID) {
        guard let connection = streams.connections[id], !connection.isWelcome, connection.welcomeAt <= now else {
            return
        }
        streams.connections[id]?.isWelcome = true
        streams.send(FaceJSON.members([.init("id", .text(connection.name)), .init("type", "welcome")]).bytes, to: id)
    }

    /// Tells why a connection may not be, and ends it.
    private mutating func refuse(_ id: StreamID, _ name: String, _ code: Int, _ text: String) {
        streams.send(Self.streamError(.text(name), code, text).bytes, to: id)
        streams.close(id, code: 1000, reason: "")
    }

    static func streamError(_ id: FaceJSON, _ code: Int, _ text: String) -> FaceJSON {
        ["id": id, "type": "error", "code": .integer(code), "data": .text(text)]
    }

    private static func refused(_ refusal: KuCoin.Refusal) -> FaceReply {
        FaceReply(status: refusal.status, headers: ["Content-Type": jsonType], body: refusal.body)
    }
}
