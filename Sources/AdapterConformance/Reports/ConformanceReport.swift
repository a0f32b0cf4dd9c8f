public import AdapterProtocol

/// What a run of the suite found.
public struct ConformanceReport: Sendable {
    /// A cell of the capability table that the cases contradict.
    public struct CellProblem: Sendable, Hashable {
        /// The cell.
        public let capability: Capability
        /// What is wrong with it.
        public let problem: String
    }

    /// The venue.
    public let venue: VenueID
    /// The adapter's version.
    public let version: String
    /// Where it was tried, nil for an offline run.
    public let environment: VenueEnvironment?
    /// What the run covered.
    public let coverage: ConformanceSuite.Coverage
    /// Every case.
    public let results: [ConformanceResult]
    /// Whether all cases were reached.
    public let isComplete: Bool
    /// The wire data seen, for ``Recordings``; nil for an offline run.
    public let recorded: Recordings?
    /// Cells that the adapter does not claim although all cases that prove them would pass; looked for by a whole run
    /// at a simulated exchange.
    public let unclaimed: [Capability]
    private let capabilities: VenueCapabilities

    init(
        subject: ConformanceSubject, coverage: ConformanceSuite.Coverage, results: [ConformanceResult],
        isComplete: Bool, recorded: Recordings?, unclaimed: [Capability] = []
    ) {
        venue = subject.adapter.profile.id
        version = subject.adapter.version
        environment = subject.endpoint?.environment
        capabilities = subject.adapter.capabilities
        self.coverage = coverage
        self.results = results
        self.isComplete = isComplete
        self.recorded = recorded
        self.unclaimed = unclaimed
    }

    /// How many cases ended with this word.
    public func count(_ word: String) -> Int { results.count { $0.outcome.word == word } }

    /// Whether every case of the suite was in it, and not only some that were picked.
    public var isWhole: Bool { Set(ConformanceSuite.allCases.map(\.id)).isSubset(of: results.map(\.case.id)) }

    /// Claimed cells that no green case proves although a case that the run covers is there to prove them. A run of
    /// picked cases speaks of a cell only when it has all the cases of it.
    public var cellProblems: [CellProblem] {
        var problems: [CellProblem] = []
        let reached = Set(results.map(\.case.id))
        let isWhole = isWhole
        for (capability, support) in capabilities.table.sorted(by: { $0.key < $1.key }) where support.isOffered {
            func isBound(_ one: ConformanceCase) -> Bool {
                one.proves.contains(capability) && coverage.covers(one.needs)
            }
            let bound = results.filter { isBound($0.case) }
            guard isWhole || ConformanceSuite.allCases.allSatisfy({ !isBound($0) || reached.contains($0.id) }) else {
                continue
            }
            guard !bound.isEmpty || (coverage == .trading && isWhole) else { continue }
            guard !bound.contains(where: { $0.outcome == .passed }) else { continue }
            let problem =
                bound.isEmpty ? "claimed, and no case proves it" : "claimed, and no case that proves it passed"
            problems.append(CellProblem(capability: capability, problem: problem))
        }
        return problems
    }

    /// Whether every promise holds: nothing failed, every claimed cell is proven, nothing claimed was skipped. Of a run
    /// of picked cases it says so for these only.
    public var isGreen: Bool {
        isComplete && count("failed") == 0 && cellProblems.isEmpty && !results.contains(where: \.isRedSkip)
    }
}
