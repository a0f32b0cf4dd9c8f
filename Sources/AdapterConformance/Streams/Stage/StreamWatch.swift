import AdapterProtocol
import Synchronization

/// A reader that keeps all it reads.
final class StreamWatch<Value: Sendable>: Sendable {
    private struct State: Sendable {
        var events: [StreamEvent<Value>] = []
        var isOver = false
        var error: VenueError?
    }

    /// Apart from the watch, which ends the reading when nobody holds it any more.
    private final class Log: Sendable {
        let state = Mutex(State())
    }

    private let log = Log()
    private let task: Task<Void, Never>

    init(_ stream: EventStream<Value>, _ meter: StageMeter) {
        task = Task { [log] in  // reason: cancelled by stop and by deinit
            var iterator = stream.makeAsyncIterator()
            var failure: VenueError?
            do throws(VenueError) {
                while let event = try await iterator.next() {
                    log.state.withLock { $0.events.append(event) }
                    meter.tick()
                }
            } catch {
                failure = error
            }
            log.state.withLock { state in
                state.isOver = true
                state.error = failure
            }
            meter.tick()
        }
    }

    deinit { task.cancel() }

    /// Leaves the stream.
    func stop() { task.cancel() }

    /// Everything read, in order.
    var events: [StreamEvent<Value>] { log.state.withLock { $0.events } }
    /// How much was read.
    var count: Int { log.state.withLock { $0.events.count } }
    /// The values read.
    var values: [Value] { events.compactMap(\.value) }
    /// The markers read.
    var markers: [StreamMarker] { events.compactMap(\.marker) }
    /// The newest value.
    var last: Value? { log.state.withLock { $0.events.last { $0.value != nil }?.value } }
    /// Whether the stream has ended.
    var isOver: Bool { log.state.withLock { $0.isOver } }
    /// What ended it early.
    var error: VenueError? { log.state.withLock { $0.error } }

    /// Whether a marker of the kind came at or after an event's number.
    func hasMarker(_ kind: StreamMarker.Kind, from start: Int = 0) -> Bool {
        events.dropFirst(start).contains { $0.marker?.kind == kind }
    }

    /// What has been read since an event's number.
    func values(from start: Int) -> [Value] { events.dropFirst(start).compactMap(\.value) }

    /// Which markers came, for what a case tells.
    var markerText: String { markers.isEmpty ? "no marker" : markers.map(\.description).joined(separator: ", ") }
}
