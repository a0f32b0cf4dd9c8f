import AdapterProtocol
import VenueSimulator

/// The names of the VALR face.
///
/// Everything here is written from the fact sheet `venues/valr.md` alone and shares no code with the adapter that
/// talks to it, so that one misreading cannot agree with itself.
enum VALR {
    /// The primary account that stands behind all keys.
    static let account = "main"
    /// The one subaccount; a primary key reaches it with the subaccount header (valr.md B.4).
    static let subaccount = "903671169785507840"

    /// A price, quantity or percentage: always a string, plain, without trailing zeros (valr.md A.1).
    static func text(_ value: ExactDecimal) -> FaceJSON { .text(value.text(trimmingZeros: true)) }

    /// Sum that keeps the left side when 34 digits do not suffice, which no sum of engine amounts needs.
    static func sum(_ left: ExactDecimal, _ right: ExactDecimal) -> ExactDecimal { (try? left + right) ?? left }

    /// Difference under the same rule.
    static func difference(_ left: ExactDecimal, _ right: ExactDecimal) -> ExactDecimal {
        (try? left - right) ?? left
    }

    /// Product under the same rule.
    static func product(_ left: ExactDecimal, _ right: ExactDecimal) -> ExactDecimal {
        (try? left * right) ?? left
    }

    /// Quotient, cut to `scale` digits; zero for what cannot be divided.
    static func quotient(_ left: ExactDecimal, _ right: ExactDecimal, scale: Int) -> ExactDecimal {
        (try? left.divided(by: right, scale: scale, rounding: .down)) ?? .zero
    }
}
