import AdapterProtocol
import VenueSimulator

extension KuCoin {
    /// A stop order, which waits in the face until the last price reaches it (kucoin.md E.4).
    struct StopOrder: Sendable, Codable {
        enum Direction: String, Codable {
            /// Triggers at or below the stop price.
            case loss
            /// Triggers at or above the stop price.
            case entry
        }

        let id: String
        let clientID: String?
        let symbol: String
        let side: Side
        let isMarket: Bool
        let price: ExactDecimal?
        let size: ExactDecimal?
        let funds: ExactDecimal?
        let stopPrice: ExactDecimal
        let direction: Direction
        let timeInForce: String
        let cancelAfter: Int64?
        let isPostOnly: Bool
        let remark: String?
        let prevention: String?
        let createdAt: Int64
        var triggeredAt: Int64?
        /// Canceled, or refused when it triggered.
        var isEnded = false
        /// The engine's order after the trigger.
        var orderID: Int64?

        var isWaiting: Bool { triggeredAt == nil && !isEnded }

        func isReached(by last: ExactDecimal) -> Bool {
            direction == .loss ? last <= stopPrice : last >= stopPrice
        }

        init(_ form: OrderForm, id: String, stopPrice: ExactDecimal, direction: Direction, now: Int64) {
            self.id = id
            clientID = form.clientID
            symbol = form.symbol
            side = form.side
            isMarket = form.type == .market
            price = form.price
            size = form.size
            funds = form.funds
            self.stopPrice = stopPrice
            self.direction = direction
            timeInForce = form.timeInForce.rawValue
            cancelAfter = form.cancelAfter
            isPostOnly = form.isPostOnly
            remark = form.remark
            prevention = form.prevention?.rawValue
            createdAt = now
        }

        /// The body that it becomes when it triggers.
        var body: FaceJSON {
            FaceJSON.members([
                .init("symbol", .text(symbol)), .init("side", .text(side.word)),
                .init("type", isMarket ? "market" : "limit"), .init("timeInForce", .text(timeInForce)),
                .init("postOnly", .flag(isPostOnly)),
            ])
            .with("clientOid", clientID.map(FaceJSON.text)).with("price", price.map(FaceJSON.amount))
            .with("size", size.map(FaceJSON.amount)).with("funds", funds.map(FaceJSON.amount))
            .with("cancelAfter", timeInForce == "GTT" ? .integer(cancelAfter ?? -1) : nil)
            .with("remark", remark.map(FaceJSON.text)).with("stp", prevention.map(FaceJSON.text))
        }

        /// The row of lists and queries; decimals with 20 places, `orderTime` in nanoseconds.
        func row(user: String) -> FaceJSON {
            func decimal(_ value: ExactDecimal?) -> FaceJSON { value.map { .padded($0, 20) } ?? .null }
            return [
                "id": .text(id), "symbol": .text(symbol), "userId": .text(user),
                "status": triggeredAt == nil ? "NEW" : "TRIGGERED", "type": isMarket ? "market" : "limit",
                "side": .text(side.word), "price": decimal(price), "size": decimal(size), "funds": decimal(funds),
                "stp": .optional(prevention), "timeInForce": .text(timeInForce),
                "cancelAfter": .integer(cancelAfter ?? -1), "postOnly": .flag(isPostOnly), "hidden": false,
                "iceberg": false, "visibleSize": .null, "channel": "API", "clientOid": .text(clientID ?? ""),
                "remark": .optional(remark), "tags": .null, "relatedNo": .null,
                "orderTime": .integer(createdAt * 1_000_000), "domainId": "kucoin", "tradeSource": "USER",
                "tradeType": "TRADE", "feeCurrency": .text(Markets.bySymbol[symbol]?.quote ?? ""),
                "takerFeeRate": .padded(Setup.feeRate, 20), "makerFeeRate": .padded(Setup.feeRate, 20),
                "createdAt": .integer(createdAt), "stop": .text(direction.rawValue),
                "stopTriggerTime": triggeredAt.map { .integer($0) } ?? .null, "stopPrice": decimal(stopPrice),
                "limitPrice": .null, "pop": .null, "activateCondition": .null,
            ]
        }
    }
}
