/// A number as venues write nearly all of theirs, found where it begins among other bytes.
@usableFromInline
package struct PlainNumber: Sendable {
    /// Its value.
    @usableFromInline package let value: ExactDecimal
    /// How many bytes it takes.
    @usableFromInline package let length: Int

    @inlinable
    @inline(__always)
    init(_ magnitude: UInt64, decimals: Int, length: Int) {
        value = ExactDecimal(uncheckedNarrow: magnitude, exponent: 0 &- decimals, isNegative: false)
        self.length = length
    }

    /// Reads one to seven digits, and perhaps a point and up to fifteen more, 19 digits in all; the end is where the first
    /// other byte stands. No loop, and nobody needs to know beforehand where the number ends.
    ///
    /// Nil for everything else, also for a number so near to the end of the bytes that eight cannot be read at once:
    /// ``ExactDecimal/init(ascii:)`` reads it, or tells what is wrong with it. What follows the number, such as an
    /// exponent, is the caller's affair.
    ///
    /// - Parameter available: How many bytes can be read from `place` on.
    @inlinable
    @inline(__always)
    package init?(at place: UnsafeRawPointer, available: Int) {
        guard available >= 8 else { return nil }
        let whole = DigitRun(at: place)
        guard whole.count > 0, whole.count < 8 else { return nil }
        guard place.load(fromByteOffset: whole.count, as: UInt8.self) == UInt8(ascii: ".") else {
            self.init(whole.value, decimals: 0, length: whole.count)
            return
        }
        let point = whole.count &+ 1
        guard available &- point >= 8 else { return nil }
        let fraction = DigitRun(at: place + point)
        guard fraction.count > 0 else { return nil }
        let value = whole.value &* PowersOfTen.narrow(fraction.count) &+ fraction.value
        let end = point &+ fraction.count
        guard fraction.count == 8, end < available, place.load(fromByteOffset: end, as: UInt8.self) &- 0x30 <= 9 else {
            self.init(value, decimals: fraction.count, length: end)
            return
        }
        self.init(value, wholeDigits: whole.count, goingOnAt: place, end, available: available)
    }

    /// The same once eight digits after the point are read and another follows.
    @usableFromInline
    init?(_ head: UInt64, wholeDigits: Int, goingOnAt place: UnsafeRawPointer, _ start: Int, available: Int) {
        guard available - start >= 8 else { return nil }
        let rest = DigitRun(at: place + start)
        guard rest.count < 8, wholeDigits + 8 + rest.count <= 19 else { return nil }
        let value = head * PowersOfTen.narrow(rest.count) + rest.value
        self.init(value, decimals: 8 + rest.count, length: start + rest.count)
    }
}
