/// The digits that eight bytes begin with, read all at once.
@usableFromInline
package struct DigitRun {
    /// How many there are: 0 to 8.
    @usableFromInline package let count: Int
    /// Their number; zero where there are none.
    @usableFromInline package let value: UInt64

    /// - Parameter word: The bytes, the first one lowest.
    @inlinable
    @inline(__always)
    init(_ word: UInt64) {
        // A digit is a lane of 0 to 9 now. Adding 118 sets the top bit of one above 9, and so does a lane above 127
        // itself; carries only run upwards, so that the first lane that is no digit is told exactly.
        let lanes = word ^ 0x3030_3030_3030_3030
        let others = ((lanes &+ 0x7676_7676_7676_7676) | lanes) & 0x8080_8080_8080_8080
        count = others.trailingZeroBitCount &>> 3
        // The last digit to the top lane, zeros below the first; of none nothing is left, which a masking shift would not
        // do. Then two, four and eight digits become one number.
        let digits = lanes << UInt64(truncatingIfNeeded: 64 &- 8 &* count)
        let pairs = digits &* 10 &+ digits &>> 8
        let even = (pairs & 0x0000_00FF_0000_00FF) &* (100 + 1_000_000 << 32)
        let odd = (pairs &>> 16 & 0x0000_00FF_0000_00FF) &* (1 + 10_000 << 32)
        value = (even &+ odd) &>> 32
    }

    /// - Parameter place: Eight bytes from here on can be read.
    @inlinable
    @inline(__always)
    package init(at place: UnsafeRawPointer) {
        self.init(UInt64(littleEndian: place.loadUnaligned(as: UInt64.self)))
    }

    @inlinable
    @inline(__always)
    init(count: Int, value: UInt64) {
        self.count = count
        self.value = value
    }

    /// No digits.
    @inlinable package static var none: DigitRun { DigitRun(count: 0, value: 0) }

    /// What a number is multiplied by to go on with these digits.
    @inlinable package var scale: UInt64 { PowersOfTen.narrow(count) }
}
