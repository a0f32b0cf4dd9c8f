import AdapterProtocol
import VenueSimulator

// Reads of the market (valr.md D).
extension VALRFace {
    func readMarket(
        _ endpoint: VALR.Endpoint, _ query: VALR.Query, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceJSON {
        switch endpoint {
        case .time:
            return [
                "epochTime": .integer(nanoseconds / 1_000_000_000), "time": .text(VALR.Times.nanoseconds(nanoseconds)),
            ]
        case .status: return ["status": switches.isReadOnly ? "read-only" : "online"]
        case .health: return [:]
        case .currencies: return .list(VALR.Currency.all.map(\.json))
        case .pairs(let type):
            return .list(VALR.Markets.all.filter { type == nil || $0.type == type }.map(Self.pairRow))
        case .orderTypes: return try orderTypes(query)
        case .pairOrderTypes(let pair): return .list(try market(pair).orderTypes.words.map(FaceJSON.text))
        case .summaries: return .list(VALR.Markets.all.filter(\.isActive).map(summary))
        case .summary(let pair): return summary(try market(pair))
        case .book(let pair): return book(try market(pair))
        case .fullBook(let pair): return fullBook(try market(pair))
        case .trades(let pair): return try trades(try market(pair), query, switches)
        case .buckets(let pair): return try buckets(try market(pair), query, switches)
        case .markBuckets(let pair): return try markBuckets(try market(pair), query, switches)
        default: throw .notFound
        }
    }

    func market(_ pair: String) throws(VALR.Refusal) -> VALR.Market {
        guard let market = VALR.Markets.market(pair) else { throw .pair }
        return market
    }

    private static func pairRow(_ market: VALR.Market) -> FaceJSON {
        let row: FaceJSON = [
            "symbol": .text(market.symbol),
            "baseCurrency": .text(market.base),
            "quoteCurrency": .text(market.quote),
            "shortName": .text(market.shortName),
            "active": .flag(market.isActive),
            "minBaseAmount": VALR.text(market.minimumBase),
            "maxBaseAmount": VALR.text(market.maximumBase),
            "minQuoteAmount": VALR.text(market.minimumQuote),
            "maxQuoteAmount": VALR.text(market.maximumQuote),
            "tickSize": VALR.text(market.tick),
            "baseDecimalPlaces": .text(String(market.baseDecimals)),
            "marginTradingAllowed": .flag(market.margin != nil && !market.isFuture),
            "currencyPairType": .text(market.type),
        ]
        guard let margin = market.margin else { return row }
        return row.with("initialMarginFraction", .text(margin.0)).with("maintenanceMarginFraction", .text(margin.1))
            .with("autoCloseMarginFraction", .text(margin.2))
    }

    private func orderTypes(_ query: VALR.Query) throws(VALR.Refusal) -> FaceJSON {
        let hasInactive = try query.flag("includeInactivePairs")
        return .list(
            VALR.Markets.all.filter { $0.isActive || hasInactive }.map { market in
                [
                    "currencyPair": .text(market.symbol),
                    "orderTypes": .list(market.orderTypes.words.map(FaceJSON.text)),
                ]
            })
    }

    /// 24 hours; a side without orders is `"0"` (valr.md D.2).
    func summary(_ market: VALR.Market) -> FaceJSON {
        guard let ticker = exchange.ticker(market.symbol, now: now) else { return [:] }
        let change = VALR.quotient(
            VALR.product(VALR.difference(ticker.last, ticker.previousClose), 100), ticker.previousClose, scale: 2)
        return [
            "currencyPair": .text(market.symbol),
            "askPrice": VALR.text(ticker.ask?.price ?? .zero),
            "bidPrice": VALR.text(ticker.bid?.price ?? .zero),
            "lastTradedPrice": VALR.text(ticker.last),
            "previousClosePrice": VALR.text(ticker.previousClose),
            "baseVolume": VALR.text(ticker.volume),
            "quoteVolume": VALR.text(ticker.quoteVolume),
            "highPrice": VALR.text(ticker.high),
            "lowPrice": VALR.text(ticker.low),
            "created": .text(VALR.Times.text(now)),
            "changeFromPrevious": VALR.text(change),
            "markPrice": VALR.text(market.hasBackground ? markPrice(market, ticker) : .zero),
        ]
    }

    /// The median of last trade, best bid and best ask.
    private func markPrice(_ market: VALR.Market, _ ticker: EngineTicker) -> ExactDecimal {
        let prices = [ticker.last, ticker.bid?.price ?? ticker.last, ticker.ask?.price ?? ticker.last].sorted()
        return prices[1]
    }
}
