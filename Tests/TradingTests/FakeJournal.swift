import AdapterProtocol
import Synchronization
import Trading

/// What happened, in order, across venue and journal.
final class EventLog: Sendable {
    private let lines = Mutex<[String]>([])
    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
}

/// A door that is closed until somebody opens it; tells when somebody stands before it.
final class Gate: Sendable {
    private let door = AsyncStream<Void>.makeStream()
    private let bell = AsyncStream<Void>.makeStream()

    func pass() async {
        bell.continuation.yield()
        for await _ in door.stream {}
    }
    func arrived() async { for await _ in bell.stream { return } }
    func open() { door.continuation.finish() }
}

/// A journal in memory. It can die at any append: before the entry is kept, or after, but before anybody is told.
final class FakeJournal: OrderJournal {
    enum Death: Sendable, CaseIterable {
        case lost, kept
    }

    private struct State {
        var entries: [JournalEntry]
        var appends = 0
        var isDead = false
    }

    private let state: Mutex<State>
    private let events: EventLog
    private let death: (at: Int, how: Death)?

    init(_ entries: [JournalEntry] = [], events: EventLog = EventLog(), dyingAt death: (at: Int, how: Death)? = nil) {
        state = Mutex(State(entries: entries))
        self.events = events
        self.death = death
    }

    var entries: [JournalEntry] { state.withLock { $0.entries } }
    var appends: Int { state.withLock { $0.appends } }

    func append(_ new: [JournalEntry]) async throws(JournalError) {
        await Task.yield()
        let failure: JournalError? = state.withLock { state in
            if state.isDead { return .poisoned }
            state.appends += 1
            let dies = death?.at == state.appends - 1
            if !dies || death?.how == .kept { state.entries += new }
            state.isDead = dies
            return dies ? .writeFailed("disk full") : nil
        }
        if let failure { throw failure }
        for entry in new { if case .intended = entry.event { events.add("intent durable") } }
    }

    func replay() async throws(JournalError) -> [JournalEntry] { entries }
}

/// A clock that moves only when told.
final class FakeClock: WallClock {
    private let time: Mutex<Timestamp>
    init(_ start: Timestamp = Timestamp(seconds: 1_768_394_096)) { time = Mutex(start) }
    var now: Timestamp { time.withLock { $0 } }
    func advance(by duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }
    func sleep(for duration: Duration) async throws(CancellationError) { throw CancellationError() }
}

/// Ids 1, 2, 3, …; shared by the desks before and after a restart.
final class CountingIDs: OrderIDSource {
    private let last = Mutex<UInt128>(0)
    func next(at now: Timestamp) -> ClientOrderID {
        last.withLock { last in
            last += 1
            return ClientOrderID(bits: last)
        }
    }
}
