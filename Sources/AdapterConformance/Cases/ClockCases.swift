import AdapterProtocol
import AdapterRuntime

/// Local clocks that are off: what counts is the venue's clock, as measured.
enum ClockCases {
    static let all: [ConformanceCase] =
        [("ahead", Duration.seconds(90)), ("behind", .seconds(-90)), ("dayAhead", .seconds(86_400))]
        .flatMap { [read($0, $1), place($0, $1), keyTest($0, $1)] }
        + [("ahead", Duration.seconds(90)), ("behind", .seconds(-90))].flatMap {
            [jumpRead($0, $1), jumpPlace($0, $1)]
        }
        + [unreadable]

    private static let reason = "Machines wake up with a clock that is off, and venues refuse what is signed by it."

    private static func read(_ name: String, _ offset: Duration) -> ConformanceCase {
        ConformanceCase(
            "clock.\(name).read",
            "Private reads work with a local clock that is off by \(offset.wholeMilliseconds) ms.",
            because: reason, proves: [.serverTime], needs: .connection
        ) { examination in
            let venue = try await examination.reconnect(clock: ShiftedClock(examination.clock, by: offset))
            try hold(try await !venue.balances().isEmpty, "there are no balances")
            _ = try await venue.openOrders(on: examination.market.symbol)
        }
    }

    private static func place(_ name: String, _ offset: Duration) -> ConformanceCase {
        ConformanceCase(
            "clock.\(name).place",
            "Orders are placed with a local clock that is off by \(offset.wholeMilliseconds) ms.",
            because: reason, proves: [.serverTime], needs: .trading
        ) { examination in
            let clock = ShiftedClock(examination.clock, by: offset)
            let venue = try await examination.reconnect(clock: clock)
            _ = try await venue.instruments()
            try await examination.placed(try examination.restingBuy(), over: venue) { outcome in
                guard case .accepted(let acceptance) = outcome else { throw CaseStop.broken("\(outcome)") }
                let order = try await examination.shown(.venue(acceptance.venueOrderID))
                guard let created = order.createdAt else { return }
                let age = examination.clock.now.duration(since: created)
                try hold(max(age, .zero - age) < .seconds(60), "the venue's time was shifted by \(age)")
            }
        }
    }

    private static func keyTest(_ name: String, _ offset: Duration) -> ConformanceCase {
        ConformanceCase(
            "clock.\(name).keyTest", "A key test tells that the local clock is off by \(offset.wholeMilliseconds) ms.",
            because: "It is the one place where the owner of the machine sees it.", needs: .connection
        ) { examination in
            try examination.mustOffer(.serverTime)
            let straight = try await examination.reconnect().testKey()
            let shifted = try await examination.reconnect(clock: ShiftedClock(examination.clock, by: offset)).testKey()
            let known = try hold(straight.clock, "the clock was not measured")
            let seen = try hold(shifted.clock, "the shifted clock was not measured")
            let error = seen.offset - (known.offset - offset)
            let doubt = known.uncertainty + seen.uncertainty + .milliseconds(10)
            try hold(max(error, .zero - error) <= doubt, "it says \(seen.offset), and is wrong by \(error)")
            try hold(shifted.causes.isEmpty, "the causes are \(shifted.causes)")
        }
    }

    private static func jumpRead(_ name: String, _ jump: Duration) -> ConformanceCase {
        ConformanceCase(
            "clock.jump.\(name).read", "After the local clock jumps by \(jump.wholeMilliseconds) ms reads work.",
            because: "Time daemons step a clock in the middle of a day; what was measured before is then wrong.",
            proves: [.serverTime], needs: .connection
        ) { examination in
            let clock = ShiftedClock(examination.clock, by: .zero)
            let venue = try await examination.reconnect(clock: clock)
            _ = try await venue.balances()
            clock.jump(by: jump)
            try hold(try await !venue.balances().isEmpty, "there are no balances")
        }
    }

    private static func jumpPlace(_ name: String, _ jump: Duration) -> ConformanceCase {
        ConformanceCase(
            "clock.jump.\(name).place",
            "After the local clock jumps by \(jump.wholeMilliseconds) ms a placement is accepted once, or in doubt.",
            because: "The repeat after a refused time stamp must not make a second order.", needs: .trading
        ) { examination in
            let clock = ShiftedClock(examination.clock, by: .zero)
            let venue = try await examination.reconnect(clock: clock)
            let before = Set(try await venue.openOrders(on: examination.market.symbol).map(\.venueOrderID))
            clock.jump(by: jump)
            try await examination.placed(try examination.restingBuy(), over: venue) { outcome in
                var expected: Set<VenueOrderID> = []
                switch outcome {
                case .accepted(let acceptance):
                    _ = try await examination.shown(.venue(acceptance.venueOrderID))
                    expected = [acceptance.venueOrderID]
                // A venue that does not say whether it took a request out of its time leaves that open.
                case .unknown(let uncertainty): try AmbiguityCases.holdDoubt(uncertainty.error)
                case .rejected, .notSent: throw CaseStop.broken("\(outcome)")
                }
                let open = try await examination.venue.openOrders(on: examination.market.symbol).map(\.venueOrderID)
                let new = Set(open).subtracting(before)
                try hold(new == expected, "open are \(new.sorted()), accepted \(expected.sorted())")
            }
        }
    }

    private static let unreadable = ConformanceCase(
        "clock.unreadable", "Without the venue's clock nothing is signed: a placement is not sent.",
        because: "Signed by a wrong clock it may be taken much later than its owner believes.", needs: .connection
    ) { examination in
        try examination.mustOffer(.serverTime)
        let ground = try Ground(examination, isApart: true)
        try await examination.rest()
        _ = try await ground.venue.instruments()
        let measuring = try hold(measuringCall(examination), "the clock is not one call")
        ground.tap.reset()
        ground.tap.arm(.loseRequest, times: 100) { $0.operation == measuring }
        let outcome = await ground.venue.place(try examination.restingBuy())
        guard case .notSent(let error) = outcome else { throw CaseStop.broken("\(outcome)") }
        try hold(error.effect == .notSent, "the effect is \(error.effect.name)")
        try ground.holdWrites(0)
    }

    private static func measuringCall(_ examination: Examination) -> OperationName? {
        guard case .call(let call, _) = examination.adapter.serverTime().start(examination.clock.now) else {
            return nil
        }
        return call.operation
    }
}
