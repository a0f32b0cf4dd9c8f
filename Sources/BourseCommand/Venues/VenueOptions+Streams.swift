import AdapterProtocol
import AdapterRuntime

extension VenueOptions {
    /// Runs a command against the connected venue and its streams. Control-C ends them and closes their connections.
    ///
    /// - Parameter makeRecorder: Makes what hears everything that sessions are told, once it is known where.
    func withStreams<Recorder: StreamRecorder>(
        recordedBy makeRecorder: @escaping @Sendable (VenueTarget) throws -> Recorder,
        _ body: @escaping @Sendable (any Venue & StreamInterface, Recorder) async throws -> Void
    ) async throws {
        try await withTransport { transport in
            let target = try target()
            let recorder = try makeRecorder(target)
            let streams = NIOStreamTransport(configuration: .init(trustRootsFile: ca))
            let connected = try target.follow(transport, streams, recorder)
            try await Self.run(connected) { try await body(connected, recorder) }
        }
    }

    /// The same, heard by nobody.
    func withStreams(_ body: @escaping @Sendable (any Venue & StreamInterface) async throws -> Void) async throws {
        let streams = NIOStreamTransport(configuration: .init(trustRootsFile: ca))
        try await withTransport { transport in
            let connected = try target().follow(transport, streams, nil)
            try await Self.run(connected) { try await body(connected) }
        }
    }

    private static func run(
        _ connected: any Venue & StreamInterface, _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        do {
            try await InterruptibleRun.run(body)
        } catch is CancellationError {
            // Control-C: what was shown was asked for.
        } catch {
            await connected.closeStreams()
            throw error
        }
        await connected.closeStreams()
    }
}
