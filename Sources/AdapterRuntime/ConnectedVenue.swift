public import AdapterProtocol

/// A venue to call: any adapter, connected. The one generic type of the runtime; hosts hold it as `any Venue`.
public final class ConnectedVenue<Adapter: VenueAdapter>: Sendable {
    let runner: CallRunner<Adapter>
    let rules: InstrumentStore
    let streams: StreamHolder

    /// Names, limits and the fields of a key.
    public var profile: VenueProfile { runner.adapter.profile }
    /// What is offered.
    public var capabilities: VenueCapabilities { runner.adapter.capabilities }
    /// Where it is connected.
    public var environment: VenueEnvironment { runner.environment }

    /// Puts the parts together; nothing is sent yet.
    ///
    /// - Throws: ``VenueError`` when the key has not the venue's form.
    public init(_ parts: VenueParts<Adapter>) throws(VenueError) {
        runner = try CallRunner(parts)
        rules = InstrumentStore(lifetime: parts.adapter.instrumentLifetime, clock: parts.clock)
        streams = StreamHolder(parts, ConnectedBackend(runner: runner, instruments: rules))
    }

    /// Runs a flow; an error that says that our rules or our clock are stale makes them be read again. What failed
    /// because of the clock, with proof that nothing was done, is repeated once.
    func run<Output: Sendable>(_ flow: Flow<Output>) async throws(VenueError) -> Output {
        do throws(FlowFailure) {
            return try await runner.run(flow)
        } catch {
            note(error.error)
            guard isRepeatable(error.error) else { throw error.error }
        }
        do throws(FlowFailure) {
            return try await runner.run(flow)
        } catch {
            note(error.error)
            throw error.error
        }
    }

    /// Runs a command whose refusals are outcomes. The venue states that a request outside its time window never
    /// reached the engine, so such a command is sent once more after the clock was measured.
    func command<Outcome: Sendable>(
        _ flow: Flow<Outcome>, signingBefore latest: Timestamp? = nil, refusal: (Outcome) -> VenueError?
    ) async throws(FlowFailure) -> Outcome {
        let first = try await runner.run(flow, signingBefore: latest)
        guard let error = refusal(first) else { return first }
        note(error)
        guard isRepeatable(error) else { return first }
        let second = try await runner.run(flow, signingBefore: latest)
        if let error = refusal(second) { note(error) }
        return second
    }

    private func isRepeatable(_ error: VenueError) -> Bool {
        guard runner.adapter.invalidatesClock(error) else { return false }
        return error.effect == .notExecuted(.stated) || error.effect == .notExecuted(.read)
    }

    /// Draws the consequences of an error for what is remembered.
    private func note(_ error: VenueError) {
        if runner.adapter.invalidatesInstruments(error) { rules.invalidate() }
        if runner.adapter.invalidatesClock(error) { runner.venueClock.invalidate() }
    }
}
