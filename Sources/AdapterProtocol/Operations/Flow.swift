/// An operation as a pure state machine: reply and time in; next request, wait or result out.
///
/// A flow is a value and does nothing by itself. The runtime runs it on real sockets, a test on recorded bytes, the
/// simulator's walk on a manual clock; each sees the same steps.
public struct Flow<Output: Sendable>: Sendable {
    /// The first step, given the time.
    public let start: @Sendable (Timestamp) -> FlowStep<Output>

    /// A flow that begins with `start`.
    public init(start: @escaping @Sendable (Timestamp) -> FlowStep<Output>) {
        self.start = start
    }

    /// A flow that is over before anything is sent.
    public static func finished(_ output: Output) -> Flow { Flow { _ in .finished(output) } }

    /// A flow that fails before anything is sent.
    public static func failed(_ error: VenueError) -> Flow { Flow { _ in .failed(error) } }

    /// A flow of one call.
    public static func call(
        _ call: VenueCall, then next: @escaping @Sendable (CallResult, Timestamp) -> FlowStep<Output>
    ) -> Flow {
        Flow { _ in .call(call, next) }
    }
}

/// One step of a flow.
public enum FlowStep<Output: Sendable>: Sendable {
    /// Make this call and go on with its result.
    case call(VenueCall, @Sendable (CallResult, Timestamp) -> FlowStep<Output>)
    /// Let this time pass and go on.
    case wait(Duration, @Sendable (Timestamp) -> FlowStep<Output>)
    /// Over, with a result.
    case finished(Output)
    /// Over, with an error.
    case failed(VenueError)
}

/// What came of a call.
public enum CallResult: Sendable {
    /// The venue answered; what the answer means is the adapter's to say.
    case reply(WireReply)
    /// No answer, or none that is HTTP. The effect says whether a byte of the request was written.
    case failure(VenueError)
}
