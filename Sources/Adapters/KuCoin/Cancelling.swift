import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// Cancels one order. The synchronous call answers after the cancel; then the order is read once, since only the
    /// read knows side, price and fills.
    ///
    /// "Not exist or not allow to cancel" also comes for an order that filled or is not visible yet (K12): ``CancelOutcome/notLive(_:)``.
    public func cancel(_ order: OrderReference, on instrument: Instrument) -> Flow<CancelOutcome> {
        guard Self.isPlainID(order.description) else {
            return .finished(.notSent(.notSent(.badRequest, "an order id has only letters, digits, - and _")))
        }
        let symbol = Parameter("symbol", instrument.nativeName)
        switch order {
        case .venue(let id) where Self.isStopID(id):
            return Self.cancelStop(
                "v1/stop-order/cancel", [symbol, Parameter("tradeType", "TRADE"), Parameter("orderIds", id.rawValue)],
                weight: 3)
        case .venue(let id):
            return Self.cancel("v1/hf/orders/sync/" + id.rawValue, order, instrument)
        case .client(let id):
            // A client id may belong to a stop order, which the first call does not know.
            return Self.cancel("v1/hf/orders/sync/client-order/" + id.text, order, instrument).then { outcome in
                guard case .notLive = outcome else { return .finished(outcome) }
                return Self.cancelStop(
                    "v1/stop-order/cancelOrderByClientOid", [Parameter("clientOid", id.text), symbol], weight: 5
                ).map { second in
                    // Not known there either: the first answer is the one about the order.
                    if case .rejected = second { outcome } else { second }
                }
            }
        }
    }

    private static func cancel(
        _ path: String, _ order: OrderReference, _ instrument: Instrument
    ) -> Flow<CancelOutcome> {
        let call = write(
            "order.cancel", .delete, path, [Parameter("symbol", instrument.nativeName)], priority: .cancel, weight: 1)
        let endpoint = endpoint(call) { reader throws(JSONError) in try CancelAnswer(reading: &reader) }
        return .call(endpoint) { result, now in
            switch result {
            case .failure(let error): return .finished(cancelOutcome(of: error))
            case .success(let answer):
                guard answer.isDone else { return .finished(.requested) }
                let reference = answer.orderID.map { OrderReference.venue(VenueOrderID(rawValue: $0)) } ?? order
                return ended(reference, byUs: answer.hasCancelled, instrument).start(now)
            }
        }
    }

    /// The read that ends a cancel; when it fails or lags the cancel was still taken.
    private static func ended(
        _ order: OrderReference, byUs: Bool, _ instrument: Instrument
    ) -> Flow<CancelOutcome> {
        Self.order(order, on: instrument, priority: .cancel).map { found in
            guard case .found(let order) = found, order.phase.isEnded else { return .requested }
            // The cancel's answer says that it took something off: whose doing the end was is then known.
            return .ended(
                byUs && order.phase == .ended(.undetermined) ? order.with(phase: .ended(.cancelledByOwner)) : order)
        }.recover { _ in .finished(.requested) }
    }

    private static func cancelStop(_ path: String, _ parameters: [Parameter], weight: Int) -> Flow<CancelOutcome> {
        let call = write("order.cancelStop", .delete, path, parameters, priority: .cancel, weight: weight)
        return .call(endpoint(call, CancelledIDs.init(reading:))) { result, _ in
            switch result {
            case .failure(let error): return .finished(cancelOutcome(of: error))
            case .success(let answer):
                guard answer.ids.isEmpty else { return .finished(.requested) }
                let error = VenueError(
                    kind: .orderNotFound, effect: .notExecuted(.stated), advice: .afterResync,
                    message: "no armed stop order of this id", evidence: .init(httpStatus: 200))
                return .finished(.notLive(error))
            }
        }
    }

    static func cancelOutcome(of error: VenueError) -> CancelOutcome {
        if error.kind == .orderNotFound { return .notLive(error) }
        switch error.effect {
        case .notSent: return .notSent(error)
        case .notExecuted: return .rejected(error)
        case .unknown, .executed: return .unknown(error)
        }
    }
}

/// The end sizes of a synchronous cancel (kucoin.md E.2).
private struct CancelAnswer: Sendable {
    let orderID: String?
    let isDone: Bool
    let hasCancelled: Bool

    init(reading reader: inout JSONReader) throws(JSONError) {
        var id: String?
        var status: String?
        var cancelled: ExactDecimal?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "orderId": id = try reader.string()
            case "status": status = try reader.string()
            case "canceledSize": cancelled = try reader.optional { reader throws(JSONError) in try reader.amount() }
            default: try reader.skip()
            }
        }
        guard status == nil || status == "done" || status == "open" else { throw reader.unexpected("open or done") }
        orderID = id.flatMap { KuCoinAdapter.isPlainID($0) ? $0 : nil }
        isDone = status == "done"
        hasCancelled = cancelled?.isPositive == true
    }
}

extension Order {
    /// The same view with another phase.
    func with(phase: OrderPhase) -> Order {
        Order(
            symbol: symbol, venueOrderID: venueOrderID, clientOrderID: clientOrderID,
            foreignClientID: foreignClientID, side: side, type: type, amount: amount, limitPrice: limitPrice,
            triggerPrice: triggerPrice, timeInForce: timeInForce, isPostOnly: isPostOnly, phase: phase,
            filledBase: filledBase, filledQuote: filledQuote, createdAt: createdAt, updatedAt: updatedAt)
    }
}
