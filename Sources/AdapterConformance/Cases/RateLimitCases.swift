import AdapterProtocol

/// The venue's rate limits, which it must never have to enforce.
enum RateLimitCases {
    static let all: [ConformanceCase] = [publicReads, privateReads, burst, placements, planted, plantedPlace, banned]

    private static let reason = "Venues shut out who exceeds a limit, first for minutes, then for days."

    private static let publicReads = ConformanceCase(
        "rateLimit.publicReads", "Public reads beyond the budget wait, and the venue never has to refuse one.",
        because: reason, needs: .connection
    ) { examination in
        let depth = 5_000
        let market = examination.market
        let candidates: [Candidate] = [
            Candidate(flow: examination.adapter.orderBook(of: market.instrument, depth: depth)) {
                _ = try await examination.venue.orderBook(market.symbol, depth: depth)
            },
            Candidate(flow: examination.adapter.recentTrades(of: market.instrument, limit: 50)) {
                _ = try await examination.venue.recentTrades(market.symbol, limit: 50)
            },
            Candidate(flow: examination.adapter.tickers(in: examination.catalog)) {
                _ = try await examination.venue.tickers()
            },
        ]
        try await exceed(candidates, examination)
    }

    private static let privateReads = ConformanceCase(
        "rateLimit.privateReads", "Private reads beyond the budget wait, and the venue never has to refuse one.",
        because: reason, needs: .connection
    ) { examination in
        let market = examination.market
        let candidates: [Candidate] = [
            Candidate(flow: examination.adapter.balances()) { _ = try await examination.venue.balances() },
            Candidate(flow: examination.adapter.openOrders(on: market.instrument, in: examination.catalog)) {
                _ = try await examination.venue.openOrders(on: market.symbol)
            },
            Candidate(flow: examination.adapter.fills(on: market.instrument, ReadOperation.page)) {
                _ = try await examination.venue.fills(on: market.symbol, ReadOperation.page)
            },
        ]
        try await exceed(candidates, examination)
    }

    /// A read, and what its first call costs.
    private struct Candidate {
        let charges: [RateCharge]
        let ask: () async throws -> Void

        init<Value: Sendable>(flow: Flow<Value>, ask: @escaping () async throws -> Void) {
            let run = flow.run(at: Timestamp(seconds: 1_763_800_000)) { _, _, _ in
                .failure(.notSent(.network, "only asked for its costs"))
            }
            charges = run.calls.first?.charges ?? []
            self.ask = ask
        }

        /// How many of these fit into the smallest budget.
        func fitting(_ rules: [RateLimitRule]) -> Int? {
            charges.compactMap { charge in
                guard charge.cost > 0 else { return nil }
                return rules.first { $0.id == charge.budget }.map { $0.limit / charge.cost }
            }.min()
        }
    }

    private static func exceed(_ candidates: [Candidate], _ examination: Examination) async throws {
        try examination.mustBeVirtual()
        let ground = try Ground(examination)
        let rules = examination.adapter.rateLimits
        let best = candidates.compactMap { one in one.fitting(rules).map { (one, $0) } }.min { $0.1 < $1.1 }
        guard let (candidate, fitting) = best else { throw CaseStop.notApplicable("nothing here has a budget") }
        guard fitting <= 5_000 else { throw CaseStop.notApplicable("\(fitting) reads fit into the budget") }
        ground.tap.reset()
        for number in 0..<(fitting + fitting / 4 + 5) {
            do {
                try await candidate.ask()
            } catch let error as VenueError {
                // To be told to wait is fine; to be told so by the venue is not.
                try hold(error.effect == .notSent && error.kind == .rateLimited, "read \(number): \(error)")
                guard case .after(let pause) = error.advice else { throw CaseStop.broken("\(error)") }
                try await examination.clock.sleep(for: pause)
            }
        }
        try holdNoViolation(ground)
    }

    private static let burst = ConformanceCase(
        "rateLimit.burst", "Reads of many tasks at once share the budget.",
        because: "Every bot waits properly for itself, and together they are shut out.", needs: .connection
    ) { examination in
        try examination.mustBeVirtual()
        let ground = try Ground(examination)
        ground.tap.reset()
        let venue = examination.venue
        let symbol = examination.market.symbol
        let failures = await withTaskGroup(of: VenueError?.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    do throws(VenueError) {
                        _ = try await venue.orderBook(symbol, depth: 5_000)
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: [VenueError]()) { found, error in
                if let error { found.append(error) }
            }
        }
        for error in failures { try hold(error.effect == .notSent && error.kind == .rateLimited, "\(error)") }
        try holdNoViolation(ground)
    }

    private static let placements = ConformanceCase(
        "rateLimit.placements", "Orders placed and cancelled in a row never exceed the venue's limits.",
        because: reason, needs: .trading
    ) { examination in
        try examination.mustBeVirtual()
        let ground = try Ground(examination)
        ground.tap.reset()
        var waits = 0
        for number in 0..<120 where waits < 3 {
            let request = try examination.restingBuy()
            let asked = examination.clock.now
            defer { if examination.clock.now.duration(since: asked) > .seconds(1) { waits += 1 } }
            switch await examination.venue.place(request) {
            case .accepted(let acceptance):
                switch await examination.venue.cancel(.venue(acceptance.venueOrderID), on: request.symbol) {
                case .ended, .requested, .notLive: continue
                case let other: throw CaseStop.broken("cancel \(number): \(other)")
                }
            case .notSent(let error) where error.kind == .rateLimited:
                guard case .after(let pause) = error.advice else { throw CaseStop.broken("\(error)") }
                try await examination.clock.sleep(for: pause)
            case let other: throw CaseStop.broken("order \(number): \(other)")
            }
        }
        try holdNoViolation(ground)
    }

    private static let planted = ConformanceCase(
        "rateLimit.planted.read",
        "After a read was refused for its rate the next one waits as long as was asked, and works.",
        because: "Whoever knocks on is shut out.", needs: .connection
    ) { examination in
        let ground = try Ground(examination, isApart: true)
        try await ground.warm()
        ground.tap.arm(.answer(tooMany)) { $0.intent == .read }
        let refused = examination.clock.now
        do throws(VenueError) {
            _ = try await ground.venue.ticker(examination.market.symbol)
        } catch {
            try hold(error.kind == .rateLimited || error.kind == .banned, "\(error)")
            try hold(error.effect == .notExecuted(.read), "the effect is \(error.effect.name)")
            guard case .after(let pause) = error.advice else { throw CaseStop.broken("\(error)") }
            try hold(pause >= .seconds(1), "may be repeated after \(pause)")
        }
        do throws(VenueError) {
            _ = try await ground.venue.ticker(examination.market.symbol)
        } catch {
            guard error.kind == .rateLimited, error.effect == .notSent, case .after(let pause) = error.advice else {
                throw CaseStop.broken("\(error)")
            }
            try await examination.clock.sleep(for: pause)
            _ = try await ground.venue.ticker(examination.market.symbol)
        }
        let waited = examination.clock.now.duration(since: refused)
        try hold(waited >= .seconds(2), "asked for two seconds, the venue was left alone for \(waited)")
    }

    private static let plantedPlace = ConformanceCase(
        "rateLimit.planted.place", "A placement refused for its rate is not sent again, and is no other order.",
        because: "The repeat would come when its owner has given up on it.", needs: .trading
    ) { examination in
        let ground = try Ground(examination, isApart: true)
        let before = try await ground.openIDs()
        try await ground.arm(.answer(tooMany))
        let outcome = await ground.venue.place(try examination.restingBuy())
        try ground.holdWrites(1)
        switch outcome {
        case .rejected(let error, _):
            try hold(error.kind == .rateLimited, "\(error)")
            try hold(error.effect == .notExecuted(.stated), "refused without the venue's word: \(error)")
        case .unknown(let uncertainty): try AmbiguityCases.holdDoubt(uncertainty.error)
        case .accepted, .notSent: throw CaseStop.broken("\(outcome)")
        }
        ground.tap.reset()
        try hold(try await ground.openIDs() == before, "there are other open orders than before")
    }

    private static let banned = ConformanceCase(
        "rateLimit.pauseHolds", "While the venue wants to be left alone nothing at all is sent, cancels included.",
        because: "A call in the pause prolongs it.", needs: .connection
    ) { examination in
        try examination.mustBeVirtual()
        let ground = try Ground(examination, isApart: true)
        try await ground.warm()
        ground.tap.arm(.answer(tooMany)) { $0.intent == .read }
        _ = try? await ground.venue.ticker(examination.market.symbol)
        let refused = examination.clock.now
        let order = OrderReference.venue(VenueOrderID(rawValue: "1234567890"))
        _ = await ground.venue.cancel(order, on: examination.market.symbol)
        let waited = examination.clock.now.duration(since: refused)
        try hold(ground.writes == 0 || waited >= .seconds(2), "a cancel was sent after \(waited)")
    }

    private static let tooMany = WireReply(
        status: 429, headers: [WireHeader("Retry-After", "2"), WireHeader("Content-Type", "text/html")],
        body: Array(AmbiguousAnswer.page.utf8))

    private static func holdNoViolation(_ ground: Ground) throws(CaseStop) {
        let refused = ground.tap.sent.filter { $0.status == 429 || $0.status == 418 }
        try hold(refused.isEmpty, "the venue refused \(refused.count) of \(ground.tap.sent.count) calls for their rate")
    }
}
