import AdapterProtocol
import VenueSimulator

extension Binance {
    /// How much of the outcome a placement asks to see (binance.md E.2).
    enum ResponseType: String, Sendable {
        case ack = "ACK"
        case result = "RESULT"
        case full = "FULL"

        /// FULL for MARKET and LIMIT, ACK for everything else.
        static func standard(for type: OrderType) -> ResponseType {
            type == .market || type == .limit ? .full : .ack
        }
    }

    /// How much is ordered: base, or quote for a market order.
    enum Amount: Sendable {
        case base(ExactDecimal)
        case quote(ExactDecimal)
    }

    /// A new order as its parameters describe it, complete and of the right shape, not yet held against any filter.
    struct OrderForm: Sendable {
        let market: Market
        let side: Side
        let type: OrderType
        let timeInForce: TimeInForce
        let amount: Amount
        let price: ExactDecimal?
        let stopPrice: ExactDecimal?
        let icebergQuantity: ExactDecimal?
        let clientID: String?
        let response: ResponseType
        let prevention: PreventionMode
        let strategyID: Int?
        let strategyType: Int?

        /// Reads the parameters of binance.md E.2 in its order: names and patterns, then what the type demands.
        init(_ parameters: inout Parameters) throws(Refusal) {
            market = try parameters.market()
            side = try parameters.requiredChoice("side", or: .side)
            type = try parameters.requiredChoice("type", or: .orderType)
            timeInForce = try Self.timeInForce(&parameters, type)
            amount = try Self.amount(&parameters, type, market)
            price = try Self.price(&parameters, type, market)
            stopPrice = try Self.stopPrice(&parameters, type, market)
            icebergQuantity = try Self.iceberg(&parameters, type, timeInForce, market)
            clientID = try parameters.clientID("newClientOrderId")
            response = try parameters.choice("newOrderRespType") ?? .standard(for: type)
            prevention = try parameters.choice("selfTradePreventionMode") ?? .standard
            strategyID = try parameters.integer("strategyId")
            strategyType = try Self.strategyType(&parameters)
            try Self.refuseUnlisted(&parameters)
        }

        var quantity: ExactDecimal? {
            if case .base(let quantity) = amount { quantity } else { nil }
        }

        private static func timeInForce(
            _ parameters: inout Parameters,
            _ type: OrderType
        ) throws(Refusal) -> TimeInForce {
            guard type.hasTimeInForce else {
                if parameters.isSent("timeInForce") { throw .notRequired("timeInForce") }
                return .goodTillCancelled
            }
            return try parameters.requiredChoice("timeInForce", or: Refusal.timeInForce)
        }

        private static func amount(
            _ parameters: inout Parameters,
            _ type: OrderType,
            _ market: Market
        ) throws(Refusal) -> Amount {
            guard parameters.isSent("quoteOrderQty") else {
                if type == .market, !parameters.isSent("quantity") { throw .missing("quantity", or: "quoteOrderQty") }
                return .base(try parameters.requiredDecimal("quantity", precision: market.precision))
            }
            if type != .market { throw .notRequired("quoteOrderQty") }
            if parameters.isSent("quantity") { throw .notRequired("quantity") }
            return .quote(try parameters.requiredDecimal("quoteOrderQty", precision: market.precision))
        }

        private static func price(
            _ parameters: inout Parameters,
            _ type: OrderType,
            _ market: Market
        ) throws(Refusal) -> ExactDecimal? {
            if type.hasPrice { return try parameters.requiredDecimal("price", precision: market.precision) }
            if parameters.isSent("price") { throw .notRequired("price") }
            return nil
        }

        private static func stopPrice(
            _ parameters: inout Parameters,
            _ type: OrderType,
            _ market: Market
        ) throws(Refusal) -> ExactDecimal? {
            if parameters.isSent("trailingDelta") { throw .unsupported("Trailing stop orders") }
            guard type.isConditional else {
                if parameters.isSent("stopPrice") { throw .notRequired("stopPrice") }
                return nil
            }
            guard parameters.isSent("stopPrice") else { throw .missing("stopPrice", or: "trailingDelta") }
            return try parameters.requiredDecimal("stopPrice", precision: market.precision)
        }

        private static func iceberg(
            _ parameters: inout Parameters,
            _ type: OrderType,
            _ timeInForce: TimeInForce,
            _ market: Market
        ) throws(Refusal) -> ExactDecimal? {
            guard let value = try parameters.decimal("icebergQty", precision: market.precision) else { return nil }
            if !type.hasPrice { throw .notRequired("icebergQty") }
            if timeInForce != .goodTillCancelled { throw Refusal(-1014, "Unsupported order combination.") }
            return value.isZero ? nil : value
        }

        private static func strategyType(_ parameters: inout Parameters) throws(Refusal) -> Int? {
            guard let value = try parameters.integer("strategyType") else { return nil }
            if value < 1_000_000 { throw .invalid("strategyType") }
            return value
        }

        /// Pegged orders are known to the venue but to none of these symbols.
        private static func refuseUnlisted(_ parameters: inout Parameters) throws(Refusal) {
            for name in ["pegPriceType", "pegOffsetType", "pegOffsetValue"] where parameters.isSent(name) {
                throw .unsupported("Pegged orders")
            }
        }
    }
}

extension Binance.Parameters {
    /// The market of the mandatory parameter `symbol`.
    mutating func market() throws(Binance.Refusal) -> Binance.Market {
        let name = try requiredText("symbol")
        guard let market = Binance.Markets.find(name) else { throw .symbol }
        return market
    }

    /// The market of the optional parameter `symbol`.
    mutating func optionalMarket() throws(Binance.Refusal) -> Binance.Market? {
        guard let name = try text("symbol") else { return nil }
        guard let market = Binance.Markets.find(name) else { throw .symbol }
        return market
    }
}
