import Foundation

/// From the bytes of a frame of 20 levels to the book that has them: decoded, its number checked, applied.
///
/// Writing the next number into the frame is timed too; it takes a few nanoseconds.
struct DepthBenchmark {
    private let fixtures: URL

    init(_ fixtures: URL) {
        self.fixtures = fixtures
    }

    func measure(_ name: String, with stopwatch: Stopwatch) throws -> Measurement {
        var depth = try FollowedDepth(fixtures)
        let measurement = try stopwatch.measure(name) { count in
            for _ in 0..<count { depth.take() }
        }
        try depth.check()
        return measurement
    }

    /// What the book holds after two rounds.
    func content(_ name: String) throws -> Content {
        var depth = try FollowedDepth(fixtures)
        // The first frame is taken already.
        for _ in 1..<2 * depth.circleLength { depth.take() }
        try depth.check()
        return try depth.content(name)
    }
}
