import AdapterProtocol
import BigInt

/// A number by value: digits without zeros at their end, times a power of ten. Read from text without the decimal that it
/// is the oracle of. Numbers of more than 38 digits cannot be any ``ExactDecimal`` and are left out.
struct Number: Hashable, Sendable {
    let isNegative: Bool
    let digits: UInt128
    let exponent: Int

    /// Reads sign, digits, fraction and exponent; nil for any other text.
    init?(text: String) {
        var rest = Array(text.utf8)[...]
        var isNegative = false
        if let sign = rest.first, sign == 0x2D || sign == 0x2B {
            isNegative = sign == 0x2D
            rest = rest.dropFirst()
        }
        var run: [UInt8] = []
        var exponent = 0
        guard Self.take(&rest, into: &run) > 0 else { return nil }
        if rest.first == 0x2E {
            rest = rest.dropFirst()
            let count = Self.take(&rest, into: &run)
            guard count > 0 else { return nil }
            exponent = -count
        }
        if let mark = rest.first, mark == 0x65 || mark == 0x45 {
            guard let written = Self.exponent(rest.dropFirst()) else { return nil }
            exponent += written
            rest = []
        }
        guard rest.isEmpty else { return nil }
        while run.last == 0x30 {
            run.removeLast()
            exponent += 1
        }
        let significant = run.drop { $0 == 0x30 }
        guard significant.count <= 38, let digits = UInt128("0" + String(decoding: significant, as: UTF8.self))
        else { return nil }
        self.init(isNegative: isNegative, digits: digits, exponent: exponent)
    }

    /// The value of a decimal, by its coefficient and exponent.
    init(_ decimal: ExactDecimal) {
        var digits = UInt128(decimal.coefficient.magnitude)
        var exponent = decimal.exponent
        while digits != 0, digits % 10 == 0 {
            digits /= 10
            exponent += 1
        }
        self.init(isNegative: decimal.isNegative, digits: digits, exponent: exponent)
    }

    private init(isNegative: Bool, digits: UInt128, exponent: Int) {
        self.isNegative = isNegative && digits != 0
        self.digits = digits
        self.exponent = digits == 0 ? 0 : exponent
    }

    /// Reads sign and digits. What is far from any number that can be represented is cut to 10^12: a zero stays zero.
    private static func exponent(_ text: ArraySlice<UInt8>) -> Int? {
        let hasSign = text.first == 0x2D || text.first == 0x2B
        let digits = text.dropFirst(hasSign ? 1 : 0)
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let most = 1_000_000_000_000
        let written = min(Int(String(decoding: digits, as: UTF8.self)) ?? most, most)
        return text.first == 0x2D ? -written : written
    }

    /// Moves the digits at the start; how many.
    private static func take(_ rest: inout ArraySlice<UInt8>, into run: inout [UInt8]) -> Int {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        run.append(contentsOf: digits)
        rest = rest.dropFirst(digits.count)
        return digits.count
    }

    /// The number times 10^`shift`, nil when it is not whole or absurdly large.
    func whole(shift: Int = 0) -> BigInt? {
        guard (0...400).contains(exponent + shift) || digits == 0 else { return nil }
        let magnitude = BigInt(digits) * (digits == 0 ? 1 : BigInt(10).power(exponent + shift))
        return isNegative ? -magnitude : magnitude
    }
}

extension Number: CustomStringConvertible {
    var description: String { "\(isNegative ? "-" : "")\(digits)e\(exponent)" }
}
