/// Names that are known beforehand, each with a number, found by their bytes: to which of a thousand subscriptions a
/// frame belongs costs a few nanoseconds and no `String`.
public struct NameTable: Sendable {
    /// Where a name stands in ``bytes``, and its number.
    private struct Entry: Sendable {
        let start: Int
        let count: Int
        let value: Int
    }

    /// All names, one after the other, so that none is an object of its own.
    private var bytes: [UInt8] = []
    private var entries: [Entry] = []
    /// Positions in ``entries`` by hash, -1 for none; its size is a power of two, and at most half is used.
    private var places: [Int32] = []

    /// A table without names.
    public init() {}

    /// How many names there are.
    public var count: Int { entries.count }

    /// Names a number, instead of the one that the name had.
    public mutating func set(_ name: [UInt8], to value: Int) {
        if self.value(of: name) != nil { remove(name) }
        append(name[...], value)
    }

    /// Forgets a name.
    public mutating func remove(_ name: [UInt8]) {
        guard value(of: name) != nil else { return }
        var rest = NameTable()
        for entry in entries {
            let other = bytes[entry.start..<entry.start + entry.count]
            if !other.elementsEqual(name) { rest.append(other, entry.value) }
        }
        self = rest
    }

    private mutating func append(_ name: ArraySlice<UInt8>, _ value: Int) {
        entries.append(Entry(start: bytes.count, count: name.count, value: value))
        bytes.append(contentsOf: name)
        guard entries.count * 2 > places.count else { return insert(entries.count - 1) }
        places = Array(repeating: -1, count: max(places.count * 2, 16))
        for position in entries.indices { insert(position) }
    }

    /// The number of a name.
    public func value(of name: [UInt8]) -> Int? { name.withUnsafeBufferPointer { find($0) } }

    /// The number of a lent text.
    @usableFromInline
    func value(of text: JSONKey) -> Int? {
        if let unescaped = text.unescaped { return value(of: unescaped) }
        return find(text.bytes)
    }

    private func find(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let base = name.baseAddress, !places.isEmpty else { return nil }
        let mask = places.count &- 1
        var place = Self.hash(UnsafeRawPointer(base), name.count) & mask
        while true {
            let position = Int(places[place])
            guard position >= 0 else { return nil }
            let entry = entries[position]
            if entry.count == name.count, isName(at: entry.start, UnsafeRawPointer(base), name.count) {
                return entry.value
            }
            place = (place &+ 1) & mask
        }
    }

    private func isName(at start: Int, _ other: UnsafeRawPointer, _ count: Int) -> Bool {
        bytes.withUnsafeBytes { all in
            guard let base = all.baseAddress else { return false }
            return JSONKey.isEqual(base + start, other, count)
        }
    }

    private mutating func insert(_ position: Int) {
        let entry = entries[position]
        let hash = bytes.withUnsafeBytes { all in all.baseAddress.map { Self.hash($0 + entry.start, entry.count) } }
        let mask = places.count - 1
        var place = (hash ?? 0) & mask
        while places[place] >= 0 { place = (place + 1) & mask }
        places[place] = Int32(truncatingIfNeeded: position)
    }

    /// Of the first and the last bytes and the length: names of subscriptions differ there. A table of names that
    /// collide is slower, not wrong.
    private static func hash(_ bytes: UnsafeRawPointer, _ count: Int) -> Int {
        var word: UInt64 = 0
        if count >= 8 {
            word = bytes.loadUnaligned(as: UInt64.self) &* 0x9E37_79B9_7F4A_7C15
            word ^= bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self) &* 0xC2B2_AE3D_27D4_EB4F
        } else {
            for offset in 0..<max(count, 0) {
                word = word << 8 | UInt64(bytes.load(fromByteOffset: offset, as: UInt8.self))
            }
            word &*= 0x9E37_79B9_7F4A_7C15
        }
        word ^= UInt64(truncatingIfNeeded: count)
        return Int(truncatingIfNeeded: (word ^ word >> 29) &* 0x94D0_49BB_1331_11EB >> 33)
    }
}
