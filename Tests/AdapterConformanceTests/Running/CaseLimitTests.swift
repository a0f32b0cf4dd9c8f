import AdapterProtocol
import Testing

@testable import AdapterConformance
@testable import BourseCommand

/// A case that hangs must not take the whole run with it.
@Suite("A case that does not end")
struct CaseLimitTests {
    /// A clock on which every wait is over at once.
    private struct ImpatientClock: Clock {
        struct Instant: InstantProtocol {
            var since = Swift.Duration.zero
            func advanced(by duration: Swift.Duration) -> Instant { Instant(since: since + duration) }
            func duration(to other: Instant) -> Swift.Duration { other.since - since }
            static func < (left: Instant, right: Instant) -> Bool { left.since < right.since }
        }

        let now = Instant()
        let minimumResolution = Swift.Duration.nanoseconds(1)
        func sleep(until deadline: Instant, tolerance: Swift.Duration?) async throws {}
    }

    private static func run(
        _ limit: CaseLimit?, _ bodies: [@Sendable (Examination) async throws -> Void]
    ) async throws -> ConformanceReport {
        let cases = bodies.enumerated().map { offset, body in
            ConformanceCase("made.number\(offset)", "It ends.", because: "It must.", needs: .adapter, body)
        }
        let adapter = try #require(VenueModule.named("luno")).adapter
        return try await ConformanceSuite(cases: cases).run(ConformanceSubject(adapter: adapter), limit: limit)
    }

    @Test("It is red, says so, and is the last one, also when it does not hear that it was cancelled")
    func hangs() async throws {
        let limit = CaseLimit(.seconds(120), on: ImpatientClock())
        let report = try await Self.run(limit, [{ _ in await withUnsafeContinuation { _ in } }, { _ in }])
        #expect(report.results.map(\.case.id) == ["made.number0"])
        guard case .failed(let seen) = try #require(report.results.first).outcome else {
            Issue.record("\(report.results)")
            return
        }
        #expect(seen.contains("did not end") && seen.contains("120"))
        #expect(!report.isComplete && !report.isGreen)
    }

    @Test("One that hears it is cancelled")
    func cancelled() async throws {
        let (ends, tell) = AsyncStream.makeStream(of: Void.self)
        let limit = CaseLimit(.seconds(120), on: ImpatientClock())
        let value: Void? = await limit.run {
            await withTaskCancellationHandler {
                for await _ in AsyncStream<Void>.makeStream().stream {}
            } onCancel: {
                tell.finish()
            }
        }
        for await _ in ends {}
        #expect(value == nil)
    }

    @Test("What ends in time is told as ever")
    func ends() async throws {
        let limit = CaseLimit(.seconds(120))
        let report = try await Self.run(limit, [{ _ in }, { _ in throw CaseStop.broken("as it is") }])
        #expect(report.results.map(\.outcome) == [.passed, .failed("as it is")])
        #expect(report.isComplete)
    }

    @Test("A run that is cancelled does not wait for the limit")
    func cancelledRun() async throws {
        let forever: @Sendable (Examination) async throws -> Void = { _ in
            try await Task.sleep(for: .seconds(3_600))  // reason: it is cancelled before it begins
        }
        let task = Task {  // reason: cancelled and awaited below
            try await Self.run(CaseLimit(.seconds(3_600)), [forever])
        }
        task.cancel()
        let report = try await task.value
        #expect(!report.isGreen)
    }
}
