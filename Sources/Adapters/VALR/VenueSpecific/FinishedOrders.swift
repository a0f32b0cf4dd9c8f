import AdapterKit
import AdapterProtocol

extension VALRAdapter {
    static func summary(_ id: VenueOrderID, _ instrument: Instrument, _ priority: VenueCall.Priority) -> Endpoint<Order>
    {
        let path = "orders/history/summary/orderid/" + id.rawValue
        return endpoint(privateRead("order.summary", path, priority: priority)) { reader throws(JSONError) in
            try OrderRow(reading: &reader).order(on: instrument, from: .past, reader)
        }
    }

    /// The order with what it traded: from the summary, which exists for finished orders only, else from its fills.
    static func completed(
        _ order: Order, _ instrument: Instrument, _ priority: VenueCall.Priority
    ) -> Flow<Order> {
        guard order.mayBeFinished else { return .finished(order) }
        return summary(order.venueOrderID, instrument, priority).flow.recover { error in
            // The status of limit orders says by itself how much base traded.
            if order.type?.needsLimitPrice == true { return .finished(order) }
            guard error.kind == .orderNotFound else { return .failed(error) }
            return counted(order, instrument)
        }
    }

    /// A market order whose summary is not there yet, with the sums of its fills.
    private static func counted(_ order: Order, _ instrument: Instrument) -> Flow<Order> {
        let from = order.createdAt.map { $0.advanced(by: .seconds(-1)) }
        let query = HistoryQuery(from: from, order: order.venueOrderID)
        return VALRAdapter().fills(on: instrument, query).then { fills in
            guard let base = try? ExactDecimal.sum(fills.map(\.quantity)),
                let quote = try? ExactDecimal.sum(fills.map(\.quoteAmount)),
                !(fills.isEmpty && order.phase == .ended(.filled))
            else {
                return .failed(
                    VenueError(
                        kind: .unavailable, effect: .notExecuted(.read), advice: .after(.seconds(1)),
                        message: "the venue does not tell yet what the order traded"))
            }
            return .finished(order.trading(base: base, quote: quote))
        }
    }
}

extension Order {
    /// Ended, or of a kind whose partial fill can be the last word (valr.md E.10), or of one whose status does not
    /// count what traded.
    fileprivate var mayBeFinished: Bool {
        if type?.needsLimitPrice != true { return true }
        if phase.isEnded { return filledBase.isPositive || phase == .ended(.filled) }
        return filledBase.isPositive && (timeInForce == .immediateOrCancel || timeInForce == .fillOrKill)
    }

    fileprivate func trading(base: ExactDecimal, quote: ExactDecimal) -> Order {
        Order(
            symbol: symbol, venueOrderID: venueOrderID, clientOrderID: clientOrderID, foreignClientID: foreignClientID,
            side: side, type: type, amount: amount, limitPrice: limitPrice, triggerPrice: triggerPrice,
            timeInForce: timeInForce, isPostOnly: isPostOnly, phase: phase, filledBase: base, filledQuote: quote,
            createdAt: createdAt, updatedAt: updatedAt)
    }
}
