import AdapterProtocol
import VenueSimulator

/// The names of the Luno face.
///
/// Everything here is written from the fact sheet `venues/luno.md` alone and shares no code with the adapter that
/// talks to it, so that one misreading cannot agree with itself.
enum Luno {
    /// The account that stands behind all keys.
    static let account = "main"

    /// A price or amount as the order and balance replies write it: two decimals at least, no other trailing zeros.
    static func money(_ value: ExactDecimal, minimumScale: Int = 2) -> FaceJSON {
        .text(value.text(minimumScale: minimumScale, trimmingZeros: true))
    }

    /// A base volume: with the market's decimals, but `"0.00"` when nothing is there (luno.md E.7, samples).
    static func volume(_ value: ExactDecimal, of market: Market) -> FaceJSON {
        money(value, minimumScale: value.isZero ? 2 : max(2, market.volumeScale))
    }
}
