import AdapterProtocol

/// When an adapter believes that a placement whose answer was lost is not there: the adapter alone, with the venue's own
/// answers, so that an order can show itself as late as the venue allows.
enum ResolutionCases {
    static let all: [ConformanceCase] = [late, atOnce, never, answeredLate]

    private static let reason = "An order that is given up and then shows itself trades for nobody, or twice."

    /// What the venue answers who looks for a placement, before it shows it and after.
    private struct Answers {
        let id: ClientOrderID
        let hidden: Recordings
        let shown: Recordings
        let bound: Duration
    }

    /// The answers, from a placement that rests.
    private static func answers(_ examination: Examination) async throws -> Answers {
        let ground = try Ground(examination)
        let request = try examination.restingBuy()
        let long = examination.clock.now.advanced(by: .seconds(-3_600))
        func asked() async -> (PlaceResolution, Recordings) {
            let known = ground.tap.exchanges.count
            let resolution = await examination.venue.resolve(
                request.clientOrderID, on: request.symbol, signedBy: long)
            let seen = Array(ground.tap.exchanges[known...])
            return (resolution, Recordings(seen, recordedAt: examination.clock.now))
        }
        let (before, hidden) = await asked()
        guard case .absent = before else { throw CaseStop.broken("an id that was never used is \(before)") }
        let order = OrderReference.venue(try await examination.patientlyAccepted(request).venueOrderID)
        _ = try await examination.shown(order)
        let (after, shown) = await asked()
        guard case .found = after else { throw CaseStop.broken("an order that rests is \(after)") }
        let lists = ground.tap.exchanges.count
        _ = try await examination.venue.openOrders(on: request.symbol)
        let all = Recordings(
            shown.exchanges + ground.tap.exchanges[lists...], recordedAt: examination.clock.now)
        return Answers(
            id: request.clientOrderID, hidden: hidden, shown: all, bound: try bound(request, examination))
    }

    /// The bound that a lost placement is told with.
    private static func bound(_ request: OrderRequest, _ examination: Examination) throws -> Duration {
        let run = examination.adapter.place(request, on: examination.market.instrument)
            .run(at: examination.clock.now) { call, _, _ in AmbiguousAnswer.lost.result(for: call.intent) }
        guard case .unknown(let uncertainty) = run.output else {
            throw CaseStop.broken("a placement without an answer is \(run.result)")
        }
        return uncertainty.visibilityBound
    }

    /// Looks for the placement; it shows itself `lag` after it was signed, to questions that leave then or later.
    private static func run(
        _ answers: Answers, _ examination: Examination, showing lag: Duration?, latency: Duration = .milliseconds(20)
    ) -> FlowRun<PlaceResolution> {
        let signed = examination.clock.now
        return examination.adapter.resolve(answers.id, signedBy: signed, on: examination.market.instrument)
            .run(at: signed, latency: latency, mostCalls: 300) { call, _, now in
                let isShown = lag.map { now >= signed.advanced(by: $0) } ?? false
                let known =
                    isShown
                    ? answers.shown.answer(to: call) ?? answers.hidden.answer(to: call)
                    : answers.hidden.answer(to: call)
                return known.map { .reply($0) } ?? AmbiguousAnswer.lost.result(for: call.intent)
            }
    }

    private static let late = ConformanceCase(
        "resolve.late.found",
        "A placement that the venue shows as late as the adapter's own bound allows is found, and never called absent.",
        because: reason, proves: [.queryByClientID], needs: .trading
    ) { examination in
        let answers = try await answers(examination)
        for share in [1, 5, 9, 10] {
            let lag = answers.bound * share / 10 - .milliseconds(1)
            let run = run(answers, examination, showing: lag)
            guard case .found(let order, _) = run.output else {
                throw CaseStop.broken("shown \(lag) after it was signed: \(run.result)")
            }
            try hold(order.clientOrderID == answers.id, "another order: \(order)")
        }
    }

    private static let answeredLate = ConformanceCase(
        "resolve.late.slow",
        "A question that left before the bound is no proof of absence when its answer comes after it.",
        because: reason, proves: [.queryByClientID], needs: .trading
    ) { examination in
        let answers = try await answers(examination)
        let run = run(answers, examination, showing: answers.bound - .milliseconds(1), latency: .seconds(4))
        guard case .found = run.output else { throw CaseStop.broken("with slow answers: \(run.result)") }
    }

    private static let atOnce = ConformanceCase(
        "resolve.found.atOnce", "A placement that the venue shows is found by the first question.",
        because: "Its owner waits for the answer, with its money reserved.", proves: [.queryByClientID],
        needs: .trading
    ) { examination in
        let answers = try await answers(examination)
        let run = run(answers, examination, showing: .zero)
        guard case .found = run.output else { throw CaseStop.broken("\(run.result)") }
        let waited = run.waits.reduce(Duration.zero, +)
        try hold(waited == .zero, "it waited for \(waited)")
    }

    private static let never = ConformanceCase(
        "resolve.never.absent",
        "A placement that never arrived is called absent soon after the bound, with few questions.",
        because: "Its money stays reserved until then, and questions use up the budget of everybody else.",
        proves: [.queryByClientID], needs: .trading
    ) { examination in
        let answers = try await answers(examination)
        // At a venue that answers in no time the bound itself is a moment at which somebody looks.
        for latency in [Duration.milliseconds(20), .zero] {
            let run = run(answers, examination, showing: nil, latency: latency)
            guard case .absent(let proof) = run.output else { throw CaseStop.broken("\(run.result)") }
            let took = run.endedAt.duration(since: examination.clock.now)
            try hold(took <= answers.bound + .seconds(10), "\(took), with a bound of \(answers.bound)")
            try hold(run.calls.count <= 40, "\(run.calls.count) questions")
            try hold(
                proof.readAt <= run.endedAt && proof.readAt >= examination.clock.now, "read at \(proof.readAt)")
            try hold(
                proof.fence != .none || proof.readAt >= examination.clock.now.advanced(by: answers.bound),
                "absent by no fence, \(took) after it was signed")
        }
    }
}
