import AdapterProtocol

// What the venue answers to a request, and what it does not answer in time (kraken.md I.2).
extension KrakenMarketSession {
    /// One answer per symbol, under the number of the request.
    mutating func takeAnswer(_ envelope: StreamEnvelope, at now: StreamInstant, _ output: inout Output) {
        guard envelope.isSuccess != false else { return takeRefusal(envelope, at: now, &output) }
        switch envelope.method {
        case .subscribe: takeAcknowledgement(envelope, at: now, &output)
        case .unsubscribe: takeEnd(envelope, at: now, &output)
        case .other, nil: break
        }
    }

    private mutating func takeAcknowledgement(
        _ envelope: StreamEnvelope, at now: StreamInstant, _ output: inout Output
    ) {
        guard let number = envelope.request else { return }
        for feed in feeds.indices
        where feeds[feed].phase == .subscribing(request: number) && feeds[feed].key.symbol == envelope.symbol {
            feeds[feed].phase = .following
            guard let book = feeds[feed].book else {
                feeds[feed].deadline = nil
                tellLive(feed, &output)
                continue
            }
            // A book lives by its snapshot, which may be there already.
            if book.hasSnapshot { feeds[feed].deadline = nil } else { expect(feed, at: now) }
        }
    }

    /// A subscription has ended, or there was none: both are fine.
    private mutating func takeEnd(_ envelope: StreamEnvelope, at now: StreamInstant, _ output: inout Output) {
        guard let number = envelope.request else { return }
        for feed in feeds.indices where feeds[feed].phase == .unsubscribing(request: number) {
            feeds[feed].deadline = nil
            guard !feeds[feed].slots.isEmpty else {
                feeds[feed].phase = .closed
                continue
            }
            feeds[feed].phase = precisions.isAwaited ? .waitingForPrecision : .waiting
        }
        sendWaiting(at: now, &output)
    }

    private mutating func takeRefusal(_ envelope: StreamEnvelope, at now: StreamInstant, _ output: inout Output) {
        let text = envelope.error ?? "no reason"
        if envelope.method == .unsubscribe { return takeEnd(envelope, at: now, &output) }
        guard let number = envelope.request else {
            return output.end(.reconnect(.refused, "the venue refuses a message: \(text)"))
        }
        // The tick's and lot's decimals must do then.
        if precisions.request == number { return giveUpPrecisions(at: now, &output) }
        let meaning = ErrorMeaning(streamText: text)
        guard meaning.kind != .rateLimited else {
            return output.end(.reconnect(.refused, "the venue refuses a subscription: \(text)"))
        }
        for feed in feeds.indices where feeds[feed].phase == .subscribing(request: number) {
            guard envelope.symbol == nil || feeds[feed].key.symbol == envelope.symbol else { continue }
            refuse(feed, meaning, text, &output)
        }
    }

    private mutating func refuse(_ feed: Int, _ meaning: ErrorMeaning, _ text: String, _ output: inout Output) {
        let error = VenueError(
            kind: meaning.kind, effect: .notExecuted(.stated), advice: .never, message: text,
            evidence: .init(httpStatus: nil, code: text))
        for slot in feeds[feed].slots {
            feedOfSlot[slot] = nil
            output.tell(.refused(slot: slot, error))
        }
        feeds[feed].slots = []
        feeds[feed].untold = []
        feeds[feed].phase = .closed
        feeds[feed].deadline = nil
        feeds[feed].forget()
    }

    /// Ends a connection that does not answer, closes candles, and looks when to look again.
    mutating func lookAtDeadlines(at now: StreamInstant, _ output: inout Output) {
        lookAt = nil
        for feed in feeds.indices {
            if let deadline = feeds[feed].deadline {
                if now.elapsed >= deadline {
                    output.end(.reconnect(.silent, "no answer to a subscription of \(feeds[feed].key.channel.word)"))
                }
                look(at: deadline)
            }
            closeCandle(feed, at: now, &output)
        }
        if let deadline = precisions.deadline {
            if now.elapsed >= deadline { giveUpPrecisions(at: now, &output) } else { look(at: deadline) }
        }
    }
}

extension ErrorMeaning {
    /// What a refusal on a socket means: the texts of REST, and a few of its own (kraken.md G.1).
    init(streamText text: String) {
        if text.hasPrefix("Currency pair") {
            self.init(.unknownSymbol, .notExecuted(.stated), .never)
        } else if text.hasPrefix("Exceeded msg rate") {
            self.init(.rateLimited, .notExecuted(.stated), .after(.seconds(5)))
        } else {
            self.init(text: text)
        }
    }
}
