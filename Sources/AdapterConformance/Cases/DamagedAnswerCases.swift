import AdapterProtocol

/// The venue's true answers, damaged in one place: cut short, a field without a value, of another kind, or gone.
enum DamagedAnswerCases {
    /// What is done to a value of an answer: a number of another kind is also one of the other sign.
    private enum Damage: String, CaseIterable {
        case null, retype, remove

        /// The values instead, nil to remove it; none where it does not apply.
        func applied(to value: JSONTree) -> [JSONTree?] {
            switch (self, value) {
            case (.null, .null): []
            case (.null, _): [JSONTree.null]
            case (.remove, _): [nil]
            case (.retype, .object), (.retype, .array): [JSONTree.string("x")]
            case (.retype, .number(let digits)): [Self.list] + Self.negated(digits).map(JSONTree.number)
            case (.retype, .string(let digits)): [Self.list] + Self.negated(digits).map(JSONTree.string)
            case (.retype, _): [Self.list]
            }
        }

        private static let list = JSONTree.array([.object([])])

        /// Below zero what was above, one text or none. Numbers with a point are money or rates; those without may be
        /// times or ids, which have no sign to lose.
        private static func negated(_ text: String) -> [String] {
            let isNumber = text.utf8.allSatisfy { 0x30...0x39 ~= $0 || $0 == 0x2E }
            guard isNumber, text.utf8.count(where: { $0 == 0x2E }) == 1, text.utf8.first != 0x2E,
                text.utf8.contains(where: { 0x31...0x39 ~= $0 })
            else { return [] }
            return ["-" + text]
        }
    }

    static let all: [ConformanceCase] =
        ReadOperation.publicReads.flatMap { cases($0, .publicData) }
        + ReadOperation.accountReads.flatMap { cases($0, .accountData) }
        + ReadOperation.orderReads.flatMap { cases($0, .trading) }

    private static func cases(_ read: ReadOperation, _ needs: ConformanceCase.Need) -> [ConformanceCase] {
        [truncated(read, needs)] + Damage.allCases.map { damaged(read, $0, needs) }
    }

    private static func truncated(_ read: ReadOperation, _ needs: ConformanceCase.Need) -> ConformanceCase {
        ConformanceCase(
            "damaged.\(read.name).truncated",
            "An answer to '\(read.name)' that is cut short is an error, wherever it is cut.",
            because: "Half a list that looks whole is a market without its best prices, or an account without orders.",
            needs: needs
        ) { examination in
            let answers = try await trueAnswers(to: read, examination)
            let bytes = try firstAnswer(answers, read, examination).body
            for part in 0..<32 {
                let cut = WireReply(status: 200, headers: [], body: Array(bytes.prefix(bytes.count * part / 32)))
                let ending = drive(read, examination, answers, first: cut)
                let error = try hold(ending.failure, "cut at \(cut.body.count) of \(bytes.count) bytes it is a value")
                try holdHarmless(error, "cut at \(cut.body.count) bytes")
            }
        }
    }

    private static func damaged(
        _ read: ReadOperation, _ damage: Damage, _ needs: ConformanceCase.Need
    ) -> ConformanceCase {
        ConformanceCase(
            "damaged.\(read.name).\(damage.rawValue)",
            "An answer to '\(read.name)' with one value damaged (\(damage.rawValue)) is an error, or a sane value.",
            because: "Venues change fields without notice; a zero, or a sign, that nobody sent is traded on.",
            needs: needs
        ) { examination in
            let answers = try await trueAnswers(to: read, examination)
            let reply = try firstAnswer(answers, read, examination)
            guard let tree = JSONTree(reply.body) else { throw CaseStop.notApplicable("the answer is no JSON") }
            var tried = 0
            for path in sample(tree.paths) {
                for value in damage.applied(to: tree[path]) {
                    tried += 1
                    let body = Array(tree.replacing(path[...], by: value).text.utf8)
                    let changed = WireReply(status: reply.status, headers: reply.headers, body: body)
                    let ending = drive(read, examination, answers, first: changed)
                    let place = "\(tree[path].text.prefix(60)) at \(path) as \(value?.text ?? "nothing")"
                    if let error = ending.failure { try holdHarmless(error, place) }
                    if let problem = ending.problem { throw CaseStop.broken("\(place): \(problem)") }
                }
            }
            guard tried > 0 else { throw CaseStop.notApplicable("there is nothing to damage") }
        }
    }

    /// At most 400 places, evenly spread: answers may have a million.
    private static func sample(_ paths: [JSONTree.Path]) -> [JSONTree.Path] {
        let most = 400
        guard paths.count > most else { return paths }
        return (0..<most).map { paths[$0 * paths.count / most] }
    }

    private static func holdHarmless(_ error: VenueError, _ place: String) throws(CaseStop) {
        try hold(
            error.effect == .notExecuted(.read) || error.effect == .notSent,
            "\(place): the effect is \(error.effect.name)")
    }

    private static func drive(
        _ read: ReadOperation, _ examination: Examination, _ answers: Recordings, first: WireReply
    ) -> ReadOperation.Ending {
        read.drive(examination) { call, position, _ in
            if position == 0 { return .reply(first) }
            return answers.answer(to: call).map(CallResult.reply)
                ?? .failure(.notSent(.network, "nothing is recorded for \(call.operation)"))
        }
    }

    /// What the venue answers: recorded, or asked for now.
    private static func trueAnswers(to read: ReadOperation, _ examination: Examination) async throws -> Recordings {
        if let capability = read.capability { try examination.mustOffer(capability) }
        guard let tap = examination.tap else {
            return try hold(examination.recordings, "there are no recordings")
        }
        if ["openOrders", "orderHistory", "fills"].contains(read.name) { try await trade(examination) }
        let before = tap.exchanges.count
        try await read.ask(examination.venue, examination.market.symbol)
        let new = tap.exchanges[before...]
        // What is remembered is not asked again: then it was asked when the examination began.
        return Recordings(new.isEmpty ? tap.exchanges : Array(new), recordedAt: examination.clock.now)
    }

    /// Something to read: an order that rests, and one that has filled where there is money for it.
    private static func trade(_ examination: Examination) async throws {
        let market = examination.market
        let rests = try await examination.patientlyAccepted(try examination.restingBuy()).venueOrderID
        _ = try await examination.shown(.venue(rests))
        let book = try await examination.venue.orderBook(market.symbol, depth: 5)
        guard let ask = book.bestAsk?.price else { return }
        let taking = try OrderRequest.limit(
            examination.newID(), .buy, market.symbol, quantity: try market.smallestQuantity(at: ask), price: ask)
        if case .accepted(let acceptance) = await examination.place(taking) {
            _ = try await examination.shown(.venue(acceptance.venueOrderID))
            try await examination.clock.sleep(for: .seconds(2))
        }
    }

    private static func firstAnswer(
        _ answers: Recordings, _ read: ReadOperation, _ examination: Examination
    ) throws(CaseStop) -> WireReply {
        let calls = read.drive(examination) { _, _, _ in .failure(.notSent(.network, "only asked what it asks")) }.calls
        guard let call = calls.first else { throw .notApplicable("it asks the venue nothing") }
        guard let reply = answers.answer(to: call), reply.status == 200, !reply.body.isEmpty else {
            throw .skipped("nothing is recorded for \(call.operation) of \(call.path)")
        }
        return reply
    }
}
