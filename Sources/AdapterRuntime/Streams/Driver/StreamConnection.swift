import AdapterProtocol
import Synchronization

/// What owns connections: hears their sessions, and reads what they need.
protocol StreamOwner<Driven>: AnyObject, Sendable {
    associatedtype Driven: DrivenSession

    /// A session told something. Called under the connection's lock: it must not call the connection.
    func received(
        _ event: Driven.Event, of driven: Driven, on connection: StreamConnection<Driven>, at now: StreamInstant)
    /// A connection is over; nothing of it follows. Called under the connection's lock.
    func ended(_ end: StreamEnd, of driven: Driven, on connection: StreamConnection<Driven>, at now: StreamInstant)
    /// Reads a book over REST.
    func snapshot(slot: Int, depth: Int) async -> Result<OrderBook, VenueError>
}

/// What all connections of one kind share.
struct StreamTools: Sendable {
    let clock: StreamClock
    let rules: StreamRules
    /// Makes a frame that holds the key's proof.
    let prove: @Sendable (StreamProof) throws(VenueError) -> [UInt8]
    let recorder: (any StreamRecorder)?
}

/// One connection and its session, from the attempt to open it to its end.
///
/// The socket's thread, timers, snapshots and the owner's wishes all come together here under one lock; the session sees
/// one thing after the other.
final class StreamConnection<Driven: DrivenSession>: StreamSink {
    struct State: Sendable {
        var driven: Driven
        var output = StreamOutput<Driven.Event>()
        var address: StreamAddress?
        var link: (any StreamLink)?
        var isOver = false
        var outbox: [StreamFrame] = []
        var nextSend: Duration = .zero
        var lastHeard: Duration = .zero
        var openedAt: Duration?
        var nextPing: Duration?
        var rotateAt: Duration?
        /// When the predecessor is let go, ready or not.
        var readyBy: Duration?
        var wakeAt: Duration?
        /// What the timer is set for.
        var armedFor: Duration?
        var snapshots: Set<Int> = []
    }

    /// Rises with every connection of the venue.
    let number: UInt64
    let news = Mailbox<StreamNews>()
    let tools: StreamTools
    let owner: any StreamOwner<Driven>
    let tasks = TaskBag()
    let state: Mutex<State>
    private let alarm: Alarm
    private let gone = Latch()

    init(number: UInt64, driven: Driven, tools: StreamTools, owner: any StreamOwner<Driven>) {
        self.number = number
        self.tools = tools
        self.owner = owner
        alarm = Alarm(clock: tools.clock, tasks: tasks)
        state = Mutex(State(driven: driven))
    }

    /// Whether it is not over.
    var isAlive: Bool { state.withLock { !$0.isOver } }

    /// How long it has been up.
    var lived: Duration {
        state.withLock { state in state.openedAt.map { tools.clock.elapsed - $0 } ?? .zero }
    }

    /// Lends the session.
    func read<Result: Sendable>(_ body: (borrowing Driven) -> Result) -> Result {
        state.withLock { body($0.driven) }
    }

    /// Opens the socket; the session hears of it when it is open.
    func open(
        _ address: StreamAddress, _ request: StreamRequest, over transport: any StreamTransport
    ) async throws(StreamFailure) {
        state.withLock { $0.address = address }
        do throws(StreamFailure) {
            try await transport.connect(request, to: self)
        } catch {
            gone.open()
            close()
            throw error
        }
    }

    /// Ends it.
    func close() {
        let now = tools.clock.now
        state.withLock { end(.unneeded, &$0, now) }
    }

    /// Ends it, and waits until socket and tasks are gone.
    func closeAndWait() async {
        close()
        await gone.wait()
        await tasks.cancelAndWait()
    }

    /// Tells the session something.
    func tell(_ input: StreamInput) {
        let now = tools.clock.now
        state.withLock { tell(input, &$0, now) }
    }

    /// From now on counts as not ready; the predecessor is let go after `limit` all the same.
    func expectReady(within limit: Duration) {
        let now = tools.clock.now
        state.withLock { state in
            state.readyBy = now.elapsed + limit
            arm(&state, now)
        }
    }

    // MARK: What the socket tells

    func opened(_ link: any StreamLink) {
        let now = tools.clock.now
        state.withLock { state in
            guard !state.isOver, let address = state.address else { return link.close(code: 1000) }
            state.link = link
            state.openedAt = now.elapsed
            state.lastHeard = now.elapsed
            if let interval = tools.rules.protocolPingInterval {
                state.nextPing = now.elapsed + (address.pingInterval ?? interval)
            }
            state.rotateAt = tools.rules.rotation.map { now.elapsed + $0 }
            tell(.opened(address), &state, now)
        }
    }

    func received(_ message: Span<UInt8>) {
        let now = tools.clock.now
        message.withUnsafeBufferPointer { bytes in
            state.withLock { state in
                guard !state.isOver else { return }
                state.lastHeard = now.elapsed
                tools.recorder?.record(bytes.span, of: number, at: now)
                state.driven.take(bytes.span, at: now, &state.output)
                drain(&state, now)
            }
        }
    }

    func heard() {
        let now = tools.clock.elapsed
        state.withLock { $0.lastHeard = now }
    }

    func closed(_ closure: StreamClosure) {
        let now = tools.clock.now
        state.withLock { state in
            state.link = nil
            end(.closed(closure), &state, now)
        }
        gone.open()
    }
}

extension StreamConnection {
    func tell(_ input: StreamInput, _ state: inout State, _ now: StreamInstant) {
        guard !state.isOver else { return }
        tools.recorder?.record(input.redacted, of: number, at: now)
        state.driven.take(input, at: now, &state.output)
        drain(&state, now)
    }

    /// Ends it once; the socket follows in its own time.
    func end(_ end: StreamEnd, _ state: inout State, _ now: StreamInstant) {
        guard !state.isOver else { return }
        state.isOver = true
        state.outbox = []
        state.output.removeAll()
        if let link = state.link { link.close(code: 1000) }
        if state.address == nil { gone.open() }
        tasks.cancel()
        tools.recorder?.recordEnd(of: number, at: now)
        owner.ended(end, of: state.driven, on: self, at: now)
        news.post(.ended(end))
    }

    /// Sets the timer for whatever is due first.
    func arm(_ state: inout State, _ now: StreamInstant) {
        guard !state.isOver, state.link != nil else { return }
        var due = state.lastHeard + tools.rules.silenceLimit
        if let wakeAt = state.wakeAt { due = min(due, wakeAt) }
        if let nextPing = state.nextPing { due = min(due, nextPing) }
        if let rotateAt = state.rotateAt { due = min(due, rotateAt) }
        if let readyBy = state.readyBy { due = min(due, readyBy) }
        if !state.outbox.isEmpty { due = min(due, state.nextSend) }
        // Every frame comes here: most of them only push the silence limit away, and cost nothing more.
        if let armedFor = state.armedFor, armedFor <= due { return }
        state.armedFor = due
        alarm.set(at: due, now: now.elapsed) { [weak self] in self?.ring() }
    }

    private func ring() {
        let now = tools.clock.now
        state.withLock { state in
            guard !state.isOver else { return }
            state.armedFor = nil
            guard now.elapsed < state.lastHeard + tools.rules.silenceLimit else { return end(.silent, &state, now) }
            if let nextPing = state.nextPing, nextPing <= now.elapsed {
                state.link?.ping()
                let interval = state.address?.pingInterval ?? tools.rules.protocolPingInterval
                state.nextPing = interval.map { now.elapsed + $0 }
            }
            if let rotateAt = state.rotateAt, rotateAt <= now.elapsed {
                state.rotateAt = nil
                news.post(.replace(.rotation))
            }
            if let readyBy = state.readyBy, readyBy <= now.elapsed {
                state.readyBy = nil
                news.post(.ready)
            }
            if let wakeAt = state.wakeAt, wakeAt <= now.elapsed {
                state.wakeAt = nil
                tell(.elapsed, &state, now)
            } else {
                drain(&state, now)
            }
        }
    }
}
