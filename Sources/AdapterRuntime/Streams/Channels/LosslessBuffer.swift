import AdapterProtocol

/// Keeps everything in order up to a bound, and says when there is no more room.
struct LosslessBuffer<Value: Sendable>: ChannelBuffer {
    private var elements: [StreamEvent<Value>?] = []
    /// Elements before are read.
    private var head = 0
    private let bound: Int

    init(bound: Int = ChannelBounds.lossless) {
        self.bound = bound
    }

    var count: Int { elements.count - head }

    mutating func put(_ value: Value, key: Int, at time: Timestamp) -> Bool { put(.value(value, receivedAt: time)) }

    mutating func put(_ marker: StreamMarker, key: Int) -> Bool { put(.marker(marker)) }

    private mutating func put(_ element: StreamEvent<Value>) -> Bool {
        guard count < bound else { return false }
        elements.append(element)
        return true
    }

    mutating func take() -> StreamEvent<Value>? {
        guard head < elements.count else { return nil }
        let element = elements[head]
        elements[head] = nil
        head += 1
        if head == elements.count {
            elements.removeAll(keepingCapacity: head <= 64)
            head = 0
        } else if head > 64, head > elements.count / 2 {
            elements.removeFirst(head)
            head = 0
        }
        return element
    }

    mutating func removeAll() {
        elements = []
        head = 0
    }
}
