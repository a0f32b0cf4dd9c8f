public import AdapterProtocol

/// A venue to call: any adapter, connected. The one generic type of the runtime; hosts hold it as `any Venue`.
public final class ConnectedVenue<Adapter: VenueAdapter>: Sendable {
    let runner: CallRunner<Adapter>
    let rules: InstrumentStore

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
    }

    /// Runs a flow; an error that says that our rules or our clock are stale makes them be read again. A read that
    /// failed because of the clock is repeated once.
    func run<Output: Sendable>(_ flow: Flow<Output>) async throws(VenueError) -> Output {
        do throws(VenueError) {
            return try await runner.run(flow)
        } catch {
            note(error)
            guard runner.adapter.invalidatesClock(error), case .notExecuted = error.effect else { throw error }
            return try await runner.run(flow)
        }
    }

    /// Draws the consequences of an error for what is remembered.
    func note(_ error: VenueError) {
        if runner.adapter.invalidatesInstruments(error) { rules.invalidate() }
        if runner.adapter.invalidatesClock(error) { runner.venueClock.invalidate() }
    }
}
