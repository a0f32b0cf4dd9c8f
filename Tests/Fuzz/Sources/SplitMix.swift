/// SplitMix64: the same random numbers on every machine.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// The generator of one input: any input can be made again without the ones before it.
    init(seed: UInt64, input: UInt64) {
        var first = SplitMix(seed: seed)
        state = first.next() ^ (input &* 0xD6E8_FEB8_6659_FD93)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// Below `bound`, which is above zero.
    mutating func index(below bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// One of them; nil of none.
    mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[index(below: elements.count)]
    }
}
