/// The newest `capacity` elements, oldest first; older ones fall out.
struct Ring<Element: Sendable>: Sendable, RandomAccessCollection {
    private var storage: [Element] = []
    private var head = 0
    let capacity: Int

    init(capacity: Int) {
        self.capacity = Swift.max(1, capacity)
    }

    var startIndex: Int { 0 }
    var endIndex: Int { storage.count }

    subscript(position: Int) -> Element {
        storage[physical(position)]
    }

    /// Takes the room of `count` elements at once, at most that of a full ring. Growing instead leaves the outgrown
    /// storage behind, up to as much again; room that was never written to costs nothing.
    mutating func reserve(_ count: Int) {
        storage.reserveCapacity(Swift.min(count, capacity))
    }

    mutating func append(_ element: Element) {
        if storage.count < capacity {
            storage.append(element)
        } else {
            storage[head] = element
            head = head + 1 == capacity ? 0 : head + 1
        }
    }

    /// Puts another element in the newest one's place; nothing happens when there is none.
    mutating func replaceLast(by element: Element) {
        guard !storage.isEmpty else { return }
        storage[physical(storage.count - 1)] = element
    }

    /// The first index whose element does not satisfy `isBefore`; the elements must be ordered by it.
    func partitioningIndex(isBefore: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func physical(_ position: Int) -> Int {
        let index = head + position
        return index >= storage.count ? index - storage.count : index
    }
}
