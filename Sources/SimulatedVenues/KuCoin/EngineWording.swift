import AdapterProtocol
import VenueSimulator

extension KuCoin.Refusal {
    /// The venue's words for a refusal of the engine.
    init(_ rejection: EngineRejection, _ switches: KuCoin.Switches) {
        switch rejection {
        case .unknownMarket: self = .symbolNotExists
        case .unknownAccount: self = .unknownKey
        case .marketClosed: self = .placingSuspended
        case .insufficientFunds: self = .balance
        case .duplicateClientOrderID: self = .duplicate(code: switches.text(.duplicateCode))
        case .invalidPrice, .priceNotOnTick, .wouldTrigger:
            self = .priceIncrement(code: switches.text(.incrementCode))
        case .invalidQuantity, .quantityNotOnLot, .amendNeedsBaseQuantity, .amendIncreasesQuantity,
            .amendChangesNothing:
            self = .sizeIncrement
        case .quoteAmountTooFine: self = .fundsIncrement
        case .amountBelowOneLot: self = .fundsMinimum
        case .tooLarge: self = .sizeInvalid
        case .quoteAmountNotAllowed: self = .fundsInvalid
        case .tooManyOpenOrders: self = .tooManyOrders
        case .unknownOrder, .clientOrderIDMismatch:
            self = .unknownOrder(code: switches.text(.unknownOrderCode))
        case .wouldTake, .selfTradeModeNotAllowed, .cancelRestricted, .amendNotAllowed:
            self = .parameter("Order invalid.", status: 200)
        }
    }
}

extension KuCoinFace {
    /// The order as the engine takes it. What it cannot express stays with it as labels.
    func engineOrder(
        _ form: KuCoin.OrderForm, _ market: KuCoin.Market, _ switches: KuCoin.Switches, _ extra: [String: String]
    ) -> NewOrder {
        var labels = extra
        if form.isPostOnly { labels[KuCoin.Label.postOnly] = "true" }
        if form.isHidden { labels[KuCoin.Label.hidden] = "true" }
        if form.isIceberg { labels[KuCoin.Label.iceberg] = "true" }
        if form.timeInForce != .goodTillCanceled { labels[KuCoin.Label.timeInForce] = form.timeInForce.rawValue }
        labels[KuCoin.Label.cancelAfter] = form.cancelAfter.map { String($0) }
        labels[KuCoin.Label.visibleSize] = form.visibleSize?.text(trimmingZeros: true)
        labels[KuCoin.Label.prevention] = form.prevention?.rawValue
        labels[KuCoin.Label.remark] = form.remark
        labels[KuCoin.Label.tags] = form.tags
        var amount = EngineAmount.base(form.size ?? .zero)
        if let funds = form.funds {
            labels[KuCoin.Label.funds] = funds.text(trimmingZeros: true)
            amount = .quote(spendable(funds, form.side, switches))
        }
        let last = exchange.lastPrice(market.symbol) ?? market.openingPrice
        let rules = KuCoin.OrderRules(market: market, lastPrice: last, switches: switches)
        // Accepted, then canceled at once: what the engine does to a maker-only order that would take.
        let isCutOff = rules.protection(form.side, form.price) != nil
        return NewOrder(
            symbol: form.symbol,
            account: KuCoin.Setup.account,
            side: form.side,
            kind: form.type == .market ? .market : form.isPostOnly || isCutOff ? .limitMaker : .limit,
            amount: amount,
            price: form.price,
            timeInForce: form.timeInForce.engine,
            selfTradeMode: form.prevention?.engine ?? SelfTradeMode.none,
            clientOrderID: form.clientID,
            labels: labels
        )
    }

    /// What a market order by funds may spend: less the fee when that is taken out of the funds (Annex 2.2).
    func spendable(_ funds: ExactDecimal, _ side: Side, _ switches: KuCoin.Switches) -> ExactDecimal {
        guard side == .buy, switches.has(.marketFunds, "included") else { return funds }
        let divisor = KuCoin.sum(.one, KuCoin.Setup.feeRate)
        return (try? funds.divided(by: divisor, scale: 8, rounding: .down)) ?? funds
    }
}

extension KuCoin.TimeInForce {
    /// A lifetime in seconds (GTT) is the face's own timer.
    var engine: EngineTimeInForce {
        switch self {
        case .goodTillCanceled, .goodTillTime: .goodTillCanceled
        case .immediateOrCancel: .immediateOrCancel
        case .fillOrKill: .fillOrKill
        }
    }
}

extension KuCoin.Prevention {
    var engine: SelfTradeMode {
        switch self {
        case .decrease: .decrement
        case .cancelOldest: .expireMaker
        case .cancelNewest: .expireTaker
        case .cancelBoth: .expireBoth
        }
    }
}
