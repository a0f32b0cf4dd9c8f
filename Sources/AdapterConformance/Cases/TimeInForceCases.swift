import AdapterProtocol

/// How long orders live: at once or not at all, until a date.
enum TimeInForceCases {
    static let all: [ConformanceCase] =
        Side.allCases.flatMap { side in
            [
                unfilled(side, .immediateOrCancel, .immediateOrCancel),
                fills(side, .immediateOrCancel, .immediateOrCancel),
                unfilled(side, .fillOrKill, .fillOrKill), fills(side, .fillOrKill, .fillOrKill),
                partial(side), tooLarge(side), dated(side), expires(side),
            ]
        }

    private static func word(_ timeInForce: TimeInForce) -> String {
        timeInForce == .immediateOrCancel ? "ioc" : "fok"
    }

    private static func unfilled(
        _ side: Side, _ timeInForce: TimeInForce, _ capability: Capability
    ) -> ConformanceCase {
        ConformanceCase(
            "lifetime.\(word(timeInForce)).\(side).lapses",
            "A \(timeInForce) \(side) far from the market ends at once, unfilled, because of its lifetime.",
            because: "If it stayed in the book it would fill when nobody expects it any more.",
            proves: [.limitOrders, capability], needs: .trading
        ) { examination in
            let request = try examination.resting(side, timeInForce: timeInForce)
            switch await examination.place(request) {
            case .accepted(let acceptance):
                let order = try await examination.ended(.venue(acceptance.venueOrderID))
                try hold(order.phase.isLapse, "the end reads \(order.phase)")
                try hold(order.filledBase.isZero, "\(order.filledBase) has traded")
                try holdSame(order, request)
            case .rejected(let error, _):
                try hold(error.effect != .unknown, "the refusal proves nothing: \(error)")
                try await examination.holdNothingLive(request.clientOrderID)
            case let other: throw CaseStop.broken("the outcome is \(other)")
            }
        }
    }

    private static func fills(_ side: Side, _ timeInForce: TimeInForce, _ capability: Capability) -> ConformanceCase {
        ConformanceCase(
            "lifetime.\(word(timeInForce)).\(side).fills",
            "A \(timeInForce) \(side) that the book can fill fills whole.",
            because: "An order that never fills keeps a bot in a position that it wants to leave.",
            proves: [.limitOrders, capability], needs: .trading
        ) { examination in
            let request = try await examination.taking(side, timeInForce: timeInForce)
            let order = try await examination.filled(request)
            try hold(order.filledBase == request.amount.value, "\(order.filledBase) of \(request.amount) traded")
            try holdSame(order, request)
        }
    }

    private static func partial(_ side: Side) -> ConformanceCase {
        ConformanceCase(
            "lifetime.ioc.\(side).partial",
            "An IOC \(side) for more than the best level fills in part, the rest lapses.",
            because: "Read as filled, the rest is a position that is not there; read as cancelled, the part is lost.",
            proves: [.limitOrders, .immediateOrCancel, .fillsOfOrder], needs: .trading
        ) { examination in
            for _ in 0..<examination.partialTries {
                let request = try await examination.levelExceeding(side, timeInForce: .immediateOrCancel)
                let id = try await examination.accepted(request).venueOrderID
                let order = try await examination.ended(.venue(id))
                let asked = request.amount.value
                try hold(order.filledBase <= asked, "\(order.filledBase) of \(asked) traded")
                // The market moved on the way: this try shows nothing of parts.
                if order.filledBase.isZero || order.filledBase == asked { continue }
                try hold(order.phase.isLapse, "\(order.filledBase) of \(asked): \(order.phase)")
                _ = try await examination.fills(of: order)
                return
            }
            throw CaseStop.skipped("in \(examination.partialTries) tries the book never filled an order in part")
        }
    }

    private static func tooLarge(_ side: Side) -> ConformanceCase {
        ConformanceCase(
            "lifetime.fok.\(side).tooLarge", "A FOK \(side) for more than the best level does not trade in part.",
            because: "All or nothing is the only reason to ask for it.", proves: [.limitOrders, .fillOrKill],
            needs: .trading
        ) { examination in
            for _ in 0..<examination.partialTries {
                let request = try await examination.levelExceeding(side, timeInForce: .fillOrKill)
                switch await examination.place(request) {
                case .rejected: return try await examination.holdNothingLive(request.clientOrderID)
                case .accepted(let acceptance):
                    let order = try await examination.ended(.venue(acceptance.venueOrderID))
                    if order.filledBase == request.amount.value { continue }
                    try hold(order.filledBase.isZero, "\(order.filledBase) of \(request.amount) traded")
                    return try hold(order.phase.isLapse, "the end reads \(order.phase)")
                case let other: throw CaseStop.broken("the outcome is \(other)")
                }
            }
            throw CaseStop.skipped("in \(examination.partialTries) tries the book always filled the order")
        }
    }

    private static func dated(_ side: Side) -> ConformanceCase {
        ConformanceCase(
            "lifetime.gtd.\(side).rests", "A \(side) good till a date rests before it, and can be cancelled.",
            because: "A date read as now or as never makes it an IOC or an order for ever.",
            proves: [.limitOrders, .goodTillDate, .cancelByVenueID], needs: .trading
        ) { examination in
            let request = try examination.resting(
                side, timeInForce: .goodTillDate, expiresAt: examination.clock.now.advanced(by: .seconds(3_600)))
            let id = try await examination.accepted(request).venueOrderID
            let order = try await examination.shown(.venue(id))
            try hold(!order.phase.isEnded, "an hour before its end it is \(order.phase)")
            try holdSame(order, request)
            _ = await examination.venue.cancel(.venue(id), on: request.symbol)
            let end = try await examination.ended(.venue(id))
            try hold(end.phase.isOwnersCancel, "the end reads \(end.phase)")
        }
    }

    private static func expires(_ side: Side) -> ConformanceCase {
        ConformanceCase(
            "lifetime.gtd.\(side).expires",
            "A \(side) good till a date ends then, not before, because of its lifetime.",
            because: "Seconds sent as milliseconds keep it alive for fifty thousand years.",
            proves: [.limitOrders, .goodTillDate], needs: .trading
        ) { examination in
            guard examination.isPlayground else { throw CaseStop.notApplicable("its end cannot be waited for here") }
            let request = try examination.resting(
                side, timeInForce: .goodTillDate, expiresAt: examination.clock.now.advanced(by: .seconds(120)))
            let id = try await examination.accepted(request).venueOrderID
            try await examination.clock.sleep(for: .seconds(100))
            let early = try await examination.shown(.venue(id))
            try hold(!early.phase.isEnded, "20 s before its end it is \(early.phase)")
            try await examination.clock.sleep(for: .seconds(30))
            let end = try await examination.ended(.venue(id))
            try hold(end.phase == .ended(.lifetimeOver), "the end reads \(end.phase)")
            try hold(end.filledBase.isZero, "\(end.filledBase) has traded")
        }
    }
}
