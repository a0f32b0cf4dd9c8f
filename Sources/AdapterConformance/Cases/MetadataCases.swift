import AdapterProtocol

/// The list of markets and their rules.
enum MetadataCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "metadata.symbols", "There are markets, and no two have the same symbol.",
            because: "Two markets of one name and an order goes to the wrong one.", needs: .publicData
        ) { examination in
            let symbols = examination.catalog.instruments.map(\.symbol)
            try hold(!symbols.isEmpty, "there is no market")
            try hold(Set(symbols).count == symbols.count, "\(repeated(symbols)) stand twice")
        },
        ConformanceCase(
            "metadata.nativeNames", "No two markets have the same native name, and none is empty.",
            because: "Orders and answers carry the native name only.", needs: .publicData
        ) { examination in
            let names = examination.catalog.instruments.map(\.nativeName)
            try hold(!names.contains(""), "a market has no name")
            try hold(Set(names).count == names.count, "\(repeated(names)) stand twice")
        },
        ConformanceCase(
            "metadata.assets", "Assets have their canonical codes, not the venue's own.",
            because: "A portfolio over several venues would count XBT and BTC as two coins.", needs: .publicData
        ) { examination in
            let own: Set<String> = ["XBT", "XXBT", "XDG", "XXDG", "ZUSD", "ZEUR", "ZGBP", "XETH"]
            let found = examination.catalog.instruments.filter {
                own.contains($0.symbol.base.code) || own.contains($0.symbol.quote.code)
                    || $0.symbol.base == $0.symbol.quote
            }
            try hold(found.isEmpty, "\(found.prefix(5).map(\.symbol))")
        },
        ConformanceCase(
            "metadata.steps", "Every published step and bound is above zero.",
            because: "Zero means no rule; as a number it divides, or refuses everything.", needs: .publicData
        ) { examination in
            for instrument in examination.catalog.instruments {
                for (name, rule) in rules(of: instrument) {
                    guard let value = rule.value else { continue }
                    try hold(value.isPositive, "\(instrument.symbol): \(name) is \(value)")
                }
            }
        },
        ConformanceCase(
            "metadata.bounds", "No minimum lies above its maximum, and no step above a maximum.",
            because: "Such a market takes no order at all, and nobody knows why.", needs: .publicData
        ) { try bounds($0) },
        ConformanceCase(
            "metadata.scales", "Decimals are numbers from 0 to 30.",
            because: "A negative or absurd scale rounds every price to nothing.", needs: .publicData
        ) { examination in
            for instrument in examination.catalog.instruments {
                for scale in [instrument.baseScale, instrument.quoteScale].compactMap({ $0 }) {
                    try hold((0...30).contains(scale), "\(instrument.symbol): \(scale) decimals")
                }
            }
        },
        ConformanceCase(
            "metadata.band", "A price band lies around the reference price.",
            because: "Sides or factors that are swapped refuse every order near the market.", needs: .publicData
        ) { try band($0) },
        ConformanceCase(
            "metadata.orderTypes", "An open market takes some kind of order, and only kinds that the adapter offers.",
            because: "A market that names a kind which the table refuses promises what nobody keeps.",
            needs: .publicData
        ) { try orderTypes($0) },
        ConformanceCase(
            "metadata.flags", "No market claims a feature that the table says the adapter does not offer.",
            because: "Strategies look at the market to choose; the refusal comes when it is too late.",
            needs: .publicData
        ) { try flags($0) },
        ConformanceCase(
            "metadata.quoteAssets", "Every quote asset of the profile has an open market.",
            because: "A host would show a venue without a market to trade.", needs: .publicData
        ) { examination in
            let open = Set(examination.catalog.instruments.filter { $0.mode == .open }.map(\.symbol.quote.code))
            let missing = examination.adapter.profile.quoteAssets.filter { !open.contains($0) }
            try hold(missing.isEmpty, "no open market in \(missing)")
        },
        ConformanceCase(
            "metadata.lookup", "A market is found by its symbol as it stands in the list, and by its native names.",
            because: "Answers that name a market by another spelling would belong to none.", needs: .publicData
        ) { try await lookup($0) },
        ConformanceCase(
            "metadata.fresh", "Rules carry the time they were read at, within their lifetime.",
            because: "Rules of unknown age cannot be told from stale ones.", needs: .publicData
        ) { examination in
            let instrument = try await examination.venue.instrument(examination.market.symbol)
            let age = examination.clock.now.duration(since: instrument.readAt)
            let oldest = examination.adapter.instrumentLifetime + .seconds(60)
            try hold(age >= .seconds(-1) && age <= oldest, "they are \(age) old")
        },
        ConformanceCase(
            "metadata.unknown.read", "A market that does not exist is an unknownSymbol error before anything is sent.",
            because: "Some venues answer with another market, or with nothing.", needs: .publicData
        ) { try await unknownRead($0) },
        ConformanceCase(
            "metadata.unknown.place", "An order on a market that does not exist is not sent.",
            because: "A typing mistake must not become an order.", needs: .publicData
        ) { try await unknownPlace($0) },
        ConformanceCase(
            "metadata.market.tick", "Best bid and ask of the market lie on its tick.",
            because: "A tick that is read wrongly refuses good prices, or lets bad ones out.", needs: .publicData
        ) { examination in
            let market = examination.market
            try hold(market.bid.isMultiple(of: market.tick), "bid \(market.bid), tick \(market.tick)")
            try hold(market.ask.isMultiple(of: market.tick), "ask \(market.ask), tick \(market.tick)")
        },
        ConformanceCase(
            "metadata.market.smallest", "The smallest order by the published rules passes them.",
            because: "Rules that contradict each other leave no order to place.", needs: .publicData
        ) { examination in
            do throws(VenueError) {
                try examination.market.instrument.check(try examination.smallest())
            } catch {
                throw CaseStop.broken("\(error)")
            }
        },
        ConformanceCase(
            "metadata.status", "The venue's own state can be read, and is open while the market is.",
            because: "A word that is not understood must not read as a venue that is down.", needs: .publicData
        ) { try await status($0) },
        ConformanceCase(
            "metadata.referencePrice", "The reference price is near the market, or there is none.",
            because: "Bands and market orders are checked against it.", needs: .publicData
        ) { examination in
            let market = examination.market
            guard let price = try await examination.venue.referencePrice(market.symbol) else {
                throw CaseStop.notApplicable("the venue publishes none")
            }
            let isNear = try price * 2 > market.bid && price < market.ask * 2
            try hold(isNear, "\(price) while the market is at \(market.bid)")
        },
    ]

    private static func repeated<Name: Hashable>(_ names: [Name]) -> [Name] {
        var seen: Set<Name> = []
        return names.filter { !seen.insert($0).inserted }
    }

    static func stepRules(of instrument: Instrument) -> [(name: String, rules: StepRules)] {
        [
            ("price", instrument.price), ("quantity", instrument.quantity), ("market", instrument.marketQuantity),
            ("quote", instrument.quoteAmount),
        ]
    }

    private static func rules(of instrument: Instrument) -> [(name: String, rule: Rule<ExactDecimal>)] {
        stepRules(of: instrument).flatMap { name, rules in
            [("\(name) step", rules.step), ("\(name) minimum", rules.minimum), ("\(name) maximum", rules.maximum)]
        } + [("notional minimum", instrument.notional.minimum), ("notional maximum", instrument.notional.maximum)]
    }

    private static func bounds(_ examination: Examination) throws {
        for instrument in examination.catalog.instruments {
            let notional = StepRules(
                step: .unpublished, minimum: instrument.notional.minimum, maximum: instrument.notional.maximum)
            for (name, rules) in stepRules(of: instrument) + [("notional", notional)] {
                guard let maximum = rules.maximum.value else { continue }
                if let minimum = rules.minimum.value {
                    try hold(minimum <= maximum, "\(instrument.symbol): \(name) from \(minimum) to \(maximum)")
                }
                if let step = rules.step.value {
                    try hold(step <= maximum, "\(instrument.symbol): \(name) by \(step) to \(maximum)")
                }
            }
        }
    }

    private static func band(_ examination: Examination) throws {
        let banded = examination.catalog.instruments.filter { $0.priceBand != nil }
        guard !banded.isEmpty else { throw CaseStop.notApplicable("no market publishes one") }
        for instrument in banded {
            guard let band = instrument.priceBand else { continue }
            let isAround = band.buyDown <= 1 && band.buyUp >= 1 && band.sellDown <= 1 && band.sellUp >= 1
            try hold(isAround && !band.buyDown.isNegative && !band.sellDown.isNegative, "\(instrument.symbol): \(band)")
            try hold(band.buyDown < band.buyUp && band.sellDown < band.sellUp, "\(instrument.symbol): \(band)")
        }
    }
}
