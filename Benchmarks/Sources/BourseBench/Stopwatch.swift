/// What one benchmark gave.
struct Measurement {
    /// The row's name, shared with the peer's line.
    let name: String
    /// The median over the rounds.
    let nanosecondsPerOperation: Double
    /// How many rounds were timed.
    let rounds: Int

    /// One line of JSON.
    var line: String {
        let tenths = Int((nanosecondsPerOperation * 10).rounded())
        return """
            {"name":"\(name)","nanoseconds_per_operation":\(tenths / 10).\(tenths % 10),"rounds":\(rounds)}
            """
    }
}

/// Times work in rounds of many operations, so that reading the clock costs nothing, and keeps the median round, so
/// that a round that was interrupted does not count.
struct Stopwatch {
    /// Timed rounds of one benchmark.
    let rounds: Int
    /// How long one round is meant to last.
    let roundLength: Duration

    private let clock = ContinuousClock()

    init(rounds: Int, roundLength: Duration) {
        self.rounds = rounds
        self.roundLength = roundLength
    }

    /// Measures `body`, which does as many operations as it is told.
    func measure(_ name: String, _ body: (Int) throws -> Void) throws -> Measurement {
        let count = try operations(in: body)
        var times: [Double] = []
        for _ in 0..<rounds { times.append(try time(count, body)) }
        return Measurement(name: name, nanosecondsPerOperation: Self.median(times), rounds: rounds)
    }

    /// Measures two bodies in turn, round by round, so that both meet the same machine.
    func compare(
        _ first: (name: String, body: (Int) throws -> Void), _ second: (name: String, body: (Int) throws -> Void)
    ) throws -> [Measurement] {
        let counts = (try operations(in: first.body), try operations(in: second.body))
        var times: (first: [Double], second: [Double]) = ([], [])
        for _ in 0..<rounds {
            times.first.append(try time(counts.0, first.body))
            times.second.append(try time(counts.1, second.body))
        }
        return [
            Measurement(name: first.name, nanosecondsPerOperation: Self.median(times.first), rounds: rounds),
            Measurement(name: second.name, nanosecondsPerOperation: Self.median(times.second), rounds: rounds),
        ]
    }

    /// Nanoseconds per operation of one round.
    func time(_ count: Int, _ body: (Int) throws -> Void) rethrows -> Double {
        let elapsed = try clock.measure { try body(count) }.components
        return (Double(elapsed.seconds) * 1e9 + Double(elapsed.attoseconds) / 1e9) / Double(count)
    }

    /// The middle value; for an even number of values, the upper of the two in the middle.
    static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    /// Doubles the number of operations until they last a round, then lets as many rounds pass as will be timed: a
    /// process that has just started meets cold caches and a slow clock, and the peer's has been importing for a second.
    private func operations(in body: (Int) throws -> Void) throws -> Int {
        var count = 1
        while try clock.measure({ try body(count) }) < roundLength { count *= 2 }
        for _ in 0..<rounds { try body(count) }
        return count
    }
}

/// Uses a value where the optimiser cannot see it, so that the work behind it is done.
@inline(never)
func consume<Value>(_ value: borrowing Value) {
    withExtendedLifetime(value) {}
}
