import AdapterProtocol
import VenueSimulator

/// The names of the KuCoin face.
///
/// Everything here is written from the fact sheet `venues/kucoin.md` alone and shares no code with the adapter that
/// talks to it, so that one misreading cannot agree with itself.
enum KuCoin {
    /// A decimal constant: `coefficient` x 10^`exponent`.
    static func dec(_ coefficient: Int, _ exponent: Int = 0) -> ExactDecimal {
        // reason: only called with constants of a few digits; 34 digits always hold them.
        (try? ExactDecimal(coefficient: Int128(coefficient), exponent: exponent)) ?? .zero
    }

    /// a x b. Inputs are bounded (prices and sizes by ``OrderForm``, the rest by the engine), so 34 digits hold it.
    static func product(_ a: ExactDecimal, _ b: ExactDecimal) -> ExactDecimal { (try? a * b) ?? .zero }

    /// a + b under the same bound as ``product(_:_:)``.
    static func sum(_ a: ExactDecimal, _ b: ExactDecimal) -> ExactDecimal { (try? a + b) ?? .zero }

    /// a - b, never below zero: what is shown is never negative.
    static func difference(_ a: ExactDecimal, _ b: ExactDecimal) -> ExactDecimal {
        guard let value = try? a - b, !value.isNegative else { return .zero }
        return value
    }
}

extension FaceJSON {
    /// An amount as the venue prints most: a string without needless zeros.
    static func amount(_ value: ExactDecimal) -> FaceJSON { .text(value.text(trimmingZeros: true)) }

    /// An amount with at least `places` decimals (money history: 8, stop orders: 20).
    static func padded(_ value: ExactDecimal, _ places: Int) -> FaceJSON {
        .text(value.text(minimumScale: places, trimmingZeros: true))
    }

    /// A string, or null.
    static func optional(_ value: String?) -> FaceJSON { value.map(FaceJSON.text) ?? .null }
}
