import AdapterProtocol

/// What everything that streams of one venue shares.
struct StreamKit: Sendable {
    let backend: any StreamBackend
    let transport: any StreamTransport
    let clock: StreamClock
    let random: any RandomSource
    let observer: StreamObserver
    let recorder: (any StreamRecorder)?
    /// Elements that wait for a reader of a stream that drops nothing.
    var backlog = ChannelBounds.lossless
    let numbers = StreamNumbers()

    func tools(_ rules: StreamRules) -> StreamTools {
        let backend = backend
        return StreamTools(
            clock: clock, rules: rules, prove: { proof throws(VenueError) in try backend.prove(proof) },
            recorder: recorder)
    }
}
