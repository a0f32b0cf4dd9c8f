import AdapterKit
import AdapterProtocol

extension KuCoinLine {
    /// Names in one frame.
    private static let mostNames = 100
    /// How long the venue may take to acknowledge; some violations are ignored silently (kucoin.md I.3).
    private static let acknowledgementTime: Duration = .seconds(5)
    /// The window of the limit on frames: after a 509 it has passed for certain.
    private static let pause: Duration = .seconds(10)
    /// Sent so often in vain, it is the connection that is wrong.
    private static let mostAttempts = 4

    /// Asks for topics, those of one channel together.
    mutating func subscribe<Event>(
        _ topics: [KuCoinTopic], at now: StreamInstant, _ output: inout StreamOutput<Event>
    ) {
        guard isWelcome else {
            early.append(contentsOf: topics)
            return
        }
        for group in Self.groups(topics) {
            var request = Request(id: nextID(), topics: group, due: now.elapsed)
            send(&request, at: now, &output)
            requests.append(request)
        }
    }

    /// Asks for topics no longer. What was not sent yet is forgotten only.
    mutating func unsubscribe<Event>(_ topics: [KuCoinTopic], _ output: inout StreamOutput<Event>) {
        let gone = Set(topics)
        var unsent = Set(early).intersection(gone)
        early.removeAll { gone.contains($0) }
        for place in requests.indices {
            if requests[place].isWaiting { unsent.formUnion(gone.intersection(requests[place].topics)) }
            requests[place].topics.removeAll { gone.contains($0) }
        }
        requests.removeAll { $0.topics.isEmpty }
        for group in Self.groups(topics.filter { !unsent.contains($0) }) {
            output.send(frame("unsubscribe", nextID(), group, isAcknowledged: false))
        }
    }

    /// An error of the venue: to a subscription, or to the connection as a whole.
    mutating func refusal<Event>(
        _ frame: KuCoinFrame, at now: StreamInstant, _ output: inout StreamOutput<Event>
    ) -> News {
        if frame.code == 401 {
            output.end(.reconnect(.token, "the venue takes the token no longer"))
            return .nothing
        }
        guard let place = requests.firstIndex(where: { $0.id == frame.id }) else {
            // "exceed max session count limitation of 50" answers no subscription.
            if frame.code == 509 { output.end(.reconnect(.refused, "the venue bears no more sessions")) }
            return .nothing
        }
        let request = requests.remove(at: place)
        switch frame.code {
        case 404?, 415?:
            guard request.topics.count > 1 else {
                return request.topics.first.map { .refused($0, error(frame, $0)) } ?? .nothing
            }
            // One bad name can fail the whole list (kucoin.md I.3).
            for (position, topic) in request.topics.enumerated() {
                wait(for: KuCoinAdapter.sendSpacing * position, [topic], after: 0, at: now)
            }
        default:
            guard request.attempts < Self.mostAttempts else {
                output.end(.reconnect(.refused, "the venue takes no subscription"))
                return .nothing
            }
            wait(for: Self.pause, request.topics, after: request.attempts, at: now)
        }
        return .nothing
    }

    /// Sends what has waited, and once more what got no answer.
    mutating func repeatRequests<Event>(at now: StreamInstant, _ output: inout StreamOutput<Event>) {
        for place in requests.indices where requests[place].due <= now.elapsed {
            guard requests[place].isWaiting || requests[place].attempts < 2 else {
                output.end(.reconnect(.silent, "a subscription was not acknowledged"))
                return
            }
            var request = requests[place]
            send(&request, at: now, &output)
            requests[place] = request
        }
    }

    private mutating func wait(
        for pause: Duration, _ topics: [KuCoinTopic], after attempts: Int, at now: StreamInstant
    ) {
        requests.append(
            Request(
                id: nextID(), topics: topics, due: now.elapsed + pause, isWaiting: true, attempts: attempts))
    }

    private func send<Event>(
        _ request: inout Request, at now: StreamInstant, _ output: inout StreamOutput<Event>
    ) {
        request.isWaiting = false
        request.attempts += 1
        request.due = now.elapsed + Self.acknowledgementTime
        output.send(frame("subscribe", request.id, request.topics, isAcknowledged: true))
    }

    private func frame(_ type: String, _ id: String, _ topics: [KuCoinTopic], isAcknowledged: Bool) -> [UInt8] {
        let names = topics.compactMap(\.name).joined(separator: ",")
        let channel = topics.first?.channel ?? ""
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("id", id)
            writer.member("type", type)
            writer.member("topic", names.isEmpty ? channel : channel + ":" + names)
            writer.flag("privateChannel", isPrivate)
            writer.flag("response", isAcknowledged)
        }
        return writer.bytes
    }

    /// Topics of one channel together, no more than a frame takes, in their order.
    private static func groups(_ topics: [KuCoinTopic]) -> [[KuCoinTopic]] {
        var groups: [[KuCoinTopic]] = []
        for topic in topics {
            let place = groups.lastIndex { group in
                group.count < mostNames && topic.name != nil && group.first?.channel == topic.channel
            }
            if let place { groups[place].append(topic) } else { groups.append([topic]) }
        }
        return groups
    }

    /// A market's topic that is not found is a market that is not there.
    private func error(_ frame: KuCoinFrame, _ topic: KuCoinTopic) -> VenueError {
        VenueError(
            kind: frame.code == 404 && !isPrivate ? .unknownSymbol : .badRequest, effect: .notExecuted(.stated),
            advice: .never,
            message: "the venue does not take the topic \(topic.text)",
            evidence: .init(httpStatus: nil, code: frame.code.map { String($0) }))
    }
}
