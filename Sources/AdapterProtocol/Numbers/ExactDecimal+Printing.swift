extension ExactDecimal: CustomStringConvertible {
    /// The longest plain form: sign, 98 digits of the largest magnitude, or a point and 64 digits after it.
    private static var longestText: Int { 112 }

    /// The plain form without an exponent, with the scale as written: `0.00100000`.
    public var description: String {
        String(unsafeUninitializedCapacity: Self.longestText) { buffer in
            write(into: buffer)
        }
    }

    /// Appends ``description`` as ASCII without building a string.
    public func appendASCII(to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.longestText) { buffer in
            let count = write(into: buffer)
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<count]))
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

    /// Writes the plain form at the start of `buffer`, which has room for ``longestText``; returns its length.
    private func write(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var writer = DecimalWriter(buffer: buffer)
        if isNegative { writer.put(UInt8(ascii: "-")) }
        if isNarrow {
            writer.put(digitsOf: low, scale: scale)
        } else {
            writer.put(digitsOf: wideMagnitude, scale: scale, zeros: max(0, exponent))
        }
        return writer.count
    }
}

/// Writes digits into memory whose size the caller has checked.
private struct DecimalWriter {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(buffer: UnsafeMutableBufferPointer<UInt8>) {
        self.buffer = buffer
    }

    @inline(__always)
    mutating func put(_ byte: UInt8) {
        buffer[count] = byte
        count += 1
    }

    mutating func put(digitsOf value: UInt64, scale: Int) {
        let length = max(PowersOfTen.digitCount(narrow: value), scale + 1)
        fill(value, from: count, length: length, scale: scale)
        count += scale > 0 ? length + 1 : length
    }

    mutating func put(digitsOf value: UInt128, scale: Int, zeros: Int) {
        let length = max(PowersOfTen.digitCount(value), scale + 1)
        var rest = value
        var position = count + (scale > 0 ? length + 1 : length)
        let end = position
        for done in 0..<length {
            if scale > 0, done == scale {
                position -= 1
                buffer[position] = UInt8(ascii: ".")
            }
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            position -= 1
            buffer[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
            rest = quotient
        }
        count = end
        for _ in 0..<zeros { put(UInt8(ascii: "0")) }
    }

    /// Fills `length` digits, and the point when there is one, from the right.
    private func fill(_ value: UInt64, from start: Int, length: Int, scale: Int) {
        var rest = value
        var position = start + (scale > 0 ? length + 1 : length)
        for done in 0..<length {
            if scale > 0, done == scale {
                position -= 1
                buffer[position] = UInt8(ascii: ".")
            }
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            position -= 1
            buffer[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
            rest = quotient
        }
    }
}
