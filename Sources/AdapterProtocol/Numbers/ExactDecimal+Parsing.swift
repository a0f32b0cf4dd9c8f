extension ExactDecimal {
    /// Reads `[+-]?digits[.digits]?([eE][+-]?digits)?` straight from ASCII.
    ///
    /// `.5`, `5.`, blanks, separators, `NaN` and `Infinity` are refused. Zeros before the first digit are free, and
    /// zeros at the end beyond 34 digits are dropped when the value stays exact.
    /// - Throws: ``DecimalError/empty``, ``DecimalError/invalidCharacter(at:)``, or ``DecimalError/overflow`` for
    ///   text of the right form whose value is not representable.
    @inlinable
    public init(ascii bytes: UnsafeBufferPointer<UInt8>) throws(DecimalError) {
        if let quick = Self.quicklyParsed(bytes) {
            self = quick
        } else {
            self = try Self.parsed(bytes)
        }
    }

    /// The same from a span.
    @inlinable
    public init(ascii bytes: Span<UInt8>) throws(DecimalError) {
        self = try bytes.withUnsafeBufferPointer { buffer throws(DecimalError) in
            try ExactDecimal(ascii: buffer)
        }
    }

    /// The same from a string.
    public init(parsing text: String) throws(DecimalError) {
        var text = text
        let result: Result<ExactDecimal, DecimalError> = text.withUTF8 { buffer in
            Result { () throws(DecimalError) in try ExactDecimal(ascii: buffer) }
        }
        self = try result.get()
    }

    /// The everyday number: an optional minus, at most 19 digits, perhaps a point. Anything else is nil and left
    /// to ``parsed(_:)``, which alone knows the errors.
    @inlinable
    static func quicklyParsed(_ bytes: UnsafeBufferPointer<UInt8>) -> ExactDecimal? {
        guard let base = bytes.baseAddress, bytes.count <= 20 else { return nil }
        let end = bytes.count
        var index = 0
        let isNegative = end > 0 && base[0] == UInt8(ascii: "-")
        if isNegative { index = 1 }
        let start = index
        // At most 20 bytes: the multiplications can only wrap on 20 digits, which are refused below.
        var value: UInt64 = 0
        while index < end {
            let digit = base[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { break }
            value = value &* 10 &+ UInt64(digit)
            index &+= 1
        }
        let whole = index &- start
        var fraction = 0
        if index < end {
            guard base[index] == UInt8(ascii: ".") else { return nil }
            index &+= 1
            let point = index
            while index < end {
                let digit = base[index] &- UInt8(ascii: "0")
                guard digit <= 9 else { return nil }
                value = value &* 10 &+ UInt64(digit)
                index &+= 1
            }
            fraction = index &- point
            guard fraction > 0 else { return nil }
        }
        guard whole > 0, whole &+ fraction <= 19 else { return nil }
        return ExactDecimal(uncheckedNarrow: value, exponent: -fraction, isNegative: isNegative && value != 0)
    }

    /// The whole grammar, any length, with the errors.
    @usableFromInline
    static func parsed(_ bytes: UnsafeBufferPointer<UInt8>) throws(DecimalError) -> ExactDecimal {
        guard !bytes.isEmpty else { throw .empty }
        var reader = DecimalReader(bytes: bytes)
        return try reader.decimal()
    }
}

extension ExactDecimal: LosslessStringConvertible {
    /// Nil for anything that ``init(parsing:)`` refuses.
    public init?(_ text: String) {
        do {
            try self.init(parsing: text)
        } catch {
            return nil
        }
    }
}
