extension Instrument {
    /// Checks a request against every published rule, before a byte is sent; nothing is rounded here.
    ///
    /// - Parameters:
    ///   - request: The order to check.
    ///   - reference: The venue's reference price where known: without it the price band and the notional of market
    ///     orders are left to the venue.
    /// - Throws: ``VenueError`` of effect `notSent`, naming the field to fix.
    public func check(_ request: OrderRequest, reference: ExactDecimal? = nil) throws(VenueError) {
        guard request.symbol == symbol else { throw .notSent(.unknownSymbol, "the order names another market") }
        guard mode.takes(request.type, postOnly: request.isPostOnly) else {
            throw .notSent(.marketMode, "\(symbol) is \(mode.rawValue)")
        }
        try checkKind(request)
        try checkPrice(request, reference: reference)
        try checkAmount(request)
        try checkNotional(request, reference: reference)
    }

    /// Checks a change to a live order against the published steps and bounds, before a byte is sent; nothing is rounded
    /// here. The notional of an order that keeps its price or its quantity is left to the venue.
    ///
    /// - Throws: ``VenueError`` of effect `notSent`, naming the field to fix.
    public func check(_ change: OrderAmendment) throws(VenueError) {
        guard isAmendable else { throw .notSent(.unsupported, "\(symbol) does not allow amendments") }
        if let limit = change.limitPrice {
            guard limit.isPositive else { throw .refused(.limitPrice, "must be above zero") }
            try price.check(limit, .limitPrice, scale: quoteScale)
        }
        if let total = change.quantity {
            guard total.isPositive else { throw .refused(.amount, "must be above zero") }
            try quantity.check(total, .amount, scale: baseScale)
        }
    }

    private func checkKind(_ request: OrderRequest) throws(VenueError) {
        guard orderTypes.contains(request.type) else {
            throw .refused(.type, "\(symbol) takes no \(request.type) orders")
        }
        if request.isPostOnly, !takesPostOnly { throw .refused(.postOnly, "\(symbol) takes no post-only orders") }
        if case .quote = request.amount, !takesQuoteAmounts {
            throw .refused(.amount, "\(symbol) takes no quote amounts")
        }
        if let rule = request.selfTradePrevention, !selfTradePreventions.contains(rule) {
            throw .refused(.selfTradePrevention, "\(symbol) does not offer \(rule)")
        }
    }

    private func checkPrice(_ request: OrderRequest, reference: ExactDecimal?) throws(VenueError) {
        if let limit = request.limitPrice {
            try price.check(limit, .limitPrice, scale: quoteScale)
            try checkBand(limit, side: request.side, reference: reference)
        }
        if let trigger = request.trigger { try price.check(trigger.price, .trigger, scale: quoteScale) }
    }

    private func checkBand(_ limit: ExactDecimal, side: Side, reference: ExactDecimal?) throws(VenueError) {
        guard let priceBand, let reference else { return }
        let (down, up) = side == .buy ? (priceBand.buyDown, priceBand.buyUp) : (priceBand.sellDown, priceBand.sellUp)
        do {
            guard try limit >= reference * down, try limit <= reference * up else {
                throw VenueError.refused(.limitPrice, "is outside the band around the reference \(reference)")
            }
        } catch let error as VenueError {
            throw error
        } catch {
            throw .refused(.limitPrice, "cannot be compared with the reference exactly")
        }
    }

    private func checkAmount(_ request: OrderRequest) throws(VenueError) {
        switch request.amount {
        case .base(let quantity):
            try self.quantity.check(quantity, .amount, scale: baseScale)
            if !request.type.needsLimitPrice { try marketQuantity.check(quantity, .amount, scale: nil) }
        case .quote(let amount):
            try quoteAmount.check(amount, .amount, scale: quoteScale)
        }
    }

    private func checkNotional(_ request: OrderRequest, reference: ExactDecimal?) throws(VenueError) {
        let isMarket = !request.type.needsLimitPrice
        guard let value = try notional(of: request, reference: reference) else { return }
        if let minimum = notional.minimum.value, !isMarket || notional.minimumBindsMarket, value < minimum {
            throw .refused(.notional, "\(value) is below the minimum of \(minimum) \(symbol.quote)")
        }
        if let maximum = notional.maximum.value, !isMarket || notional.maximumBindsMarket, value > maximum {
            throw .refused(.notional, "\(value) is above the maximum of \(maximum) \(symbol.quote)")
        }
    }

    /// Price times quantity, or the quote amount itself; nil when a market order's price is not known.
    private func notional(of request: OrderRequest, reference: ExactDecimal?) throws(VenueError) -> ExactDecimal? {
        switch request.amount {
        case .quote(let amount): return amount
        case .base(let quantity):
            guard let price = request.limitPrice ?? reference else { return nil }
            do {
                return try price * quantity
            } catch {
                throw .refused(.notional, "cannot be represented exactly")
            }
        }
    }
}

extension StepRules {
    fileprivate func check(_ number: ExactDecimal, _ field: OrderField, scale: Int?) throws(VenueError) {
        if let step = step.value, !number.isMultiple(of: step) {
            throw .refused(field, "\(number) is not a multiple of \(step)")
        }
        if let scale, number.normalized.scale > scale {
            throw .refused(field, "\(number) has more than \(scale) decimals")
        }
        if let minimum = minimum.value, number < minimum {
            throw .refused(field, "\(number) is below the minimum of \(minimum)")
        }
        if let maximum = maximum.value, number > maximum {
            throw .refused(field, "\(number) is above the maximum of \(maximum)")
        }
    }
}
