import AdapterProtocol

// What the venue says to the subscriptions, and whether its frames are complete (kraken.md J.1, J.2).
extension KrakenAccountSession {
    /// Live once both channels are taken.
    mutating func takeAnswer(_ envelope: StreamEnvelope, at now: StreamInstant, _ output: inout Output) {
        guard envelope.isSuccess != false else { return takeRefusal(envelope.error ?? "no reason", &output) }
        guard envelope.method == .subscribe, let number = envelope.request else { return }
        let wasLive = executions.isTaken && balances.isTaken
        if executions.request == number { executions.isTaken = true }
        if balances.request == number { balances.isTaken = true }
        guard !wasLive, executions.isTaken, balances.isTaken else { return }
        deadline = nil
        output.tell(.live)
    }

    /// A token may have been used up: the next connection has a new one. A limit passes; a missing right does not
    /// (kraken.md J.1, G.2).
    private func takeRefusal(_ text: String, _ output: inout Output) {
        if text.hasPrefix("ESession:") { return output.end(.reconnect(.token, text)) }
        let meaning = ErrorMeaning(streamText: text)
        if meaning.kind == .rateLimited || meaning.effect == .unknown {
            return output.end(.reconnect(.refused, text))
        }
        output.end(
            .fail(
                VenueError(
                    kind: meaning.kind, effect: .notExecuted(.stated), advice: meaning.advice, message: text,
                    evidence: .init(httpStatus: nil, code: text))))
    }

    /// Whether a numbered frame is the next one. An old one is no news; a jump is a loss, which only a new connection
    /// and REST mend (kraken.md J.2, J.5).
    mutating func follow(
        _ channel: WritableKeyPath<KrakenAccountSession, Subscription>, _ envelope: StreamEnvelope,
        at now: StreamInstant, _ output: inout Output
    ) -> Bool {
        guard let number = envelope.sequence, envelope.isSnapshot != nil else {
            output.end(.reconnect(.undecodable, "a private frame without type or number"))
            return false
        }
        let last = self[keyPath: channel].sequence
        guard number > last else { return false }
        guard number - 1 == last else {
            output.tell(.marker(StreamMarker(.gap, .sequence, symbol: nil, from: lastTime, to: now.time)))
            output.end(.reconnect(.sequence, "a private frame is missing"))
            return false
        }
        self[keyPath: channel].sequence = number
        lastTime = now.time
        return true
    }
}
