import AdapterProtocol
import Synchronization

/// The account, followed from the first reader to the last: its stream, and what must be read beside it, told exactly
/// once.
///
/// After every connection the whole account is read over REST while the stream's events are kept; then both are merged.
/// One worker reads, one thing after the other, so that a busy account cannot crowd out the bots' own calls.
final class AccountRun: Sendable {
    enum Job: Sendable, Equatable {
        /// Read the whole account, after a connection.
        case reading
        /// Read it now and then while the stream goes on, which is not held up for it.
        case safety
        /// Read what events only named.
        case errand
    }

    let kit: StreamKit
    let backend: any AccountBackend
    let desk: AccountDesk
    let jobs = Mailbox<Job>()
    private let rules: StreamRules
    private let tasks = TaskBag()
    /// Nil before the start and after the end: the two hold each other while it goes on.
    private let current = Mutex<AccountLine?>(nil)
    private let fail: @Sendable (AccountRun, VenueError) -> Void

    /// - Parameter fail: Told when nothing more will come. It may be called by a task of the run, which cannot wait for
    ///   its own end.
    init(
        _ kit: StreamKit, _ backend: any AccountBackend, _ rules: StreamRules,
        fail: @escaping @Sendable (AccountRun, VenueError) -> Void
    ) {
        self.kit = kit
        self.backend = backend
        self.rules = rules
        self.fail = fail
        desk = AccountDesk(begin: kit.clock.now.time)
    }

    /// The account's connection.
    var line: AccountLine? { current.withLock { $0 } }

    /// Opens the connection and begins to read.
    func start() {
        let line = AccountLine(kit, rules, tasks: tasks, sink: self)
        current.withLock { $0 = line }
        tasks.add { [weak self, jobs] in
            while let job = await jobs.next() {
                guard let self else { return }
                await self.do(job)
            }
        }
        tasks.add { [jobs, clock = kit.clock, interval = rules.safetyInterval] in
            while await clock.sleep(for: interval) { jobs.postOnce(.safety) }
        }
        line.start()
    }

    /// Ends everything, without waiting.
    func cancel() {
        tasks.cancel()
        current.withLock { $0 = nil }
    }

    /// Ends everything and waits until the connection is closed. Must not be called by one of the run's tasks.
    func cancelAndWait() async {
        cancel()
        await tasks.cancelAndWait()
    }

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
            if error.isLasting { return fail(self, error) }
            let pause = max(error.pause, AccountSettings.retryPause)
            guard await kit.clock.sleep(for: pause) else { return }
            jobs.postOnce(job)
        }
    }
}

extension AccountRun: AccountSink {
    func received(_ event: AccountStreamEvent, on connection: UInt64, at now: StreamInstant) {
        if event == .live {
            desk.connect()
            return jobs.postOnce(.reading)
        }
        if desk.take(event, at: now.time) { jobs.postOnce(.errand) }
    }

    func ended(_ connection: UInt64, because cause: StreamCause, isCovered: Bool, at now: StreamInstant) {
        guard !isCovered else { return }
        desk.lose(cause, at: now.time)
    }

    func failed(_ error: VenueError) { fail(self, error) }
}
