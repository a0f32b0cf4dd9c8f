import AdapterProtocol

// Copies with some fields changed; an outer nil keeps a field, an inner one clears it.

extension Order {
    func with(
        symbol: Symbol? = nil, venueOrderID: VenueOrderID? = nil, clientOrderID: ClientOrderID?? = nil,
        side: Side? = nil, type: OrderType?? = nil, amount: OrderAmount?? = nil, limitPrice: ExactDecimal?? = nil,
        triggerPrice: ExactDecimal?? = nil, timeInForce: TimeInForce?? = nil, isPostOnly: Bool?? = nil,
        phase: OrderPhase? = nil, filledBase: ExactDecimal? = nil, filledQuote: ExactDecimal?? = nil,
        createdAt: Timestamp?? = nil, updatedAt: Timestamp?? = nil
    ) -> Order {
        Order(
            symbol: symbol ?? self.symbol, venueOrderID: venueOrderID ?? self.venueOrderID,
            clientOrderID: clientOrderID ?? self.clientOrderID, foreignClientID: foreignClientID,
            side: side ?? self.side, type: type ?? self.type, amount: amount ?? self.amount,
            limitPrice: limitPrice ?? self.limitPrice, triggerPrice: triggerPrice ?? self.triggerPrice,
            timeInForce: timeInForce ?? self.timeInForce, isPostOnly: isPostOnly ?? self.isPostOnly,
            phase: phase ?? self.phase, filledBase: filledBase ?? self.filledBase,
            filledQuote: filledQuote ?? self.filledQuote, createdAt: createdAt ?? self.createdAt,
            updatedAt: updatedAt ?? self.updatedAt)
    }
}

extension Fill {
    func with(
        id: FillID? = nil, venueOrderID: VenueOrderID? = nil, side: Side? = nil, price: ExactDecimal? = nil,
        quantity: ExactDecimal? = nil, quoteAmount: ExactDecimal? = nil, fees: [Fee]?? = nil,
        liquidity: Liquidity? = nil, time: Timestamp?? = nil
    ) -> Fill {
        Fill(
            id: id ?? self.id, symbol: symbol, venueOrderID: venueOrderID ?? self.venueOrderID,
            side: side ?? self.side, price: price ?? self.price, quantity: quantity ?? self.quantity,
            quoteAmount: quoteAmount ?? self.quoteAmount, fees: fees ?? self.fees,
            liquidity: liquidity ?? self.liquidity, time: time ?? self.time)
    }
}

extension OrderRequest {
    /// The same where the change contradicts itself.
    func with(
        clientOrderID: ClientOrderID? = nil, side: Side? = nil, type: OrderType? = nil, amount: OrderAmount? = nil,
        limitPrice: ExactDecimal?? = nil, trigger: Trigger?? = nil, timeInForce: TimeInForce?? = nil,
        expiresAt: Timestamp?? = nil, isPostOnly: Bool? = nil, placeBefore: Timestamp?? = nil,
        selfTradePrevention: SelfTradePrevention?? = nil
    ) -> OrderRequest {
        let changed = try? OrderRequest(
            clientOrderID: clientOrderID ?? self.clientOrderID, symbol: symbol, side: side ?? self.side,
            type: type ?? self.type, amount: amount ?? self.amount, limitPrice: limitPrice ?? self.limitPrice,
            trigger: trigger ?? self.trigger, timeInForce: timeInForce ?? self.timeInForce,
            expiresAt: expiresAt ?? self.expiresAt, isPostOnly: isPostOnly ?? self.isPostOnly,
            placeBefore: placeBefore ?? self.placeBefore,
            selfTradePrevention: selfTradePrevention ?? self.selfTradePrevention)
        return changed ?? self
    }
}

extension VenueCall {
    func with(
        operation: OperationName? = nil, intent: Intent? = nil, priority: Priority? = nil, method: Method? = nil,
        path: String? = nil, parameters: [Parameter]? = nil, isSigned: Bool? = nil, charges: [RateCharge]? = nil,
        notAfter: Timestamp?? = nil
    ) -> VenueCall {
        VenueCall(
            operation: operation ?? self.operation, intent: intent ?? self.intent,
            priority: priority ?? self.priority, method: method ?? self.method, path: path ?? self.path,
            parameters: parameters ?? self.parameters, isSigned: isSigned ?? self.isSigned,
            charges: charges ?? self.charges, notAfter: notAfter ?? self.notAfter)
    }
}

extension VenueError {
    func with(kind: Kind? = nil, effect: Effect? = nil, advice: Advice? = nil, message: String? = nil) -> VenueError {
        VenueError(
            kind: kind ?? self.kind, effect: effect ?? self.effect, advice: advice ?? self.advice,
            message: message ?? self.message, evidence: evidence)
    }
}

extension Instrument {
    func with(
        symbol: Symbol? = nil, nativeName: String? = nil, mode: TradingMode? = nil, price: StepRules? = nil,
        priceBand: PriceBand?? = nil,
        quantity: StepRules? = nil, marketQuantity: StepRules? = nil, quoteAmount: StepRules? = nil,
        notional: NotionalRules? = nil, baseScale: Int?? = nil, quoteScale: Int?? = nil,
        orderTypes: Set<OrderType>? = nil, takesQuoteAmounts: Bool? = nil, takesPostOnly: Bool? = nil,
        isAmendable: Bool? = nil, selfTradePreventions: Set<SelfTradePrevention>? = nil, readAt: Timestamp? = nil
    ) -> Instrument {
        Instrument(
            symbol: symbol ?? self.symbol, nativeName: nativeName ?? self.nativeName, mode: mode ?? self.mode,
            price: price ?? self.price, priceBand: priceBand ?? self.priceBand, quantity: quantity ?? self.quantity,
            marketQuantity: marketQuantity ?? self.marketQuantity, quoteAmount: quoteAmount ?? self.quoteAmount,
            notional: notional ?? self.notional, baseScale: baseScale ?? self.baseScale,
            quoteScale: quoteScale ?? self.quoteScale, orderTypes: orderTypes ?? self.orderTypes,
            takesQuoteAmounts: takesQuoteAmounts ?? self.takesQuoteAmounts,
            takesPostOnly: takesPostOnly ?? self.takesPostOnly, isAmendable: isAmendable ?? self.isAmendable,
            selfTradePreventions: selfTradePreventions ?? self.selfTradePreventions, otherRules: otherRules,
            readAt: readAt ?? self.readAt, aliases: aliases)
    }
}

extension StepRules {
    func with(
        step: Rule<ExactDecimal>? = nil, minimum: Rule<ExactDecimal>? = nil, maximum: Rule<ExactDecimal>? = nil
    ) -> StepRules {
        StepRules(
            step: step ?? self.step, minimum: minimum ?? self.minimum, maximum: maximum ?? self.maximum)
    }
}

extension Ticker {
    func with(
        symbol: Symbol? = nil, bid: BookLevel?? = nil, ask: BookLevel?? = nil, bidPrice: ExactDecimal?? = nil,
        askPrice: ExactDecimal?? = nil, last: ExactDecimal?? = nil, high: ExactDecimal?? = nil,
        low: ExactDecimal?? = nil, baseVolume: ExactDecimal?? = nil, quoteVolume: ExactDecimal?? = nil,
        time: Timestamp?? = nil
    ) -> Ticker {
        Ticker(
            symbol: symbol ?? self.symbol, bid: bid ?? self.bid, ask: ask ?? self.ask, last: last ?? self.last,
            open: open, high: high ?? self.high, low: low ?? self.low, baseVolume: baseVolume ?? self.baseVolume,
            quoteVolume: quoteVolume ?? self.quoteVolume, window: window, time: time ?? self.time,
            bidPrice: bidPrice ?? self.bidPrice,
            askPrice: askPrice ?? self.askPrice)
    }
}

extension OrderBook {
    func with(symbol: Symbol? = nil, bids: [BookLevel]? = nil, asks: [BookLevel]? = nil) -> OrderBook {
        OrderBook(
            symbol: symbol ?? self.symbol, bids: bids ?? self.bids, asks: asks ?? self.asks, sequence: sequence,
            time: time)
    }
}

extension PublicTrade {
    func with(
        id: String? = nil, symbol: Symbol? = nil, price: ExactDecimal? = nil, quantity: ExactDecimal? = nil,
        time: Timestamp? = nil
    ) -> PublicTrade {
        PublicTrade(
            id: id ?? self.id, symbol: symbol ?? self.symbol, price: price ?? self.price,
            quantity: quantity ?? self.quantity, aggressor: aggressor, time: time ?? self.time)
    }
}

extension Candle {
    func with(
        openTime: Timestamp? = nil, open: ExactDecimal? = nil, high: ExactDecimal? = nil, low: ExactDecimal? = nil,
        close: ExactDecimal? = nil, baseVolume: ExactDecimal? = nil, isClosed: Bool? = nil
    ) -> Candle {
        Candle(
            openTime: openTime ?? self.openTime, open: open ?? self.open, high: high ?? self.high,
            low: low ?? self.low, close: close ?? self.close, baseVolume: baseVolume ?? self.baseVolume,
            quoteVolume: quoteVolume, tradeCount: tradeCount, isClosed: isClosed ?? self.isClosed)
    }
}

extension Balance {
    func with(
        asset: Asset? = nil, total: ExactDecimal? = nil, available: ExactDecimal? = nil, held: ExactDecimal? = nil
    ) -> Balance {
        Balance(
            asset: asset ?? self.asset, wallet: wallet, total: total ?? self.total,
            available: available ?? self.available, held: held ?? self.held)
    }
}

extension Transfer {
    func with(
        id: String?? = nil, direction: Direction? = nil, amount: ExactDecimal? = nil, fee: ExactDecimal?? = nil,
        status: Status? = nil, time: Timestamp?? = nil
    ) -> Transfer {
        Transfer(
            id: id ?? self.id, direction: direction ?? self.direction, asset: asset, amount: amount ?? self.amount,
            fee: fee ?? self.fee, status: status ?? self.status, transactionID: transactionID,
            time: time ?? self.time)
    }
}

extension FeeRates {
    func with(
        symbol: Symbol?? = nil, makerBuy: ExactDecimal? = nil, makerSell: ExactDecimal? = nil,
        takerBuy: ExactDecimal? = nil, takerSell: ExactDecimal? = nil, readAt: Timestamp? = nil
    ) -> FeeRates {
        FeeRates(
            symbol: symbol ?? self.symbol, makerBuy: makerBuy ?? self.makerBuy,
            makerSell: makerSell ?? self.makerSell, takerBuy: takerBuy ?? self.takerBuy,
            takerSell: takerSell ?? self.takerSell, readAt: readAt ?? self.readAt)
    }
}

extension VenueProfile {
    func with(
        id: VenueID? = nil, displayName: String? = nil, botLimit: Int? = nil, quoteAssets: [String]? = nil,
        credentialFields: [CredentialField]? = nil, icon: String? = nil, color: String? = nil, region: String? = nil
    ) -> VenueProfile {
        VenueProfile(
            id: id ?? self.id, displayName: displayName ?? self.displayName, botLimit: botLimit ?? self.botLimit,
            quoteAssets: quoteAssets ?? self.quoteAssets,
            credentialFields: credentialFields ?? self.credentialFields, icon: icon ?? self.icon,
            color: color ?? self.color, region: region ?? self.region)
    }
}

extension VenueCapabilities {
    func with(_ capability: Capability, _ support: Support?) -> VenueCapabilities {
        var table = table
        table[capability] = support
        return VenueCapabilities(table)
    }
}

extension ExactDecimal {
    /// So many times as much; the same where that cannot be represented.
    func times(_ factor: Int) -> ExactDecimal { (try? self * ExactDecimal(factor)) ?? self }
    /// So much more; the same where that cannot be represented.
    func plus(_ other: ExactDecimal) -> ExactDecimal { (try? self + other) ?? self }
    /// So much less; the same where that cannot be represented.
    func minus(_ other: ExactDecimal) -> ExactDecimal { (try? self - other) ?? self }
    /// A part of it, with eight decimals more than it has.
    func over(_ divisor: Int) -> ExactDecimal {
        (try? divided(by: ExactDecimal(divisor), scale: min(scale + 8, 24), rounding: .down)) ?? self
    }
}
