import AdapterProtocol

extension CallRunner {
    /// Runs a flow to its end: calls through this runner, waits on the injected clock.
    ///
    /// - Throws: ``VenueError`` of the flow; `cancelled` when the task is cancelled between its steps.
    func run<Output: Sendable>(_ flow: Flow<Output>) async throws(VenueError) -> Output {
        var hasWritten = false
        var step = flow.start(clock.now)
        while true {
            switch step {
            case .finished(let output): return output
            case .failed(let error): throw error
            case .call(let call, let next):
                hasWritten = hasWritten || call.intent == .write
                let result = await perform(call)
                step = next(result, clock.now)
            case .wait(let duration, let next):
                do throws(CancellationError) {
                    try await clock.sleep(for: duration)
                } catch {
                    throw VenueError(
                        kind: .cancelled, effect: hasWritten ? .unknown : .notExecuted(.read),
                        advice: hasWritten ? .afterResync : .after(.zero), message: "cancelled between two calls")
                }
                step = next(clock.now)
            }
        }
    }
}
