import AdapterProtocol

/// What the adapter believes of the venue's rate limits, against what the venue publishes: the adapter alone.
enum PublishedRateCases {
    static let all: [ConformanceCase] = [within, used, known]

    private static let within = ConformanceCase(
        "rateLimit.published.within", "No call may be made more often than the venue publishes.",
        because: "Venues shut out who exceeds a limit, and a limit that is rarely reached is found on the busiest day.",
        needs: .adapter
    ) { examination in
        try each(examination) { call, cost, limits in
            for (name, units) in cost.costs.sorted(by: { $0.key < $1.key }) {
                guard let budget = limits.budgets[name] else { continue }
                // For what comes back as time passes: at once, and in the long run.
                let spans = budget.burst == nil ? [budget.milliseconds] : [0, 600_000]
                for span in spans {
                    let allowed = calls(by: call.charges, examination.adapter.rateLimits, in: span)
                    let granted = budget.granted(in: span) / units
                    try hold(
                        allowed.map { $0 <= granted } ?? false,
                        "\(describe(call)) is let through \(allowed.map(String.init) ?? "without limit"), not"
                            + " \(granted) times in \(span) ms (\(name), \(budget.source))")
                }
            }
        }
    }

    private static let used = ConformanceCase(
        "rateLimit.published.used", "Nearly four fifths of what the venue grants can be used at least.",
        because: "Who waits without need trades later than everybody else, and cancels later too.", needs: .adapter
    ) { examination in
        // A day: windows, bursts and what comes back all show in it.
        let day: Int64 = 86_400_000
        try each(examination, but: .rawRead) { call, cost, limits in
            let granted = cost.costs.compactMap { name, units in
                limits.budgets[name].map { budget in
                    (budget.burst ?? 0) / units + budget.units * (day / budget.milliseconds) / units
                }
            }.min()
            guard let granted, let allowed = calls(by: call.charges, examination.adapter.rateLimits, in: day) else {
                return
            }
            try hold(
                allowed * 100 >= granted * 79, "\(describe(call)) is let through \(allowed) times a day, of \(granted)")
        }
    }

    private static let known = ConformanceCase(
        "rateLimit.published.known", "What every call of the adapter costs is known from the venue's documents.",
        because: "A call that is thought to be free is the one that uses up the budget.", needs: .adapter
    ) { examination in
        let limits = try limits(examination)
        for (operation, call) in try examination.allCalls() where limits.cost(of: call) == nil {
            throw CaseStop.broken("\(operation.rawValue): no published cost of \(describe(call))")
        }
    }

    private static func each(
        _ examination: Examination, but left: AdapterProxy.Operation? = nil,
        _ body: (VenueCall, PublishedRateLimits.Call, PublishedRateLimits) throws -> Void
    ) throws {
        let limits = try limits(examination)
        // Of a raw read the adapter knows no cost, and reserves the largest.
        for (operation, call) in try examination.allCalls() where operation != left {
            if let cost = limits.cost(of: call) { try body(call, cost, limits) }
        }
    }

    private static func limits(_ examination: Examination) throws(CaseStop) -> PublishedRateLimits {
        guard let limits = examination.publishedLimits else { throw .skipped("the adapter ships no published limits") }
        return limits
    }

    private static func describe(_ call: VenueCall) -> String { "\(call.method.rawValue) \(call.path)" }

    /// How many such calls the adapter's own rules let through in a span, nil when none of them counts it.
    private static func calls(by charges: [RateCharge], _ rules: [RateLimitRule], in span: Int64) -> Int64? {
        charges.compactMap { charge -> Int64? in
            // What is not reserved may still be counted when it succeeds.
            let cost = Int64(max(charge.cost, charge.costOnSuccess))
            guard cost > 0, let rule = rules.first(where: { $0.id == charge.budget }) else { return nil }
            return rule.granted(in: span) / cost
        }.min()
    }
}

extension RateLimitRule {
    /// How many units it lets through in a span of milliseconds.
    fileprivate func granted(in span: Int64) -> Int64 {
        switch shape {
        case .calendarWindow(let window), .windowFromFirstCall(let window):
            let length = max(window.wholeMilliseconds, 1)
            return Int64(limit) * max(1, (span + length - 1) / length)
        case .decay(let perSecond): return Int64(limit) + Int64(perSecond) * span / 1000
        case .spacing(let gap): return span / max(gap.wholeMilliseconds, 1) + 1
        }
    }
}
