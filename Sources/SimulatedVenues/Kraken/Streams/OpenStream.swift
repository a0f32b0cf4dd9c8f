public import VenueSimulator

// A connection's beginning and end (kraken.md A.1, H.3, I.1).
extension KrakenFace {
    /// Streams are offered.
    public static var hasStreams: Bool { true }

    /// ws.kraken.com and ws-auth.kraken.com have the same path; here the second has a prefix.
    public static var streamPrefixes: (market: String, account: String) { ("", "/auth") }

    /// Takes a connection to `/v2`, and tells the venue's status at once (I.1).
    public mutating func openStream(
        _ id: StreamID, for request: FaceRequest, at instant: SimulatedInstant
    ) -> StreamAdmission {
        now = max(now, instant.milliseconds)
        let isPrivate = request.path == "/auth/v2"
        guard isPrivate || request.path == "/v2" else { return .refused(Self.page(404, "Not Found")) }
        let limit = switches.number("streamAttempts")
        guard streams.attempts.allows(request.peerAddress, limit: limit, now: now) else {
            return .refused(Self.page(429, "Too Many Requests"))
        }
        streams.connections.append(Kraken.Connection(id, isPrivate: isPrivate, at: now))
        streams.send(statusFrame(id), Kraken.Operation.control, to: streams.connections.count - 1, at: now)
        return .accepted
    }

    private func statusFrame(_ id: StreamID) -> FaceJSON {
        let row: FaceJSON = [
            "version": "2.0.10", "system": .text(switches.text("systemStatus")), "api_version": "v2",
            // Beyond 2^53, as recorded.
            "connection_id": .integer(6_447_481_662_169_813_000 &+ id.number % 1_000_000),
        ]
        return ["channel": "status", "type": "update", "data": [row]]
    }

    /// The client is gone, or was closed by ourselves before.
    public mutating func closeStream(_ id: StreamID, at instant: SimulatedInstant) {
        if let index = streams.index(of: id) { streams.remove(index) }
    }

    /// What is to be sent.
    public mutating func takeStreamMessages() -> [StreamMessage] { streams.takeOutbox() }

    /// Books have no number, so one message of each is lost instead; the account's frames leave a number out. Tokens
    /// that were used stay good for their connections' data only.
    public mutating func disturb(_ disturbance: StreamDisturbance, at instant: SimulatedInstant) {
        now = max(now, instant.milliseconds)
        switch disturbance {
        case .skipSequence: eachTopic { if case .book = $0.channel { $0.dropsNext = true } }
        case .breakChecksum: eachTopic { if case .book = $0.channel { $0.breaksNext = true } }
        case .freezeChecksum(let isFrozen): streams.areChecksumsFrozen = isFrozen
        case .expireTokens: streams.tokens.expire()
        case .delaySnapshots(let milliseconds):
            streams.snapshotDelay = min(max(milliseconds, 0), Self.longestDelay)
        }
        guard disturbance == .skipSequence else { return }
        for index in streams.connections.indices {
            streams.connections[index].executions?.skipsNext = true
            streams.connections[index].balances?.skipsNext = true
        }
    }

    /// A day: sums with a time cannot overflow.
    private static let longestDelay: Int64 = 86_400_000

    private mutating func eachTopic(_ change: (inout Kraken.Topic) -> Void) {
        for index in streams.connections.indices {
            for topic in streams.connections[index].topics.indices {
                change(&streams.connections[index].topics[topic])
            }
        }
    }

    /// What time brings: snapshots that were held back, heartbeats once a second where nothing else flows, and the end
    /// of connections that follow nothing for a minute (H.3, I.1).
    mutating func tendStreams() {
        for index in streams.connections.indices.reversed() {
            sendDueSnapshots(to: index)
            let connection = streams.connections[index]
            if connection.hasSubscription {
                streams.connections[index].lastActive = now
                if now - connection.lastSent >= 1_000 {
                    streams.send(Self.heartbeat, Kraken.Operation.control, to: index, at: now)
                }
            } else if now - connection.lastActive >= Self.idleLimit {
                streams.close(index, code: 1000, "no subscription")
            }
        }
    }

    private static let heartbeat = Array(#"{"channel":"heartbeat"}"#.utf8)
    private static let idleLimit: Int64 = 60_000

    private mutating func sendDueSnapshots(to index: Int) {
        for topic in streams.connections[index].topics.indices {
            guard let due = streams.connections[index].topics[topic].snapshotDue, due <= now else { continue }
            streams.connections[index].topics[topic].snapshotDue = nil
            sendBookSnapshot(to: index, topic)
        }
    }
}
