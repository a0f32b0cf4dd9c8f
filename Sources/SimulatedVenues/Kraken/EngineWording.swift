import AdapterProtocol
import VenueSimulator

// Between the engine's words and the venue's, both ways.

extension Kraken.OrderForm {
    /// The order for the engine.
    var engineOrder: NewOrder {
        var labels = [
            Kraken.Label.type: type.rawValue,
            Kraken.Label.flags: flags.map(\.rawValue).joined(separator: ","),
            Kraken.Label.timeInForce: timeInForce.rawValue,
        ]
        labels[Kraken.Label.userref] = userref.map { String($0) }
        labels[Kraken.Label.expiry] = expiry.map { String($0) }
        labels[Kraken.Label.parent] = parent
        labels[Kraken.Label.reference] = watchesIndex ? "index" : nil
        labels[Kraken.Label.display] = displayVolume?.description
        labels[Kraken.Label.closeType] = close?.type.rawValue
        labels[Kraken.Label.closePrice] = close?.price.description
        labels[Kraken.Label.closePrice2] = close?.secondPrice?.description
        return NewOrder(
            symbol: market.key,
            account: Kraken.Setup.account,
            side: side,
            kind: type.kind(isPostOnly: isPostOnly) ?? .limit,
            amount: isQuoteAmount ? .quote(volume) : .base(volume),
            price: limitPrice,
            triggerPrice: triggerPrice,
            timeInForce: timeInForce.engine,
            selfTradeMode: selfTrade.engine,
            clientOrderID: clientID,
            labels: labels
        )
    }

    /// `descr` of the placing calls.
    var description: FaceJSON {
        let descr: FaceJSON = ["order": .text(text)]
        return descr.with("close", close.map { .text($0.text(market)) })
    }
}

extension EngineOrder {
    var venueType: Kraken.OrderType {
        if let type = labels[Kraken.Label.type].flatMap(Kraken.OrderType.init(rawValue:)) { return type }
        switch kind {
        case .limit, .limitMaker: return .limit
        case .market: return .market
        case .stopLoss: return .stopLoss
        case .stopLossLimit: return .stopLossLimit
        case .takeProfit: return .takeProfit
        case .takeProfitLimit: return .takeProfitLimit
        }
    }

    /// `price` of the order as placed: limit, or trigger for the kinds that wait.
    var firstPrice: ExactDecimal? { kind.isTriggered ? triggerPrice : price }
    var secondPrice: ExactDecimal? { kind.isTriggered ? price : nil }
    /// `vol`: the quote amount of a `viqc` order (kraken.md E.10).
    var orderedVolume: ExactDecimal { quoteAmount ?? quantity }
    /// Average execution price, zero while unfilled.
    func averagePrice(places: Int) -> ExactDecimal {
        guard executedQuantity.isPositive else { return .zero }
        // reason: a quotient at this scale always fits; zero would only follow a division by zero.
        return (try? executedQuote.divided(by: executedQuantity, scale: places, rounding: .down)) ?? .zero
    }
}
