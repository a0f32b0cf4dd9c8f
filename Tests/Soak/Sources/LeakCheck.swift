import AdapterProtocol
import AdapterRuntime
import VenueSimulator

/// Whether nothing is left of the streams once they are closed.
struct LeakCheck {
    let clock: SystemClock
    let desks: [VenueDesk]
    /// Sockets of the process before the first connection.
    let sockets: Int

    private static let mostLooks = 40
    private static let pause: Duration = .milliseconds(250)

    func failures() async -> [String] {
        var left: [String] = []
        for _ in 0..<Self.mostLooks {
            left = desks.flatMap { desk in
                let (streams, readers) = (desk.exchange.openStreams, desk.notes.all.readers)
                return (streams == 0 ? [] : ["\(desk.id): \(streams) connections are left"])
                    + (readers == 0 ? [] : ["\(desk.id): \(readers) readers are left"])
            }
            let open = ProcessGauge.sockets
            if open > sockets { left.append("\(open - sockets) sockets are left") }
            if left.isEmpty { return [] }
            guard (try? await clock.sleep(for: Self.pause)) != nil else { break }
        }
        return left
    }
}

/// Whether memory stays flat once everything is running.
struct MemoryCheck {
    let samples: [(at: Duration, kilobytes: Int)]

    /// The engines' own histories fill up in the first hours, by some megabytes.
    private static let mostGrowth = 64 * 1024
    private static let fewest = 8

    /// Memory in the second quarter of the run and in the last one, kilobytes; nil for too few samples.
    var growth: (early: Int, late: Int)? {
        guard samples.count >= Self.fewest else { return nil }
        let quarter = samples.count / 4
        func middle(_ part: ArraySlice<(at: Duration, kilobytes: Int)>) -> Int {
            let sorted = part.map(\.kilobytes).sorted()
            return sorted[sorted.count / 2]
        }
        return (middle(samples[quarter..<2 * quarter]), middle(samples.suffix(quarter)))
    }

    func failures() -> [String] {
        guard let (early, late) = growth, late - early > Self.mostGrowth else { return [] }
        return ["memory grew from \(early / 1024) MB to \(late / 1024) MB"]
    }
}
