import AdapterProtocol

// Numbers and levels as venues write nearly all of theirs, read eight bytes at a time. Nil for anything else, with nothing
// consumed: the general reading then reads it, or tells what is wrong with it.
extension JSONReader {
    /// Where the next byte stands, and how many there are from it on.
    @inline(__always)
    private var rest: (place: UnsafeRawPointer, count: Int)? {
        guard let base = bytes.baseAddress, index < bytes.count else { return nil }
        return (UnsafeRawPointer(base + index), bytes.count &- index)
    }

    /// `"64123.44000000"`, or the same without quotes.
    @inline(__always)
    mutating func plainDecimal() -> ExactDecimal? {
        guard let (place, count) = rest else { return nil }
        let isQuoted = place.load(as: UInt8.self) == 0x22
        let start = isQuoted ? 1 : 0
        guard let number = PlainNumber(at: place + start, available: count &- start) else { return nil }
        let end = start &+ number.length
        guard end < count else { return nil }
        let next = place.load(fromByteOffset: end, as: UInt8.self)
        guard isQuoted ? next == 0x22 : Self.isBare(at: place, next) else { return nil }
        index &+= isQuoted ? end &+ 1 : end
        return number.value
    }

    /// A whole number without quotes, of up to fifteen digits.
    @inline(__always)
    mutating func plainInteger() -> Int64? {
        guard let (place, count) = rest, count > 16 else { return nil }
        let head = DigitRun(at: place)
        let tail = head.count == 8 ? DigitRun(at: place + 8) : DigitRun.none
        let end = head.count &+ tail.count
        guard end > 0, end < 16 else { return nil }
        let next = place.load(fromByteOffset: end, as: UInt8.self)
        guard next != 0x2E, Self.isBare(at: place, next) else { return nil }
        index &+= end
        return Int64(truncatingIfNeeded: head.value &* tail.scale &+ tail.value)
    }

    /// Whether digits are a number of JSON: no zero before another digit, no exponent behind.
    @inline(__always)
    private static func isBare(at place: UnsafeRawPointer, _ next: UInt8) -> Bool {
        guard next | 0x20 != 0x65 else { return false }
        return place.load(as: UInt8.self) != 0x30 || place.load(fromByteOffset: 1, as: UInt8.self) &- 0x30 > 9
    }

    /// `["64123.44000000","0.86836000"]`: price and quantity.
    @inline(__always)
    mutating func plainLevel() -> (ExactDecimal, ExactDecimal)? {
        guard let (place, count) = rest, count > 2, Self.two(at: place) == 0x225B,
            let price = PlainNumber(at: place + 2, available: count &- 2)
        else { return nil }
        let middle = price.length &+ 2
        guard count &- middle > 3, Self.two(at: place + middle) == 0x2C22,
            place.load(fromByteOffset: middle &+ 2, as: UInt8.self) == 0x22,
            let quantity = PlainNumber(at: place + middle + 3, available: count &- middle &- 3)
        else { return nil }
        let end = middle &+ 3 &+ quantity.length
        guard count &- end > 1, Self.two(at: place + end) == 0x5D22 else { return nil }
        index &+= end &+ 2
        return (price.value, quantity.value)
    }

    /// Two bytes, the first one lowest.
    @inline(__always)
    private static func two(at place: UnsafeRawPointer) -> UInt16 {
        UInt16(littleEndian: place.loadUnaligned(as: UInt16.self))
    }
}
