extension OrderRequest {
    /// A limit order of `quantity` base at `price` or better.
    ///
    /// - Throws: ``OrderRequestProblem`` when the arguments contradict each other.
    public static func limit(
        _ clientOrderID: ClientOrderID, _ side: Side, _ symbol: Symbol, quantity: ExactDecimal, price: ExactDecimal,
        timeInForce: TimeInForce = .goodTillCancelled, isPostOnly: Bool = false, placeBefore: Timestamp? = nil
    ) throws(OrderRequestProblem) -> OrderRequest {
        try OrderRequest(
            clientOrderID: clientOrderID, symbol: symbol, side: side, type: .limit, amount: .base(quantity),
            limitPrice: price, timeInForce: timeInForce, isPostOnly: isPostOnly, placeBefore: placeBefore)
    }

    /// A market order of `amount`.
    ///
    /// - Throws: ``OrderRequestProblem`` when the amount is not above zero.
    public static func market(
        _ clientOrderID: ClientOrderID, _ side: Side, _ symbol: Symbol, _ amount: OrderAmount
    ) throws(OrderRequestProblem) -> OrderRequest {
        try OrderRequest(
            clientOrderID: clientOrderID, symbol: symbol, side: side, type: .market, amount: amount)
    }

    /// The request with price and quantity brought onto the instrument's steps by intent: never a worse price than
    /// asked (buy down, sell up), never more quantity than held (down).
    ///
    /// - Throws: ``OrderRequestProblem`` when nothing is left, or a step cannot be applied exactly.
    public func quantized(for instrument: Instrument) throws(OrderRequestProblem) -> OrderRequest {
        try OrderRequest(
            clientOrderID: clientOrderID, symbol: symbol, side: side, type: type,
            amount: quantizedAmount(instrument), limitPrice: quantizedPrice(instrument), trigger: trigger,
            timeInForce: timeInForce, expiresAt: expiresAt, isPostOnly: isPostOnly, placeBefore: placeBefore,
            selfTradePrevention: selfTradePrevention)
    }

    private func quantizedPrice(_ instrument: Instrument) throws(OrderRequestProblem) -> ExactDecimal? {
        guard let limitPrice, let tick = instrument.price.step.value else { return limitPrice }
        do {
            return try limitPrice.quantized(to: tick, side == .buy ? .floor : .ceiling)
        } catch {
            throw OrderRequestProblem(.limitPrice, "cannot be brought onto the tick size")
        }
    }

    private func quantizedAmount(_ instrument: Instrument) throws(OrderRequestProblem) -> OrderAmount {
        do {
            switch amount {
            case .base(let quantity):
                guard let step = instrument.quantity.step.value else { return amount }
                return .base(try quantity.quantized(to: step, .floor))
            case .quote(let quote):
                guard let step = instrument.quoteAmount.step.value else { return amount }
                return .quote(try quote.quantized(to: step, .floor))
            }
        } catch {
            throw OrderRequestProblem(.amount, "cannot be brought onto the lot size")
        }
    }
}
