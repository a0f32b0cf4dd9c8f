import AdapterProtocol
import VenueSimulator

// Orders and fills as answers print them (API.md, Orders and Fills).
extension Acorn {
    static func row(_ order: EngineOrder) -> FaceJSON {
        [
            "id": .text(id(order.id, in: order.symbol)),
            "clientId": order.clientOrderID.map(FaceJSON.text) ?? .null,
            "market": .text(order.symbol),
            "side": .text(order.side.rawValue),
            "type": .text(order.kind == .market ? "market" : "limit"),
            "timeInForce": order.kind == .market ? .null : .text(word(order.timeInForce)),
            "postOnly": .flag(order.kind == .limitMaker),
            "price": number(order.price),
            "quantity": number(order.quantity),
            "filledQuantity": number(order.executedQuantity),
            "filledAmount": number(order.executedQuote),
            "state": .text(state(order.status)),
            "created": .integer(order.createdAt),
            "updated": .integer(order.updatedAt),
        ]
    }

    static func row(_ fill: EngineFill) -> FaceJSON {
        [
            "id": .text(String(fill.tradeID)),
            "orderId": .text(id(fill.orderID, in: fill.symbol)),
            "market": .text(fill.symbol),
            "side": .text(fill.side.rawValue),
            "price": number(fill.price),
            "quantity": number(fill.quantity),
            "amount": number(fill.quoteAmount),
            "fee": number(fill.fee),
            "feeAsset": .text(fill.feeAsset),
            "liquidity": .text(fill.isMaker ? "maker" : "taker"),
            "time": .integer(fill.time),
        ]
    }

    private static func id(_ id: Int64, in symbol: String) -> String {
        // Every order is in a market of the list, so the bare number is never sent.
        Markets.named(symbol).map { OrderID.text(id, of: $0) } ?? String(id)
    }

    private static func word(_ timeInForce: EngineTimeInForce) -> String {
        switch timeInForce {
        case .goodTillCanceled: "GTC"
        case .immediateOrCancel: "IOC"
        case .fillOrKill: "FOK"
        }
    }

    private static func state(_ status: EngineOrderStatus) -> String {
        switch status {
        case .new, .armed, .partiallyFilled: "open"
        case .filled: "filled"
        case .canceled: "cancelled"
        case .expired, .rejected: "expired"
        case .expiredInMatch: "self_trade"
        }
    }
}
