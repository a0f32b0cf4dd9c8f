import AdapterKit
import AdapterProtocol
import Trading

/// The body of `POST /api/orders`. Amounts are read from their own digits, whether written as texts or as number
/// literals; an unknown member is an error, so that a misspelt one is never ignored.
struct OrderBody {
    private var platform: String?
    private var symbol: String?
    private var side: String?
    private var type: String?
    private var quantity: ExactDecimal?
    private var quoteAmount: ExactDecimal?
    private var price: ExactDecimal?
    private var triggerPrice: ExactDecimal?
    private var timeInForce: String?
    private var isPostOnly = false
    private var bot: String?

    init(reading body: [UInt8]) throws(Problem) {
        var order = OrderBody()
        var unknown: String?
        do throws(JSONError) {
            try JSONReader.read(body) { reader throws(JSONError) in
                try reader.object { key, reader throws(JSONError) in
                    guard try order.take(key, &reader) else {
                        unknown = unknown ?? key.text
                        return try reader.skip()
                    }
                }
            }
        } catch {
            throw .malformed("The body cannot be read: \(error)")
        }
        if let unknown { throw .invalid(unknown, "the member '\(unknown)' is not known") }
        self = order
    }

    private init() {}

    private mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) -> Bool {
        switch key {
        case "platform", "exchange": platform = try reader.string()
        case "symbol": symbol = try reader.string()
        case "side": side = try reader.string()
        case "type": type = try reader.string()
        case "quantity": quantity = try reader.decimal()
        case "quote_amount": quoteAmount = try reader.decimal()
        case "price": price = try reader.decimal()
        case "trigger_price": triggerPrice = try reader.decimal()
        case "time_in_force": timeInForce = try reader.string()
        case "post_only": isPostOnly = try reader.bool()
        case "bot_id": bot = try reader.string()
        default: return false
        }
        return true
    }

    /// What two bodies must share to be one request: every member's value, whatever its order or spelling.
    var digest: String {
        let amounts = [quantity, quoteAmount, price, triggerPrice].map { $0?.normalized.description ?? "-" }
        let words = [platform, symbol, side, type, timeInForce, bot].map { $0 ?? "-" }
        return (words + amounts + [String(isPostOnly)]).joined(separator: "|")
    }

    func proposal(for user: String) throws(Problem) -> OrderProposal {
        guard let platform else { throw .invalid("platform", "platform is required") }
        guard let symbol = symbol.flatMap({ Symbol($0) }) else {
            throw .invalid("symbol", "symbol is required, for example BTC/USDT")
        }
        guard let side = side.flatMap(Side.init(rawValue:)) else { throw .invalid("side", "side is buy or sell") }
        guard let type = type.map(OrderType.init(rawValue:)), OrderType.known.contains(type) else {
            let words = OrderType.known.map(\.rawValue).joined(separator: ", ")
            throw .invalid("type", "type is one of \(words)")
        }
        return OrderProposal(
            user: user, bot: bot, platform: VenueID(rawValue: platform), symbol: symbol, side: side, type: type,
            amount: try amount(), limitPrice: price, trigger: trigger(type, side),
            timeInForce: try lifetime(type), isPostOnly: isPostOnly)
    }

    private func amount() throws(Problem) -> OrderAmount {
        switch (quantity, quoteAmount) {
        case (let quantity?, nil): return .base(quantity)
        case (nil, let amount?): return .quote(amount)
        default: throw .invalid("quantity", "exactly one of quantity and quote_amount is required")
        }
    }

    private func lifetime(_ type: OrderType) throws(Problem) -> TimeInForce? {
        guard let timeInForce else { return type.needsLimitPrice ? .goodTillCancelled : nil }
        let word = TimeInForce(rawValue: timeInForce)
        guard TimeInForce.known.contains(word), word != .goodTillDate else {
            throw .invalid("time_in_force", "time_in_force is GTC, IOC or FOK")
        }
        return word
    }

    /// A stop fires against the position, a take-profit in its favour: kind and side name the crossing.
    private func trigger(_ type: OrderType, _ side: Side) -> Trigger? {
        triggerPrice.map { price in
            let isStop = type == .stopMarket || type == .stopLimit
            return Trigger(price: price, crossing: isStop == (side == .buy) ? .atOrAbove : .atOrBelow)
        }
    }
}
