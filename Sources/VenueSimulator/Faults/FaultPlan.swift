/// The scripted misfortunes of a simulation, as a pure state machine: requests and stream messages in order go in, what
/// happens to each comes out, and the same ones against the same plan always meet the same fate.
public struct FaultPlan: Sendable, Hashable {
    /// What ``Fault/Occurrence/perMille(_:)`` draws from.
    public let seed: UInt64
    /// The faults in order; order decides where two contradict each other (`FaultCourse`).
    public let faults: [Fault]
    private var tallies: [Tally]

    /// How often a fault could have struck and did.
    public struct Tally: Sendable, Hashable, Codable {
        /// Requests or messages that matched venue and operation.
        public var matched: Int64 = 0
        /// Those that were hit.
        public var hit: Int64 = 0
    }

    /// A plan at its start. Without faults nothing ever happens.
    public init(seed: UInt64 = 0, faults: [Fault] = []) {
        self.seed = seed
        self.faults = faults
        tallies = Array(repeating: Tally(), count: faults.count)
    }

    /// One tally per fault, in the order of ``faults``.
    public var counts: [Tally] { tallies }

    /// Counts one request and returns everything that happens to it, in the order of the plan.
    ///
    /// - Parameter operation: nil for a path that the venue does not have; only `*` matches it.
    public mutating func decide(venue: String, operation: String?) -> [FaultAction] {
        decide(venue: venue, operation: operation, on: .request)
    }

    mutating func decide(venue: String, operation: String?, on subject: FaultSubject) -> [FaultAction] {
        var actions: [FaultAction] = []
        for (index, fault) in faults.enumerated()
        where fault.action.concerns(subject) && fault.matches(venue: venue, operation: operation) {
            tallies[index].matched += 1
            guard isHit(fault.occurrence, number: tallies[index].matched, faultIndex: index) else { continue }
            tallies[index].hit += 1
            actions.append(fault.action)
        }
        return actions
    }

    /// Starts counting anew.
    public mutating func restart() {
        tallies = Array(repeating: Tally(), count: faults.count)
    }

    private func isHit(_ occurrence: Fault.Occurrence, number: Int64, faultIndex: Int) -> Bool {
        switch occurrence {
        case .always: true
        case .nth(let wanted): number == wanted
        case .every(let step): step > 0 && number % step == 0
        case .first(let count): number <= count
        case .perMille(let chance): draw(number: number, faultIndex: faultIndex) < chance
        }
    }

    /// A number in 0..<1000 that depends on nothing but seed, fault and request number, so that adding a
    /// fault does not change the fate that another one deals.
    private func draw(number: Int64, faultIndex: Int) -> Int64 {
        let fault = UInt64(truncatingIfNeeded: faultIndex + 1) &* 0x9E37_79B9_7F4A_7C15
        var mixer = SplitMix64(seed: seed ^ fault)
        var random = SplitMix64(seed: mixer.next() ^ UInt64(bitPattern: number))
        return random.below(1000)
    }
}
