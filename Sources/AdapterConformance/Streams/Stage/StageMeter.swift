import AdapterProtocol
import AdapterRuntime
import Synchronization

/// Counts everything that happens between the runtime and the outside, so that a stage knows when nothing moves any more.
final class StageMeter: Sendable {
    private let count = Atomic<UInt64>(0)

    /// What has happened so far.
    var reading: UInt64 { count.load(ordering: .sequentiallyConsistent) }

    /// Something happened.
    func tick() { count.wrappingAdd(1, ordering: .sequentiallyConsistent) }
}

/// Requests that are counted when they leave and when they are answered.
struct MeteredTransport: Transport {
    let inner: any Transport
    let meter: StageMeter

    func send(
        _ request: WireRequest, to base: String, timeout: Duration
    ) async throws(TransportFailure) -> WireReply {
        meter.tick()
        defer { meter.tick() }
        return try await inner.send(request, to: base, timeout: timeout)
    }
}
