/// Vigna's SplitMix64: tiny, fast and the same everywhere. The standard library's ranges are not used with it,
/// because how they turn bits into numbers may change with a compiler.
struct SplitMix64: Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A stream of its own for the market with this index, so that adding a market leaves the others as they were.
    init(seed: UInt64, market index: Int) {
        var mixer = SplitMix64(seed: seed ^ (UInt64(truncatingIfNeeded: index) &* 0xA24B_AED4_963E_E407))
        state = mixer.next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in 0..<bound; 0 when the bound is not positive.
    mutating func below(_ bound: Int64) -> Int64 {
        guard bound > 0 else { return 0 }
        return Int64(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number in -reach...reach.
    mutating func around(zero reach: Int64) -> Int64 {
        reach > 0 ? below(2 * reach + 1) - reach : 0
    }
}
