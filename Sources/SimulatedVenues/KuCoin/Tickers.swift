import AdapterProtocol
import VenueSimulator

// Tickers and candles (kucoin.md D).
extension KuCoinFace {
    /// `GET market/orderbook/level1`; a pair without a book has no ticker.
    func ticker(_ market: KuCoin.Market) -> FaceJSON {
        guard !market.isDead, let bid = exchange.bestBid(market.symbol), let ask = exchange.bestAsk(market.symbol),
            let last = exchange.trades(market.symbol, HistoryPage(limit: 1))?.last
        else { return .null }
        return [
            "time": .integer(now), "sequence": .text(sequence(market)), "price": .amount(last.price),
            "size": .amount(last.quantity), "bestBid": .amount(bid.price), "bestBidSize": .amount(bid.quantity),
            "bestAsk": .amount(ask.price), "bestAskSize": .amount(ask.quantity),
        ]
    }

    /// `GET market/stats`.
    func statistics(_ market: KuCoin.Market) -> FaceJSON {
        let row = row(market, isList: false)
        guard case .members(let members) = row else { return row }
        return .members([.init("time", .integer(now)), .init("symbol", .text(market.symbol))] + members)
    }

    /// `GET market/allTickers`.
    func tickers() -> FaceJSON {
        let rows = KuCoin.Markets.all.map { market -> FaceJSON in
            guard case .members(let members) = row(market, isList: true) else { return .null }
            return .members(
                [.init("symbol", .text(market.symbol)), .init("symbolName", .text(market.name))] + members)
        }
        return ["time": .integer(now), "ticker": .list(rows)]
    }

    private func row(_ market: KuCoin.Market, isList: Bool) -> FaceJSON {
        let isQuiet = market.isDead || !market.isEnabled
        let numbers = isQuiet ? nil : exchange.ticker(market.symbol, now: now)
        let bid = exchange.bestBid(market.symbol)
        let ask = exchange.bestAsk(market.symbol)
        func shown(_ value: ExactDecimal?) -> FaceJSON { value.map(FaceJSON.amount) ?? .null }
        let change = numbers.flatMap { try? $0.last - $0.open }
        let rate = numbers.flatMap { numbers in
            change.flatMap { try? $0.divided(by: numbers.open, scale: 4, rounding: .halfUp) }
        }
        let average = numbers.flatMap { numbers in
            numbers.volume.isZero
                ? nil : try? numbers.quoteVolume.divided(by: numbers.volume, scale: 8, rounding: .halfUp)
        }
        var members: [FaceJSON.Member] = [.init("buy", shown(bid?.price))]
        if isList { members.append(.init("bestBidSize", shown(bid?.quantity))) }
        members.append(.init("sell", shown(ask?.price)))
        if isList { members.append(.init("bestAskSize", shown(ask?.quantity))) }
        return .members(
            members + [
                .init("changeRate", .amount(rate ?? .zero)), .init("changePrice", .amount(change ?? .zero)),
                .init("high", shown(numbers?.high)), .init("low", shown(numbers?.low)),
                .init("vol", .amount(numbers?.volume ?? .zero)),
                .init("volValue", .amount(numbers?.quoteVolume ?? .zero)), .init("last", shown(numbers?.last)),
                .init("averagePrice", shown(average)), .init("takerFeeRate", .amount(KuCoin.Setup.feeRate)),
                .init("makerFeeRate", .amount(KuCoin.Setup.feeRate)), .init("takerCoefficient", "1"),
                .init("makerCoefficient", "1"),
            ])
    }

    /// `GET market/candles`: newest first, intervals without a trade missing, close before high.
    func candles(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let symbol = try call.fields.required("symbol")
        guard let width = KuCoin.CandleWidth(rawValue: try call.fields.required("type")) else {
            throw call.fields.invalid("type")
        }
        let start = try time(call, "startAt")
        var end = try time(call, "endAt") ?? now
        if try call.fields.integer("endAt") != nil, call.switches.has(.candleEnd, "exclusive") { end -= 1 }
        if let start, start > end { return [] }
        let first = max(start ?? 0, end - width.milliseconds * Int64(KuCoin.CandleWidth.most - 1))
        return try onMarket(call, symbol) { market in
            let rows = exchange.candles(
                market.symbol, span: width.span, startTime: start == nil ? nil : first, endTime: end,
                limit: KuCoin.CandleWidth.most, now: now)
            return .list((rows ?? []).reversed().filter { $0.tradeCount > 0 }.map(\.row))
        }
    }

    /// A bound in seconds, as milliseconds.
    private func time(_ call: KuCoin.Call, _ name: String) throws(KuCoin.Refusal) -> Int64? {
        guard let seconds = try call.fields.integer(name) else { return nil }
        guard (0...100_000_000_000).contains(seconds) else { throw call.fields.invalid(name) }
        return seconds == 0 ? nil : seconds * 1_000
    }
}

extension EngineCandle {
    /// Seven texts (kucoin.md D).
    var row: FaceJSON {
        .list([
            .text(String(openTime / 1_000)), .amount(open), .amount(close), .amount(high), .amount(low),
            .amount(volume), .amount(quoteVolume),
        ])
    }
}

extension KuCoin {
    /// Candle types (kucoin.md D).
    enum CandleWidth: String {
        case minute = "1min"
        case minutes3 = "3min"
        case minutes5 = "5min"
        case minutes15 = "15min"
        case minutes30 = "30min"
        case hour = "1hour"
        case hours2 = "2hour"
        case hours4 = "4hour"
        case hours6 = "6hour"
        case hours8 = "8hour"
        case hours12 = "12hour"
        case day = "1day"
        case week = "1week"
        case month = "1month"

        /// Rows of one answer.
        static let most = 1_500

        var milliseconds: Int64 { seconds * 1_000 }

        /// Weeks begin on Monday; the sheet does not say.
        var span: CandleSpan {
            switch self {
            case .week: .seconds(seconds, offsetSeconds: 345_600)
            case .month: .months(1)
            default: .seconds(seconds)
            }
        }

        private var seconds: Int64 {
            switch self {
            case .minute: 60
            case .minutes3: 180
            case .minutes5: 300
            case .minutes15: 900
            case .minutes30: 1_800
            case .hour: 3_600
            case .hours2: 7_200
            case .hours4: 14_400
            case .hours6: 21_600
            case .hours8: 28_800
            case .hours12: 43_200
            case .day: 86_400
            case .week: 604_800
            case .month: 2_678_400
            }
        }
    }
}
