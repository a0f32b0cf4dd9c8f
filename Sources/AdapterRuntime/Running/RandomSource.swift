import Synchronization

/// Where jitter comes from, injected so that a simulation replays from its seed.
public protocol RandomSource: Sendable {
    /// The next 64 random bits.
    func next() -> UInt64
}

/// The system's randomness.
public struct SystemRandomSource: RandomSource {
    /// The system's randomness.
    public init() {}

    /// The next 64 random bits.
    public func next() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}

/// Repeatable bits from a seed (SplitMix64, Steele, Lea and Flood 2014).
public final class SeededRandomSource: RandomSource {
    private let state: Mutex<UInt64>

    /// Bits that depend on `seed` only.
    public init(seed: UInt64) {
        state = Mutex(seed)
    }

    /// The next 64 bits.
    public func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
