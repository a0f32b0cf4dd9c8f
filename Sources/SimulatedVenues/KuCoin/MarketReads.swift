import AdapterProtocol
import VenueSimulator

// Public calls (kucoin.md D).
extension KuCoinFace {
    func readMarket(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        switch call.route.endpoint {
        case .time: return .integer(now)
        case .status: return status(call)
        case .symbols: return try symbols(call)
        case .symbol: return try onMarket(call, call.variable) { $0.description(now) }
        case .markets: return .list(KuCoin.Markets.zones.map(FaceJSON.text))
        case .currencies: return .list(KuCoin.Currency.all.map(\.description))
        case .currency: return KuCoin.Currency.all.first { $0.code == call.variable }?.description ?? .null
        case .ticker: return try onMarket(call, call.fields.required("symbol"), ticker)
        case .tickers: return tickers()
        case .statistics: return try onMarket(call, call.fields.required("symbol"), statistics)
        case .book20: return try onMarket(call, call.fields.required("symbol")) { book($0, depth: 20) }
        case .book100: return try onMarket(call, call.fields.required("symbol")) { book($0, depth: 100) }
        case .fullBook: return try onMarket(call, call.fields.required("symbol")) { book($0, depth: 10_000) }
        case .trades: return try onMarket(call, call.fields.required("symbol"), trades)
        case .candles: return try candles(call)
        case .callAuction: return try onMarket(call, call.fields.required("symbol")) { _ in .null }
        case .prices: return try prices(call)
        default: return .text(call.peerAddress)
        }
    }

    /// Answers for a known pair; for an unknown one as the switch says (Annex 2.4).
    func onMarket(
        _ call: KuCoin.Call, _ symbol: String, _ answer: (KuCoin.Market) -> FaceJSON
    ) throws(KuCoin.Refusal) -> FaceJSON {
        if let market = KuCoin.Markets.bySymbol[symbol] { return answer(market) }
        switch call.switches.text(.unknownSymbolOnReads) {
        case "900001": throw .symbolNotExists
        case "400100": throw .unsupportedPair
        default: return .null
        }
    }

    private func status(_ call: KuCoin.Call) -> FaceJSON {
        let status = call.switches.text(.venueStatus)
        let message =
            switch status {
            case "cancelonly": "The system is being upgraded, only cancellation is supported"
            case "close": "The system is being upgraded"
            default: ""
            }
        return ["status": .text(status), "msg": .text(message)]
    }

    private func symbols(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let zone = try call.fields.text("market")
        return .list(KuCoin.Markets.all.filter { zone == nil || $0.zone == zone }.map { $0.description(now) })
    }

    /// Levels best first; the sequence is shared with the ticker.
    private func book(_ market: KuCoin.Market, depth: Int) -> FaceJSON {
        let past = streams.pastBook(market.symbol, at: now)
        let book = past ?? exchange.book(market.symbol, depth: depth)
        func rows(_ levels: [EngineLevel]?) -> FaceJSON {
            .list((levels ?? []).prefix(depth).map { .list([.amount($0.price), .amount($0.quantity)]) })
        }
        return [
            "time": .integer(now), "sequence": .text(String(sequence(book?.updateID ?? 0))), "bids": rows(book?.bids),
            "asks": rows(book?.asks),
        ]
    }

    func sequence(_ market: KuCoin.Market) -> String {
        String(sequence(exchange.book(market.symbol, depth: 0)?.updateID ?? 0))
    }

    /// The venue's number of a change: one count for REST and streams (kucoin.md D).
    func sequence(_ updateID: Int64) -> Int64 { 14_609_000_000 + streams.skipped + updateID }

    /// The last 100 trades, oldest first, times in nanoseconds.
    private func trades(_ market: KuCoin.Market) -> FaceJSON {
        .list(
            (exchange.trades(market.symbol, HistoryPage(limit: 100)) ?? []).map {
                [
                    "sequence": .text(String($0.id)), "price": .amount($0.price), "size": .amount($0.quantity),
                    "side": .text($0.takerSide.word), "time": .integer($0.time * 1_000_000),
                ]
            })
    }

    /// Fiat prices: the pairs against USDT, taken as dollars.
    private func prices(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let wanted = try call.fields.text("currencies").map { Set($0.split(separator: ",").map(String.init)) }
        let base = try call.fields.text("base") ?? "USD"
        guard base == "USD" || base == "USDT" else { return [:] }
        let markets = KuCoin.Markets.all.filter { $0.quote == "USDT" && !$0.isDead }
        return .members(
            markets.filter { wanted?.contains($0.base) ?? true }.compactMap { market in
                exchange.lastPrice(market.symbol).map { FaceJSON.Member(market.base, .amount($0)) }
            })
    }
}

extension Side {
    /// The venue's word.
    var word: String { self == .buy ? "buy" : "sell" }
}
