import AdapterProtocol

/// Keeps the newest value of each key, and the markers before and after it: never grows, whatever is put.
///
/// Markers of one kind become one, from the earliest to the latest moment, so that a reader who was away learns that
/// there was a gap and how long it reached back, not how often.
///
/// Values that are final (closed candles) are not replaced by what comes after them: they are kept in a row of their own,
/// whose oldest go first when it is full.
struct ConflatingBuffer<Value: Sendable>: ChannelBuffer {
    private struct Slot: Sendable {
        /// What is final, and what is put in its place when it is let go.
        var kept: [StreamEvent<Value>] = []
        var before: [StreamMarker] = []
        var value: (value: Value, time: Timestamp)?
        var after: [StreamMarker] = []
        var isQueued = false

        var isEmpty: Bool { kept.isEmpty && before.isEmpty && value == nil && after.isEmpty }

        /// What waits becomes a part of what is kept.
        mutating func keep(atMost most: Int) {
            guard let (value, time) = value else { return }
            kept += before.map(StreamEvent.marker) + [.value(value, receivedAt: time)]
            before = after
            (self.value, after) = (nil, [])
            if kept.count > most { kept.removeFirst(kept.count - most) }
        }
    }

    /// Elements kept of one key at most: an hour of closed minutes, after which the reader has history to read anyway.
    private static var mostKept: Int { 60 }

    private var slots: [Slot]
    private let isFinal: @Sendable (Value) -> Bool
    /// Keys with something to read, the longest waiting first; those before `head` are read.
    private var queue: [Int] = []
    private var head = 0

    init(keys: Int) { self.init(keys: keys) { _ in false } }

    /// - Parameter isFinal: Whether a value must not be replaced by the next one.
    init(keys: Int, isFinal: @escaping @Sendable (Value) -> Bool) {
        slots = Array(repeating: Slot(), count: keys)
        self.isFinal = isFinal
    }

    var count: Int { queue.count - head }

    mutating func put(_ value: Value, key: Int, at time: Timestamp) -> Bool {
        guard slots.indices.contains(key) else { return true }
        if let waiting = slots[key].value?.value, isFinal(waiting) { slots[key].keep(atMost: Self.mostKept) }
        if !slots[key].after.isEmpty {
            for marker in slots[key].after { Self.merge(marker, into: &slots[key].before) }
            slots[key].after = []
        }
        slots[key].value = (value, time)
        enqueue(key)
        return true
    }

    mutating func put(_ marker: StreamMarker, key: Int) -> Bool {
        guard slots.indices.contains(key) else { return true }
        if slots[key].value == nil {
            Self.merge(marker, into: &slots[key].before)
        } else {
            Self.merge(marker, into: &slots[key].after)
        }
        enqueue(key)
        return true
    }

    mutating func take() -> StreamEvent<Value>? {
        while head < queue.count {
            let key = queue[head]
            head += 1
            compact()
            slots[key].isQueued = false
            guard let event = take(from: key) else { continue }
            if !slots[key].isEmpty { enqueue(key) }
            return event
        }
        return nil
    }

    mutating func removeAll() {
        slots = Array(repeating: Slot(), count: slots.count)
        queue = []
        head = 0
    }

    private mutating func take(from key: Int) -> StreamEvent<Value>? {
        if !slots[key].kept.isEmpty { return slots[key].kept.removeFirst() }
        if !slots[key].before.isEmpty { return .marker(slots[key].before.removeFirst()) }
        if let (value, time) = slots[key].value {
            slots[key].value = nil
            slots[key].before = slots[key].after
            slots[key].after = []
            return .value(value, receivedAt: time)
        }
        return nil
    }

    private mutating func enqueue(_ key: Int) {
        guard !slots[key].isQueued else { return }
        slots[key].isQueued = true
        queue.append(key)
    }

    /// Lets go of what is read before the queue is twice as long as needed.
    private mutating func compact() {
        guard head == queue.count || head > slots.count else { return }
        queue.removeFirst(head)
        head = 0
    }

    private static func merge(_ marker: StreamMarker, into markers: inout [StreamMarker]) {
        guard let index = markers.firstIndex(where: { $0.kind == marker.kind && $0.symbol == marker.symbol }) else {
            markers.append(marker)
            return
        }
        let earlier = markers.remove(at: index)
        markers.append(
            StreamMarker(
                marker.kind, marker.cause, symbol: marker.symbol, from: earlier.from ?? marker.from,
                to: marker.to ?? earlier.to))
    }
}
