import AdapterKit
import AdapterProtocol

extension OrderRow {
    /// Where a row was read.
    enum Source {
        /// A view of one order, or the list of open ones.
        case live
        /// The list of past orders, or the summary of a finished one.
        case past
    }

    /// The unified view.
    ///
    /// How market orders fill in their quantities is not known (valr.md E.8, M.8): without a stated sum nothing is
    /// counted as traded, so that no guess becomes money. Views of an order only ever add up to the larger sum.
    /// - Throws: ``JSONError`` when a field that drives money is missing or holds a word that no table names.
    func order(of symbol: Symbol, from source: Source, _ reader: JSONReader) throws(JSONError) -> Order {
        let type = try reader.require(self.type, "orderType")
        let status = try reader.require(self.status, "orderStatusType")
        let original = try reader.require(self.original, "originalQuantity")
        let countsBase = VALRWords.countsBase(type)
        let ours = clientID.flatMap { ClientOrderID(echo: $0) }
        let base = try traded(of: original, countsBase, reader)
        return Order(
            symbol: symbol, venueOrderID: VenueOrderID(rawValue: try reader.require(orderID, "orderId")),
            clientOrderID: ours, foreignClientID: ours == nil ? clientID : nil,
            side: try VALRWords.side(try reader.require(side, "orderSide"), reader),
            type: VALRWords.orderType(type), amount: countsBase ? original.positive.map(OrderAmount.base) : nil,
            limitPrice: countsBase ? price.positive : nil, triggerPrice: stopPrice.positive,
            timeInForce: timeInForce.map(TimeInForce.init(rawValue:)),
            isPostOnly: VALRWords.isPostOnly(type),
            phase: try VALRWords.phase(
                status: status, reason: reason ?? "", lapses: lapses(type), isPast: source == .past, reader),
            filledBase: base, filledQuote: quote(of: base, countsBase), createdAt: createdAt,
            updatedAt: updatedAt)
    }

    private func traded(
        of original: ExactDecimal, _ countsBase: Bool, _ reader: JSONReader
    ) throws(JSONError) -> ExactDecimal {
        let remaining = try reader.require(self.remaining, "remainingQuantity")
        if let executed { return executed }
        guard countsBase else { return .zero }
        guard let traded = try? original - remaining, !traded.isNegative else {
            throw reader.unexpected("no more remaining than ordered")
        }
        return traded
    }

    /// The quote traded: a summary states it, and nothing is worth nothing; nil when it contradicts the traded base.
    private func quote(of base: ExactDecimal, _ countsBase: Bool) -> ExactDecimal? {
        if executed == nil, countsBase, base.isZero { return .zero }
        guard let executed, let executedQuote else { return nil }
        return executed.isZero == executedQuote.isZero ? executedQuote : nil
    }

    private func lapses(_ type: String) -> Bool {
        timeInForce == "IOC" || timeInForce == "FOK" || VALRWords.orderType(type) == .market
    }
}
