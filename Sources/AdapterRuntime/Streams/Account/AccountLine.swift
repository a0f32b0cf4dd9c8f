import AdapterProtocol
import Synchronization

/// Hears what the account's connections tell. Called one call at a time per connection, under that connection's lock: it
/// must not call the line. While a connection is replaced two of them tell the same; the events must be merged.
protocol AccountSink: AnyObject, Sendable {
    /// A session told something; `.live` means that from now on nothing is missed on this connection.
    func received(_ event: AccountStreamEvent, on connection: UInt64, at now: StreamInstant)
    /// A connection is over. `isCovered` when another one is up and live, so that nothing was missed.
    func ended(_ connection: UInt64, because cause: StreamCause, isCovered: Bool, at now: StreamInstant)
    /// No connection will do: nothing more comes.
    func failed(_ error: VenueError)
}

/// The account's connection, kept up.
final class AccountLine: StreamHome {
    typealias Driven = DrivenAccount

    private struct State: Sendable {
        var connections: [StreamConnection<DrivenAccount>] = []
        /// Numbers of those that the venue has taken.
        var live: Set<UInt64> = []
    }

    private let kit: StreamKit
    private let rules: StreamRules
    private let tasks: TaskBag
    private let sink: any AccountSink
    private let state = Mutex(State())

    init(_ kit: StreamKit, _ rules: StreamRules, tasks: TaskBag, sink: any AccountSink) {
        self.kit = kit
        self.rules = rules
        self.tasks = tasks
        self.sink = sink
    }

    /// Opens it, and keeps it up until the bag is cancelled.
    func start() {
        let keeper = StreamKeeper(
            home: self, transport: kit.transport, tools: kit.tools(rules), random: kit.random, numbers: kit.numbers,
            tasks: tasks)
        tasks.add { await keeper.run() }
    }

    /// Tells the sessions of an order as REST showed it.
    func learn(_ order: Order) {
        for connection in state.withLock({ $0.connections }) { connection.tell(.learned(order)) }
    }

    func opening() async throws(VenueError) -> StreamOpening { try await kit.backend.openAccount() }

    func makeSession() async throws(VenueError) -> DrivenAccount {
        DrivenAccount(session: try await kit.backend.accountSession())
    }

    func began(_ connection: StreamConnection<DrivenAccount>) {
        state.withLock { $0.connections.append(connection) }
        kit.observer.opened("account")
    }

    func missed(_ error: VenueError, isLast: Bool) {
        kit.observer.missed("account", error, isLast: isLast)
        if isLast { sink.failed(error) }
    }

    func distrustClock() { kit.backend.distrustClock() }

    func rotates(because cause: StreamCause) { kit.observer.rotated("account", cause) }

    /// An account has no books.
    func snapshot(slot: Int, depth: Int) async -> Result<OrderBook, VenueError> {
        .failure(.notSent(.unsupported, "an account has no books"))
    }

    func received(
        _ event: AccountStreamEvent, of driven: DrivenAccount, on connection: StreamConnection<DrivenAccount>,
        at now: StreamInstant
    ) {
        if event == .live {
            state.withLock { _ = $0.live.insert(connection.number) }
            connection.news.post(.ready)
        }
        if case .marker(let marker) = event { kit.observer.marker(marker, on: "account") }
        sink.received(event, on: connection.number, at: now)
    }

    func ended(
        _ end: StreamEnd, of driven: DrivenAccount, on connection: StreamConnection<DrivenAccount>,
        at now: StreamInstant
    ) {
        kit.observer.lost("account", end)
        let isCovered = state.withLock { state in
            state.connections.removeAll { $0 === connection }
            state.live.remove(connection.number)
            return !state.live.isEmpty
        }
        sink.ended(connection.number, because: end.cause, isCovered: isCovered, at: now)
    }
}
