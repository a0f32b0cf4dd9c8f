/// A stream as its reader sees it: values and markers, until it is cancelled or ends with an error.
///
/// One reader each: ask the venue again for a second one. Leaving the loop, dropping the stream or cancelling the task
/// ends the subscription.
public struct EventStream<Value: Sendable>: AsyncSequence, Sendable {
    /// What is read.
    public typealias Element = StreamEvent<Value>
    /// What ends it early: `lagged` when the reader was too slow for a stream that drops nothing, a refused key or
    /// market, or what no new connection mends.
    public typealias Failure = VenueError

    private let source: any StreamSource<Value>

    /// A stream that reads from a source.
    public init(_ source: any StreamSource<Value>) {
        self.source = source
    }

    /// Begins to read.
    public func makeAsyncIterator() -> Iterator { Iterator(source: source) }

    /// Reads one element after the other.
    public struct Iterator: AsyncIteratorProtocol {
        let source: any StreamSource<Value>

        /// The next element; nil once the stream was cancelled or closed.
        public mutating func next() async throws(VenueError) -> StreamEvent<Value>? { try await source.next() }

        /// The next element; nil once the stream was cancelled or closed.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(VenueError) -> StreamEvent<Value>? {
            try await source.next()
        }
    }
}

/// What a stream reads from. Going out of use ends the subscription.
public protocol StreamSource<Value>: AnyObject, Sendable {
    /// What is told.
    associatedtype Value: Sendable

    /// Waits for the next element; nil once cancelled or closed.
    func next() async throws(VenueError) -> StreamEvent<Value>?
}

/// One element of a stream.
public enum StreamEvent<Value: Sendable>: Sendable {
    /// A value, and when it arrived here. The venue's own time is in the value, where the venue tells one.
    case value(Value, receivedAt: Timestamp)
    /// Something about the stream itself, in its place between the values.
    case marker(StreamMarker)

    /// The value, nil for a marker.
    public var value: Value? {
        if case .value(let value, _) = self { value } else { nil }
    }

    /// The marker, nil for a value.
    public var marker: StreamMarker? {
        if case .marker(let marker) = self { marker } else { nil }
    }
}
