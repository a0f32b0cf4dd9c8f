import AdapterKit
import AdapterProtocol

/// A control message that the venue has not answered.
struct StreamRequest: Sendable {
    enum Method: String, Sendable {
        case subscribe = "SUBSCRIBE"
        case unsubscribe = "UNSUBSCRIBE"
    }

    let method: Method
    /// Positions of streams.
    let positions: [Int]
    /// Their names, since a position may serve another stream by the time of the answer.
    let names: [String]
    /// When the connection counts as broken without an answer.
    let deadline: Duration
}

extension BinanceMarketSession {
    /// Names in one message; about 200 are known to work (binance.md I).
    private static var namesPerMessage: Int { 200 }
    /// The venue answers at once; this leaves time for six messages, 300 ms apart.
    private static var answerLimit: Duration { .seconds(15) }

    mutating func subscribe(_ subscriptions: [MarketSubscription], at now: StreamInstant, _ output: inout Output) {
        var fresh: [Int] = []
        for subscription in subscriptions where positions[subscription.slot] == nil {
            if let obstacle = subscription.obstacle {
                output.tell(.refused(slot: subscription.slot, obstacle))
            } else if let position = names.value(of: Array(subscription.streamName.utf8)) {
                join(position, subscription, at: now, &output)
            } else {
                fresh.append(add(subscription))
            }
        }
        if isOpen { request(.subscribe, fresh, at: now, &output) }
        if let wakeAt { output.wake(at: wakeAt) }
    }

    mutating func unsubscribe(_ slots: [Int], at now: StreamInstant, _ output: inout Output) {
        var ended: [Int] = []
        for slot in slots {
            guard let position = positions.removeValue(forKey: slot) else { continue }
            streams[position].slots.removeAll { $0 == slot }
            if streams[position].slots.isEmpty {
                ended.append(position)
            } else if streams[position].book?.asked?.slot == slot {
                // Its snapshot may not come any more.
                streams[position].book?.asked = nil
                askForSnapshot(position, &output)
            }
        }
        if isOpen { request(.unsubscribe, ended, at: now, &output) }
        for position in ended {
            names.remove(Array(streams[position].name.utf8))
            streams[position].book = nil
        }
        planWake()
        if let wakeAt { output.wake(at: wakeAt) }
    }

    private mutating func add(_ subscription: MarketSubscription) -> Int {
        var stream = FollowedStream(subscription)
        if case .book(let depth) = subscription.channel {
            stream.book = FollowedBook(subscription, depth: max(depth, 1))
        }
        let position = streams.firstIndex { $0.slots.isEmpty } ?? streams.count
        if position < streams.count { streams[position] = stream } else { streams.append(stream) }
        names.set(Array(stream.name.utf8), to: position)
        positions[subscription.slot] = position
        return position
    }

    /// A further subscription of a stream that is followed already, perhaps to a greater depth of its book.
    private mutating func join(
        _ position: Int, _ subscription: MarketSubscription, at now: StreamInstant, _ output: inout Output
    ) {
        positions[subscription.slot] = position
        streams[position].slots.append(subscription.slot)
        if case .book(let depth) = subscription.channel, let known = streams[position].book?.depth, depth > known {
            streams[position].book?.depth = depth
            refresh(position, &output)
        }
        if streams[position].isLive { output.tell(.live(slot: subscription.slot)) }
        if streams[position].content == .book { output.tell(.book(slot: subscription.slot)) }
    }

    /// Sends as few messages as the names allow; the caller spaces them.
    mutating func request(
        _ method: StreamRequest.Method, _ positions: [Int], at now: StreamInstant, _ output: inout Output
    ) {
        for start in stride(from: 0, to: positions.count, by: Self.namesPerMessage) {
            let some = Array(positions[start..<min(start + Self.namesPerMessage, positions.count)])
            lastRequest &+= 1
            let request = StreamRequest(
                method: method, positions: some, names: some.map { streams[$0].name },
                deadline: now.elapsed + Self.answerLimit)
            requests[lastRequest] = request
            output.send(Self.message(request, lastRequest))
        }
        planWake()
    }

    private static func message(_ request: StreamRequest, _ id: Int64) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("method", request.method.rawValue)
            writer.texts("params", request.names)
            writer.number("id", id)
        }
        return writer.bytes
    }

    mutating func take(_ answer: StreamAnswer, at now: StreamInstant, _ output: inout Output) {
        guard let id = answer.id, let request = requests.removeValue(forKey: id) else {
            // A refusal of nothing in particular: our messages are not understood.
            if answer.isRefusal { output.end(.reconnect(.refused, answer.words)) }
            return
        }
        planWake()
        guard request.method == .subscribe else { return }
        let current = zip(request.positions, request.names).filter { position, name in
            streams[position].name == name && !streams[position].slots.isEmpty
        }.map(\.0)
        if !answer.isRefusal {
            for position in current { take(position, at: now, &output) }
        } else if current.count > 1 {
            // One bad name spoils the message: find it by halves.
            self.request(.subscribe, Array(current.prefix(current.count / 2)), at: now, &output)
            self.request(.subscribe, Array(current.dropFirst(current.count / 2)), at: now, &output)
        } else if let position = current.first {
            refuse(position, answer.error, &output)
        }
    }

    /// The venue took a stream.
    private mutating func take(_ position: Int, at now: StreamInstant, _ output: inout Output) {
        guard !streams[position].isTaken else { return }
        streams[position].isTaken = true
        guard let book = streams[position].book else {
            return tell(position, &output) { .live(slot: $0) }
        }
        if book.asked == nil, book.liveSince == nil {
            streams[position].book?.quietAt = now.elapsed + FollowedBook.quietLimit
            planWake()
        }
    }

    /// Ends a stream that the venue will never take.
    mutating func refuse(_ position: Int, _ error: VenueError, _ output: inout Output) {
        tell(position, &output) { .refused(slot: $0, error) }
        for slot in streams[position].slots { positions[slot] = nil }
        names.remove(Array(streams[position].name.utf8))
        streams[position].slots = []
        streams[position].book = nil
        planWake()
    }
}
