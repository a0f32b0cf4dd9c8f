import AdapterProtocol

/// How late books came, counted in steps: a table of fixed size, so that counting takes no memory of its own.
struct LagWindow: Sendable {
    /// What is longer counts as this many steps.
    private static let most = 10_000
    /// The length of a step.
    private let step: Duration
    private var counts: [Int] = Array(repeating: 0, count: most + 1)
    private var total = 0

    init(step: Duration) {
        self.step = step
    }

    mutating func record(_ lag: Duration) {
        let steps = min(max(lag.wholeNanoseconds / step.wholeNanoseconds, 0), Int64(Self.most))
        counts[Int(steps)] += 1
        total += 1
    }

    /// The milliseconds that this share of all stays within.
    func milliseconds(at share: Double) -> Double {
        var left = Int(Double(total) * share)
        var steps = 0
        while steps < Self.most, left >= counts[steps] {
            left -= counts[steps]
            steps += 1
        }
        return Double(steps) * Double(step.wholeNanoseconds) / 1e6
    }

    mutating func clear() {
        for index in counts.indices { counts[index] = 0 }
        total = 0
    }
}
