import AdapterProtocol
public import AdapterRuntime

/// Every case, and how they are run.
public struct ConformanceSuite: Sendable {
    /// What a run covers.
    public enum Coverage: String, Sendable, Hashable, Codable {
        /// The adapter alone, and its recorded wire data.
        case offline
        /// An endpoint, reads only.
        case reading
        /// An endpoint, orders included.
        case trading

        func covers(_ need: ConformanceCase.Need) -> Bool {
            switch self {
            case .offline: need == .adapter || need == .publicData || need == .accountData
            case .reading: need != .trading
            case .trading: true
            }
        }
    }

    /// What a run tells while it goes on.
    public enum Progress: Sendable {
        /// A case begins.
        case started(ConformanceCase, position: Int, of: Int)
        /// A case is over.
        case ended(ConformanceResult)
    }

    /// All cases, by group.
    public static let allCases: [ConformanceCase] = [
        IdentityCases.all, CapabilityCases.all, CallCases.all, SignerCases.all, DocumentedErrorCases.all,
        PublishedRateCases.all, MetadataCases.all,
        OfflineStreamCases.all,
        PrecisionCases.all, DigitCases.all, MarketDataCases.all, CandleCases.all, AccountCases.all, PagingCases.all,
        PlaceCases.all, RestingCases.all, OrderStateCases.all, MarketOrderCases.all, TriggerCases.all,
        TimeInForceCases.all, PlacementOptionCases.all, ClientIDCases.all, CancelCases.all, CancelAllCases.all,
        AmendCases.all, AmendRefusalCases.all, RaceCases.all, AnswerDepthCases.all,
        AmbiguityCases.all, WireAmbiguityCases.all, ReadAmbiguityCases.all, LostAnswerCases.all, LostChangeCases.all,
        ResolutionCases.all, RefusalCases.all, KeyTestCases.all, ClockCases.all, NonceCases.all, RateLimitCases.all,
        TaskCancellationCases.all, HostileTextCases.all, HostileArgumentCases.all, HostileSpanCases.all,
        DamagedAnswerCases.all, LeakCases.all, StreamCases.all,
    ].flatMap { $0 }

    /// The cases of this suite.
    public let cases: [ConformanceCase]

    /// A suite of all cases, or of those that `isWanted` picks.
    public init(_ isWanted: (ConformanceCase) -> Bool = { _ in true }) {
        cases = Self.allCases.filter(isWanted)
    }

    /// A suite of these cases.
    init(cases: [ConformanceCase]) {
        self.cases = cases
    }

    /// Runs the cases one after the other; what a case leaves is cancelled before the next one begins, also when the task
    /// is cancelled. A case that does not end within `limit` is red and the last one: what it holds is not given back.
    ///
    /// - Parameters:
    ///   - subject: What is examined.
    ///   - random: Client ids and everything else that is drawn.
    ///   - limit: How long a case may take by a real clock; nil waits for ever.
    ///   - progress: Is told of each case.
    /// - Throws: ``VenueError`` when nothing can be examined: the endpoint is not there, or lists no market to work on.
    public func run(
        _ subject: ConformanceSubject, random: any RandomSource = SystemRandomSource(), limit: CaseLimit? = nil,
        progress: (Progress) -> Void = { _ in }
    ) async throws -> ConformanceReport {
        let coverage: Coverage =
            subject.endpoint.map { $0.mayTrade && $0.keys[.trade] != nil ? .trading : .reading } ?? .offline
        let examination = try await Examination.begin(subject, random: random)
        var results: [ConformanceResult] = []
        for (offset, one) in cases.enumerated() where !Task.isCancelled {
            progress(.started(one, position: offset + 1, of: cases.count))
            let started = examination.clock.now
            let ended = await ended(one, examination, coverage, limit)
            let outcome = ended ?? .failed("it did not end within \(limit?.duration ?? .zero), and the run is given up")
            let result = ConformanceResult(
                case: one, outcome: outcome, took: examination.clock.now.duration(since: started))
            results.append(result)
            progress(.ended(result))
            if ended == nil { break }
        }
        let recorded = examination.tap.map { Recordings($0.exchanges, recordedAt: examination.clock.now) }
        let isWhole = results.count == Self.allCases.count
        return ConformanceReport(
            subject: subject, coverage: coverage, results: results, isComplete: results.count == cases.count,
            recorded: recorded, unclaimed: isWhole ? await unclaimed(subject, coverage, random: random, limit) : [])
    }

    /// What came of a case and of cleaning up after it; nil when it does not end.
    func ended(
        _ one: ConformanceCase, _ examination: Examination, _ coverage: Coverage, _ limit: CaseLimit?
    ) async -> CaseOutcome? {
        let both: @Sendable () async -> CaseOutcome = {
            let outcome = await outcome(of: one, examination, coverage)
            // A cancelled run still owes the venue its cleaning up.
            let denied = examination.denied
            let left = await Task { await examination.cleanUp() }.value  // reason: awaited here; must outlive a cancel
            guard case .passed = outcome else { return outcome }
            if !left.isEmpty { return .failed("left behind: \(left.joined(separator: ", "))") }
            guard let id = denied.first else { return outcome }
            return .failed("\(id) was told as rejected because an order has this id: only a look-up tells whose it is")
        }
        guard let limit else { return await both() }
        return await limit.run(both)
    }

    func outcome(
        of one: ConformanceCase, _ examination: Examination, _ coverage: Coverage
    ) async -> CaseOutcome {
        guard coverage.covers(one.needs) else { return .notCovered }
        if let missing = one.proves.sorted().first(where: { !examination.capabilities[$0].isOffered }) {
            return .notApplicable("\(missing) is not offered")
        }
        if one.needs == .publicData || one.needs == .accountData, examination.endpoint == nil,
            examination.recordings == nil
        {
            return .skipped("the adapter ships no recordings")
        }
        if one.needs == .accountData || one.needs == .connection, let endpoint = examination.endpoint,
            endpoint.keys[.trade] == nil
        {
            return .skipped("there is no key")
        }
        do {
            try await one.body(examination)
            return .passed
        } catch let stop as CaseStop {
            switch stop {
            case .broken(let seen): return .failed(seen)
            case .skipped(let reason): return .skipped(reason)
            case .notApplicable(let reason): return .notApplicable(reason)
            }
        } catch {
            return .failed("an error that the promise does not allow: \(error)")
        }
    }
}
