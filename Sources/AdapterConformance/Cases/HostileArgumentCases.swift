import AdapterProtocol

/// Names, ids and numbers outside of everything sensible: a typed error, or a correct answer.
enum HostileArgumentCases {
    static let all: [ConformanceCase] = [
        unknownSymbol, unknownSymbolOrders, clientIDs, hugeNumbers, longDecimals, resolveDates,
    ]

    private static let reason =
        "Arguments come from users and arithmetic; a crash takes every venue's bots with it."

    private static let unknownSymbol = ConformanceCase(
        "hostile.unknownSymbol.reads",
        "Reads of a market that the venue does not have are refused before anything is sent.",
        because: "Some venues answer for another market whose name begins alike.", needs: .connection
    ) { examination in
        for text in ["NO/SUCH", "BTC&x=1/USDT", "../USDT", "\u{5E01}/USDT"] {
            guard let symbol = Symbol(text) else { continue }
            // Rules that have grown old are read again first.
            _ = try await examination.venue.instruments()
            examination.tap?.reset()
            let errors = [
                try await mustFail { () async throws(VenueError) in try await examination.venue.ticker(symbol) },
                try await mustFail { () async throws(VenueError) in
                    try await examination.venue.orderBook(symbol, depth: 5)
                },
                try await mustFail { () async throws(VenueError) in
                    try await examination.venue.openOrders(on: symbol)
                },
                try await mustFail { () async throws(VenueError) in
                    try await examination.venue.fills(on: symbol, ReadOperation.page)
                },
            ]
            for error in errors {
                try hold(error.kind == .unknownSymbol && error.effect == .notSent, "\(text): \(error)")
            }
            try hold(examination.tap?.sent.isEmpty ?? true, "something was sent for \(text)")
        }
    }

    private static let unknownSymbolOrders = ConformanceCase(
        "hostile.unknownSymbol.commands", "Commands on a market that the venue does not have are not sent.",
        because: reason, needs: .connection
    ) { examination in
        let symbol = try hold(Symbol("NO/SUCH"), "NO/SUCH is no symbol")
        let request = try OrderRequest.limit(examination.newID(), .buy, symbol, quantity: 1, price: 1)
        let order = OrderReference.venue(VenueOrderID(rawValue: "1234567890"))
        examination.tap?.reset()
        guard case .notSent(let error) = await examination.venue.place(request), error.effect == .notSent else {
            throw CaseStop.broken("a placement on \(symbol)")
        }
        guard case .notSent = await examination.venue.cancel(order, on: symbol) else {
            throw CaseStop.broken("a cancel on \(symbol)")
        }
        _ = try await mustFail { () async throws(VenueError) in try await examination.venue.cancelAll(on: symbol) }
        try hold(examination.tap?.sent.isEmpty ?? true, "something was sent")
    }

    private static let clientIDs = ConformanceCase(
        "hostile.clientIDs", "The smallest and the largest client id are sent whole.",
        because: "A zero that is trimmed, or a sign bit, makes two ids one.", needs: .adapter
    ) { examination in
        let price = try examination.market.price(percentOfBid: 80)
        let quantity = try examination.market.smallestQuantity(at: price)
        var sent: Set<[VenueCall.Parameter]> = []
        let ids = [
            ClientOrderID(bits: .min), ClientOrderID(bits: .max), ClientOrderID(bits: 1), ClientOrderID(bits: 1 << 127),
        ]
        for id in ids {
            let request = try OrderRequest.limit(
                id, .buy, examination.market.symbol, quantity: quantity, price: price)
            let run = examination.adapter.place(request, on: examination.market.instrument)
                .run(at: examination.clock.now) { _, _, _ in .failure(.notSent(.network, "only looked at")) }
            let call = try hold(run.calls.first, "nothing is asked")
            let digits = call.parameters.map { $0.value.lowercased().filter { $0 != "-" } }
            try hold(digits.contains { $0.contains(id.text) }, "\(id.text) is not among \(digits)")
            sent.insert(call.parameters)
        }
        try hold(sent.count == ids.count, "two ids are sent alike")
    }

    private static let hugeNumbers = ConformanceCase(
        "hostile.numbers.place", "Orders of absurd size or price are refused, and nothing is live.",
        because: "A unit mixed up is a factor of a hundred million.", needs: .trading
    ) { examination in
        let before = Set(try await examination.venue.openOrders(on: examination.market.symbol).map(\.venueOrderID))
        let numbers = ["9999999999999999999999999999999999", "0.0000000000000000000000000000000001", "1e30", "1e-30"]
        let price = try examination.market.price(percentOfBid: 80)
        let quantity = try examination.market.smallestQuantity(at: price)
        for text in numbers {
            guard let number = ExactDecimal(text) else { continue }
            for (size, limit) in [(number, price), (quantity, number), (number, number)] {
                let request = try OrderRequest.limit(
                    examination.newID(), .buy, examination.market.symbol, quantity: size, price: limit)
                switch await examination.place(request) {
                case .notSent, .rejected: continue
                case let other: throw CaseStop.broken("\(size) at \(limit): \(other)")
                }
            }
        }
        let after = Set(try await examination.venue.openOrders(on: examination.market.symbol).map(\.venueOrderID))
        try hold(before == after, "there are other open orders than before")
    }

    private static let longDecimals = ConformanceCase(
        "hostile.numbers.text", "Numbers of any size are written in full, without an exponent.",
        because: "`1e-7` is refused by some venues and read as 1 by others.", needs: .adapter
    ) { examination in
        let numbers = ["0.00000000000000000001", "1234567890123456789012345678901234", "0.10", "100000000000000000000"]
        for text in numbers {
            let number = try hold(ExactDecimal(text), "\(text) is no number")
            let request = try OrderRequest.limit(
                examination.newID(), .buy, examination.market.symbol, quantity: number, price: number)
            let run = examination.adapter.place(request, on: free(examination.market.instrument))
                .run(at: examination.clock.now) { _, _, _ in .failure(.notSent(.network, "only looked at")) }
            guard let call = run.calls.first else { continue }
            let equal = call.parameters.filter { ExactDecimal($0.value) == number && $0.value.utf8.allSatisfy(isPlain) }
            try hold(equal.count >= 2, "\(text) is not sent twice: \(call.parameters.map(\.value))")
        }
    }

    private static let resolveDates = ConformanceCase(
        "hostile.resolveDates", "A look-up of a placement signed at an impossible time ends, and finds nothing.",
        because: "The time comes from a journal that may be damaged; a look-up that never ends blocks the start.",
        needs: .connection
    ) { examination in
        try examination.mustBeVirtual()
        let now = examination.clock.now
        for date in [Timestamp(nanoseconds: .min), Timestamp(nanoseconds: 0), now.advanced(by: .seconds(-86_400))] {
            let resolution = await examination.venue.resolve(
                examination.newID(), on: examination.market.symbol, signedBy: date)
            if case .found(let order, _) = resolution { throw CaseStop.broken("it found \(order.venueOrderID)") }
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte || byte == 0x2E }

    /// The same market without rules, so that every number reaches the adapter's own printing.
    private static func free(_ one: Instrument) -> Instrument {
        Instrument(
            symbol: one.symbol, nativeName: one.nativeName, mode: one.mode, price: .unpublished, quantity: .unpublished,
            orderTypes: one.orderTypes, takesQuoteAmounts: true, takesPostOnly: true, isAmendable: true,
            readAt: one.readAt)
    }
}
