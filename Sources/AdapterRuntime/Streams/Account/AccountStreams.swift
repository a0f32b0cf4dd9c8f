import AdapterProtocol
import Synchronization

/// The account's events of one connected venue: its stream, and what must be read beside it, told exactly once.
///
/// After every connection the whole account is read over REST while the stream's events are kept; then both are merged.
/// One worker reads, one thing after the other, so that a busy account cannot crowd out the bots' own calls.
final class AccountStreams: ClosableStreams {
    private enum Job: Sendable, Equatable {
        /// Read the whole account, after a connection.
        case reading
        /// Read it now and then while the stream goes on, which is not held up for it.
        case safety
        /// Read what events only named.
        case errand
    }

    /// What goes on while there are readers.
    private struct Run: Sendable {
        let line: AccountLine
        let work: Task<Void, Never>
        let safety: Task<Void, Never>
    }

    private struct State: Sendable {
        var run: Run?
        /// Counts comings and goings of readers, so that who lingered knows whether somebody came back.
        var generation: UInt64 = 0
        var isClosed = false
    }

    private let kit: StreamKit
    private let backend: any AccountBackend
    private let desk: AccountDesk
    private let jobs = Mailbox<Job>()
    private let tasks = TaskBag()
    private let state = Mutex(State())

    init(_ kit: StreamKit, _ backend: any AccountBackend) {
        self.kit = kit
        self.backend = backend
        desk = AccountDesk(begin: kit.clock.now.time)
    }

    deinit { tasks.cancel() }

    /// A stream of everything that happens; its reader is told first what is.
    func events() -> EventStream<AccountEvent> {
        let observer = kit.observer
        let channel = AccountDesk.Channel(LosslessBuffer()) { note in
            switch note {
            case .highWater(let count): observer.highWater("account", count)
            case .lagged: observer.lagged("account")
            }
        }
        guard let rules = backend.accountRules else {
            return EventStream(FailedSource(.unsupported(.orderStreams, "the adapter has no account streams")))
        }
        let id = desk.enter(channel, at: kit.clock.now.time)
        state.withLock { state in
            state.generation += 1
            guard !state.isClosed else { return channel.finish() }
            if state.run == nil { state.run = begin(rules) }
        }
        return EventStream(ReaderSource(channel, convert: { $0 }, leave: { [self] in leave(id) }))
    }

    /// Where orders are placed is read, also when the stream has not told anything of that market.
    func expect(ordersOn symbol: Symbol) { desk.expect(ordersOn: symbol) }

    /// Ends all streams and waits until their connection is closed.
    func close() async {
        state.withLock { $0.isClosed = true }
        desk.finish(nil)
        await tasks.cancelAndWait()
        state.withLock { $0.run = nil }
    }

    private func begin(_ rules: StreamRules) -> Run {
        let line = AccountLine(kit, rules, tasks: tasks, sink: self)
        let work = tasks.add { [weak self, jobs] in
            while let job = await jobs.next() {
                guard let self else { return }
                await self.do(job)
            }
        }
        let safety = tasks.add { [jobs, clock = kit.clock] in
            while await clock.sleep(for: AccountSettings.safetyInterval) { jobs.post(.safety) }
        }
        line.start()
        return Run(line: line, work: work, safety: safety)
    }

    private func leave(_ id: UInt64) {
        guard desk.leave(id) == 0 else { return }
        let generation = state.withLock { state in
            state.generation += 1
            return state.generation
        }
        tasks.add { [weak self, clock = kit.clock] in
            guard await clock.sleep(for: AccountSettings.linger) else { return }
            self?.stop(ifStill: generation)
        }
    }

    private func stop(ifStill generation: UInt64) {
        let run = state.withLock { state in
            guard state.generation == generation else { return nil as Run? }
            defer { state.run = nil }
            return state.run
        }
        run?.line.stop()
        run?.work.cancel()
        run?.safety.cancel()
        // Whoever comes back later is told everything anew.
        if run != nil { desk.forget(begin: kit.clock.now.time) }
    }
}

// What must be read.
extension AccountStreams {
    private func `do`(_ job: Job) async {
        do throws(VenueError) {
            switch job {
            case .reading: try await readAll()
            case .safety: try await readBeside()
            case .errand: try await runErrand()
            }
        } catch {
            guard !Task.isCancelled else { return }
            kit.observer.missed("account", error, isLast: error.isLasting)
            // A key that may not read the account will not be allowed to in a moment.
            if error.isLasting { return desk.finish(error) }
            let pause = max(error.pause, AccountSettings.retryPause)
            guard await kit.clock.sleep(for: pause) else { return }
            jobs.post(job)
        }
    }

    /// Reads the whole account, until no event was let go meanwhile.
    private func readAll() async throws(VenueError) {
        guard desk.isConnected else { return }
        let round = desk.beginReading()
        while !Task.isCancelled {
            let plan = desk.plan()
            let balances = try await backend.balances()
            let (orders, fills) = try await ordersAndFills(plan)
            let time = kit.clock.now.time
            switch desk.complete(orders: orders, fills: fills, balances: balances, of: round, at: time) {
            case .done, .overtaken: return jobs.post(.errand)
            case .again: continue
            }
        }
    }

    /// Reads the whole account beside the stream: what it missed shows.
    private func readBeside() async throws(VenueError) {
        guard desk.isConnected else { return }
        let plan = desk.plan()
        let balances = try await backend.balances()
        let (orders, fills) = try await ordersAndFills(plan)
        desk.deliver(orders: orders, fills: fills, balances: balances, of: plan, at: kit.clock.now.time)
    }

    /// Fills after orders: a fill between the two readings is seen by the second.
    private func ordersAndFills(
        _ plan: AccountDesk.Plan
    ) async throws(VenueError) -> (orders: [Order], fills: AccountDesk.ReadFills) {
        let open = try await backend.openOrders()
        var orders = open + (try await ended(plan.openOrders, notIn: open))
        if let since = plan.missedSince {
            for symbol in plan.symbols.sorted() { orders += try await backend.orders(on: symbol, since: since) }
        }
        let fills = try await readFills(of: plan.markets(with: orders))
        for order in orders { line?.learn(order) }
        return (orders, fills)
    }

    /// Fills from a little before those that were read last.
    private func readFills(of markets: [Symbol]) async throws(VenueError) -> AccountDesk.ReadFills {
        var read = AccountDesk.ReadFills()
        for symbol in markets {
            let askedAt = kit.clock.now.time
            let fills = try await backend.fills(on: symbol, since: desk.fillsFrom(symbol))
            read.add(fills, of: symbol, askedAt: askedAt)
        }
        return read
    }

    private var line: AccountLine? { state.withLock { $0.run?.line } }

    /// Orders that were open and are not listed any more, as they ended.
    private func ended(_ known: [Order], notIn open: [Order]) async throws(VenueError) -> [Order] {
        let listed = Set(open.map(\.venueOrderID))
        var found: [Order] = []
        for order in known where !listed.contains(order.venueOrderID) {
            guard case .found(let view) = try await backend.order(.venue(order.venueOrderID), on: order.symbol) else {
                // Absent proves nothing: it is asked for again with the next reading.
                continue
            }
            found.append(view)
        }
        return found
    }

    /// Reads what events only named.
    private func runErrand() async throws(VenueError) {
        let errand = desk.takeErrand()
        guard !errand.isEmpty else { return }
        do throws(VenueError) {
            let plan = desk.plan()
            var orders: [Order] = []
            for (reference, symbol) in errand.orders {
                guard let symbol = symbol ?? desk.symbol(of: reference) else {
                    jobs.post(.reading)
                    continue
                }
                if case .found(let order) = try await backend.order(reference, on: symbol) { orders.append(order) }
            }
            // An order that was read with a fill in it: the stream's own word on the fill is nothing new to its session then.
            let filled = orders.filter(\.filledBase.isPositive).map(\.symbol)
            let markets =
                errand.wantsAllFills ? plan.markets(with: orders) : errand.fills.union(filled).sorted()
            let fills = try await readFills(of: markets)
            let balances = errand.wantsBalances ? try await backend.balances() : nil
            for order in orders { line?.learn(order) }
            let time = kit.clock.now.time
            if !desk.deliver(orders: orders, fills: fills, balances: balances, of: plan, at: time) {
                // The stream said more of balances meanwhile: what it left out must be read again.
                desk.wantBalances()
                jobs.post(.errand)
            }
        } catch {
            desk.giveBack(errand)
            throw error
        }
    }
}

extension AccountStreams: AccountSink {
    func received(_ event: AccountStreamEvent, on connection: UInt64, at now: StreamInstant) {
        if event == .live {
            desk.connect()
            return jobs.post(.reading)
        }
        if desk.take(event, at: now.time) { jobs.post(.errand) }
    }

    func ended(_ connection: UInt64, because cause: StreamCause, isCovered: Bool, at now: StreamInstant) {
        guard !isCovered else { return }
        desk.lose(cause, at: now.time)
    }

    func failed(_ error: VenueError) { desk.finish(error) }
}
