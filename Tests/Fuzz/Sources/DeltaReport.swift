import Dispatch
import Synchronization

/// All venues' changes, and the table of what came of them.
enum DeltaReport {
    private typealias Outcomes = [String: Result<DeltaRun.Outcome, any Error>]

    /// Runs so many changes of each venue, the venues side by side; whether nothing was wrong.
    static func run(_ options: Options, changes: UInt64) throws -> Bool {
        print("seed \(options.seed), \(changes) changes of each venue's books")
        let venues = FuzzedVenue.all.filter { [nil, $0.name].contains(options.group) }
        let outcomes = Mutex<Outcomes>([:])
        let (seed, only) = (options.seed, options.only)
        DispatchQueue.concurrentPerform(iterations: venues.count) { index in
            let run = DeltaRun(venue: venues[index], seed: seed)
            let outcome = Result { try run.run(changes: changes, only: only) }
            outcomes.withLock { $0[venues[index].name] = outcome }
        }
        let all = outcomes.withLock { $0 }
        var lines = [
            "| venue | changes | messages damaged | connections | books lost | live books compared | not comparable"
                + " | unverified | offences |",
            "|---|" + String(repeating: "---:|", count: 8),
        ]
        var offences = 0
        for venue in venues {
            guard let outcome = try all[venue.name]?.get() else { continue }
            for offence in outcome.offences { print("OFFENCE \(venue.name): \(offence)") }
            offences += outcome.offences.count
            let numbers = [
                "\(outcome.changes)", "\(outcome.damaged)", "\(outcome.connections)", "\(outcome.losses)",
                "\(outcome.compared)", "\(outcome.unknown)", "\(outcome.unverified)", "\(outcome.offences.count)",
            ]
            lines.append("| \(venue.name) | " + numbers.joined(separator: " | ") + " |")
        }
        print("\n" + lines.joined(separator: "\n") + "\n")
        print("\(changes) changes of each venue, \(offences) offences")
        return offences == 0
    }
}
