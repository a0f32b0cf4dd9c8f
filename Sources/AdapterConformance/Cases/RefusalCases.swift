import AdapterProtocol

/// Keys that the venue refuses, and what it refuses them.
enum RefusalCases {
    /// A key that does not work, and how to connect with it.
    struct BadKey: Sendable {
        let name: String
        let words: String
        let connect: @Sendable (Examination) async throws -> any Venue
    }

    static let badKeys: [BadKey] = [
        BadKey(name: "wrongSecret", words: "a wrong secret") { try await $0.reconnect(altering: .apiSecret) },
        BadKey(name: "unknownKey", words: "a key that nobody issued") { try await $0.reconnect(altering: .apiKey) },
        BadKey(name: "wrongPassphrase", words: "a wrong passphrase") { try await $0.reconnect(altering: .passphrase) },
        BadKey(name: "expired", words: "a key that has ended") { try await $0.reconnect(as: .expired) },
        BadKey(name: "otherAddress", words: "a key bound to another address") {
            try await $0.reconnect(as: .otherAddress)
        },
    ]

    static let all: [ConformanceCase] =
        badKeys.flatMap { [read($0), place($0), cancel($0), marketData($0)] } + [
            readOnlyReads, readOnlyPlaces, readOnlyCancels, noKeyReads, noKeyPlaces, noKeyCancels, noKeyMarketData,
            unknownOrder, fillsOfUnknownOrder,
        ]

    private static func read(_ key: BadKey) -> ConformanceCase {
        ConformanceCase(
            "refusal.\(key.name).read", "A read with \(key.words) fails for the key's sake.",
            because: "Taken for a network's failure it is repeated until the venue shuts the address out.",
            needs: .connection
        ) { examination in
            let venue = try await key.connect(examination)
            let error = try await mustFail { () async throws(VenueError) in try await venue.balances() }
            try holdKeysFault(error)
            try hold(error.effect == .notExecuted(.read), "the effect is \(error.effect.name)")
            try hold(error.evidence?.httpStatus != nil, "there is no evidence of what the venue answered")
        }
    }

    private static func place(_ key: BadKey) -> ConformanceCase {
        ConformanceCase(
            "refusal.\(key.name).place", "A placement with \(key.words) is refused, and nothing is live.",
            because: "A refusal that is called unknown blocks money; an acceptance would be invented.", needs: .trading
        ) { examination in
            let venue = try await key.connect(examination)
            let before = try await openIDs(examination)
            _ = try await venue.instruments()
            let outcome = await venue.place(try examination.restingBuy())
            guard case .rejected(let error, _) = outcome else { throw CaseStop.broken("\(outcome)") }
            try holdKeysFault(error)
            try holdNotExecuted(error)
            try hold(try await openIDs(examination) == before, "there are other open orders than before")
        }
    }

    private static func cancel(_ key: BadKey) -> ConformanceCase {
        ConformanceCase(
            "refusal.\(key.name).cancel", "A cancel with \(key.words) is refused, and the order lives.",
            because: "\"No such order\" for a key's fault ends an order in the books that trades on.", needs: .trading
        ) { examination in
            let venue = try await key.connect(examination)
            let request = try examination.restingBuy()
            let order = OrderReference.venue(try await examination.patientlyAccepted(request).venueOrderID)
            _ = try await examination.shown(order)
            let outcome = await venue.cancel(order, on: request.symbol)
            guard case .rejected(let error) = outcome else { throw CaseStop.broken("\(outcome)") }
            try holdKeysFault(error)
            try holdNotExecuted(error)
            try hold(try await !examination.shown(order).phase.isEnded, "the order ended")
        }
    }

    private static func marketData(_ key: BadKey) -> ConformanceCase {
        ConformanceCase(
            "refusal.\(key.name).marketData", "Market data that needs no key can be read with \(key.words).",
            because: "Whoever mends a key must still see prices; public calls need none and must carry none.",
            needs: .connection
        ) { examination in try await holdPublicReads(try await key.connect(examination), examination) }
    }

    private static func holdPublicReads(_ venue: any Venue, _ examination: Examination) async throws {
        var asked = 0
        for read in ReadOperation.publicReads
        where read.capability.map({ examination.capabilities[$0].isOffered }) ?? true {
            let calls = read.drive(examination) { _, _, _ in .failure(.notSent(.network, "only looked at")) }.calls
            guard !calls.isEmpty, calls.allSatisfy({ !$0.isSigned }) else { continue }
            try await read.ask(venue, examination.market.symbol)
            asked += 1
        }
        try hold(asked > 1, "only \(asked) reads need no key")
    }

    private static let readOnlyReads = ConformanceCase(
        "refusal.readOnly.read", "A key that only reads reads everything.",
        because: "Reports and dashboards run on such keys.", needs: .connection
    ) { examination in
        let venue = try await examination.reconnect(as: .readOnly)
        try hold(try await !venue.balances().isEmpty, "there are no balances")
        _ = try await venue.openOrders(on: examination.market.symbol)
        _ = try await venue.orderHistory(on: examination.market.symbol, ReadOperation.page)
        _ = try await venue.fills(on: examination.market.symbol, ReadOperation.page)
    }

    private static let readOnlyPlaces = ConformanceCase(
        "refusal.readOnly.place", "A key that only reads is refused a placement for want of the right.",
        because: "The owner must be told which right is missing, not that the order was wrong.", needs: .trading
    ) { examination in
        let venue = try await examination.reconnect(as: .readOnly)
        let before = try await openIDs(examination)
        _ = try await venue.instruments()
        let outcome = await venue.place(try examination.restingBuy())
        guard case .rejected(let error, _) = outcome else { throw CaseStop.broken("\(outcome)") }
        try holdKeysFault(error)
        try holdNotExecuted(error)
        try hold(try await openIDs(examination) == before, "there are other open orders than before")
    }

    private static let readOnlyCancels = ConformanceCase(
        "refusal.readOnly.cancel", "A key that only reads is refused a cancel, and the order lives.",
        because: "Called \"not live\" the order would be forgotten.", needs: .trading
    ) { examination in
        let venue = try await examination.reconnect(as: .readOnly)
        let request = try examination.restingBuy()
        let order = OrderReference.venue(try await examination.patientlyAccepted(request).venueOrderID)
        _ = try await examination.shown(order)
        let outcome = await venue.cancel(order, on: request.symbol)
        guard case .rejected(let error) = outcome else { throw CaseStop.broken("\(outcome)") }
        try holdKeysFault(error)
        try hold(try await !examination.shown(order).phase.isEnded, "the order ended")
    }

    private static let noKeyReads = ConformanceCase(
        "refusal.noKey.read", "A private read without a key is not sent.",
        because: "An unsigned private call spends budget and looks like an attack.", needs: .connection
    ) { examination in
        let venue = try await examination.reconnect(as: nil)
        let error = try await mustFail { () async throws(VenueError) in try await venue.balances() }
        try hold(error.kind == .noCredentials && error.effect == .notSent, "\(error)")
    }

    private static let noKeyPlaces = ConformanceCase(
        "refusal.noKey.place", "A placement without a key is not sent.",
        because: "It cannot exist, and must not be looked for.", needs: .connection
    ) { examination in
        let outcome = await (try await examination.reconnect(as: nil)).place(try examination.restingBuy())
        guard case .notSent(let error) = outcome else { throw CaseStop.broken("\(outcome)") }
        try hold(error.kind == .noCredentials && error.effect == .notSent, "\(error)")
    }

    private static let noKeyCancels = ConformanceCase(
        "refusal.noKey.cancel", "A cancel without a key is not sent.",
        because: "Nobody must believe that an order is being cancelled.", needs: .connection
    ) { examination in
        let order = OrderReference.venue(VenueOrderID(rawValue: "1234567890"))
        let outcome = await (try await examination.reconnect(as: nil)).cancel(order, on: examination.market.symbol)
        guard case .notSent(let error) = outcome else { throw CaseStop.broken("\(outcome)") }
        try hold(error.kind == .noCredentials && error.effect == .notSent, "\(error)")
    }

    private static let noKeyMarketData = ConformanceCase(
        "refusal.noKey.marketData", "Market data needs no key.",
        because: "Paper trading and charts run without one.", needs: .connection
    ) { examination in
        try await holdPublicReads(try await examination.reconnect(as: nil), examination)
    }

    private static let unknownOrder = ConformanceCase(
        "refusal.unknownOrder.lookUp", "An id of the venue's form that it never gave is absent, not an error.",
        because: "\"Absent\" can be acted on; an error is asked again for ever.", proves: [.queryByVenueID],
        needs: .trading
    ) { examination in
        let id = try await examination.patientlyAccepted(try examination.restingBuy()).venueOrderID
        _ = try await examination.shown(.venue(id))
        let lookup = try await examination.venue.order(
            .venue(BrokenKeys.altered(id)), on: examination.market.symbol)
        guard case .absent = lookup else { throw CaseStop.broken("\(lookup)") }
    }

    private static let fillsOfUnknownOrder = ConformanceCase(
        "refusal.unknownOrder.fills", "An order that never was has no fills.",
        because: "A filter that is ignored books other orders' fills on this one.", needs: .trading
    ) { examination in
        try examination.mustOffer(.fillsOfOrder)
        let id = try await examination.patientlyAccepted(try examination.restingBuy()).venueOrderID
        _ = try await examination.shown(.venue(id))
        let fills: [Fill]
        do throws(VenueError) {
            fills = try await examination.venue.fills(
                on: examination.market.symbol, HistoryQuery(order: BrokenKeys.altered(id)))
        } catch {
            try hold(error.kind == .orderNotFound, "\(error)")
            return
        }
        try hold(fills.isEmpty, "it has \(fills.count) fills")
    }

    private static func openIDs(_ examination: Examination) async throws -> Set<VenueOrderID> {
        Set(try await examination.venue.openOrders(on: examination.market.symbol).map(\.venueOrderID))
    }

    private static func holdKeysFault(_ error: VenueError) throws(CaseStop) {
        try hold(error.kind == .authentication || error.kind == .permission, "the kind is \(error)")
        try hold(error.advice == .never, "the advice is '\(error.advice)'")
    }

    private static func holdNotExecuted(_ error: VenueError) throws(CaseStop) {
        if case .notExecuted = error.effect { return }
        try hold(error.effect == .notSent, "the effect is \(error.effect.name)")
    }
}
