import AdapterKit
import AdapterProtocol

extension OrderRow {
    /// The unified view.
    ///
    /// - Throws: ``JSONError`` when a field that drives money is missing or holds a word that no table names.
    func order(of symbol: Symbol, _ reader: JSONReader) throws(JSONError) -> Order {
        let type = try reader.require(self.type, "type")
        let status = try reader.require(self.status, "status")
        // Its own id; empty in answers that have none.
        let client = originalClientID ?? clientID ?? ""
        let ours = ClientOrderID(echo: client)
        let quote = executedQuote.flatMap { $0.isNegative ? nil : $0 }
        return Order(
            symbol: symbol, venueOrderID: VenueOrderID(rawValue: try reader.require(orderID, "orderId")),
            clientOrderID: ours, foreignClientID: ours == nil && !client.isEmpty ? client : nil,
            side: try BinanceWords.side(try reader.require(side, "side"), reader),
            type: BinanceWords.orderType[type], amount: amount(type), limitPrice: positive(price),
            triggerPrice: positive(stopPrice),
            timeInForce: timeInForce.map(TimeInForce.init(rawValue:)),
            isPostOnly: type == "LIMIT_MAKER",
            phase: try BinanceWords.phase(
                status: status, isArmed: isArmed(type), expiryReason: expiryReason, lapses: lapses(type), reader),
            filledBase: try reader.require(executed, "executedQty"), filledQuote: quote,
            createdAt: createdTime.map { Timestamp(milliseconds: $0) },
            updatedAt: (updatedTime ?? transactionTime).map { Timestamp(milliseconds: $0) })
    }

    /// The fills of a placement's answer. Their quote amount is the exact product; the venue states none here.
    func fills(of order: Order) -> [Fill] {
        fills.compactMap { row in
            guard let asset = Asset(row.commissionAsset), let amount = try? row.price * row.quantity else { return nil }
            return Fill(
                id: FillID(rawValue: row.tradeID), symbol: order.symbol, venueOrderID: order.venueOrderID,
                side: order.side, price: row.price, quantity: row.quantity, quoteAmount: amount,
                fees: [Fee(asset: asset, amount: row.commission)], liquidity: .taker, time: order.updatedAt)
        }
    }

    private func amount(_ type: String) -> OrderAmount? {
        if type == "MARKET", let quote = positive(quoteQuantity) { return .quote(quote) }
        return positive(quantity).map(OrderAmount.base)
    }

    /// A stop waits while `isWorking` is false; answers without that field say it by a working time of -1.
    private func isArmed(_ type: String) -> Bool {
        guard BinanceWords.orderType[type]?.isTriggered == true else { return false }
        return isWorking == false || (isWorking == nil && (workingTime ?? -1) < 0)
    }

    private func lapses(_ type: String) -> Bool {
        timeInForce == "IOC" || timeInForce == "FOK" || type == "MARKET" || type == "STOP_LOSS" || type == "TAKE_PROFIT"
    }

    private func positive(_ number: ExactDecimal?) -> ExactDecimal? {
        number.flatMap { $0.isPositive ? $0 : nil }
    }
}
