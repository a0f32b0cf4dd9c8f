import AdapterKit
import AdapterProtocol

extension JSONReader {
    /// Reads an exact number that cannot be below zero.
    mutating func quantity() throws(JSONError) -> ExactDecimal {
        let number = try decimal()
        guard !number.isNegative else { throw unexpected("a number not below zero") }
        return number
    }
}
