import AdapterKit
import AdapterProtocol

/// The answer of a placement or a synchronous cancel: the id, and after matching the sums and `open` or `done`
/// (kucoin.md E.2). The plain placement of stop orders and of the validation answers the id alone.
struct SyncRow: Sendable {
    /// Whether the order is still live.
    enum Status: Sendable {
        case open, done
    }

    let orderID: String
    let status: Status?
    private(set) var dealSize: ExactDecimal?
    private(set) var cancelledSize: ExactDecimal?
    private(set) var orderTime: Int64?
    private(set) var matchTime: Int64?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var orderID: String?
        var status: Status?
        var deal: ExactDecimal?
        var cancelled: ExactDecimal?
        var ordered: Int64?
        var matched: Int64?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "orderId": orderID = try reader.string()
            case "status": status = try reader.optional(Self.status)
            case "dealSize": deal = try reader.optional { reader throws(JSONError) in try reader.amount() }
            case "canceledSize": cancelled = try reader.optional { reader throws(JSONError) in try reader.amount() }
            // Older manuals print the times as texts; both are read.
            case "orderTime": ordered = try reader.optional { reader throws(JSONError) in try reader.integer() }
            case "matchTime": matched = try reader.optional { reader throws(JSONError) in try reader.integer() }
            default: try reader.skip()
            }
        }
        self.orderID = try reader.require(orderID, "orderId")
        self.status = status
        dealSize = deal
        cancelledSize = cancelled
        orderTime = ordered
        matchTime = matched
        guard !self.orderID.isEmpty else { throw reader.unexpected("an id") }
        if status != nil, dealSize == nil { throw reader.missing("dealSize") }
    }

    private static func status(_ reader: inout JSONReader) throws(JSONError) -> Status {
        switch try reader.string() {
        case "open": .open
        case "done": .done
        default: throw reader.unexpected("open or done")
        }
    }

    /// The placed order as request and answer tell it together; nil for a bare receipt.
    func order(placedBy request: OrderRequest) -> Order? {
        guard let status, let dealSize else { return nil }
        return Order(
            symbol: request.symbol, venueOrderID: VenueOrderID(rawValue: orderID),
            clientOrderID: request.clientOrderID, side: request.side, type: request.type, amount: request.amount,
            limitPrice: request.limitPrice, timeInForce: request.timeInForce, isPostOnly: request.isPostOnly,
            phase: phase(status, dealSize, of: request), filledBase: dealSize,
            filledQuote: dealSize.isZero ? .zero : nil, createdAt: orderTime.map { Timestamp(milliseconds: $0) },
            updatedAt: matchTime.map { Timestamp(milliseconds: $0) })
    }

    /// The answer states no funds, so the end of an order by funds stays open until it is read (K1).
    private func phase(_ status: Status, _ deal: ExactDecimal, of request: OrderRequest) -> OrderPhase {
        switch status {
        case .open: return .working
        case .done:
            guard case .base(let quantity) = request.amount else {
                return .ended(deal.isZero ? .timeInForce : .undetermined)
            }
            if deal == quantity || (cancelledSize?.isZero == true && deal.isPositive) { return .ended(.filled) }
            switch (request.type, request.timeInForce) {
            case (.market, _), (_, .immediateOrCancel?), (_, .fillOrKill?): return .ended(.timeInForce)
            default: return .ended(.undetermined)
            }
        }
    }
}
