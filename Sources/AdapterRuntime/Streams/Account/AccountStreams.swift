import AdapterProtocol
import Synchronization

/// The account's events of one connected venue: who reads them, and what goes on while anybody does.
///
/// What goes on is an ``AccountRun``. It begins with the first reader and ends a little after the last one, or with an
/// error that no other connection would mend; whoever comes later is told everything anew, by a new one.
final class AccountStreams: ClosableStreams {
    /// An error that no other connection would mend, and how long nobody asks again.
    private struct Refusal: Sendable {
        let error: VenueError
        let until: Duration
    }

    private struct State: Sendable {
        var run: AccountRun?
        /// Counts comings and goings of readers, so that who lingered knows whether somebody came back.
        var generation: UInt64 = 0
        var refusal: Refusal?
        var isClosed = false
    }

    private let kit: StreamKit
    private let backend: any AccountBackend
    /// Those who linger, and what ended and is waited for.
    private let tasks = TaskBag()
    private let state = Mutex(State())

    init(_ kit: StreamKit, _ backend: any AccountBackend) {
        self.kit = kit
        self.backend = backend
    }

    deinit {
        tasks.cancel()
        state.withLock { $0.run }?.cancel()
    }

    /// A stream of everything that happens; its reader is told first what is.
    func events() -> EventStream<AccountEvent> {
        guard let rules = backend.accountRules else {
            return EventStream(FailedSource(.unsupported(.orderStreams, "the adapter has no account streams")))
        }
        let observer = kit.observer
        let channel = AccountDesk.Channel(LosslessBuffer(bound: kit.backlog)) { note in
            switch note {
            case .highWater(let count): observer.highWater("account", count)
            case .lagged: observer.lagged("account")
            }
        }
        let now = kit.clock.now
        let place = state.withLock { enter(channel, rules, at: now, &$0) }
        return EventStream(
            ReaderSource(
                channel, convert: { $0 },
                leave: { [self] in
                    if let (run, id) = place { leave(id, of: run) }
                }))
    }

    /// Where orders are placed is read, also when the stream has not told anything of that market.
    func expect(ordersOn symbol: Symbol) {
        state.withLock { $0.run }?.desk.expect(ordersOn: symbol, at: kit.clock.now.time)
    }

    /// Ends all streams and waits until their connection is closed.
    func close() async {
        let run = state.withLock { state in
            state.isClosed = true
            defer { state.run = nil }
            return state.run
        }
        run?.desk.finish(nil)
        await run?.cancelAndWait()
        await tasks.cancelAndWait()
    }

    /// A reader's place in the run, which begins with the first one; nil where the reader is told at once why not.
    private func enter(
        _ channel: AccountDesk.Channel, _ rules: StreamRules, at now: StreamInstant, _ state: inout State
    ) -> (run: AccountRun, id: UInt64)? {
        state.generation += 1
        if state.isClosed {
            channel.finish()
            return nil
        }
        if let run = state.run { return (run, run.desk.enter(channel, at: now.time)) }
        // Who asks again and again after an error, as a bot may, must not hammer the venue with a key that it refused.
        if let refusal = state.refusal, now.elapsed < refusal.until {
            channel.finish(refusal.error)
            return nil
        }
        let run = AccountRun(kit, backend, rules) { [weak self] run, error in self?.fail(run, error) }
        state.run = run
        state.refusal = nil
        let id = run.desk.enter(channel, at: now.time)
        run.start()
        return (run, id)
    }

    private func leave(_ id: UInt64, of run: AccountRun) {
        guard run.desk.leave(id) == 0 else { return }
        let generation = state.withLock { state in
            state.generation += 1
            return state.generation
        }
        tasks.add { [weak self, clock = kit.clock] in
            guard await clock.sleep(for: AccountSettings.linger) else { return }
            self?.stop(run, ifStill: generation)
        }
    }

    private func stop(_ run: AccountRun, ifStill generation: UInt64) {
        let isOver = state.withLock { state in
            guard state.generation == generation, state.run === run else { return false }
            state.run = nil
            return true
        }
        if isOver { end(run) }
    }

    /// The run cannot go on: its readers are told why, and the next reader does not wait for it.
    private func fail(_ run: AccountRun, _ error: VenueError) {
        let until = kit.clock.elapsed + AccountSettings.refusalMemory
        state.withLock { state in
            guard state.run === run else { return }
            state.run = nil
            state.refusal = Refusal(error: error, until: until)
        }
        run.desk.finish(error)
        end(run)
    }

    /// Cancels a run and has it waited for: it may be one of the run's own tasks that calls.
    private func end(_ run: AccountRun) {
        run.cancel()
        tasks.add { await run.cancelAndWait() }
    }
}
