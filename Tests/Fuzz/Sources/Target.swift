/// What came of one input.
struct Finding {
    /// The decoder, as the report names it.
    let decoder: String
    /// How it ended, in one word.
    let ending: String
    /// What is never right; empty is what is wanted.
    var offences: [String] = []
    /// The input, for a report on an offence.
    var input: [UInt8] = []
    var note = ""
}

/// Something that reads bytes of strangers.
protocol Target {
    /// The group in the report: a venue, or `pieces`.
    var group: String { get }
    /// Makes one input from the random numbers and feeds it.
    func run(_ random: inout SplitMix) -> Finding
}

/// Picks among things, the costly ones seldom.
struct Lottery<Element> {
    private let elements: [Element]
    /// Running sums of the weights.
    private let bounds: [UInt64]

    init(_ elements: [Element], weights: [UInt64]) {
        self.elements = elements
        var sum: UInt64 = 0
        bounds = weights.map { weight in
            sum += max(1, weight)
            return sum
        }
    }

    func pick(_ random: inout SplitMix) -> Element? {
        guard let last = bounds.last else { return nil }
        let ticket = random.next() % last
        var low = 0
        var high = bounds.count - 1
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] > ticket { high = middle } else { low = middle + 1 }
        }
        return elements[low]
    }
}
