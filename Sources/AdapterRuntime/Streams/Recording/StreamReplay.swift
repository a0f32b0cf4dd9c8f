public import AdapterProtocol

/// One recorded connection told again: the same session, the same inputs, hence the same events, without clock or socket.
public struct StreamReplay: Sendable {
    private var driven: DrivenMarket
    private var output = StreamOutput<MarketStreamEvent>()

    /// A replay that begins with a new session, as ``StreamOperations/makeMarketSession(_:)`` made it.
    public init(_ session: any MarketStreamSession) {
        driven = DrivenMarket(session: session)
    }

    /// Tells the session what it was told; frames that it would send go nowhere.
    ///
    /// - Returns: What it tells, in order, and whether it would end the connection.
    public mutating func take(_ input: StreamInput, at now: StreamInstant) -> Step {
        driven.take(input, at: now, &output)
        return step()
    }

    /// Tells the session a message.
    public mutating func take(_ message: Span<UInt8>, at now: StreamInstant) -> Step {
        driven.take(message, at: now, &output)
        return step()
    }

    /// The book of a subscription as it stands.
    public func book(of slot: Int) -> LiveBook? { driven.session.book(of: slot) }

    private mutating func step() -> Step {
        defer { output.removeAll() }
        return Step(events: output.events, ending: output.ending)
    }

    /// What came of one input.
    public struct Step: Sendable {
        /// What the session told.
        public let events: [MarketStreamEvent]
        /// Why it would end the connection; nil while it goes on.
        public let ending: StreamEnding?
    }
}
