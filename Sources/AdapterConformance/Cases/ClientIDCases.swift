import AdapterProtocol

/// Our identity of a placement: taken, echoed, found again, never used twice.
enum ClientIDCases {
    static let all: [ConformanceCase] =
        spellings + [distinctLast, distinctFirst, twiceOpen, twiceFilled, twiceEnded]
        + [unknownLookup, restartFinds, restartLists, restartCancels, resolved, resolvedEnded, history]

    /// Ids of every look that generated ones can have, each still unique.
    private static let spellings: [ConformanceCase] = [
        spelling("digits", "of decimal digits only") { $0.mapDigits { $0 % 10 } },
        spelling("letters", "of letters only") { $0.mapDigits { 10 + $0 % 6 } },
        spelling("leadingZeros", "that begins with sixteen zeros") {
            ClientOrderID(bits: $0.bits & UInt128(UInt64.max))
        },
        spelling("trailingZeros", "that ends with sixteen zeros") { ClientOrderID(bits: $0.bits << 64) },
        spelling("exponent", "that reads like a number with an exponent") {
            ClientOrderID(bits: $0.mapDigits { $0 % 10 }.bits & ~(15 << 40) | 14 << 40)
        },
    ]

    private static func spelling(
        _ word: String, _ phrase: String, _ make: @escaping @Sendable (ClientOrderID) -> ClientOrderID
    ) -> ConformanceCase {
        ConformanceCase(
            "clientID.spelling.\(word)", "An id \(phrase) is taken, and comes back as it was sent.",
            because: "A generator makes such an id some day, and a number that lost its zeros is found by nobody.",
            proves: [.limitOrders, .queryByClientID], needs: .trading
        ) { examination in
            let id = make(examination.newID())
            let request = try examination.resting(.buy, id: id)
            let placed = try await examination.accepted(request).venueOrderID
            let order = try await examination.shown(.client(id))
            try hold(order.venueOrderID == placed, "the id leads to \(order.venueOrderID)")
            let seen = order.clientOrderID?.text ?? order.foreignClientID ?? "nothing"
            try hold(order.clientOrderID == id, "sent was \(id), came back \(seen)")
            try hold(order.foreignClientID == nil, "it is said to be a foreign id: \(seen)")
            let open = try await examination.open(id)
            try hold(open.count == 1, "\(open.count) open orders carry it")
        }
    }

    private static let distinctLast = distinct("last", flipping: 1)
    private static let distinctFirst = distinct("first", flipping: 1 << 127)

    private static func distinct(_ word: String, flipping bit: UInt128) -> ConformanceCase {
        ConformanceCase(
            "clientID.distinct.\(word)",
            "Two ids that differ in the \(word) bit are two orders, each found by its own.",
            because: "An id that is cut to fit makes two placements one.", proves: [.limitOrders, .queryByClientID],
            needs: .trading
        ) { examination in
            let one = examination.newID()
            let other = ClientOrderID(bits: one.bits ^ bit)
            let first = try await examination.accepted(try examination.resting(.buy, id: one)).venueOrderID
            let second = try await examination.accepted(try examination.resting(.buy, id: other)).venueOrderID
            try hold(first != second, "both are order \(first)")
            let firstSeen = try await examination.shown(.client(one)).venueOrderID
            let secondSeen = try await examination.shown(.client(other)).venueOrderID
            try hold(firstSeen == first && secondSeen == second, "the ids lead to \(firstSeen) and \(secondSeen)")
        }
    }

    /// Places the same id again; the second answer may be a refusal or the first order, never another one.
    private static func placeAgain(_ request: OrderRequest, _ first: VenueOrderID, _ examination: Examination)
        async throws
    {
        switch await examination.place(request) {
        case .rejected(let error, _), .notSent(let error):
            try hold(error.kind == .duplicateClientOrderID, "the refusal is of the kind \(error.kind)")
            try hold(error.effect != .unknown, "the refusal proves nothing: \(error)")
        case .accepted(let acceptance):
            try hold(acceptance.venueOrderID == first, "a second order \(acceptance.venueOrderID) was made")
        case .unknown(let uncertainty):
            // Honest, if nothing else was made: the look-up below tells.
            try hold(uncertainty.clientOrderID == request.clientOrderID, "the outcome is about another id")
        }
    }

    private static let twiceOpen = ConformanceCase(
        "clientID.twice.open", "An id that an open order carries never makes a second one.",
        because: "Whoever sends again after a time-out must not own twice as much.",
        proves: [.limitOrders, .openOrders], needs: .trading
    ) { examination in
        let request = try examination.resting(.buy)
        let first = try await examination.accepted(request).venueOrderID
        _ = try await examination.shown(.venue(first))
        try await placeAgain(request, first, examination)
        try await examination.clock.sleep(for: .seconds(2))
        let open = try await examination.open(request.clientOrderID).map(\.venueOrderID)
        try hold(open == [first], "open are \(open), the first was \(first)")
    }

    private static let twiceFilled = twiceAfter("filled", "filled") { examination in
        let request = try await examination.taking(.buy)
        return (request, try await examination.filled(request).venueOrderID)
    }

    private static let twiceEnded = twiceAfter("ended", "was cancelled") { examination in
        let request = try examination.resting(.buy)
        let id = try await examination.accepted(request).venueOrderID
        _ = await examination.venue.cancel(.venue(id), on: request.symbol)
        _ = try await examination.ended(.venue(id))
        return (request, id)
    }

    private static func twiceAfter(
        _ word: String, _ phrase: String,
        _ end: @escaping @Sendable (Examination) async throws -> (OrderRequest, VenueOrderID)
    ) -> ConformanceCase {
        ConformanceCase(
            "clientID.twice.\(word)",
            "Where placing is said to be idempotent, the id of an order that \(phrase) makes none.",
            because: "The claim lets a host send again without a look-up.", proves: [.idempotentPlacement],
            needs: .trading
        ) { examination in
            let (request, first) = try await end(examination)
            try await placeAgain(request, first, examination)
            try await examination.holdNothingLive(request.clientOrderID)
        }
    }

    private static let unknownLookup = ConformanceCase(
        "clientID.unknown.lookup", "An id that was never used is absent: no error, and no other order.",
        because: "After a crash this answer decides whether an order is sent.", proves: [.queryByClientID],
        needs: .trading
    ) { examination in
        _ = try await examination.accepted(try examination.resting(.buy))
        let answer = try await examination.venue.order(.client(examination.newID()), on: examination.market.symbol)
        guard case .absent(let lag) = answer else { throw CaseStop.broken("the answer is \(answer)") }
        try hold(lag >= .zero && lag <= .seconds(120), "it may lag \(lag)")
    }

    private static let restartFinds = afterRestart("finds", "finds the order by our id", [.queryByClientID]) {
        venue, request, id in
        guard case .found(let order) = try await venue.order(.client(request.clientOrderID), on: request.symbol) else {
            throw CaseStop.broken("the order is absent")
        }
        try hold(order.venueOrderID == id, "our id leads to \(order.venueOrderID)")
        try holdSame(order, request)
    }

    private static let restartLists = afterRestart("lists", "lists the order under our id", [.openOrders]) {
        venue, request, id in
        let found = try await venue.openOrders(on: nil).filter { $0.venueOrderID == id }
        try hold(found.map(\.clientOrderID) == [request.clientOrderID], "listed are \(found.count) with other ids")
    }

    private static let restartCancels = afterRestart("cancels", "cancels the order by our id", [.cancelByClientID]) {
        venue, request, id in
        switch await venue.cancel(.client(request.clientOrderID), on: request.symbol) {
        case .requested: break
        case .ended(let order): try hold(order.venueOrderID == id, "order \(order.venueOrderID) was cancelled")
        case let other: throw CaseStop.broken("the outcome is \(other)")
        }
    }

    private static func afterRestart(
        _ word: String, _ phrase: String, _ capabilities: Set<Capability>,
        _ look: @escaping @Sendable (any Venue, OrderRequest, VenueOrderID) async throws -> Void
    ) -> ConformanceCase {
        ConformanceCase(
            "clientID.restart.\(word)", "A second connection, which knows nothing of the first, \(phrase).",
            because: "After a crash nothing is left but the journal's ids.",
            proves: capabilities.union([.limitOrders]), needs: .trading
        ) { examination in
            let request = try examination.resting(.buy)
            let id = try await examination.accepted(request).venueOrderID
            _ = try await examination.shown(.venue(id))
            _ = try await examination.open(request.clientOrderID)
            try await look(try examination.connect(), request, id)
        }
    }

    private static let resolved = ConformanceCase(
        "clientID.resolve.live", "The question whether a placement exists is answered with the order that rests.",
        because: "An order that is called absent is sent a second time.", proves: [.limitOrders, .queryByClientID],
        needs: .trading
    ) { examination in
        let request = try examination.resting(.buy)
        let id = try await examination.accepted(request).venueOrderID
        let answer = await examination.venue.resolve(
            request.clientOrderID, on: request.symbol, signedBy: examination.clock.now)
        guard case .found(let order, let fills) = answer else { throw CaseStop.broken("the answer is \(answer)") }
        try hold(order.venueOrderID == id && fills.isEmpty, "found was \(order.venueOrderID) with \(fills.count) fills")
        try holdSame(order, request)
    }

    private static let resolvedEnded = ConformanceCase(
        "clientID.resolve.filled",
        "The question whether a placement exists is answered with the fills of one that filled.",
        because: "The money has moved: no fill may be missing from the books after a crash.",
        proves: [.limitOrders, .queryByClientID], needs: .trading
    ) { examination in
        let request = try await examination.taking(.sell)
        let filled = try await examination.filled(request)
        let answer = await examination.venue.resolve(
            request.clientOrderID, on: request.symbol, signedBy: examination.clock.now)
        guard case .found(let order, let fills) = answer else { throw CaseStop.broken("the answer is \(answer)") }
        try hold(order.venueOrderID == filled.venueOrderID, "found was \(order.venueOrderID)")
        try hold(order.phase == .ended(.filled), "it is \(order.phase)")
        let sum = try ExactDecimal.sum(fills.map(\.quantity))
        try hold(sum == filled.filledBase, "the fills add up to \(sum), traded were \(filled.filledBase)")
    }

    private static let history = ConformanceCase(
        "clientID.history", "Orders in the history carry our ids.",
        because: "Two orders of one size can be told apart by nothing else.", proves: [.orderHistory, .limitOrders],
        needs: .trading
    ) { examination in
        let start = examination.clock.now.advanced(by: .seconds(-60))
        let request = try await examination.taking(.buy)
        let order = try await examination.filled(request)
        let seen = try await examination.eventually {
            try await examination.venue.orderHistory(on: request.symbol, HistoryQuery(from: start))
                .first { $0.venueOrderID == order.venueOrderID }
        }
        let row = try hold(seen, "the history does not have the order")
        try hold(
            row.clientOrderID == request.clientOrderID,
            "the row carries \(row.clientOrderID?.text ?? row.foreignClientID ?? "nothing")")
    }
}

extension ClientOrderID {
    /// The id with every hexadecimal digit replaced.
    fileprivate func mapDigits(_ change: (UInt128) -> UInt128) -> ClientOrderID {
        var result: UInt128 = 0
        for position in 0..<32 {
            let shift = UInt128(4 * position)
            result |= change(bits >> shift & 15) << shift
        }
        return ClientOrderID(bits: result)
    }
}
