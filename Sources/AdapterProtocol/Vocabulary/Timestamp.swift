/// An instant of UTC wall-clock time in nanoseconds since 1970-01-01, unit in the type.
///
/// Venues speak seconds, milliseconds, microseconds, nanoseconds and texts; adapters convert at their edge
/// (vocabulary.md 1.22). The range ends in the year 2262; every conversion saturates there instead of trapping.
public struct Timestamp: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// Nanoseconds since the epoch.
    public let nanoseconds: Int64

    /// From nanoseconds since the epoch.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// From milliseconds since the epoch, the unit of most venues.
    public init(milliseconds: Int64) {
        self.init(nanoseconds: Self.scaled(milliseconds, by: 1_000_000))
    }

    /// From whole seconds since the epoch.
    public init(seconds: Int64) {
        self.init(nanoseconds: Self.scaled(seconds, by: 1_000_000_000))
    }

    /// Milliseconds since the epoch, rounded down.
    public var milliseconds: Int64 {
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The instant `duration` later (or earlier), saturating at the ends of the range.
    public func advanced(by duration: Duration) -> Timestamp {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(duration.wholeNanoseconds)
        guard overflow else { return Timestamp(nanoseconds: sum) }
        return Timestamp(nanoseconds: duration < .zero ? .min : .max)
    }

    /// How long after `earlier` this is; negative when it lies before.
    public func duration(since earlier: Timestamp) -> Duration {
        let (difference, overflow) = nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
        guard overflow else { return .nanoseconds(difference) }
        return .nanoseconds(nanoseconds > earlier.nanoseconds ? Int64.max : Int64.min)
    }

    /// Earlier is less.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }

    private static func scaled(_ value: Int64, by factor: Int64) -> Int64 {
        let (product, overflow) = value.multipliedReportingOverflow(by: factor)
        guard overflow else { return product }
        return value < 0 ? .min : .max
    }
}

extension Duration {
    /// The duration in nanoseconds, rounded toward zero, saturating at the ends of `Int64` (about 292 years).
    public var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        let (sum, carried) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
        guard !carried else { return seconds < 0 ? .min : .max }
        return sum
    }

    /// The duration in milliseconds, rounded toward zero.
    public var wholeMilliseconds: Int64 { wholeNanoseconds / 1_000_000 }
}
