import Foundation

/// How often the heap is asked for memory: by a thousand planted allocations, which shows that the counter counts, and by
/// a hundred thousand frames of changes in steady state.
struct AllocationBenchmark {
    private static let planted = 1000
    /// Until then the book's arrays have grown to their sizes: forty rounds of the circle.
    private static let warmUp = 10_240
    private static let frames = 102_400

    private let counter: HeapCounter
    private let fixtures: URL

    init(_ counter: HeapCounter, _ fixtures: URL) {
        self.counter = counter
        self.fixtures = fixtures
    }

    func lines() throws -> [String] {
        var depth = try FollowedDepth(fixtures)
        for _ in 0..<Self.warmUp { depth.take() }
        let made = counter.count {
            for _ in 0..<Self.frames { depth.take() }
        }
        try depth.check()
        return [Self.line("allocations.planted", plant()), Self.line("allocations.depth", made)]
    }

    private func plant() -> UInt64 {
        var kept: [[UInt8]] = []
        kept.reserveCapacity(Self.planted)
        let made = counter.count {
            for number in 0..<Self.planted { kept.append(Self.allocate(number)) }
        }
        consume(kept)
        return made
    }

    /// One object on the heap.
    @inline(never)
    private static func allocate(_ number: Int) -> [UInt8] { [UInt8](repeating: 7, count: 48 + number % 16) }

    private static func line(_ name: String, _ count: UInt64) -> String {
        "{\"name\":\"\(name)\",\"allocations\":\(count)}"
    }
}
