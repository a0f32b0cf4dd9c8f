public import VenueSimulator

// What clients send (valr.md I.2, I.3, J.1, J.4). What the venue makes of a text that it does not know is not
// documented: nothing here.
extension VALRFace {
    /// Takes a text message from a client.
    public mutating func receive(_ text: [UInt8], from id: StreamID, at instant: SimulatedInstant) {
        now = instant.milliseconds
        nanoseconds = instant.nanoseconds
        guard let connection = streams[id], let json = FaceJSON(reading: text), let type = json["type"]?.string
        else { return }
        switch type {
        case "PING":
            streams[id]?.pingedAt = now
            pong(to: id, connection)
        case "SUBSCRIBE" where connection.kind == .market: subscribe(json, id)
        case "SUBSCRIBE": streams[id]?.muted = []
        case "UNSUBSCRIBE" where connection.kind == .account: mute(json, id)
        default:
            if connection.kind == .account { command(type, json, id, connection) }
        }
    }

    /// Without any subscription a trade socket says so (valr.md I.3); in which field is not known.
    private mutating func pong(to id: StreamID, _ connection: VALR.Connection) {
        let isEmpty = connection.kind == .market && connection.lists.values.allSatisfy(\.isEmpty)
        let pong: FaceJSON = ["type": "PONG"]
        streams.send(
            pong.with(switches.pongField, isEmpty ? "NO_SUBSCRIPTIONS" : Optional<FaceJSON>.none), "stream.control",
            to: id)
        if switches.sendsEmptyTexts { streams.send([UInt8](), "stream.control", to: id) }
    }

    /// Each event's list is replaced whole (valr.md I.2, K.9). Pairs and events that the venue does not have are left out.
    private mutating func subscribe(_ json: FaceJSON, _ id: StreamID) {
        for item in json["subscriptions"]?.elements ?? [] {
            guard let event = item["event"]?.string.flatMap(VALR.StreamEvent.init) else { continue }
            // What happened before belongs to the readers that were there.
            flushMarkets()
            let before = streams[id]?.lists[event] ?? []
            let pairs = Set(pairs(item))
            streams[id]?.lists[event] = pairs
            let begun = switches.beginsAllAnew ? pairs : pairs.subtracting(before)
            for pair in begun.sorted() where event.startsAtOnce { begin(event, pair, id) }
        }
        if switches.answersSubscribe { streams.send(["type": "SUBSCRIBED"], "stream.control", to: id) }
        forgetUnreadFeeds()
    }

    private func pairs(_ item: FaceJSON) -> [String] {
        let all = VALR.Markets.all.filter { $0.isActive }.map(\.symbol)
        guard let pairs = item["pairs"] else { return switches.missingPairsAreAll ? all : [] }
        return (pairs.elements ?? []).compactMap(\.string).filter(all.contains)
    }

    private mutating func mute(_ json: FaceJSON, _ id: StreamID) {
        let words = (json["requests"]?.elements ?? []).compactMap { $0["event"]?.string }
        // Others can't be switched off (valr.md J.1).
        streams[id]?.muted.formUnion(words.filter { ["BALANCE_UPDATE", "OPEN_ORDERS_UPDATE"].contains($0) })
    }
}
