/// A point on the simulator's clock, in nanoseconds since the Unix epoch.
///
/// Faces never read a clock: every call brings the instant, already moved by the clock skew that
/// the fault plan or the control port asks for.
public struct SimulatedInstant: Sendable, Hashable, Comparable, Codable {
    /// Nanoseconds since 1970-01-01T00:00:00Z. The range of `Int64` reaches the year 2262.
    public let nanoseconds: Int64

    /// Makes an instant from nanoseconds since the Unix epoch.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Makes an instant from milliseconds since the Unix epoch; values out of range saturate.
    public init(milliseconds: Int64) {
        nanoseconds = Self.scale(milliseconds, by: 1_000_000)
    }

    /// Whole milliseconds since the Unix epoch, rounded down.
    public var milliseconds: Int64 { Self.floor(nanoseconds, by: 1_000_000) }

    /// Whole microseconds since the Unix epoch, rounded down.
    public var microseconds: Int64 { Self.floor(nanoseconds, by: 1_000) }

    /// Whole seconds since the Unix epoch, rounded down.
    public var seconds: Int64 { Self.floor(nanoseconds, by: 1_000_000_000) }

    /// This instant moved by `milliseconds` (negative moves back); saturates at the ends of the range.
    public func advanced(byMilliseconds milliseconds: Int64) -> SimulatedInstant {
        advanced(byNanoseconds: Self.scale(milliseconds, by: 1_000_000))
    }

    /// This instant moved by `nanoseconds` (negative moves back); saturates at the ends of the range.
    public func advanced(byNanoseconds offset: Int64) -> SimulatedInstant {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(offset)
        guard overflow else { return SimulatedInstant(nanoseconds: sum) }
        return SimulatedInstant(nanoseconds: offset < 0 ? .min : .max)
    }

    /// The earlier instant is the smaller one.
    public static func < (lhs: SimulatedInstant, rhs: SimulatedInstant) -> Bool {
        lhs.nanoseconds < rhs.nanoseconds
    }

    private static func scale(_ value: Int64, by factor: Int64) -> Int64 {
        let (product, overflow) = value.multipliedReportingOverflow(by: factor)
        guard overflow else { return product }
        return value < 0 ? .min : .max
    }

    private static func floor(_ value: Int64, by divisor: Int64) -> Int64 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
