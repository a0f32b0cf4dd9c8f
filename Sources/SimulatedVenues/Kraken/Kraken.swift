import AdapterProtocol
import VenueSimulator

/// The names of the Kraken face.
///
/// Everything here is written from the fact sheet `venues/kraken.md` alone and shares no code with the adapter that
/// talks to it, so that one misreading cannot agree with itself.
enum Kraken {
    /// `value` in plain notation with exactly `places` digits after the point, cut toward zero where it has more.
    static func fixed(_ value: ExactDecimal, places: Int) -> String {
        let cut = try? value.rounded(scale: places, .down)
        // reason: rounding fails only when 34 digits cannot hold the padded form; the unpadded text is exact then.
        return (cut ?? value).text(minimumScale: places)
    }

    /// The same as a JSON string, the form of all amounts on REST (kraken.md A.2).
    static func money(_ value: ExactDecimal, places: Int) -> FaceJSON { .text(fixed(value, places: places)) }

    /// A constant; nil never happens for the short numbers of this module, so zero stands in.
    static func dec(_ coefficient: Int128, _ exponent: Int = 0) -> ExactDecimal {
        // reason: the constants are a dozen digits at most; the initialiser fails beyond 34.
        (try? ExactDecimal(coefficient: coefficient, exponent: exponent)) ?? .zero
    }
}
