import AdapterProtocol

/// What every value of a read must be, whatever the venue: nil for a sane value, else what is wrong with it.
enum Sanity {
    static func instruments(_ instruments: [Instrument]) -> String? {
        for one in instruments {
            let rules = [
                one.price.step, one.price.minimum, one.price.maximum, one.quantity.step, one.quantity.minimum,
                one.quantity.maximum, one.notional.minimum, one.notional.maximum,
            ]
            for case .value(let number) in rules where !number.isPositive {
                return "\(one.symbol) has a rule of \(number)"
            }
            if one.nativeName.isEmpty { return "\(one.symbol) has no native name" }
            if let minimum = one.quantity.minimum.value, let maximum = one.quantity.maximum.value, minimum > maximum {
                return "\(one.symbol) has a minimum of \(minimum) above its maximum of \(maximum)"
            }
        }
        return Set(instruments.map(\.symbol)).count == instruments.count ? nil : "a market comes twice"
    }

    static func ticker(_ ticker: Ticker) -> String? {
        for price in [ticker.bidPrice, ticker.askPrice, ticker.last, ticker.open, ticker.high, ticker.low] {
            if let price, !price.isPositive { return "a price of \(price)" }
        }
        for volume in [ticker.baseVolume, ticker.quoteVolume] {
            if let volume, volume.isNegative { return "a volume of \(volume)" }
        }
        if let bid = ticker.bidPrice, let ask = ticker.askPrice, bid >= ask {
            return "a bid of \(bid), an ask of \(ask)"
        }
        return nil
    }

    static func book(_ book: OrderBook) -> String? {
        if !book.isOrdered { return "the book is not ordered" }
        return (book.bids + book.asks).allSatisfy { $0.price.isPositive && $0.quantity.isPositive }
            ? nil : "a level without price or quantity"
    }

    static func trades(_ trades: [PublicTrade]) -> String? {
        if !isOrdered(trades.map(\.time)) { return "the trades are not oldest first" }
        if Set(trades.map(\.id)).count != trades.count { return "a trade comes twice" }
        return trades.allSatisfy { $0.price.isPositive && $0.quantity.isPositive && !$0.id.isEmpty }
            ? nil : "a trade without price, quantity or id"
    }

    static func candles(_ candles: [Candle]) -> String? {
        for one in candles {
            guard one.low.isPositive, one.low <= min(one.open, one.close), one.high >= max(one.open, one.close),
                !one.baseVolume.isNegative, one.quoteVolume?.isNegative != true
            else { return "a candle \(one.open) \(one.high) \(one.low) \(one.close) \(one.baseVolume)" }
        }
        let times = candles.map(\.openTime)
        return isOrdered(times) && Set(times).count == times.count ? nil : "the candles are not oldest first"
    }

    static func balances(_ balances: [Balance]) -> String? {
        for one in balances {
            guard !one.available.isNegative, !one.held.isNegative, (try? one.available + one.held) == one.total else {
                return "\(one.asset): \(one.total) is not \(one.available) and \(one.held)"
            }
        }
        return nil
    }

    static func rates(_ rates: FeeRates) -> String? {
        for rate in [rates.makerBuy, rates.makerSell, rates.takerBuy, rates.takerSell] where rate.magnitude >= 1 {
            return "a rate of \(rate)"
        }
        return nil
    }

    static func transfers(_ transfers: [Transfer]) -> String? {
        transfers.allSatisfy { $0.amount.isPositive && $0.fee?.isNegative != true } ? nil : "a transfer of nothing"
    }

    static func orders(_ orders: [Order]) -> String? {
        for one in orders {
            if one.venueOrderID.rawValue.isEmpty { return "an order without an id" }
            if one.filledBase.isNegative || one.filledQuote?.isNegative == true { return "an order filled below zero" }
            if let amount = one.amount?.value, !amount.isPositive { return "an order of \(amount)" }
            if let price = one.limitPrice, !price.isPositive { return "a limit of \(price)" }
            if let ordered = one.amount?.baseQuantity, one.filledBase > ordered {
                return "\(one.filledBase) filled of \(ordered)"
            }
        }
        return nil
    }

    static func fills(_ fills: [Fill]) -> String? {
        for one in fills {
            guard one.price.isPositive, one.quantity.isPositive, one.quoteAmount.isPositive else {
                return "a fill of \(one.quantity) at \(one.price) for \(one.quoteAmount)"
            }
            if one.id.rawValue.isEmpty || one.venueOrderID.rawValue.isEmpty { return "a fill without an id" }
        }
        return nil
    }

    private static func isOrdered(_ times: [Timestamp]) -> Bool {
        zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }
    }
}
