import AdapterProtocol

/// A step (tick or lot) as an integer at its own scale, and the exact roads between decimals and integers.
struct IntegerScale: Sendable {
    enum Conversion: Equatable {
        case exact(Int128)
        case tooFine
        case tooLarge
    }

    let coefficient: Int128
    let scale: Int

    /// `nil` for a step that is not positive or too large.
    init?(_ step: ExactDecimal) {
        let plain = step.normalized
        guard plain.isPositive else { return nil }
        scale = Swift.max(0, -plain.exponent)
        guard case .exact(let coefficient) = Self.integer(plain, scale: scale) else { return nil }
        self.coefficient = coefficient
    }

    /// `count` steps as a decimal with the step's own decimals.
    func decimal(_ count: Int64) -> ExactDecimal { decimal(wide: Int128(count)) }

    func decimal(wide count: Int128) -> ExactDecimal {
        Self.decimal(count &* coefficient, scale: scale, precision: scale)
    }

    /// How many steps a value is.
    func steps(_ value: ExactDecimal) -> Conversion {
        guard case .exact(let whole) = Self.integer(value, scale: scale) else {
            return Self.integer(value, scale: scale)
        }
        let (steps, rest) = whole.quotientAndRemainder(dividingBy: coefficient)
        return rest == 0 ? .exact(steps) : .tooFine
    }

    /// value x 10^scale, if that is a whole number.
    static func integer(_ value: ExactDecimal, scale: Int) -> Conversion {
        if value.isZero { return .exact(0) }
        let shift = value.exponent + scale
        if shift >= 0 {
            guard let factor = power(shift) else { return .tooLarge }
            let (product, overflow) = value.coefficient.multipliedReportingOverflow(by: factor)
            return overflow ? .tooLarge : .exact(product)
        }
        guard let factor = power(-shift) else { return .tooFine }
        let (whole, rest) = value.coefficient.quotientAndRemainder(dividingBy: factor)
        return rest == 0 ? .exact(whole) : .tooFine
    }

    /// amount x 10^-scale with at least `precision` decimals, zeros beyond them dropped.
    static func decimal(_ amount: Int128, scale: Int, precision: Int) -> ExactDecimal {
        var amount = amount
        var scale = scale
        while scale > precision, amount % 10 == 0 {
            amount /= 10
            scale -= 1
        }
        do {
            return try ExactDecimal(coefficient: amount, exponent: -scale)
        } catch {
            // Amounts are sums of what `Limits` admitted, far below 10^34; this keeps a report from trapping.
            return .zero
        }
    }

    /// 10^exponent for 0...37.
    static func power(_ exponent: Int) -> Int128? {
        guard exponent >= 0, exponent <= 37 else { return nil }
        var result: Int128 = 1
        for _ in 0..<exponent { result *= 10 }
        return result
    }
}
