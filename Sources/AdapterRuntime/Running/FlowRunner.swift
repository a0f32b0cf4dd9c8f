import AdapterProtocol

/// A flow's error, with what the runner knows and the flow's author may have overlooked.
struct FlowFailure: Error {
    let error: VenueError
    /// Whether a call that changes something may have reached the venue before the error.
    let mayHaveActed: Bool
}

extension CallRunner {
    /// Runs a flow to its end: calls through this runner, waits on the injected clock. A write that cannot be signed
    /// before `latest`, by the local clock, is not sent.
    ///
    /// - Throws: ``FlowFailure`` with the flow's error, or with `cancelled` when the task is cancelled between its steps.
    func run<Output: Sendable>(
        _ flow: Flow<Output>, signingBefore latest: Timestamp? = nil
    ) async throws(FlowFailure) -> Output {
        var mayHaveActed = false
        var step = flow.start(clock.now)
        while true {
            switch step {
            case .finished(let output): return output
            case .failed(let error): throw FlowFailure(error: error, mayHaveActed: mayHaveActed)
            case .call(let call, let next):
                let result = await perform(call, signingBefore: call.intent == .write ? latest : nil)
                if call.intent == .write, !result.wasNotSent { mayHaveActed = true }
                step = next(result, clock.now)
            case .wait(let duration, let next):
                do throws(CancellationError) {
                    try await clock.sleep(for: duration)
                } catch {
                    let error = VenueError(
                        kind: .cancelled, effect: mayHaveActed ? .unknown : .notExecuted(.read),
                        advice: mayHaveActed ? .afterResync : .after(.zero), message: "cancelled between two calls")
                    throw FlowFailure(error: error, mayHaveActed: mayHaveActed)
                }
                step = next(clock.now)
            }
        }
    }
}

extension CallResult {
    fileprivate var wasNotSent: Bool {
        if case .failure(let error) = self { error.effect == .notSent } else { false }
    }
}
