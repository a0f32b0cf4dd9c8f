import AdapterKit
import AdapterProtocol

extension JSONReader {
    /// Seconds since the epoch with up to nine digits after the point, never through binary floating point; nil for 0,
    /// which means unset, and for null.
    mutating func instantOrNothing() throws(JSONError) -> Timestamp? {
        if try null() { return nil }
        let seconds = try decimal()
        guard !seconds.isZero else { return nil }
        guard !seconds.isNegative, let cut = try? seconds.rounded(scale: 9, .down),
            let nanoseconds = cut.coefficient(atScale: 9).flatMap({ Int64(exactly: $0) })
        else { throw unexpected("seconds since 1970") }
        return Timestamp(nanoseconds: nanoseconds)
    }

    /// The same where there must be one.
    mutating func instant() throws(JSONError) -> Timestamp {
        guard let time = try instantOrNothing() else { throw unexpected("seconds since 1970") }
        return time
    }
}

extension Timestamp {
    /// Whole seconds since the epoch as the venue takes them.
    var krakenSeconds: String { String(nanoseconds / 1_000_000_000) }
}
