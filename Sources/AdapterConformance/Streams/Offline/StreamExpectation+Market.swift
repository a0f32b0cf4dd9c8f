import AdapterProtocol

extension StreamExpectation {
    /// What of the books is otherwise than expected; nil while they are right.
    func bookProblem(_ market: ScenarioMarket) -> String? {
        for expected in books ?? [] {
            let name = "the book of subscription \(expected.slot)"
            guard expected.isLive else {
                if market.liveBooks[expected.slot] != nil { return "\(name) is live" }
                continue
            }
            guard let book = market.liveBooks[expected.slot] else {
                let state = market.books[expected.slot].map { "\($0.state)" } ?? "not there"
                return "\(name) is \(state)\(market.isUp ? "" : ", the connection has ended")"
            }
            if let problem = expected.problem(book) { return "\(name) \(problem)" }
        }
        return nil
    }

    /// What of the trades is otherwise than expected.
    func tradeProblem(_ market: ScenarioMarket) -> String? {
        guard let trades else { return nil }
        let told = market.told.compactMap { event -> (slot: Int, trade: PublicTrade)? in
            if case .trade(let slot, let trade) = event { (slot, trade) } else { nil }
        }
        guard told.count == trades.count else { return "\(told.count) trades are told instead of \(trades.count)" }
        for (expected, (slot, trade)) in zip(trades, told) {
            guard expected.slot == slot, expected.price == trade.price, expected.quantity == trade.quantity,
                expected.id == nil || expected.id == trade.id, expected.side == nil || expected.side == trade.aggressor,
                expected.milliseconds == nil || expected.milliseconds == trade.time.milliseconds
            else { return "trade \(trade.id) of \(trade.quantity) at \(trade.price) is not the one that was sent" }
        }
        return nil
    }

    /// What of the tickers is otherwise than expected.
    func tickerProblem(_ market: ScenarioMarket) -> String? {
        for expected in tickers ?? [] {
            let told = market.told.compactMap { event -> AdapterProtocol.Ticker? in
                if case .ticker(expected.slot, let ticker) = event { ticker } else { nil }
            }
            guard let ticker = told.last else { return "no ticker is told" }
            let pairs: [(String, ExactDecimal?, ExactDecimal?)] = [
                ("bid", expected.bidPrice ?? expected.bid?.first, ticker.bidPrice),
                ("ask", expected.askPrice ?? expected.ask?.first, ticker.askPrice),
                ("bid's quantity", expected.bid?.last, ticker.bid?.quantity),
                ("ask's quantity", expected.ask?.last, ticker.ask?.quantity),
                ("last", expected.last, ticker.last), ("open", expected.open, ticker.open),
                ("high", expected.high, ticker.high), ("low", expected.low, ticker.low),
                ("base volume", expected.baseVolume, ticker.baseVolume),
                ("quote volume", expected.quoteVolume, ticker.quoteVolume),
            ]
            for (name, wanted, seen) in pairs {
                if let wanted, wanted != seen { return "the \(name) is not \(wanted)" }
            }
        }
        return nil
    }

    /// What of the candles is otherwise than expected.
    func candleProblem(_ market: ScenarioMarket) -> String? {
        for expected in candles ?? [] {
            let isTold = market.told.contains { event in
                guard case .candle(expected.slot, let candle) = event else { return false }
                return expected.fits(candle)
            }
            if !isTold { return "the candle of \(expected.milliseconds) is not told as it was sent" }
        }
        return nil
    }

    /// What of markers, refusals and the rest of the subscriptions' life is otherwise than expected.
    func lifeProblem(_ market: ScenarioMarket) -> String? {
        for slot in live ?? [] where !market.isLive(slot) { return "subscription \(slot) does not deliver" }
        for slot in notLive ?? [] where market.isLive(slot) { return "subscription \(slot) delivers" }
        for wanted in markers ?? [] {
            let seen = market.told.compactMap { event -> StreamMarker? in
                if case .marker(_, let marker) = event { marker } else { nil }
            }
            if !seen.contains(where: { Self.fits(wanted, $0) }) { return "no marker says '\(wanted)'" }
        }
        for expected in refused ?? [] {
            let kinds = market.told.compactMap { event -> String? in
                if case .refused(expected.slot, let error) = event { error.kind.name } else { nil }
            }
            guard let kind = kinds.first else { return "the refusal of subscription \(expected.slot) is not told" }
            guard expected.kind.split(separator: "|").contains(where: { $0 == kind }) else {
                return "the refusal is \(kind) and not \(expected.kind)"
            }
        }
        return nil
    }

    static func fits(_ wanted: String, _ marker: StreamMarker) -> Bool {
        wanted == marker.kind.rawValue || wanted == "\(marker.kind.rawValue) \(marker.cause)"
    }

    /// What of the connection's end is otherwise than expected. One that is not expected is none that may come.
    func endingProblem(_ line: ScenarioLine) -> String? {
        switch (ending, line.endingWords) {
        case (nil, nil): nil
        case (nil, let words?): "the connection is ended: \(words)"
        case (let wanted?, nil): "the connection goes on instead of: \(wanted)"
        case (let wanted?, let words?):
            words == wanted || words.hasPrefix(wanted + " ") ? nil : "the end is '\(words)', not '\(wanted)'"
        }
    }
}

extension StreamExpectation.Book {
    /// What is otherwise with a live book.
    fileprivate func problem(_ book: LiveBook) -> String? {
        if let isVerified, isVerified != book.isVerified { return isVerified ? "is not verified" : "is verified" }
        if let sequence, book.sequence.map({ String($0) }) != sequence { return "is not at \(sequence)" }
        for (side, best, all) in [(Side.buy, bestBid, bids), (.sell, bestAsk, asks)] {
            let levels = book.levels(side).map { [$0.price, $0.quantity] }
            if let best, levels.first != best { return "has another best \(side.rawValue) level" }
            if let all, levels != all { return "has other \(side.rawValue) levels: \(levels.count), not \(all.count)" }
        }
        return nil
    }
}

extension StreamExpectation.Candle {
    fileprivate func fits(_ candle: Candle) -> Bool {
        candle.openTime.milliseconds == milliseconds && candle.open == open && candle.high == high && candle.low == low
            && candle.close == close && candle.baseVolume == baseVolume
            && (quoteVolume == nil || quoteVolume == candle.quoteVolume)
            && (isClosed == nil || isClosed == candle.isClosed)
    }
}
