import AdapterProtocol
import VenueSimulator

extension KuCoin {
    /// Words of an order body (kucoin.md E.3).
    enum OrderType: String { case limit, market }
    enum SideWord: String { case buy, sell }
    enum TimeInForce: String {
        case goodTillCanceled = "GTC"
        case goodTillTime = "GTT"
        case immediateOrCancel = "IOC"
        case fillOrKill = "FOK"
    }
    /// Self trade prevention: decrease and cancel, cancel oldest, newest, both.
    enum Prevention: String {
        case decrease = "DC"
        case cancelOldest = "CO"
        case cancelNewest = "CN"
        case cancelBoth = "CB"
    }

    /// Names under which the engine keeps an order's words.
    enum Label {
        static let postOnly = "postOnly"
        static let timeInForce = "timeInForce"
        static let cancelAfter = "cancelAfter"
        static let hidden = "hidden"
        static let iceberg = "iceberg"
        static let visibleSize = "visibleSize"
        static let prevention = "stp"
        static let remark = "remark"
        static let tags = "tags"
        static let funds = "funds"
        static let stop = "stop"
        static let stopID = "stopID"
    }

    /// An order body that is well-formed; whether the pair takes it is another check (``OrderRules``).
    struct OrderForm: Sendable {
        let clientID: String?
        let symbol: String
        let side: Side
        let type: OrderType
        let price: ExactDecimal?
        let size: ExactDecimal?
        let funds: ExactDecimal?
        let timeInForce: TimeInForce
        /// Seconds, with GTT; nil for never.
        let cancelAfter: Int64?
        let isPostOnly: Bool
        let isHidden: Bool
        let isIceberg: Bool
        let visibleSize: ExactDecimal?
        let prevention: Prevention?
        let remark: String?
        let tags: String?

        init(_ fields: Fields, now: Int64) throws(Refusal) {
            try Self.checkWindow(fields, now: now)
            symbol = try fields.required("symbol")
            let word: SideWord? = try fields.choice("side")
            guard let word else { throw fields.invalid("side") }
            side = word == .buy ? .buy : .sell
            let type: OrderType? = try fields.choice("type")
            guard let type else { throw fields.invalid("type") }
            self.type = type
            clientID = try fields.clientID("clientOid")
            remark = try Self.shortText(fields, "remark")
            tags = try Self.shortText(fields, "tags")
            (price, size, funds) = try Self.amounts(fields, type)
            // A market order's lifetime is ignored (E.3).
            let lifetime: TimeInForce? = try fields.choice("timeInForce")
            timeInForce = type == .market ? .goodTillCanceled : lifetime ?? .goodTillCanceled
            cancelAfter = try Self.lifetime(fields, timeInForce)
            isPostOnly = try fields.flag("postOnly") && type == .limit
            if isPostOnly, timeInForce == .immediateOrCancel || timeInForce == .fillOrKill {
                throw fields.invalid("postOnly")
            }
            isHidden = try fields.flag("hidden")
            isIceberg = try fields.flag("iceberg")
            visibleSize = try fields.decimal("visibleSize")
            if isIceberg {
                guard let visibleSize, let size, visibleSize <= size,
                    KuCoin.product(visibleSize, 20) >= size
                else { throw fields.invalid("visibleSize") }
            }
            let stp: Prevention? = try fields.choice("stp")
            if type == .market, stp == .decrease { throw fields.invalid("stp") }
            // A fill-or-kill order can only be taken back itself (E.3).
            prevention = timeInForce == .fillOrKill ? stp.map { _ in .cancelNewest } : stp
        }

        /// `clientTimestamp` + `allowMaxTimeWindow` bounds how late the order may arrive (B.2).
        private static func checkWindow(_ fields: Fields, now: Int64) throws(Refusal) {
            guard let window = try fields.integer("allowMaxTimeWindow"),
                let sent = try fields.integer("clientTimestamp")
            else { return }
            if sent + window < now { throw .timeWindow }
        }

        private static func amounts(
            _ fields: Fields, _ type: OrderType
        ) throws(Refusal) -> (price: ExactDecimal?, size: ExactDecimal?, funds: ExactDecimal?) {
            let size = try fields.decimal("size")
            switch type {
            case .limit:
                guard let price = try fields.decimal("price"), price.isPositive else {
                    throw fields.invalid("price")
                }
                guard let size else { throw fields.invalid("size") }
                return (price, size, nil)
            case .market:
                let funds = try fields.decimal("funds")
                guard (size == nil) != (funds == nil) else { throw fields.invalid("size or funds") }
                return (nil, size, funds)
            }
        }

        private static func lifetime(_ fields: Fields, _ lifetime: TimeInForce) throws(Refusal) -> Int64? {
            let seconds = try fields.integer("cancelAfter")
            guard lifetime == .goodTillTime else { return nil }
            guard let seconds, seconds == -1 || (1...31_536_000).contains(seconds) else {
                throw fields.invalid("cancelAfter")
            }
            return seconds == -1 ? nil : seconds
        }

        private static func shortText(_ fields: Fields, _ name: String) throws(Refusal) -> String? {
            guard let text = try fields.text(name) else { return nil }
            guard text.utf8.count <= 20, text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
                throw fields.invalid(name)
            }
            return text
        }
    }
}
