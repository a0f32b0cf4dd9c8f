import AdapterProtocol
import VenueSimulator

extension Kraken {
    /// Reads an order from parameters: required fields, words, combinations, client id form, volume (L.5).
    struct OrderFormReader {
        let parameters: Parameters
        let market: Market
        /// The price that relative prices start from.
        let last: ExactDecimal
        let now: Int64
        let switches: Switches

        func read() throws(Refusal) -> OrderForm {
            guard let side = parameters.text("type").flatMap(Side.init(rawValue:)) else { throw .argument("type") }
            guard let type = parameters.text("ordertype").flatMap(OrderType.init(rawValue:)) else {
                throw .argument("ordertype")
            }
            if type == .settlePosition { throw Refusal("EOrder:Unknown position") }
            guard type.kind(isPostOnly: false) != nil else { throw .argument("ordertype") }
            let flags = try readFlags(type, side)
            var form = OrderForm(market: market, side: side, type: type, volume: try readVolume())
            form.flags = flags
            form.timeInForce = try readTimeInForce(type, isPostOnly: form.isPostOnly)
            form.expiry = try readExpiry(form.timeInForce)
            try refuseMargin()
            form.watchesIndex = try readReference()
            if type.needsPrice { form.price = try readPrice("price", type, side) }
            if type.needsSecondPrice { form.secondPrice = try readPrice("price2", type, side) }
            form.displayVolume = try readDisplay(type, form.volume)
            form.selfTrade = try readSelfTrade()
            form.deadline = try readDeadline()
            (form.clientID, form.userref) = try readNames()
            form.close = try readClose(side)
            return form
        }

        private func readVolume() throws(Refusal) -> ExactDecimal {
            guard let text = parameters.text("volume"), let value = PriceText.decimal(text) else {
                throw .argument("volume")
            }
            return try fitted(value, "volume")
        }

        /// Whole lots above zero; finer digits are refused or cut (C.5).
        private func fitted(_ value: ExactDecimal, _ name: String) throws(Refusal) -> ExactDecimal {
            var value = value
            if !value.isMultiple(of: market.lot) {
                guard switches.has("excessDecimals", "cut"),
                    let cut = try? value.rounded(scale: market.lotDecimals, .down)
                else { throw .argument(name) }
                value = cut
            }
            guard value.isPositive else { throw .argument(name) }
            return value
        }

        private func readFlags(_ type: OrderType, _ side: Side) throws(Refusal) -> [Flag] {
            if let sent = parameters.value("oflags"), sent.elements != nil || parameters.text("oflags") == nil {
                // A list instead of comma text (K.21).
                throw .argument("oflags")
            }
            var flags: [Flag] = []
            for word in parameters.list("oflags") ?? [] {
                guard let flag = Flag(rawValue: word) else { throw .argument("oflags") }
                if !flags.contains(flag) { flags.append(flag) }
            }
            if flags.contains(.volumeInQuote), type != .market || side == .sell { throw .argument("viqc") }
            if flags.contains(.post), type != .limit { throw .argument("oflags") }
            if flags.contains(.feeInBase), flags.contains(.feeInQuote) { throw .argument("oflags") }
            if !flags.contains(.feeInBase), !flags.contains(.feeInQuote) {
                let isBase = side == .sell && switches.has("sellFeeFlag", "fcib")
                flags.append(isBase ? .feeInBase : .feeInQuote)
            }
            return flags
        }

        private func readTimeInForce(_ type: OrderType, isPostOnly: Bool) throws(Refusal) -> TimeInForce {
            guard let text = parameters.text("timeinforce") else { return .goodTillCanceled }
            guard let value = TimeInForce(rawValue: text.uppercased()) else { throw .argument("timeinforce") }
            if value == .goodTillCanceled { return value }
            let isAllowed = value == .goodTillDate ? !type.isMarket : type == .limit && !isPostOnly
            guard isAllowed else { throw .argument("timeinforce") }
            return value
        }

        private func readExpiry(_ timeInForce: TimeInForce) throws(Refusal) -> Int64? {
            // Orders for later are known to the venue; this simulator's account may have none of them.
            if let start = parameters.text("starttm"), start != "0" { throw .scheduled }
            let text = parameters.text("expiretm") ?? "0"
            guard text != "0" else {
                if timeInForce == .goodTillDate { throw .argument("expiretm") }
                return nil
            }
            let isRelative = text.hasPrefix("+") || text.hasPrefix(" ")
            guard timeInForce == .goodTillDate, let seconds = Int64(isRelative ? String(text.dropFirst()) : text),
                (0...100_000_000_000).contains(seconds)
            else { throw .argument("expiretm") }
            let time = isRelative ? now + seconds * 1_000 : seconds * 1_000
            guard time >= now + 5_000, time <= now + 31 * 86_400_000 else { throw .argument("expiretm") }
            return time
        }

        private func refuseMargin() throws(Refusal) {
            if let leverage = parameters.text("leverage"), leverage != "none", leverage != "0" {
                throw Refusal("EOrder:Trading agreement required")
            }
            if parameters.flag("reduce_only") { throw Refusal("EOrder:Reduce only:No position exists") }
        }

        /// Whether a stop watches the index.
        private func readReference() throws(Refusal) -> Bool {
            switch parameters.text("trigger") {
            case nil, "last": return false
            case "index":
                guard switches.has("index", "available") else { throw .argument("Index unavailable") }
                return true
            default: throw .argument("trigger")
            }
        }

        private func readPrice(_ name: String, _ type: OrderType, _ side: Side) throws(Refusal) -> ExactDecimal {
            guard let text = parameters.text(name) else { throw .argument(name) }
            let isRising =
                name == "price" && type.isTriggered ? type.isStop == (side == .buy) : side == .sell
            guard let price = PriceText.price(text, last: last, hashRises: isRising, tick: market.tick) else {
                throw .argument(name)
            }
            guard price.isPositive else { throw .price }
            return price
        }

        private func readDisplay(_ type: OrderType, _ volume: ExactDecimal) throws(Refusal) -> ExactDecimal? {
            guard type == .iceberg else {
                if parameters.isSent("displayvol") { throw .argument("displayvol") }
                return nil
            }
            guard let text = parameters.text("displayvol"), let value = PriceText.decimal(text) else {
                throw .argument("displayvol")
            }
            let shown = try fitted(value, "displayvol")
            guard let whole = try? shown * 15, whole >= volume, shown >= market.orderMinimum, shown <= volume else {
                throw .argument("displayvol")
            }
            return shown
        }

        private func readSelfTrade() throws(Refusal) -> SelfTrade {
            guard let text = parameters.text("stptype") else { return .newest }
            guard let value = SelfTrade(rawValue: text) else { throw .argument("stptype") }
            return value
        }

        private func readDeadline() throws(Refusal) -> Int64? {
            guard let text = parameters.text("deadline") else { return nil }
            guard let value = Times.parse(text) else { throw .argument("deadline") }
            return value
        }

        private func readNames() throws(Refusal) -> (clientID: String?, userref: Int32?) {
            let userref = try parameters.integer("userref", in: Int64(Int32.min)...Int64(Int32.max))
            guard let clientID = parameters.text("cl_ord_id") else {
                return (nil, userref.flatMap { $0 == 0 ? nil : Int32(truncatingIfNeeded: $0) })
            }
            if parameters.isSent("userref"), userref != 0 { throw .arguments }
            guard ClientID.isValid(clientID, anyText: switches.has("clientIDText", "ascii")) else {
                throw .argument("cl_ord_id")
            }
            return (clientID, nil)
        }

        private func readClose(_ side: Side) throws(Refusal) -> CloseForm? {
            guard let group = parameters.group("close") else { return nil }
            guard let type = group.text("ordertype").flatMap(OrderType.init(rawValue:)), type != .market,
                type != .settlePosition, type.kind(isPostOnly: false) != nil
            else { throw .argument("close[ordertype]") }
            let closing = OrderFormReader(
                parameters: group, market: market, last: last, now: now, switches: switches)
            let price = try closing.readPrice("price", type, side.opposite)
            let second = type.needsSecondPrice ? try closing.readPrice("price2", type, side.opposite) : nil
            for value in [price, second] {
                if let value, !value.isMultiple(of: market.tick) { throw .tick }
            }
            return CloseForm(type: type, price: price, secondPrice: second)
        }
    }
}
