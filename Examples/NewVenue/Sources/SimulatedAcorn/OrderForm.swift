import AdapterProtocol
import VenueSimulator

extension Acorn {
    /// A placement's parameters, checked in the order of API.md.
    struct OrderForm {
        let order: NewOrder

        init(_ fields: Fields) throws(Refusal) {
            let market = try fields.market()
            let clientID = try fields.required("clientId")
            guard clientID.utf8.count <= 36, clientID.utf8.allSatisfy(Self.isPlain) else {
                throw .invalid("up to 36 letters, digits and hyphens as clientId")
            }
            guard let side = Side(rawValue: try fields.required("side")) else { throw .invalid("buy or sell as side") }
            guard let quantity = try fields.decimal("quantity") else { throw .invalid("the parameter quantity") }
            guard quantity.isMultiple(of: market.lot), (market.minimum...market.maximum).contains(quantity) else {
                throw .quantity
            }
            var order = NewOrder(
                symbol: market.name, account: account, side: side, kind: .market, amount: .base(quantity),
                timeInForce: .immediateOrCancel, clientOrderID: clientID)
            switch try fields.required("type") {
            case "limit": try Self.complete(&order, fields, market, quantity)
            case "market": try Self.refuseLimitTerms(fields)
            default: throw .invalid("limit or market as type")
            }
            self.order = order
        }

        private static func complete(
            _ order: inout NewOrder, _ fields: Fields, _ market: Market, _ quantity: ExactDecimal
        ) throws(Refusal) {
            guard let price = try fields.decimal("price") else { throw .invalid("the parameter price") }
            guard price.isPositive, price.isMultiple(of: market.tick) else { throw .price }
            // More digits than a number can have are more than any minimum.
            if let notional = try? price * quantity, notional < market.minimumNotional { throw .notional }
            order.price = price
            order.timeInForce =
                switch try fields.required("timeInForce") {
                case "GTC": .goodTillCanceled
                case "IOC": .immediateOrCancel
                case "FOK": .fillOrKill
                default: throw .invalid("GTC, IOC or FOK as timeInForce")
                }
            let isPostOnly = try fields.flag("postOnly")
            guard !isPostOnly || order.timeInForce == .goodTillCanceled else { throw .invalid("GTC with postOnly") }
            order.kind = isPostOnly ? .limitMaker : .limit
        }

        private static func refuseLimitTerms(_ fields: Fields) throws(Refusal) {
            guard try fields.text("price") == nil, try fields.text("timeInForce") == nil, try !fields.flag("postOnly")
            else { throw .invalid("a market order without price, timeInForce and postOnly") }
        }

        private static func isPlain(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: true
            default: false
            }
        }
    }
}
