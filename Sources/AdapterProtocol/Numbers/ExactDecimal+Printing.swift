extension ExactDecimal: CustomStringConvertible {
    /// The plain form without an exponent, with the scale as written: `0.00100000`.
    public var description: String {
        let layout = TextLayout(of: self)
        return String(unsafeUninitializedCapacity: layout.length) { buffer in
            layout.write(self, into: buffer)
            return layout.length
        }
    }

    /// Appends ``description`` as ASCII without building a string.
    public func appendASCII(to bytes: inout [UInt8]) {
        let layout = TextLayout(of: self)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: TextLayout.longest) { buffer in
            layout.write(self, into: buffer)
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<layout.length]))
        }
    }

    /// The plain forms that a venue may ask for.
    /// - Parameters:
    ///   - minimumScale: zeros are added at the end up to this many digits after the point (at most 64, and no
    ///     further than 34 digits in all).
    ///   - trimmingZeros: drop the zeros at the end of the fraction first.
    public func text(minimumScale: Int = 0, trimmingZeros: Bool = false) -> String {
        let base = trimmingZeros ? normalized : self
        return base.scale < minimumScale ? base.withScale(minimumScale).description : base.description
    }
}

/// Where sign, digits, point and zeros of a plain number go.
private struct TextLayout {
    /// A sign and the 98 digits of the largest magnitude.
    static let longest = 99

    /// Digits of the coefficient, with the zeros that the scale needs before them.
    private let digits: Int
    private let scale: Int
    /// Zeros after the coefficient, for a positive exponent.
    private let zeros: Int
    /// Bytes in all.
    let length: Int

    init(of value: ExactDecimal) {
        scale = value.scale
        zeros = max(0, value.exponent)
        let count =
            value.isNarrow ? PowersOfTen.digitCount(narrow: value.low) : PowersOfTen.digitCount(value.wideMagnitude)
        digits = max(count, scale + 1)
        length = (value.isNegative ? 1 : 0) + digits + (scale > 0 ? 1 : 0) + zeros
    }

    /// Fills the first ``length`` bytes of `buffer` from the right.
    func write(_ value: ExactDecimal, into buffer: UnsafeMutableBufferPointer<UInt8>) {
        var position = length
        for _ in 0..<zeros { put(UInt8(ascii: "0"), before: &position, in: buffer) }
        // In portions of 18 digits, so that the division per digit is one of 64 bits.
        var rest = value.wideMagnitude
        var done = 0
        while done < digits {
            let isLast = rest >> 64 == 0
            let (quotient, part) = isLast ? (0, rest) : rest.quotientAndRemainder(dividingBy: PowersOfTen.wide(18))
            let portion = isLast ? digits - done : min(18, digits - done)
            put(UInt64(truncatingIfNeeded: part), from: done, count: portion, before: &position, in: buffer)
            rest = quotient
            done += portion
        }
        if value.isNegative { put(UInt8(ascii: "-"), before: &position, in: buffer) }
    }

    @inline(__always)
    private func put(_ byte: UInt8, before position: inout Int, in buffer: UnsafeMutableBufferPointer<UInt8>) {
        position -= 1
        buffer[position] = byte
    }

    /// `count` digits, the first of which stands `done` places from the right end of the coefficient.
    @inline(__always)
    private func put(
        _ value: UInt64, from done: Int, count: Int, before position: inout Int,
        in buffer: UnsafeMutableBufferPointer<UInt8>
    ) {
        var rest = value
        for place in done..<done + count {
            if place == scale, scale > 0 { put(UInt8(ascii: "."), before: &position, in: buffer) }
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit), before: &position, in: buffer)
            rest = quotient
        }
    }
}
