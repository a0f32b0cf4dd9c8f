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
        /// Whether its keeper was asked to replace it: once is enough.
        var isReplaced = false
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
    let alarm: Alarm
    let gone = Latch()

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
}
