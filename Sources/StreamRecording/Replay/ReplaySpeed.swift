public import AdapterProtocol

/// How fast a recording is told.
public enum ReplaySpeed: Sendable, Hashable {
    /// As fast as it is read.
    case unlimited
    /// So many times as fast as it was.
    case times(ExactDecimal)

    /// Reads `max`, or a number above zero; nil for anything else.
    public init?(_ text: String) {
        if text == "max" {
            self = .unlimited
        } else if let factor = ExactDecimal(text), factor.isPositive, factor.scale <= 6, factor <= 1_000_000 {
            self = .times(factor)
        } else {
            return nil
        }
    }

    /// How long after the beginning something is told that happened `offset` after it.
    func pause(_ offset: Duration) -> Duration {
        guard case .times(let factor) = self, let micros = factor.coefficient(atScale: 6), micros > 0 else {
            return .zero
        }
        let nanoseconds = Int128(offset.wholeNanoseconds) * 1_000_000 / micros
        return .nanoseconds(Int64(clamping: nanoseconds))
    }
}
