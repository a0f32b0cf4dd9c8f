import AdapterProtocol

/// What a key test tells, key by key.
enum KeyTestCases {
    static let all: [ConformanceCase] =
        [
            trade, readOnly, withdraw, expired, otherAddress, wrongSecret, unknownKey, wrongPassphrase, noKey,
            harmless, leavesNothing, repeated, clock,
        ] + [
            broken("badGateway", AmbiguousAnswer.html(502)), broken("page", AmbiguousAnswer.html(200)),
            broken("empty", WireReply(status: 200, headers: [], body: [])),
        ]

    private static let trade = ConformanceCase(
        "keyTest.trade", "A key that trades is usable, and is said to read, place and cancel.",
        because: "It is how an owner knows that the set-up works before money depends on it.", proves: [.keyRights],
        needs: .connection
    ) { examination in
        let report = try await examination.reconnect(as: .trade).testKey()
        try hold(report.isUsable, "it is not usable: \(report)")
        for right in [KeyTestReport.Right.readBalances, .readOrders, .placeOrders, .cancelOrders] {
            try hold(report.rights[right] == .granted, "\(right.rawValue): \(verdict(report, right))")
        }
        try hold(report.rights[.withdraw] != .granted, "it is said to withdraw")
    }

    private static let readOnly = ConformanceCase(
        "keyTest.readOnly", "A key that only reads is said to read and not to place, and is no trading key.",
        because: "The first order would find out, at the worst moment.", proves: [.keyRights], needs: .connection
    ) { examination in
        let report = try await examination.reconnect(as: .readOnly).testKey()
        try hold(report.rights[.readBalances] == .granted, "reading: \(verdict(report, .readBalances))")
        try hold(report.rights[.placeOrders] == .denied, "placing: \(verdict(report, .placeOrders))")
        try hold(!report.isUsable, "it is called usable")
    }

    private static let withdraw = ConformanceCase(
        "keyTest.withdraw", "Of a key that may withdraw the owner is warned.",
        because: "A stolen trading key loses a trade; a stolen withdrawal key loses everything.", proves: [.keyRights],
        needs: .connection
    ) { examination in
        let report = try await examination.reconnect(as: .withdraw).testKey()
        try hold(report.rights[.withdraw] != .denied, "it is said not to withdraw")
        try hold(
            report.warnings.contains { $0.lowercased().contains("withdraw") }, "the warnings are \(report.warnings)")
    }

    private static let expired = refusedKey(
        "expired", "has ended", because: "The owner must make another, and not look for a network's fault.",
        oneOf: [.expired, .unknownKey]
    ) { try await $0.reconnect(as: .expired) }
    private static let otherAddress = refusedKey(
        "otherAddress", "is bound to another address", because: "The address is mended at the venue, not here.",
        oneOf: [.wrongAddress, .unknownKey]
    ) { try await $0.reconnect(as: .otherAddress) }
    private static let wrongSecret = refusedKey(
        "wrongSecret", "has a wrong secret", because: "It is the commonest mistake: half of it was copied.",
        oneOf: [.wrongSecret]
    ) { try await $0.reconnect(altering: .apiSecret) }
    private static let unknownKey = refusedKey(
        "unknownKey", "nobody issued", because: "It was deleted, or belongs to another venue.", oneOf: [.unknownKey]
    ) { try await $0.reconnect(altering: .apiKey) }
    private static let wrongPassphrase = refusedKey(
        "wrongPassphrase", "comes with a wrong passphrase", because: "It is chosen by the owner and forgotten first.",
        oneOf: [.wrongSecret]
    ) { try await $0.reconnect(altering: .passphrase) }

    /// A key that does not work is a report: the cause is among those that fit, with what the venue said.
    private static func refusedKey(
        _ name: String, _ words: String, because reason: String, oneOf kinds: Set<KeyTestReport.Cause.Kind>,
        connect: @escaping @Sendable (Examination) async throws -> any Venue
    ) -> ConformanceCase {
        ConformanceCase(
            "keyTest.\(name)", "A key that \(words) is reported with its cause and the venue's words.",
            because: reason, needs: .connection
        ) { examination in
            let report = try await connect(examination).testKey()
            try hold(!report.isUsable, "it is called usable")
            let causes = report.causes.map(\.kind)
            try hold(!kinds.isDisjoint(with: causes), "the causes are \(causes.map(\.rawValue))")
            try hold(!causes.contains(.unreachable), "the venue is called unreachable")
            try hold(report.causes.allSatisfy { !$0.evidence.isEmpty }, "a cause has no evidence")
            for right in [KeyTestReport.Right.placeOrders, .withdraw] {
                try hold(report.rights[right] != .granted, "\(right.rawValue) is called granted")
            }
        }
    }

    private static let noKey = ConformanceCase(
        "keyTest.noKey", "Without a key there is nothing to test, and no right is called granted.",
        because: "A forgotten setting must not look like a fault of the venue.", needs: .connection
    ) { examination in
        let venue = try await examination.reconnect(as: nil)
        let report: KeyTestReport
        do throws(VenueError) {
            report = try await venue.testKey()
        } catch {
            try hold(error.kind == .noCredentials && error.effect == .notSent, "\(error)")
            return
        }
        try hold(!report.isUsable, "it is called usable")
        let causes = report.causes.map(\.kind)
        try hold(causes == [.malformedKey], "the causes are \(causes.map(\.rawValue)), not malformedKey alone")
    }

    private static let harmless = ConformanceCase(
        "keyTest.harmless", "A key test sends nothing that could act.",
        because: "It is run by people who only want to know.", needs: .connection
    ) { examination in
        let ground = try Ground(examination)
        ground.tap.reset()
        _ = try await examination.venue.testKey()
        try hold(!ground.tap.sent.isEmpty, "nothing was sent")
        try ground.holdWrites(0)
    }

    private static let leavesNothing = ConformanceCase(
        "keyTest.leavesNothing", "After a key test orders and balances are as before.",
        because: "A probe that places an order trades with somebody's money.", needs: .connection
    ) { examination in
        let ground = try Ground(examination)
        let before = try await (ground.openIDs(), examination.venue.balances())
        _ = try await examination.venue.testKey()
        let after = try await (ground.openIDs(), examination.venue.balances())
        try hold(before.0 == after.0, "there are other open orders than before")
        try hold(Set(before.1) == Set(after.1), "the balances have changed")
    }

    private static let repeated = ConformanceCase(
        "keyTest.repeated", "A key test says the same when it is repeated.",
        because: "Hosts repeat it every hour and tell of every change.", needs: .connection
    ) { examination in
        let venue = try await examination.reconnect(as: .trade)
        let first = try await venue.testKey()
        let second = try await venue.testKey()
        try hold(first.rights == second.rights, "the rights were \(first.rights), then \(second.rights)")
        try hold(first.warnings == second.warnings && first.causes == second.causes, "\(first), then \(second)")
    }

    private static let clock = ConformanceCase(
        "keyTest.clock", "A key test measures how far the clocks are apart.",
        because: "A clock that is off is the commonest reason why signatures are refused.", proves: [.serverTime],
        needs: .connection
    ) { examination in
        let report = try await examination.reconnect(as: .trade).testKey()
        let clock = try hold(report.clock, "it was not measured")
        try hold(clock.uncertainty >= .zero && clock.uncertainty < .seconds(5), "give or take \(clock.uncertainty)")
        try hold(max(clock.offset, .zero - clock.offset) < .seconds(5), "the clock is off by \(clock.offset)")
    }

    private static func broken(_ name: String, _ reply: WireReply) -> ConformanceCase {
        ConformanceCase(
            "keyTest.\(name)", "A key test that the venue does not answer (\(name)) is a report that blames no key.",
            because: "Nobody must throw away a good key because the venue was down.", needs: .connection
        ) { examination in
            let ground = try Ground(examination, isApart: true)
            try await ground.warm()
            ground.tap.arm(.answer(reply), times: 100) { _ in true }
            let report = try await ground.venue.testKey()
            try hold(!report.isUsable, "it is called usable")
            try hold(report.causes.map(\.kind) == [.unreachable], "the causes are \(report.causes)")
            for (right, verdict) in report.rights { try hold(verdict != .denied, "\(right.rawValue) is called denied") }
        }
    }

    private static func verdict(_ report: KeyTestReport, _ right: KeyTestReport.Right) -> String {
        "\(String(describing: report.rights[right])), causes \(report.causes)"
    }
}
