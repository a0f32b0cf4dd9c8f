import AdapterProtocol
import VenueSimulator

extension Kraken {
    /// An order as `OpenOrders`, `ClosedOrders` and `QueryOrders` show it (kraken.md E.10).
    struct OrderRow {
        let order: EngineOrder
        let market: Market
        let note: Note?
        let fills: [EngineFill]
        let ids: IDs
        let switches: Switches
        /// Whether some numbers may come as text, as recorded for QueryOrders.
        var mayBeText = false

        func json(withTrades: Bool) -> FaceJSON {
            var members: [FaceJSON.Member] = []
            func add(_ name: String, _ value: FaceJSON?) {
                if let value { members.append(.init(name, value)) }
            }
            add("refid", parent)
            add("userref", userref)
            add("cl_ord_id", order.clientOrderID.map { .text($0) })
            add("status", .text(status))
            if !order.status.isOpen { add("reason", reason.map { .text($0) } ?? .null) }
            add("opentm", number(Times.seconds(Times.opened(order))))
            if !order.status.isOpen { add("closetm", number(Times.seconds(Times.closed(order)))) }
            add("starttm", number("0"))
            let expiry = order.labels[Label.expiry].flatMap { Int64($0) } ?? 0
            add("expiretm", number(String(expiry / 1_000)))
            add("descr", description)
            add("vol", market.volume(order.orderedVolume))
            add("vol_exec", market.volume(order.executedQuantity))
            add("cost", market.cost(order.executedQuote))
            // reason: fees of one order are far from 34 digits.
            add("fee", market.cost((try? ExactDecimal.sum(fills.map(\.fee))) ?? .zero))
            add("price", market.cost(order.averagePrice(places: market.costDecimals)))
            add("stopprice", market.cost(.zero))
            add("limitprice", market.cost(.zero))
            if order.kind.isTriggered { add("trigger", .text(order.labels[Label.reference] ?? "last")) }
            add("misc", .text(misc))
            add("oflags", .text(order.labels[Label.flags] ?? "fciq"))
            if !switches.has("newerFields", "off") {
                let text = order.labels[Label.timeInForce] ?? "GTC"
                add("time_in_force", .text(switches.has("newerFields", "lower") ? text.lowercased() : text))
            }
            if withTrades, !fills.isEmpty { add("trades", .list(fills.map { .text(ids.trade($0)) })) }
            return .members(members)
        }

        /// A number, or the same as text where the venue was seen to do that.
        private func number(_ digits: String) -> FaceJSON {
            mayBeText && switches.has("rowNumbers", "text") ? .text(digits) : .number(digits)
        }

        private var parent: FaceJSON {
            if let parent = order.labels[Label.parent] { return .text(parent) }
            return switches.has("noParent", "None") ? "None" : .null
        }

        private var userref: FaceJSON { order.labels[Label.userref].map { number($0) } ?? .null }

        private var description: FaceJSON {
            let type = order.venueType
            let volume = Kraken.fixed(order.orderedVolume, places: market.lotDecimals)
            let terms = OrderForm.terms(type, order.firstPrice, order.secondPrice, market)
            var members: [FaceJSON.Member] = [.init("pair", .text(market.altname))]
            if !switches.has("newerFields", "off") {
                members.append(.init("aclass", market.isTokenized ? "tokenized_asset" : "forex"))
            }
            members += [
                .init("type", .text(order.side.rawValue)),
                .init("ordertype", .text(type.rawValue)),
                .init("price", .text(order.firstPrice.map(market.price) ?? "0")),
                .init("price2", .text(order.secondPrice.map(market.price) ?? "0")),
                .init("leverage", "none"),
                .init("order", .text("\(order.side.rawValue) \(volume) \(market.altname) @ \(terms)")),
                .init("close", .text(closeText ?? "")),
            ]
            return .members(members)
        }

        private var closeText: String? {
            guard let type = order.labels[Label.closeType].flatMap(OrderType.init(rawValue:)),
                let price = order.labels[Label.closePrice].flatMap({ ExactDecimal($0) })
            else { return nil }
            let second = order.labels[Label.closePrice2].flatMap { ExactDecimal($0) }
            return CloseForm(type: type, price: price, secondPrice: second).text(market)
        }

        /// kraken.md E.12 and L.10: what the engine calls expired is `canceled` here, except at `expiretm`.
        var status: String {
            switch order.status {
            case .new, .armed, .partiallyFilled: "open"
            case .filled: "closed"
            case .canceled: note?.isExpired == true ? "expired" : "canceled"
            case .expired, .expiredInMatch, .rejected: "canceled"
            }
        }

        /// Why it is over, where it was not filled.
        var reason: String? {
            switch order.status {
            case .new, .armed, .partiallyFilled, .filled: nil
            case .canceled: note?.isExpired == true ? "Order expired" : note?.reason ?? "User requested"
            case .expiredInMatch: "Self trade prevention"
            case .rejected: "Post only order"
            case .expired:
                switch order.expiryReason {
                case .insufficientLiquidity: "Market order unfilled"
                case .insufficientFunds: "Insufficient funds"
                case .amendedBelowExecuted: "User requested"
                case .wouldTake: "Post only order"
                case .selfTradePrevention: "Self trade prevention"
                case .unfilledFillOrKill: "Fill or kill order unfilled"
                case .unfilledImmediateOrCancel, .exchangeCanceled, nil: "Immediate or cancel order unfilled"
                }
            }
        }

        private var misc: String {
            var words: [String] = []
            if order.kind.isTriggered, order.isWorking { words.append(order.venueType.isStop ? "stopped" : "touched") }
            if order.status == .canceled, order.executedQuantity.isPositive { words.append("partial") }
            if note?.amendments.isEmpty == false { words.append("amended") }
            return words.joined(separator: ",")
        }
    }
}
