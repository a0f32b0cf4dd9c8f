/// Why bytes could not be read as the JSON that was expected. Never holds a value, only where and what.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        /// The bytes ended too early.
        case truncated
        /// A byte that the grammar does not allow here.
        case unexpectedByte
        /// Something follows the value.
        case trailingBytes
        /// Deeper than ``JSONReader/deepest`` levels.
        case tooDeep
        /// The same key twice in one object: which one counts is nobody's to guess.
        case duplicateKey
        /// A text that is not UTF-8, or a broken escape.
        case invalidText
        /// A number of the wrong form, out of range or with too many digits.
        case invalidNumber
        /// Another type, or a value outside its set.
        case unexpectedValue(String)
        /// A key that must be there is not.
        case missing(String)
    }

    /// What is wrong.
    public let kind: Kind
    /// Byte offset where it was noticed.
    public let offset: Int
    /// The key read last, where there was one.
    public let field: String?

    /// An error.
    public init(_ kind: Kind, offset: Int, field: String? = nil) {
        self.kind = kind
        self.offset = offset
        self.field = field
    }

    /// What, where, and under which key.
    public var description: String {
        let place = field.map { " in '\($0)'" } ?? ""
        switch kind {
        case .unexpectedValue(let expected): return "expected \(expected)\(place) (byte \(offset))"
        case .missing(let key): return "the key '\(key)' is missing (byte \(offset))"
        default: return "\(kind)\(place) (byte \(offset))"
        }
    }
}
