import UnixSignals

/// Work that must clean up after itself when somebody presses Control-C.
enum InterruptibleRun {
    /// The first SIGINT or SIGTERM cancels `body`; its result is awaited all the same, as long as cleaning up takes.
    static func run<Result: Sendable>(
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await _ in signals { break }
                return nil
            }
            var result: Result?
            // Whichever ends first ends the other.
            while let ended = try await group.next() {
                group.cancelAll()
                if let ended { result = ended }
            }
            guard let result else { throw CancellationError() }
            return result
        }
    }
}
