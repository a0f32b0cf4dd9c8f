import AdapterKit
import AdapterProtocol

extension OrderRow {
    /// The order of one market.
    ///
    /// - Throws: ``JSONError`` when the row is of another market.
    func order(on instrument: Instrument, _ reader: JSONReader) throws(JSONError) -> Order {
        guard try reader.require(name, "pair") == instrument.nativeName else {
            throw reader.unexpected("an order of \(instrument.nativeName)")
        }
        return try order(of: instrument.symbol, reader)
    }

    /// The unified view.
    ///
    /// - Throws: ``JSONError`` when a field that drives money is missing or holds a word that no table names.
    func order(of symbol: Symbol, _ reader: JSONReader) throws(JSONError) -> Order {
        let word = try reader.require(type, "type")
        let side = try LunoWords.side(try reader.require(side, "side"), reader)
        let ours = clientID.flatMap { ClientOrderID(echo: $0) }
        let isMarket = word == "MARKET"
        return Order(
            symbol: symbol, venueOrderID: VenueOrderID(rawValue: try reader.require(orderID, "order_id")),
            clientOrderID: ours, foreignClientID: ours == nil ? clientID : nil, side: side,
            type: LunoWords.orderType(word, side, direction: stopDirection),
            // What a market order was to spend or sell is not told (luno.md E.7).
            amount: isMarket ? nil : positive(volume).map(OrderAmount.base),
            limitPrice: isMarket ? nil : positive(price),
            triggerPrice: positive(stopPrice), timeInForce: timeInForce.map(TimeInForce.init(rawValue:)),
            isPostOnly: nil, phase: try phase(word, reader), filledBase: try filled(reader),
            filledQuote: counter.flatMap { $0.isNegative ? nil : $0 }, createdAt: createdAt,
            updatedAt: completedAt ?? cancelledAt)
    }

    private func filled(_ reader: JSONReader) throws(JSONError) -> ExactDecimal {
        try reader.require(base, "base")
    }

    /// Where it is in its life; `COMPLETE` alone never means filled (luno.md E.9). An order whose cancel is under way
    /// still works: more fills can arrive.
    private func phase(_ type: String, _ reader: JSONReader) throws(JSONError) -> OrderPhase {
        switch try reader.require(status, "status") {
        case "AWAITING": type == "STOP_LIMIT" ? .armed : .accepted
        case "PENDING": .working
        case "COMPLETE": .ended(try end(type, reader))
        default: throw reader.unexpected("a known order status")
        }
    }

    private func end(_ type: String, _ reader: JSONReader) throws(JSONError) -> OrderEnd {
        let filled = try filled(reader)
        if type == "MARKET" { return filled.isPositive ? .filled : .cancelledByVenue }
        guard let volume = positive(volume) else { throw reader.missing("limit_volume") }
        if filled >= volume { return .filled }
        if cancelledAt != nil { return .cancelledByOwner }
        if timeInForce == "IOC" || timeInForce == "FOK" { return .timeInForce }
        // A post-only order that would have crossed looks like this, and so does one that the venue removed; no read says
        // whether it was post-only (luno.md E.9).
        return filled.isZero && type == "LIMIT" ? .undetermined : .cancelledByVenue
    }

    private func positive(_ number: ExactDecimal?) -> ExactDecimal? {
        number.flatMap { $0.isPositive ? $0 : nil }
    }
}
