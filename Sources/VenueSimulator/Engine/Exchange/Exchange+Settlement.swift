import AdapterProtocol

extension SimulatedExchange {
    /// Books one half of a trade: funds, fee, the order's progress, the fill, the event.
    mutating func settle(
        _ record: inout OrderRecord, _ market: Int, _ trade: TradeRecord, quote: Int128, isMaker: Bool
    ) {
        let units = markets[market].units
        let account = record.account
        let base = units.baseUnits(trade.lots)
        let (paidAsset, receivedAsset) = record.side == .buy ? (units.quote, units.base) : (units.base, units.quote)
        let (paid, received) = record.side == .buy ? (quote, base) : (base, quote)
        // A limit buy locked its limit price for these lots; what the trade was cheaper becomes free.
        let held =
            record.side == .buy ? record.limitTicks.map { units.notional($0, trade.lots) } ?? quote : base
        record.locked -= held
        accounts[account].locked[paidAsset] -= held
        accounts[account].free[paidAsset] += held - paid
        accounts[account].free[receivedAsset] += received
        let (feeAsset, feeBase) =
            switch configuration.feeAsset {
            case .received: (receivedAsset, received)
            case .quote: (units.quote, quote)
            case .base: (units.base, base)
            }
        let fee = takeFee(account, market, isMaker: isMaker, asset: feeAsset, amount: feeBase, quote: quote)
        touch(account, paidAsset)
        touch(account, receivedAsset)

        record.executedLots += trade.lots
        record.executedQuote += quote
        record.updatedAt = clock
        record.status = !record.isQuoteAmount && record.openLots == 0 ? .filled : .partiallyFilled
        let fill = FillRecord(
            tradeID: trade.id, orderID: record.id, side: record.side, isMaker: isMaker, ticks: trade.ticks,
            lots: trade.lots, feeAmount: fee.amount, feeAsset: fee.asset, time: clock)
        accounts[account].desks[market].file(fill, limit: configuration.limits.fills)
        events.append(.orderTraded(EngineOrder(record, units), EngineFill(fill, units)))
    }

    /// The house's half: infinite funds, kept as a running difference so that every asset still adds up.
    mutating func settleHouse(_ account: Int, _ side: Side, _ market: Int, lots: Int64, quote: Int128) {
        let units = markets[market].units
        let base = units.baseUnits(lots)
        accounts[account].free[units.base] += side == .buy ? base : -base
        accounts[account].free[units.quote] += side == .buy ? -quote : quote
    }

    private mutating func takeFee(
        _ account: Int, _ market: Int, isMaker: Bool, asset: Int, amount: Int128, quote: Int128
    ) -> (asset: Int, amount: Int128) {
        let rate = isMaker ? accounts[account].makerRate : accounts[account].takerRate
        guard rate != 0 else { return (asset, 0) }
        var charged = (asset: asset, amount: fee(amount, rate, of: asset))
        if rate < 0 { charged.amount = -fee(amount, -rate, of: asset) }
        if rate > 0, accounts[account].usesFeeDiscount, let discounted = discountedFee(quote, rate, market),
            accounts[account].free[discounted.asset] >= discounted.amount
        {
            charged = discounted
        }
        // A buyer that has locked everything cannot pay a fee on top; the venue would have locked it, here it is cut.
        charged.amount = min(charged.amount, accounts[account].free[charged.asset])
        accounts[account].free[charged.asset] -= charged.amount
        accounts[HouseAccount.fees.index].free[charged.asset] += charged.amount
        touch(account, charged.asset)
        return charged
    }

    /// amount x rate, rounded to the asset's precision, never more than the amount.
    private func fee(_ amount: Int128, _ rate: Int128, of asset: Int) -> Int128 {
        guard let unit = IntegerScale.power(assetTable.scales[asset] - assetTable.precisions[asset]) else { return 0 }
        let (whole, rest) = (amount * rate).quotientAndRemainder(dividingBy: Limits.wholeRate * unit)
        let isRoundedUp = rest > 0 && configuration.feeRounding == .up
        return min((whole + (isRoundedUp ? 1 : 0)) * unit, amount)
    }

    /// The fee in the discount asset at its last price; `nil` when no market connects the two or the numbers do not
    /// fit, and the received asset pays instead.
    private func discountedFee(_ quote: Int128, _ rate: Int128, _ market: Int) -> (asset: Int, amount: Int128)? {
        guard let discount = configuration.feeDiscount, let asset = assetTable.index(of: discount.asset) else {
            return nil
        }
        let scale = assetTable.precisions[asset]
        let rounding: Rounding = configuration.feeRounding == .up ? .up : .down
        do throws(DecimalError) {
            let rateValue = try ExactDecimal(coefficient: rate, exponent: -8)
            let value = try markets[market].units.quoteAmount(quote) * rateValue * discount.multiplier
            let fee: ExactDecimal
            switch discountRoutes[market] {
            case .none: return nil
            case .quoteIsIt: fee = try value.rounded(scale: scale, rounding)
            case .divideQuote(let other):
                fee = try value.divided(by: lastPrice(at: other), scale: scale, rounding: rounding)
            case .multiplyQuote(let other):
                fee = try (value * lastPrice(at: other)).rounded(scale: scale, rounding)
            }
            return assetTable.amount(fee, of: asset).map { (asset, $0) }
        } catch {
            // More than 34 digits: no venue would book that either; the received asset pays.
            return nil
        }
    }

    func lastPrice(at market: Int) -> ExactDecimal {
        markets[market].units.price(markets[market].lastTicks)
    }
}
