import AdapterProtocol
import VenueSimulator

/// The names of the Acorn face.
///
/// Everything here follows API.md and shares no code with the adapter that talks to it, so that one misreading cannot
/// agree with itself.
enum Acorn {
    /// The account that stands behind all keys.
    static let account = "A-20481"

    /// A number as answers write it: a text.
    static func number(_ value: ExactDecimal) -> FaceJSON { .text(value.description) }

    /// The same, null for none.
    static func number(_ value: ExactDecimal?) -> FaceJSON { value.map { number($0) } ?? .null }
}
