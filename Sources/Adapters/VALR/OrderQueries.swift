import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// How long the history may lag behind (valr.md E.11: probe for at least ten seconds).
    private static let lag: Duration = .seconds(10)

    /// One order: the status, and for one that is not there any more the history's events; what a finished order
    /// traded is told by its summary only (valr.md E.8).
    public func order(_ order: OrderReference, on instrument: Instrument) -> Flow<OrderLookup> {
        Self.order(order, on: instrument, priority: .privateRead)
    }

    static func order(
        _ order: OrderReference, on instrument: Instrument, priority: VenueCall.Priority
    ) -> Flow<OrderLookup> {
        let segment: String
        do throws(VenueError) {
            segment = try pathSegment(of: order)
        } catch {
            return .failed(error)
        }
        return status(segment, instrument, priority).flow.map { Optional($0) }.recover { error in
            guard error.kind == .orderNotFound else { return .failed(error) }
            return detail(segment, instrument, priority).flow.recover { error in
                error.kind == .orderNotFound ? .finished(nil) : .failed(error)
            }
        }.then { found in
            guard let found else { return .finished(.absent(mayLag: lag)) }
            return completed(found, instrument, priority).map(OrderLookup.found)
        }
    }

    /// `orderid/…` or `customerorderid/…`; the path is not encoded, so nothing but letters, digits and dashes may be
    /// in it.
    static func pathSegment(of order: OrderReference) throws(VenueError) -> String {
        switch order {
        case .client(let id): return "customerorderid/" + id.text
        case .venue(let id):
            let isPlain = id.rawValue.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x2D
            }
            guard isPlain, (1...64).contains(id.rawValue.utf8.count) else {
                throw .notSent(.orderNotFound, "an order id of VALR has letters, digits and dashes only")
            }
            return "orderid/" + id.rawValue
        }
    }

    static func status(_ segment: String, _ instrument: Instrument, _ priority: VenueCall.Priority) -> Endpoint<Order> {
        let path = "orders/" + instrument.pathSegment + "/" + segment
        return endpoint(privateRead("order.query", path, priority: priority)) { reader throws(JSONError) in
            try OrderRow(reading: &reader).order(on: instrument, from: .live, reader)
        }
    }

    /// The newest event of an order in any state; an empty list for an unknown one (recorded).
    static func detail(
        _ segment: String, _ instrument: Instrument, _ priority: VenueCall.Priority
    ) -> Endpoint<Order?> {
        let call = privateRead("order.detail", "orders/history/detail/" + segment, priority: priority)
        return endpoint(call) { reader throws(JSONError) in
            let rows = try reader.list(OrderRow.init(reading:))
            return try rows.first.map { row throws(JSONError) in try row.order(on: instrument, from: .live, reader) }
        }
    }

    static func summary(_ id: VenueOrderID, _ instrument: Instrument, _ priority: VenueCall.Priority) -> Endpoint<Order>
    {
        let path = "orders/history/summary/orderid/" + id.rawValue
        return endpoint(privateRead("order.summary", path, priority: priority)) { reader throws(JSONError) in
            try OrderRow(reading: &reader).order(on: instrument, from: .past, reader)
        }
    }

    /// The order with what it traded: from the summary, which exists for finished orders only, else from its fills.
    private static func completed(
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

extension OrderRow {
    /// The unified view of an order on a market, which must be the one that was asked for.
    func order(on instrument: Instrument, from source: Source, _ reader: JSONReader) throws(JSONError) -> Order {
        guard try reader.require(pair, "currencyPair") == instrument.nativeName else {
            throw reader.unexpected("the market that was asked for")
        }
        return try order(of: instrument.symbol, from: source, reader)
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
