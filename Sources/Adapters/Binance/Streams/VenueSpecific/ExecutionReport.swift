import AdapterKit
import AdapterProtocol

/// An `executionReport` whose members that drive money are there (binance.md J.2).
struct ExecutionReport: Sendable {
    /// The market's native name.
    let name: String
    let orderID: VenueOrderID
    let isTrade: Bool
    /// Nil for a status that no table names: the order is to be read (binance.md E.8).
    let phase: OrderPhase?
    let side: Side
    let type: String
    let filledBase: ExactDecimal
    let row: ExecutionRow

    init(reading reader: inout JSONReader) throws(JSONError) {
        var row = ExecutionRow()
        try reader.object { key, reader throws(JSONError) in try row.take(key, &reader) }
        name = try reader.require(row.name, "s")
        orderID = VenueOrderID(rawValue: String(try reader.require(row.orderID, "i")))
        isTrade = try reader.require(row.execution, "x") == "TRADE"
        side = try BinanceWords.side(try reader.require(row.side, "S"), reader)
        let type = try reader.require(row.type, "o")
        let status = try reader.require(row.status, "X")
        let isArmed = BinanceWords.orderType[type]?.isTriggered == true && row.isOnBook == false
        phase = try? BinanceWords.phase(
            status: status, isArmed: isArmed, expiryReason: row.expiryReason, lapses: row.lapses, reader)
        self.type = type
        filledBase = try reader.require(row.filledBase, "z")
        self.row = row
    }

    /// The order as the event shows it; nil when its status is not known.
    func order(of symbol: Symbol) -> Order? {
        guard let phase else { return nil }
        let client = row.ownClientID
        let ours = ClientOrderID(echo: client)
        return Order(
            symbol: symbol, venueOrderID: orderID, clientOrderID: ours,
            foreignClientID: ours == nil && !client.isEmpty ? client : nil, side: side,
            type: BinanceWords.orderType[type], amount: amount, limitPrice: row.price?.ifPositive,
            triggerPrice: row.stopPrice?.ifPositive, timeInForce: row.timeInForce.map(TimeInForce.init(rawValue:)),
            isPostOnly: type == "LIMIT_MAKER", phase: phase, filledBase: filledBase,
            filledQuote: row.filledQuote.flatMap { $0.isNegative ? nil : $0 },
            createdAt: row.createdTime.map { Timestamp(milliseconds: $0) },
            updatedAt: row.time.map { Timestamp(milliseconds: $0) })
    }

    private var amount: OrderAmount? {
        if type == "MARKET", let quote = row.quoteQuantity?.ifPositive { return .quote(quote) }
        return row.quantity?.ifPositive.map(OrderAmount.base)
    }

    /// The fill of a trade; nil when the event does not tell all of it.
    func fill(of symbol: Symbol) -> Fill? {
        guard let id = row.tradeID, id >= 0, let price = row.lastPrice?.ifPositive,
            let quantity = row.lastQuantity?.ifPositive, let quote = row.lastQuote
        else { return nil }
        return Fill(
            id: FillID(rawValue: String(id)), symbol: symbol, venueOrderID: orderID, side: side, price: price,
            quantity: quantity, quoteAmount: quote, fees: fees,
            liquidity: row.isMaker.map { $0 ? .maker : .taker } ?? .unknown,
            time: row.time.map { Timestamp(milliseconds: $0) })
    }

    /// No asset is named where nothing was taken.
    private var fees: [Fee]? {
        guard let commission = row.commission else { return nil }
        guard let code = row.commissionAsset else { return commission.isZero ? [] : nil }
        return Asset(code).map { [Fee(asset: $0, amount: commission)] }
    }
}

extension ExactDecimal {
    fileprivate var ifPositive: ExactDecimal? { isPositive ? self : nil }
}
