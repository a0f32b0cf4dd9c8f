import AdapterProtocol

/// The shape of what an adapter asks its venue.
enum CallCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "call.charges", "Every call is charged, and only to budgets that the adapter declares.",
            because:
                "A call that counts nowhere runs into the venue's limit, and all bots behind the address stand still.",
            needs: .adapter
        ) { try charges($0) },
        ConformanceCase(
            "call.charges.affordable", "No call costs more than its whole budget, however it ends.",
            because: "A call that is never affordable waits for ever.", needs: .adapter
        ) { try affordable($0) },
        ConformanceCase(
            "call.reads", "Everything that only asks is a read, and nothing but a command is a write.",
            because: "Reads are repeated after a lost answer; a write that passes for one would trade twice.",
            needs: .adapter
        ) { try reads($0) },
        ConformanceCase(
            "call.writes", "Placing and cancelling are writes, signed, and no GET.",
            because: "A write that passes for a read is repeated by the runtime; a GET by every proxy on the way.",
            needs: .adapter
        ) { try writes($0) },
        ConformanceCase(
            "call.signed", "Every call for the account or an order is signed.",
            because: "Unsigned it is refused at best; at worst the answer is somebody else's.", needs: .adapter
        ) { try signed($0) },
        ConformanceCase(
            "call.open", "Clock, state, markets, ticker and book can be read without a key.",
            because: "A host shows markets before anybody has given it a key.", needs: .adapter
        ) { try open($0) },
        ConformanceCase(
            "call.priorities", "Cancels go before questions, questions before orders, orders before other reads.",
            because: "Under scarcity the call that reduces risk must not stand behind a chart.", needs: .adapter
        ) { try priorities($0) },
        ConformanceCase(
            "call.paths", "Paths begin with a slash and hold no query, space, control character or dot segment.",
            because: "The signer signs the path as it stands; what a proxy would rewrite is refused or misread.",
            needs: .adapter
        ) { try paths($0) },
        ConformanceCase(
            "call.names", "Operations are dotted words without values in them.",
            because: "They label metrics and fault plans, where a value would make a new series each time.",
            needs: .adapter
        ) { try names($0) },
        ConformanceCase(
            "call.repeatable", "The same flow at the same time asks the same.",
            because: "A flow with a clock or dice of its own can be neither replayed nor searched for mistakes.",
            needs: .adapter
        ) { try repeatable($0) },
        ConformanceCase(
            "call.placement.deadline", "A placement carries the instant after which it must not be sent.",
            because: "An order that waited for its rate budget would be placed long after its price was right.",
            proves: [.placeBefore], needs: .adapter
        ) { try deadline($0) },
        ConformanceCase(
            "call.placement.noDeadline", "A placement without a latest arrival may be sent at any time.",
            because: "A deadline that nobody asked for drops orders when the venue is slow.", needs: .adapter
        ) { examination in
            let call = try hold(examination.placement(of: try examination.restingBuy()), "nothing is placed")
            try hold(call.notAfter == nil, "it ends at \(String(describing: call.notAfter))")
        },
        ConformanceCase(
            "call.dryRun.distinct", "A dry run is a read, and cannot be taken for the placement.",
            because: "A dry run that is one flag away from an order, and loses it, trades.", proves: [.dryRun],
            needs: .adapter
        ) { try dryRun($0) },
    ]

    private static func charges(_ examination: Examination) throws {
        let budgets = Set(examination.adapter.rateLimits.map(\.id))
        for (operation, call) in try examination.allCalls() {
            try hold(!call.charges.isEmpty, "\(operation): \(call.operation) costs nothing")
            for charge in call.charges {
                try hold(budgets.contains(charge.budget), "\(call.operation) is charged to \(charge.budget)")
                // A cancel may be free until its answer tells that the order was young.
                try hold(
                    charge.cost > 0 || charge.costOnSuccess > 0, "\(call.operation) costs nothing of \(charge.budget)")
            }
        }
    }

    private static func affordable(_ examination: Examination) throws {
        let limits = Dictionary(examination.adapter.rateLimits.map { ($0.id, $0.limit) }) { min($0, $1) }
        for (_, call) in try examination.allCalls() {
            for charge in call.charges {
                let limit = limits[charge.budget] ?? 0
                for cost in [charge.cost, charge.costOnSuccess] {
                    try hold(
                        0...max(0, limit) ~= cost,
                        "\(call.operation) costs \(cost) of \(charge.budget), \(limit) in all")
                }
            }
        }
    }

    private static let commands: Set<AdapterProxy.Operation> = [.place, .cancel, .cancelAll, .amend]

    private static func reads(_ examination: Examination) throws {
        for operation in AdapterProxy.Operation.allCases where !commands.contains(operation) {
            for call in try examination.calls(of: operation) {
                try hold(call.intent == .read, "\(operation) writes: \(call.operation)")
                try hold(call.method == .get || call.method == .post, "\(call.operation) is a \(call.method.rawValue)")
            }
        }
    }

    private static func writes(_ examination: Examination) throws {
        let order = OrderReference.venue(VenueOrderID(rawValue: "1234567890"))
        let cancels = examination.asked(examination.adapter.cancel(order, on: examination.market.instrument))
        for (name, calls) in [("place", try examination.calls(of: .place)), ("cancel", cancels)] {
            try hold(calls.contains { $0.intent == .write }, "\(name) makes no write: \(calls.map(\.operation))")
        }
        for (_, call) in try examination.allCalls() where call.intent == .write {
            try hold(call.method != .get, "\(call.operation) is a GET")
            try hold(call.isSigned, "\(call.operation) is not signed")
        }
    }

    private static func signed(_ examination: Examination) throws {
        let own: [AdapterProxy.Operation] = [
            .place, .placeDryRun, .cancel, .cancelAll, .amend, .order, .openOrders, .orderHistory, .fills, .balances,
            .feeRates, .deposits, .withdrawals,
        ]
        for operation in own {
            for call in try examination.calls(of: operation) {
                try hold(call.isSigned, "\(operation): \(call.operation) is not signed")
            }
        }
    }

    private static func open(_ examination: Examination) throws {
        for operation in [AdapterProxy.Operation.serverTime, .status, .instruments, .ticker, .orderBook] {
            let calls = try examination.calls(of: operation)
            try hold(calls.contains { !$0.isSigned }, "\(operation) only asks with a key: \(calls.map(\.operation))")
        }
    }

    private static func priorities(_ examination: Examination) throws {
        let wanted: [(AdapterProxy.Operation, VenueCall.Priority)] = [
            (.place, .place), (.cancel, .cancel), (.cancelAll, .cancel), (.resolve, .resolve),
            (.balances, .privateRead),
            (.orderHistory, .privateRead), (.ticker, .publicRead), (.orderBook, .publicRead), (.candles, .publicRead),
        ]
        for (operation, priority) in wanted {
            for call in try examination.calls(of: operation) {
                let isRight = call.priority == priority || (priority == .cancel && call.priority > .place)
                try hold(isRight, "\(operation): \(call.operation) has the priority \(call.priority)")
            }
        }
    }

    private static func paths(_ examination: Examination) throws {
        for (_, call) in try examination.allCalls() {
            let path = call.path
            try hold(path.utf8.first == 0x2F, "\(call.operation): '\(path)'")
            try hold(path.utf8.allSatisfy { 0x21...0x7E ~= $0 && $0 != 0x3F && $0 != 0x23 }, "'\(path)'")
            try hold(!path.contains("//") && !path.contains("/.."), "\(call.operation): '\(path)'")
        }
    }

    private static func names(_ examination: Examination) throws {
        for (_, call) in try examination.allCalls() {
            let name = call.operation.rawValue
            let isPlain = name.utf8.allSatisfy { 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || $0 == 0x2E }
            try hold(isPlain && name.contains("."), "'\(name)'")
        }
    }

    private static func repeatable(_ examination: Examination) throws {
        let request = try examination.restingBuy()
        let instrument = examination.market.instrument
        let adapter = examination.adapter
        let pairs: [(String, [VenueCall], [VenueCall])] = [
            (
                "place", examination.asked(adapter.place(request, on: instrument)),
                examination.asked(adapter.place(request, on: instrument))
            ),
            ("balances", try examination.calls(of: .balances), try examination.calls(of: .balances)),
            ("candles", try examination.calls(of: .candles), try examination.calls(of: .candles)),
            ("history", try examination.calls(of: .orderHistory), try examination.calls(of: .orderHistory)),
        ]
        for (name, first, second) in pairs { try hold(first == second, "\(name): \(first) and then \(second)") }
    }

    private static func deadline(_ examination: Examination) throws {
        let instant = examination.clock.now.advanced(by: .seconds(3))
        let call = try hold(examination.placement(of: try examination.plain(placeBefore: instant)), "nothing is placed")
        let notAfter = try hold(call.notAfter, "it has no deadline")
        try hold(notAfter <= instant, "it ends at \(notAfter) instead of \(instant)")
        try hold(notAfter.advanced(by: .seconds(1)) >= instant, "it ends at \(notAfter), long before \(instant)")
    }

    private static func dryRun(_ examination: Examination) throws {
        let request = try examination.restingBuy()
        let instrument = examination.market.instrument
        let placement = try hold(examination.placement(of: request), "nothing is placed")
        let tests = examination.asked(examination.adapter.placeDryRun(request, on: instrument))
        try hold(!tests.isEmpty, "it asks nothing")
        for call in tests {
            try hold(call.intent == .read, "it is a write")
            try hold(call.operation != placement.operation, "it passes as \(call.operation)")
            try hold(
                call.path != placement.path || call.parameters != placement.parameters,
                "it is the placement itself: \(call.path)")
        }
    }
}
