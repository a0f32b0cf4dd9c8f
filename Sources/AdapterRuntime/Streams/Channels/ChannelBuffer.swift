import AdapterProtocol

/// What a channel keeps for its reader, and what it does when the reader is slow.
protocol ChannelBuffer: Sendable {
    associatedtype Value: Sendable

    /// How much waits.
    var count: Int { get }
    /// Keeps a value; false when there is no room left for it.
    mutating func put(_ value: Value, key: Int, at time: Timestamp) -> Bool
    /// Keeps a marker; false when there is no room left for it.
    mutating func put(_ marker: StreamMarker, key: Int) -> Bool
    /// What comes next.
    mutating func take() -> StreamEvent<Value>?
    mutating func removeAll()
}

/// Bounds of what waits for readers.
enum ChannelBounds {
    /// Elements that wait for a reader of a stream that drops nothing. The busiest spot markets print some hundred
    /// trades a second: a reader that stands still for half a minute is not lost, and one that never reads costs about
    /// 3 MB.
    static var lossless: Int { 16_384 }
}
