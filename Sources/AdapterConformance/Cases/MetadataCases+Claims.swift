import AdapterProtocol

extension MetadataCases {
    static func orderTypes(_ examination: Examination) throws {
        let table = examination.capabilities
        let needed: [(OrderType, [Capability])] = [
            (.limit, [.limitOrders]),
            (.market, [.marketBuyBase, .marketBuyQuote, .marketSellBase, .marketSellQuote]),
            (.stopLimit, [.triggeredLimit]), (.takeProfitLimit, [.triggeredLimit]),
            (.stopMarket, [.triggeredMarket]), (.takeProfit, [.triggeredMarket]),
        ]
        for instrument in examination.catalog.instruments where instrument.mode == .open {
            try hold(!instrument.orderTypes.isEmpty, "\(instrument.symbol) is open and takes nothing")
            for (type, capabilities) in needed where instrument.orderTypes.contains(type) {
                let isOffered = capabilities.contains { table[$0].isOffered }
                try hold(isOffered, "\(instrument.symbol) takes \(type), and none of \(capabilities) is offered")
            }
        }
    }

    static func flags(_ examination: Examination) throws {
        let table = examination.capabilities
        func any(_ capabilities: Capability...) -> Bool { capabilities.contains { table[$0].isOffered } }
        for instrument in examination.catalog.instruments {
            let symbol = instrument.symbol
            try hold(!instrument.takesPostOnly || any(.postOnly), "\(symbol) takes post-only orders")
            try hold(
                !instrument.takesQuoteAmounts || any(.marketBuyQuote, .marketSellQuote), "\(symbol) takes quote amounts"
            )
            try hold(
                !instrument.isAmendable || any(.amendShrink, .amendGrow, .amendPrice), "\(symbol) allows amendments")
            try hold(
                instrument.selfTradePreventions.isEmpty || any(.selfTradePrevention), "\(symbol) has self-trade rules")
        }
        let market = examination.market.instrument
        try hold(
            !any(.postOnly) || market.takesPostOnly, "\(market.symbol) takes no post-only orders, which are claimed")
        try hold(
            !any(.selfTradePrevention) || !market.selfTradePreventions.isEmpty,
            "\(market.symbol) has no self-trade rule, which is claimed")
    }

    static func lookup(_ examination: Examination) async throws {
        let catalog = examination.catalog
        for instrument in catalog.instruments {
            try hold(catalog[instrument.symbol] == instrument, "\(instrument.symbol) is not found by its symbol")
            try hold(catalog[native: instrument.nativeName] == instrument, "\(instrument.nativeName) is another market")
            for alias in instrument.aliases {
                try hold(catalog[native: alias] != nil, "\(alias) is no market")
            }
        }
        for instrument in catalog.instruments.prefix(20) + [examination.market.instrument] {
            let found = try await examination.venue.instrument(instrument.symbol)
            let isSame = found.symbol == instrument.symbol && found.nativeName == instrument.nativeName
            try hold(isSame, "\(instrument.symbol) is \(found.nativeName), and \(instrument.nativeName) in the list")
        }
    }

    static func unknownRead(_ examination: Examination) async throws {
        let symbol = try hold(Symbol("NOSUCHCOIN/NADA"), "the symbol")
        let venue = examination.venue
        let reads: [(String, () async throws -> Void)] = [
            ("instrument", { _ = try await venue.instrument(symbol) }),
            ("ticker", { _ = try await venue.ticker(symbol) }),
            ("book", { _ = try await venue.orderBook(symbol, depth: 5) }),
            ("trades", { _ = try await venue.recentTrades(symbol, limit: 5) }),
            ("candles", { _ = try await venue.candles(symbol, interval: .hour, from: nil, limit: 5) }),
        ]
        for (name, read) in reads {
            do {
                try await read()
            } catch let error as VenueError where error.kind == .unsupported {
                continue
            } catch let error as VenueError {
                try hold(error.kind == .unknownSymbol && error.effect == .notSent, "\(name): \(error)")
                continue
            }
            throw CaseStop.broken("\(name) has an answer")
        }
    }

    static func unknownPlace(_ examination: Examination) async throws {
        let symbol = try hold(Symbol("NOSUCHCOIN/NADA"), "the symbol")
        examination.refuseWrites()
        let request = try OrderRequest.limit(examination.newID(), .buy, symbol, quantity: 1, price: 1)
        let outcome = await examination.venue.place(request)
        guard case .notSent(let error) = outcome else { throw CaseStop.broken("\(outcome)") }
        try hold(error.kind == .unknownSymbol && error.effect == .notSent, "\(error)")
    }

    static func status(_ examination: Examination) async throws {
        do {
            let mode = try await examination.venue.status()
            try hold(mode == .open, "\(examination.market.symbol) is open, and the venue \(mode.rawValue)")
        } catch let error as VenueError where error.kind == .unsupported {
            throw CaseStop.notApplicable("this environment does not tell: \(error.message)")
        }
    }
}

extension Examination {
    /// The smallest buy that rests by the published rules.
    func smallest() throws(VenueError) -> OrderRequest {
        do {
            return try restingBuy()
        } catch {
            throw .notSent(.refusedLocally, "no smallest order can be made: \(error)")
        }
    }
}
