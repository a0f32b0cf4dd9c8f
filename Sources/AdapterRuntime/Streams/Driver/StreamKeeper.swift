import AdapterProtocol
import Synchronization

/// Makes what a keeper opens, and hears what becomes of it.
protocol StreamHome<Driven>: StreamOwner {
    /// What must be known to open a connection now: calls over REST where the venue wants them.
    func opening() async throws(VenueError) -> StreamOpening
    /// A new session.
    func makeSession() async throws(VenueError) -> Driven
    /// A connection is about to be opened: its session is told now what it shall follow.
    func began(_ connection: StreamConnection<Driven>)
    /// An attempt did not succeed; another one follows unless `isLast`.
    func missed(_ error: VenueError, isLast: Bool)
    /// A signed handshake was refused, perhaps for its time.
    func distrustClock()
    /// A connection is replaced by a new one.
    func rotates(because cause: StreamCause)
}

/// Where one connection goes.
struct StreamOpening: Sendable {
    let address: StreamAddress
    let request: StreamRequest
}

/// Keeps one connection up: opens it again after every loss, and opens the next one before the venue ends it.
final class StreamKeeper<Driven: DrivenSession>: Sendable {
    /// How long a new connection may take to carry everything before the old one is let go all the same.
    static var longestOverlap: Duration { .seconds(30) }
    /// How long the old connection is still listened to once the new one carries everything: what was on its way to the
    /// old one only is told then.
    static var overlapTail: Duration { .seconds(1) }

    private let home: any StreamHome<Driven>
    private let transport: any StreamTransport
    private let tools: StreamTools
    private let backoff: StreamBackoff
    private let numbers: StreamNumbers
    /// Where closing connections are waited for.
    private let tasks: TaskBag
    private let alive = Mutex<[UInt64: StreamConnection<Driven>]>([:])
    /// Whether the last handshake was refused, perhaps for its time alone.
    private let isDoubted = Mutex(false)

    init(
        home: any StreamHome<Driven>, transport: any StreamTransport, tools: StreamTools, random: any RandomSource,
        numbers: StreamNumbers, tasks: TaskBag
    ) {
        self.home = home
        self.transport = transport
        self.tools = tools
        self.numbers = numbers
        self.tasks = tasks
        backoff = StreamBackoff(pauses: tools.rules.backoff, random: random)
    }

    /// Keeps it up until the task is cancelled or no connection will do. Returns when all sockets are closed.
    func run() async {
        await keep()
        for connection in alive.withLock({ Array($0.values) }) { await connection.closeAndWait() }
    }

    private func keep() async {
        var attempt = 0
        while !Task.isCancelled {
            var least = Duration.zero
            switch await connect() {
            case .success(let connection):
                guard let (end, lived) = await stay(with: connection) else { return }
                if case .failed(let error) = end { return home.missed(error, isLast: true) }
                if lived >= StreamBackoff.steadyTime { attempt = 0 }
            case .failure(let error):
                guard !Task.isCancelled else { return }
                home.missed(error, isLast: error.isLasting)
                if error.isLasting { return }
                least = error.pause
            }
            guard await tools.clock.sleep(for: backoff.pause(before: attempt, atLeast: least)) else { return }
            attempt += 1
        }
    }

    /// Opens one connection.
    private func connect() async -> Result<StreamConnection<Driven>, VenueError> {
        do throws(VenueError) {
            let opening = try await home.opening()
            let session = try await home.makeSession()
            let connection = StreamConnection(number: numbers.next(), driven: session, tools: tools, owner: home)
            alive.withLock { $0[connection.number] = connection }
            home.began(connection)
            do throws(StreamFailure) {
                try await connection.open(opening.address, opening.request, over: transport)
            } catch {
                retire(connection)
                throw refusal(error, of: opening)
            }
            isDoubted.withLock { $0 = false }
            return .success(connection)
        } catch {
            return .failure(error)
        }
    }

    /// What a failure means. A refused signature may be one of its moment: a clock that was off, or a millisecond in which
    /// somebody else signed the same with this key (valr.md B.3, G: never again, except once after the clock was
    /// corrected). The second refusal in a row counts.
    private func refusal(_ failure: StreamFailure, of opening: StreamOpening) -> VenueError {
        let error = failure.venueError
        guard case .refused(let reply) = failure, reply.status == 401, opening.address.handshake?.isSigned == true
        else { return error }
        let wasDoubted = isDoubted.withLock { isDoubted in
            defer { isDoubted.toggle() }
            return isDoubted
        }
        guard !wasDoubted else { return error }
        home.distrustClock()
        return error.with(effect: error.effect, advice: .after(.zero))
    }

    /// Stays until the connection, or whichever replaced it, is over; nil when the task was cancelled.
    private func stay(
        with first: StreamConnection<Driven>
    ) async -> (end: StreamEnd, lived: Duration)? {
        var current = first
        while let news = await current.news.next() {
            switch news {
            case .ready: continue
            case .ended(let end):
                let lived = current.lived
                retire(current)
                return (end, lived)
            case .replace(let cause):
                home.rotates(because: cause)
                if let next = await replacement(for: current) { current = next }
            }
        }
        return nil
    }

    /// A connection that has taken over from `old`; nil when `old` must stay, or is over before one is found.
    private func replacement(for old: StreamConnection<Driven>) async -> StreamConnection<Driven>? {
        var attempt = 0
        while !Task.isCancelled, old.isAlive {
            var least = Duration.zero
            switch await connect() {
            case .success(let next):
                next.expectReady(within: Self.longestOverlap)
                if await isReady(next) {
                    _ = await tools.clock.sleep(for: Self.overlapTail)
                    retire(old)
                    return next
                }
                retire(next)
            case .failure(let error):
                home.missed(error, isLast: false)
                // The old one is the last that there is.
                if error.isLasting { return nil }
                least = error.pause
            }
            guard await tools.clock.sleep(for: backoff.pause(before: attempt, atLeast: least)) else { return nil }
            attempt += 1
        }
        return nil
    }

    private func isReady(_ connection: StreamConnection<Driven>) async -> Bool {
        while let news = await connection.news.next() {
            switch news {
            case .ready: return true
            case .ended: return false
            case .replace: continue
            }
        }
        return false
    }

    private func retire(_ connection: StreamConnection<Driven>) {
        connection.close()
        tasks.add { [self] in
            await connection.closeAndWait()
            alive.withLock { _ = $0.removeValue(forKey: connection.number) }
        }
    }
}

/// Numbers of a venue's connections.
final class StreamNumbers: Sendable {
    private let last = Mutex<UInt64>(0)

    func next() -> UInt64 {
        last.withLock { last in
            last += 1
            return last
        }
    }
}
