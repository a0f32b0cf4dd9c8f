public import VenueSimulator

// What clients send (kucoin.md H.4, I.2, I.3).
extension KuCoinFace {
    /// Names in one subscription.
    private static let mostNames = 100
    /// The window of the limit on messages.
    private static let window: Int64 = 10_000

    /// Takes a text message from a client.
    public mutating func receive(_ text: [UInt8], from id: StreamID, at instant: SimulatedInstant) {
        now = instant.milliseconds
        guard let connection = streams.connections[id], connection.isWelcome else { return }
        // What is no JSON object is ignored silently, as some violations are.
        guard let message = FaceJSON(reading: text), case .members = message else { return }
        let name = message["id"] ?? ""
        streams.connections[id]?.received.removeAll { [now] in $0 <= now - Self.window }
        guard (streams.connections[id]?.received.count ?? 0) < switches.number(.streamMessages) else {
            return answer(id, Self.streamError(name, 509, "exceed max permits per second"))
        }
        streams.connections[id]?.received.append(now)
        switch message["type"]?.string {
        case "ping":
            streams.connections[id]?.pingedAt = now
            answer(id, ["id": name, "type": "pong"])
        case "subscribe": subscribe(id, connection, message, name)
        case "unsubscribe": unsubscribe(id, message, name)
        default: answer(id, Self.streamError(name, 415, "type is not supported"))
        }
    }

    private mutating func subscribe(
        _ id: StreamID, _ connection: KuCoin.StreamConnection, _ message: FaceJSON, _ name: FaceJSON
    ) {
        if switches.has(.firstSubscribe, "ignored"), !connection.hasIgnored {
            streams.connections[id]?.hasIgnored = true
            return
        }
        let text = message["topic"]?.string ?? ""
        let wantsPrivate = message["privateChannel"] == .flag(true)
        guard let topics = KuCoin.StreamTopics(text), topics.isPrivate == wantsPrivate else {
            return answer(id, Self.streamError(name, 404, "topic \(text) is not found"))
        }
        if topics.isPrivate, !connection.isPrivate {
            return answer(id, Self.streamError(name, 401, "token is invalid"))
        }
        guard topics.texts.count <= Self.mostNames else {
            let text = "exceed max subscribe count limitation of \(Self.mostNames) per time"
            return answer(id, Self.streamError(name, 509, text))
        }
        let most = switches.number(.streamTopics)
        guard connection.topics.union(topics.texts).count <= most else {
            let text = "exceed max subscription count limitation of \(most) per session"
            return answer(id, Self.streamError(name, 509, text))
        }
        for topic in topics.texts { streams.follow(topic, id) }
        if topics.texts == [KuCoin.StreamTopics.balances], streams.balances.isEmpty { keepBalances() }
        acknowledge(id, message, name)
    }

    private mutating func unsubscribe(_ id: StreamID, _ message: FaceJSON, _ name: FaceJSON) {
        let text = message["topic"]?.string ?? ""
        guard let topics = KuCoin.StreamTopics(text) else {
            return answer(id, Self.streamError(name, 404, "topic \(text) is not found"))
        }
        for topic in topics.texts { streams.unfollow(topic, id) }
        acknowledge(id, message, name)
    }

    /// Only when it is asked for.
    private mutating func acknowledge(_ id: StreamID, _ message: FaceJSON, _ name: FaceJSON) {
        if message["response"] == .flag(true) { answer(id, ["id": name, "type": "ack"]) }
    }

    private mutating func answer(_ id: StreamID, _ frame: FaceJSON) {
        streams.send(frame.bytes, to: id)
    }
}
