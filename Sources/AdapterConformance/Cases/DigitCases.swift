import AdapterProtocol

/// Numbers on the wire: exactly the digits that were asked for.
enum DigitCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "digits.price", "A limit price is sent with exactly its value, in plain digits.",
            because: "A price that went through binary floating point is another price.", needs: .adapter
        ) { examination in
            try sent(examination, generated) { value, id in
                try .limit(id, .buy, examination.market.symbol, quantity: 3, price: value)
            }
        },
        ConformanceCase(
            "digits.quantity", "A base quantity is sent with exactly its value, in plain digits.",
            because: "A quantity with a digit more or less trades another size.", needs: .adapter
        ) { examination in
            try sent(examination, generated) { value, id in
                try .limit(id, .sell, examination.market.symbol, quantity: value, price: 3)
            }
        },
        ConformanceCase(
            "digits.quoteAmount", "A quote amount to spend is sent with exactly its value, in plain digits.",
            because: "It is the whole cost of the order.", proves: [.marketBuyQuote], needs: .adapter
        ) { examination in
            try sent(examination, generated) { value, id in
                try .market(id, .buy, examination.market.symbol, .quote(value))
            }
        },
        ConformanceCase(
            "digits.marketQuantity", "A market sell's quantity is sent with exactly its value, in plain digits.",
            because: "It sells what was not meant to be sold.", proves: [.marketSellBase], needs: .adapter
        ) { examination in
            try sent(examination, generated) { value, id in
                try .market(id, .sell, examination.market.symbol, .base(value))
            }
        },
        ConformanceCase(
            "digits.trigger", "A trigger price is sent with exactly its value, in plain digits.",
            because: "A stop that fires elsewhere is no protection.", proves: [.triggeredLimit], needs: .adapter
        ) { examination in
            try sent(examination, generated) { value, id in
                try OrderRequest(
                    clientOrderID: id, symbol: examination.market.symbol, side: .buy, type: .stopLimit,
                    amount: .base(3), limitPrice: 5, trigger: Trigger(price: value, crossing: .atOrAbove),
                    timeInForce: .goodTillCancelled)
            }
        },
        ConformanceCase(
            "digits.tiny", "The smallest numbers are sent without an exponent.",
            because: "1e-8 is refused by some venues and read as 1 by others.", needs: .adapter
        ) { examination in
            let tiny = try [1, 7, 25].map { try ExactDecimal(coefficient: $0, exponent: -8) }
            try sent(examination, tiny) { value, id in
                try .limit(id, .buy, examination.market.symbol, quantity: value, price: 3)
            }
        },
        ConformanceCase(
            "digits.huge", "The largest numbers are sent with every digit, and no exponent.",
            because: "A coin of a billionth of a cent is traded by the billion.", needs: .adapter
        ) { examination in
            let huge = ["123456789012.12345678", "900000000000000", "99999999.99999999"].compactMap { ExactDecimal($0) }
            try sent(examination, huge) { value, id in
                try .limit(id, .buy, examination.market.symbol, quantity: value, price: 3)
            }
        },
        ConformanceCase(
            "digits.alone", "Another price changes the price on the wire and nothing else.",
            because: "A number that stands in two places may differ in them.", needs: .adapter
        ) { try alone($0) },
        ConformanceCase(
            "digits.sealed", "Price and quantity stand in the sealed request with exactly their digits.",
            because: "What is signed is what trades.", needs: .adapter
        ) { try sealed($0) },
    ]

    /// Numbers of every length and scale up to eight decimals, always the same.
    static let generated: [ExactDecimal] = {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        return (0..<64).compactMap { step in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let digits = Int128(state >> 20) % [9, 99, 9_999, 9_999_999, 999_999_999_999][step % 5] + 1
            return try? ExactDecimal(coefficient: digits, exponent: -(step % 9))
        }.filter { $0 != 3 && $0 != 5 }
    }()

    private static func sent(
        _ examination: Examination, _ values: [ExactDecimal],
        _ request: (ExactDecimal, ClientOrderID) throws -> OrderRequest
    ) throws {
        let instrument = examination.market.instrument.withFineSteps
        for value in values {
            let request = try request(value, examination.newID())
            let call = try hold(examination.placement(of: request, on: instrument), "\(value) is not placed")
            let texts = call.parameters.map(\.value).filter { $0 != request.clientOrderID.text }
            let equal = texts.filter { ExactDecimal($0) == value }
            try hold(!equal.isEmpty, "\(value) is not among \(texts)")
            try hold(equal.contains(where: isPlain), "\(value) is written as \(equal)")
        }
    }

    /// Digits and at most one point, nothing in front of them.
    private static func isPlain(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
            && (parts[0] == "0" || parts[0].first != "0")
    }

    private static func alone(_ examination: Examination) throws {
        let instrument = examination.market.instrument.withFineSteps
        let id = examination.newID()
        func parameters(_ price: ExactDecimal) throws -> [VenueCall.Parameter] {
            let request = try OrderRequest.limit(
                id, .buy, examination.market.symbol, quantity: try ExactDecimal(coefficient: 1377, exponent: -3),
                price: price)
            return try hold(examination.placement(of: request, on: instrument), "nothing is placed").parameters
        }
        let (first, second) = (try parameters(1021), try parameters(1022))
        try hold(first.map(\.name) == second.map(\.name), "\(first.map(\.name)) and \(second.map(\.name))")
        let changed = zip(first, second).filter { $0 != $1 }
        try hold(changed.count == 1, "\(changed.map(\.0.name)) change")
        try hold(changed.allSatisfy { ExactDecimal($1.value) == 1022 }, "\(changed.map(\.1))")
    }

    private static func sealed(_ examination: Examination) throws {
        let signer = try examination.adapter.makeSigner(try MadeUpKey(for: examination.adapter).credentials)
        let instrument = examination.market.instrument.withFineSteps
        for (price, quantity) in [("1234.56789", "0.00340021"), ("0.00000071", "8800150"), ("77.1", "1.00000003")] {
            let request = try OrderRequest.limit(
                examination.newID(), .buy, examination.market.symbol,
                quantity: try ExactDecimal(parsing: quantity), price: try ExactDecimal(parsing: price))
            let call = try hold(examination.placement(of: request, on: instrument), "nothing is placed")
            let text = try signer.seal(call, at: examination.stamp()).plainText
            let numbers = text.split { !($0.isNumber || $0 == "." || $0.isLetter || $0 == "-") }.map(String.init)
            try hold(numbers.contains(price), "the price \(price) is not in it")
            try hold(numbers.contains(quantity), "the quantity \(quantity) is not in it")
        }
    }
}

extension Instrument {
    /// The same market with steps of eight decimals and no bounds: what an adapter does with digits, apart from rules.
    var withFineSteps: Instrument {
        let step = (try? ExactDecimal(coefficient: 1, exponent: -8)).map { Rule.value($0) } ?? .unpublished
        let fine = StepRules(step: step, minimum: .unpublished, maximum: .unpublished)
        return Instrument(
            symbol: symbol, nativeName: nativeName, mode: .open, price: fine, quantity: fine, quoteAmount: fine,
            orderTypes: orderTypes, takesQuoteAmounts: takesQuoteAmounts, takesPostOnly: takesPostOnly,
            isAmendable: isAmendable, selfTradePreventions: selfTradePreventions, readAt: readAt, aliases: aliases)
    }
}
