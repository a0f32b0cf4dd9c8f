import AdapterProtocol

/// Every error that the venue documents, with its kind, its effect and what is advised, from the data that the adapter
/// ships (``DocumentedErrors``): the adapter alone, so that each row is seen, also those that no exchange would send.
enum DocumentedErrorCases {
    /// The kinds that have cases of their own; a row belongs to the first kind it names.
    private static let kinds = [
        "authentication", "permission", "clockSkew", "nonce", "rateLimited", "banned", "insufficientFunds",
        "unknownSymbol", "marketMode", "tooManyOpenOrders", "orderNotFound", "duplicateClientOrderID", "invalidOrder",
        "wouldTake", "wouldTrigger", "deadlinePassed", "unavailable", "partlyExecuted", "badRequest", "undecodable",
    ]

    /// What a case asks: reads, and each of the commands.
    private enum Question: String, CaseIterable {
        case read, place, cancel, amend

        var operations: [DocumentedError.Operation] {
            switch self {
            case .read: [.read, .lookUp]
            case .place: [.place]
            case .cancel: [.cancel]
            case .amend: [.amend]
            }
        }

        var words: String {
            switch self {
            case .read: "A read"
            case .place: "A placement"
            case .cancel: "A cancel"
            case .amend: "An amendment"
            }
        }
    }

    static let all: [ConformanceCase] =
        (kinds + ["other"]).flatMap { kind in Question.allCases.map { one(kind, $0) } } + [
            pauses, stale, keyTest, listed,
        ]

    private static func one(_ kind: String, _ question: Question) -> ConformanceCase {
        ConformanceCase(
            "errors.documented.\(kind).\(question.rawValue)",
            "\(question.words) that the venue refuses with one of its documented errors of the kind '\(kind)' tells this"
                + " kind, this effect and what to do next.",
            because: "What is repeated, looked up or given up follows from it; a wrong row shows only when it happens.",
            needs: question == .amend ? .trading : .adapter
        ) { examination in
            let rows = try rows(examination).filter { row in
                let first = row.kinds.first.map(String.init) ?? ""
                return (kinds.contains(first) ? first : "other") == kind
                    && row.on.contains(where: question.operations.contains)
            }
            guard !rows.isEmpty else { throw CaseStop.notApplicable("the venue documents none") }
            var probe = DocumentedErrorProbe(examination: examination)
            if question == .amend { probe.open = try await openOrder(examination) }
            for row in rows {
                for operation in question.operations where row.on.contains(operation) {
                    try check(row, operation, try probe.ask(operation, row))
                }
            }
        }
    }

    /// Everything that is wrong with a row, for whoever writes one; amendments need an order and are left out.
    static func problems(_ row: DocumentedError, _ examination: Examination) -> [String] {
        let probe = DocumentedErrorProbe(examination: examination)
        return asked(row).compactMap { operation in
            do {
                try check(row, operation, try probe.ask(operation, row))
                return nil
            } catch {
                return "\(error)"
            }
        }
    }

    private static func rows(_ examination: Examination) throws(CaseStop) -> [DocumentedError] {
        guard let documented = examination.documentedErrors else {
            throw .skipped("the adapter ships no documented errors")
        }
        return documented.errors
    }

    /// An order of ours that may be amended, and what the venue answers who asks for it.
    private static func openOrder(
        _ examination: Examination
    ) async throws -> (order: OrderReference, shown: Recordings) {
        let ground = try Ground(examination, offering: .amendShrink)
        try ground.mustBeAmendable()
        let request = try examination.restingBuy(factor: 2)
        let order = OrderReference.venue(try await examination.patientlyAccepted(request).venueOrderID)
        _ = try await examination.shown(order)
        let known = ground.tap.exchanges.count
        _ = try await examination.venue.order(order, on: request.symbol)
        return (order, Recordings(Array(ground.tap.exchanges[known...]), recordedAt: examination.clock.now))
    }

    private static func check(
        _ row: DocumentedError, _ operation: DocumentedError.Operation, _ seen: DocumentedErrorProbe.Seen
    ) throws(CaseStop) {
        let name = "\(row.id) on \(operation.rawValue) (\(row.source))"
        if operation == .lookUp, row.kinds.contains("orderNotFound"), seen.isAbsence { return }
        guard let error = seen.error else { throw .broken("\(name) is no error: \(seen.words.prefix(300))") }
        try hold(row.kinds.contains { $0 == error.kind.name }, "\(name) is no \(row.kind): \(error)")
        if let field = row.field { try hold(error.kind.field == field, "\(name) is not about \(field): \(error)") }
        try hold(seen.isConsistent, "\(name) has another outcome than effect: \(seen.words.prefix(300))")
        try hold(isRight(error.effect, row, operation), "\(name): the effect is \(error.effect.name): \(error)")
        if let advice = row.advice(on: operation) {
            let fits = ExpectedAdvice.alternatives(advice)?.contains { $0.fits(error.advice) } ?? false
            try hold(fits, "\(name): not '\(advice)' but '\(error.advice)'")
        }
        if operation == .cancel, row.kind == "orderNotFound" {
            try hold(seen.isAbsence, "\(name): the order is not called 'not live'")
        }
        try hold(
            error.evidence?.httpStatus == row.status,
            "\(name): the evidence tells the status \(error.evidence?.httpStatus.map(String.init) ?? "nil")")
    }

    private static func isRight(
        _ effect: VenueError.Effect, _ row: DocumentedError, _ operation: DocumentedError.Operation
    ) -> Bool {
        if operation == .read || operation == .lookUp { return effect == .notExecuted(.read) }
        guard let wanted = row.effect else { return true }
        return wanted.split(separator: "|").contains { word in
            switch word {
            case "stated": effect == .notExecuted(.stated)
            case "inferred": effect == .notExecuted(.inferred)
            case "none": effect == .notExecuted(.stated) || effect == .notExecuted(.inferred)
            case "executed": effect == .executed
            default: effect == .unknown
            }
        }
    }
}

extension DocumentedErrorCases {
    /// The operations that can be asked without an order of ours.
    private static func asked(_ row: DocumentedError) -> [DocumentedError.Operation] { row.on.filter { $0 != .amend } }

    private static let pauses = ConformanceCase(
        "errors.documented.pauses",
        "An answer after which the venue wants to be left alone pauses all calls for as long as it asks.",
        because: "Whoever knocks on is locked out, first for minutes, then for days.", needs: .adapter
    ) { examination in
        let probe = DocumentedErrorProbe(examination: examination)
        let rows = try rows(examination).filter { $0.pause != nil }
        guard !rows.isEmpty else { throw CaseStop.notApplicable("the venue documents none") }
        for row in rows {
            guard let span = row.pause.flatMap({ MillisecondSpan($0) }) else { continue }
            for operation in asked(row) {
                guard let call = try probe.ask(operation, row).call else { continue }
                let pause = examination.adapter.rateFeedback(from: row.reply, to: call).pause
                try hold(
                    pause.map(span.contains) ?? false,
                    "\(row.id) on \(operation.rawValue): not \(row.pause ?? "") ms but \(pause.map(String.init(describing:)) ?? "none")"
                )
            }
        }
    }

    private static let stale = ConformanceCase(
        "errors.documented.stale",
        "An answer that says that our rules or our clock are out of date is believed, and one about a key or funds is not"
            + " taken for that.",
        because: "With stale rules every order is refused, and reading them anew for every refusal uses up the budget.",
        needs: .adapter
    ) { examination in
        let probe = DocumentedErrorProbe(examination: examination)
        let rows = try rows(examination).filter { $0.stale != nil }
        guard !rows.isEmpty else { throw CaseStop.notApplicable("the venue documents none") }
        for row in rows {
            for operation in asked(row) {
                guard let error = try probe.ask(operation, row).error else { continue }
                let rules = examination.adapter.invalidatesInstruments(error)
                let clock = examination.adapter.invalidatesClock(error)
                try hold(rules == (row.stale == .instruments) || row.stale == .clock, "\(row.id): rules \(rules)")
                try hold(clock == (row.stale == .clock) || row.stale == .instruments, "\(row.id): clock \(clock)")
            }
        }
    }

    private static let keyTest = ConformanceCase(
        "errors.documented.keyTest",
        "A key test that gets one of the documented refusals of a key names every cause that it may have.",
        because: "The owner mends what is named: a new key does not help where the address is wrong.",
        needs: .connection
    ) { examination in
        let rows = try rows(examination).filter { $0.causes != nil }
        guard !rows.isEmpty else { throw CaseStop.notApplicable("the venue documents none") }
        let ground = try Ground(examination)
        let before = ground.tap.exchanges.count
        _ = try await examination.venue.testKey()
        let known = Recordings(Array(ground.tap.exchanges[before...]), recordedAt: examination.clock.now)
        let probe = DocumentedErrorProbe(examination: examination)
        for row in rows {
            let named = try probe.causes(row, known: known)
            let missing = Set(row.causes ?? []).subtracting(named)
            try hold(
                missing.isEmpty, "\(row.id): not \(missing.map(\.rawValue).sorted()), but \(named.map(\.rawValue))")
        }
    }

    private static let listed = ConformanceCase(
        "errors.documented.listed",
        "The adapter ships the errors that its venue documents, those of its three commands too.",
        because: "An error that nobody has listed is met for the first time with money at stake.", needs: .adapter
    ) { examination in
        let rows = try rows(examination)
        for operation in [DocumentedError.Operation.read, .place, .cancel] {
            try hold(rows.contains { $0.on.contains(operation) }, "none of them answers '\(operation.rawValue)'")
        }
    }
}
