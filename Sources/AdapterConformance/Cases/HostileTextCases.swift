import AdapterProtocol

/// Texts in arguments that try to become another request: refused, or sent as nothing but a value.
enum HostileTextCases {
    private static let texts: [(name: String, text: String)] = [
        ("ampersand", "1&side=SELL&quantity=9"), ("question", "1?recvWindow=60000"), ("fragment", "1#x"),
        ("slash", "1/cancel"), ("dots", "../../orders"), ("dotSegment", ".."), ("encoded", "%2e%2e%2f%26a=b%00"),
        ("newline", "1\r\nX-Evil: 1\r\n\r\nGET / HTTP/1.1"), ("null", "1\u{0}2"), ("space", "1 2"),
        ("quote", #"1","side":"SELL"#), ("backslash", #"1\"#), ("emoji", "🐚é"), ("empty", ""),
        ("long", String(repeating: "a", count: 10_000)), ("escape", "\u{1B}[31m\u{7F}"), ("plus", "1+2;3,4"),
    ]

    static let all: [ConformanceCase] =
        texts.map { orderID($0.name, $0.text) } + texts.map { nativeName($0.name, $0.text) }
        + [rawParameters, credentials]

    private static let reason =
        "An id or a name comes from files, users and other venues: it must never write the request."

    private static func orderID(_ name: String, _ text: String) -> ConformanceCase {
        ConformanceCase(
            "hostile.orderID.\(name)", "An order id with hostile characters (\(name)) is refused or sent as a value.",
            because: reason, needs: .adapter
        ) { examination in
            let plain = VenueOrderID(rawValue: "1234567890")
            let hostile = VenueOrderID(rawValue: text)
            let adapter = examination.adapter
            let instrument = examination.market.instrument
            try holdSame(
                examination, adapter.order(.venue(plain), on: instrument),
                adapter.order(.venue(hostile), on: instrument))
            try holdSame(
                examination, adapter.cancel(.venue(plain), on: instrument),
                adapter.cancel(.venue(hostile), on: instrument))
            try holdSame(
                examination, adapter.fills(on: instrument, HistoryQuery(order: plain)),
                adapter.fills(on: instrument, HistoryQuery(order: hostile)))
        }
    }

    private static func nativeName(_ name: String, _ text: String) -> ConformanceCase {
        ConformanceCase(
            "hostile.nativeName.\(name)",
            "A market's name with hostile characters (\(name)) is refused or sent as a value.",
            because: "Names come from the venue's list; a venue that is broken into must not write our requests.",
            needs: .adapter
        ) { examination in
            let adapter = examination.adapter
            let plain = renamed(examination.market.instrument, "ABCXYZ")
            let hostile = renamed(examination.market.instrument, text)
            let request = try examination.restingBuy()
            try holdSame(examination, adapter.ticker(of: plain), adapter.ticker(of: hostile))
            try holdSame(examination, adapter.orderBook(of: plain, depth: 5), adapter.orderBook(of: hostile, depth: 5))
            try holdSame(examination, adapter.place(request, on: plain), adapter.place(request, on: hostile))
            try holdSame(examination, adapter.cancelAll(on: plain), adapter.cancelAll(on: hostile))
        }
    }

    private static let rawParameters = ConformanceCase(
        "hostile.rawRead.parameters", "A raw read's parameters are values, whatever stands in them.",
        because: "They come from people who type them.", needs: .adapter
    ) { examination in
        try examination.mustOffer(.rawRead)
        for (_, text) in texts {
            for isSigned in [false, true] {
                let plain = try RawRead("/api/1/x", [VenueCall.Parameter("a", "b")], isSigned: isSigned)
                for parameter in [VenueCall.Parameter("a", text), VenueCall.Parameter(text, "b")] {
                    let hostile = try RawRead("/api/1/x", [parameter], isSigned: isSigned)
                    try holdSame(examination, examination.adapter.rawRead(plain), examination.adapter.rawRead(hostile))
                }
            }
        }
    }

    private static let credentials = ConformanceCase(
        "hostile.credentials", "Keys with hostile characters are refused, or never break a header.",
        because: "Keys are pasted, with line ends and blanks around them.", needs: .adapter
    ) { examination in
        let adapter = examination.adapter
        for (_, text) in texts {
            var fields: [String: Secret] = [:]
            for field in adapter.profile.credentialFields { fields[field.name] = Secret(text) }
            let signer: any RequestSigner
            do throws(VenueError) {
                signer = try adapter.makeSigner(Credentials(fields))
            } catch {
                try hold(error.effect == .notSent, "the effect is \(error.effect.name)")
                continue
            }
            for call in calls(of: adapter.balances(), examination) {
                guard let request = try? signer.seal(call, at: stamp(examination)) else { continue }
                if let problem = RequestShape.problem(request) { throw CaseStop.broken(problem) }
            }
        }
    }

    private static func stamp(_ examination: Examination) -> SigningStamp {
        SigningStamp(venueTime: examination.clock.now, nonce: 1_000)
    }

    private static func calls<Output>(of flow: Flow<Output>, _ examination: Examination) -> [VenueCall] {
        flow.run(at: examination.clock.now, mostCalls: 50) { _, _, _ in
            .failure(.notSent(.network, "only looked at"))
        }.calls
    }

    /// The hostile request is not made at all, or has the same parts as the plain one.
    private static func holdSame<Output>(
        _ examination: Examination, _ plain: Flow<Output>, _ hostile: Flow<Output>
    ) throws {
        let signer = try examination.anySigner()
        let expected = try calls(of: plain, examination).map {
            RequestShape(try signer.seal($0, at: stamp(examination)))
        }
        for (index, call) in calls(of: hostile, examination).enumerated() {
            let request: WireRequest
            do throws(VenueError) {
                request = try signer.seal(call, at: stamp(examination))
            } catch {
                try hold(error.effect == .notSent, "the effect is \(error.effect.name)")
                return
            }
            if let problem = RequestShape.problem(request) { throw CaseStop.broken("\(call.operation): \(problem)") }
            guard index < expected.count else { continue }
            let shape = RequestShape(request)
            try hold(
                shape == expected[index],
                "\(call.operation) has other parts: \(request.target.prefix(120)) \(shape) for \(expected[index])")
        }
    }

    private static func renamed(_ one: Instrument, _ name: String) -> Instrument {
        Instrument(
            symbol: one.symbol, nativeName: name, mode: one.mode, price: one.price, priceBand: one.priceBand,
            quantity: one.quantity, marketQuantity: one.marketQuantity, quoteAmount: one.quoteAmount,
            notional: one.notional, baseScale: one.baseScale, quoteScale: one.quoteScale, orderTypes: one.orderTypes,
            takesQuoteAmounts: one.takesQuoteAmounts, takesPostOnly: one.takesPostOnly, isAmendable: one.isAmendable,
            selfTradePreventions: one.selfTradePreventions, otherRules: one.otherRules, readAt: one.readAt)
    }
}
