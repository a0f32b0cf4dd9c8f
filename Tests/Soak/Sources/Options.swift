/// What the soak is asked to do.
struct Options {
    /// How long the venues are tormented and watched, without the settling at the end.
    var minutes: Int64 = 30
    /// Of the simulated venues, the misfortunes and the orders.
    var seed: UInt64 = 1
    /// Whether what happens is told while it happens.
    var isVerbose = false

    struct Wrong: Error {
        let text: String
    }

    init(_ arguments: [String]) throws(Wrong) {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            if name == "--verbose" {
                isVerbose = true
                continue
            }
            guard ["--minutes", "--seed"].contains(name) else { throw Wrong(text: "unknown option \(name)") }
            guard let text = rest.popFirst(), let number = UInt64(text) else {
                throw Wrong(text: "\(name) needs a number")
            }
            if name == "--seed" {
                seed = number
            } else {
                guard (1...10_080).contains(number) else { throw Wrong(text: "--minutes is 1 to 10080") }
                minutes = Int64(number)
            }
        }
    }
}

/// SplitMix64: the same misfortunes from the same seed.
struct SoakRandom {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// Below `bound`, which is above zero.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// One of them; nil of none.
    mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[below(elements.count)]
    }
}
