import AdapterProtocol
import AdapterRuntime
import Synchronization

// Time on a stage: it passes in steps, and after each of them everybody has done what there was to do.
extension StreamStage {
    /// The length of a step. Venues send books at most ten times a second.
    static var step: Duration { .milliseconds(100) }

    /// Lets time pass.
    func pass(_ duration: Duration, step: Duration = StreamStage.step) async throws {
        var left = duration
        while left > .zero {
            try Task.checkCancellation()
            let now = min(left, step)
            await advance(by: now)
            left -= now
        }
    }

    /// Lets time pass until something is so.
    ///
    /// - Parameters:
    ///   - what: What is waited for, as in "a candle has closed"; told with `seen` when it never comes.
    /// - Throws: ``CaseStop/broken(_:)`` when it does not come within the limit.
    func until(
        _ what: String, within limit: Duration = .seconds(90), step: Duration = StreamStage.step,
        seen: () -> String = { "" }, _ isSo: () throws -> Bool
    ) async throws {
        await settle()
        var passed = Duration.zero
        while try !isSo() {
            try Task.checkCancellation()
            if let failure { throw CaseStop.broken("the stream ended: \(failure)") }
            guard passed < limit else {
                if try await isSoAfterAll(isSo) { return }
                let seen = seen()
                throw CaseStop.broken("not seen within \(limit): \(what)\(seen.isEmpty ? "" : "; \(seen)")")
            }
            await advance(by: step)
            passed += step
        }
    }

    /// On a machine that is busy with other things, virtual time must not run away from those who work in it.
    private func isSoAfterAll(_ isSo: () throws -> Bool) async throws -> Bool {
        guard stepped != nil else { return false }
        for _ in 0..<20 {
            try? await Task.sleep(for: .milliseconds(10))
            await settle()
            if try isSo() { return true }
        }
        return false
    }

    /// Holds what must be so at this instant. On a machine that is busy with other things readers get a moment of real time
    /// for what they have been handed; on the stage no time passes meanwhile.
    func holdNow(_ check: () throws -> Void) async throws {
        for _ in 0..<(stepped == nil ? 0 : 100) {
            do {
                return try check()
            } catch {
                try await Task.sleep(for: .milliseconds(10))
                await settle()
            }
        }
        try check()
    }

    /// What a call returns; time passes only when the call waits for it.
    func wait<Value: Sendable>(_ call: @escaping @Sendable () async throws -> Value) async throws -> Value {
        guard stepped != nil else { return try await call() }
        let isOver = Flag()
        async let value = isOver.raised(after: call)
        while true {
            await settle()
            if isOver.isUp { break }
            await advance(by: Self.step)
        }
        return try await value
    }

    private func advance(by duration: Duration) async {
        guard let stepped else {
            try? await endpoint.clock.sleep(for: duration)
            return
        }
        stepped.advance(by: duration)
        controls?.act()
        await settle(after: duration)
    }

    /// Waits until nothing moves any more without time.
    private func settle(after step: Duration = .zero) async {
        guard stepped != nil else { return }
        // Whoever was interrupted by the machine in the midst of something gets his turn. A thousandth of what passed on
        // the stage: the ten seconds within which a venue must answer a ping are ten milliseconds then, more than a
        // scheduler's turn, in however few steps they pass.
        let pause = max(.microseconds(20), step / 1000)
        for _ in 0..<10 {
            await yieldWhileMoving()
            let start = ContinuousClock.now
            try? await Task.sleep(for: pause)
            // Where we are woken late, others wait for the machine too: they get another turn.
            if start.duration(to: .now) < pause + Self.turn { return }
        }
    }

    private func yieldWhileMoving() async {
        var (last, quiet) = (moved, 0)
        while quiet < 8 {
            await Task.yield()
            controls?.act()
            let now = moved
            quiet = now == last ? quiet + 1 : 0
            last = now
        }
    }

    /// A scheduler's turn on a machine that is busy with other things: Linux gives three milliseconds and more.
    private static var turn: Duration { .milliseconds(3) }

    private var moved: UInt64 { meter.reading &+ UInt64(clamping: stepped?.sleeperCount ?? 0) }
}

/// Goes up once.
private final class Flag: Sendable {
    private let state = Atomic<Bool>(false)

    var isUp: Bool { state.load(ordering: .acquiring) }

    func raised<Value: Sendable>(
        after call: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        defer { state.store(true, ordering: .releasing) }
        return try await call()
    }
}
