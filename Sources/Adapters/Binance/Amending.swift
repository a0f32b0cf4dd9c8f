import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// Reduces a live order's total quantity, keeping id and priority (weight 4, binance.md E.6).
    ///
    /// The order's client id is passed again, because the venue would replace it by a random one.
    public func amend(
        _ order: OrderReference, to change: OrderAmendment, on instrument: Instrument
    ) -> Flow<AmendOutcome> {
        guard change.limitPrice == nil else {
            return .finished(.notSent(.unsupported(.amendPrice, "Binance changes a price only by cancel and replace")))
        }
        guard let quantity = change.quantity, quantity.isPositive else {
            return .finished(.notSent(.refused(.amount, "an amendment names a new total quantity")))
        }
        return self.order(order, on: instrument).map(Result<OrderLookup, VenueError>.success)
            .recover { .finished(.failure($0)) }
            .then { found in
                switch found {
                case .failure(let error): .finished(.notSent(error.with(effect: .notSent)))
                case .success(.absent):
                    .finished(.notSent(.notSent(.orderNotFound, "the venue shows no such order", advice: .afterResync)))
                case .success(.found(let order)): Self.amend(order, to: quantity, on: instrument)
                }
            }
    }

    private static func amend(_ order: Order, to quantity: ExactDecimal, on instrument: Instrument) -> Flow<
        AmendOutcome
    > {
        if let ordered = order.amount?.baseQuantity, quantity >= ordered {
            return .finished(.notSent(.unsupported(.amendGrow, "Binance only reduces a quantity in place")))
        }
        var list = parameters(naming: .venue(order.venueOrderID), on: instrument)
        list.append(Parameter("newQty", plain(quantity)))
        if let client = order.clientOrderID?.text ?? order.foreignClientID {
            list.append(Parameter("newClientOrderId", client))
        }
        let call = write(
            "order.amend", .put, "order/amend/keepPriority", list, priority: .place, charges: [RateCharge(weight, 4)])
        let symbol = instrument.symbol
        let endpoint = endpoint(call) { reader throws(JSONError) in try amended(symbol, &reader) }
        return .call(endpoint) { result, _ in
            switch result {
            case .success(let order): .finished(.amended(order, keptPriority: true))
            case .failure(let error):
                switch error.effect {
                case .notSent: .finished(.notSent(error))
                case .notExecuted: .finished(.rejected(error))
                case .unknown, .executed: .finished(.unknown(error))
                }
            }
        }
    }

    private static func amended(_ symbol: Symbol, _ reader: inout JSONReader) throws(JSONError) -> Order {
        var row: OrderRow?
        var time: Int64?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "amendedOrder": row = try OrderRow(reading: &reader)
            case "transactTime": time = try reader.integer()
            default: try reader.skip()
            }
        }
        var found = try reader.require(row, "amendedOrder")
        // Here the id before the amendment is the "original": the order now answers to the other.
        found.originalClientID = nil
        found.transactionTime = time
        return try found.order(of: symbol, reader)
    }
}
