/// Why a decimal could not be read or computed. Nothing about decimals ever traps.
public enum DecimalError: Error, Sendable, Equatable {
    /// There was no text at all.
    case empty
    /// The byte at this offset does not belong there; the length of the text when it stops too early.
    case invalidCharacter(at: Int)
    /// The exact value needs more than 34 significant digits, or an exponent outside -64...64.
    case overflow
    /// The exact value does not exist in the form asked for, and no rounding was named.
    case inexact
    /// Division by zero, or a step that is not above zero.
    case divisionByZero
}

extension DecimalError: CustomStringConvertible {
    /// One line for a log or a refusal; never repeats the text that was read.
    public var description: String {
        switch self {
        case .empty: "a number was expected, the text is empty"
        case .invalidCharacter(let offset): "not a plain decimal number: unexpected at byte \(offset)"
        case .overflow: "the number needs more than 34 significant digits or is out of range"
        case .inexact: "the number does not fit without rounding"
        case .divisionByZero: "division by zero, or a step that is not above zero"
        }
    }
}
