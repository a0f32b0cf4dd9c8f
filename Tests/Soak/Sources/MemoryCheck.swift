import AdapterRuntime

/// Memory of the process at one moment, kilobytes.
struct MemorySample: Sendable {
    /// Allocated and not freed.
    var heap = ProcessGauge.heapKilobytes
    /// Resident, what the allocator keeps for later included.
    var resident = ProcessGauge.residentKilobytes
}

/// Whether what is in use stays flat once everything is running.
struct MemoryCheck {
    let samples: [MemorySample]

    /// What the soak itself notes: by a profile of the heap (a preloaded `malloc`) nearly all growth is the witness's
    /// states, whose bound quiet markets reach late, and what the readers noted of trades, fills and orders.
    private static let mostGrowth = 8 * 1024
    private static let fewest = 8

    /// The middle of the second quarter of the run, and of the last one; nil for too few samples.
    var growth: (early: MemorySample, late: MemorySample)? {
        guard samples.count >= Self.fewest else { return nil }
        let quarter = samples.count / 4
        return (Self.middle(samples[quarter..<2 * quarter]), Self.middle(samples.suffix(quarter)))
    }

    private static func middle(_ part: ArraySlice<MemorySample>) -> MemorySample {
        func median(_ value: (MemorySample) -> Int) -> Int {
            let sorted = part.map(value).sorted()
            return sorted[sorted.count / 2]
        }
        return MemorySample(heap: median(\.heap), resident: median(\.resident))
    }

    func failures() -> [String] {
        guard let (early, late) = growth, late.heap - early.heap > Self.mostGrowth else { return [] }
        return ["memory in use grew from \(early.heap) kB to \(late.heap) kB"]
    }
}

/// Whether everything is freed that a soak has made: venues, adapters, streams, and what the soak itself noted.
struct RemainderCheck: Sendable {
    /// Heap in use before, kilobytes, after a lap that has made what a process makes once.
    let before: Int
    /// Heap in use after.
    let after: Int

    private static let most = 2 * 1024

    /// Timers of closed connections hold what is theirs for some seconds more.
    private static let looks = 60
    private static let pause: Duration = .milliseconds(250)

    /// The least heap in use, kilobytes, in the seconds after a run.
    static func leastHeap() async throws -> Int {
        let clock = SystemClock()
        var least = ProcessGauge.heapKilobytes
        for _ in 0..<looks {
            try await clock.sleep(for: pause)
            least = min(least, ProcessGauge.heapKilobytes)
        }
        return least
    }

    func failures() -> [String] {
        after - before <= Self.most ? [] : ["\(after - before) kB were never freed"]
    }
}
