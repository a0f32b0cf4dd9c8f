import AdapterProtocol
import VenueSimulator

extension Luno {
    /// What both placements share, checked in the order that ``LunoFace`` documents (luno.md L.5).
    struct OrderHeader {
        let market: Market
        let clientID: String?
        /// Whether the request came later than it allows; decided at the end of the checks.
        let isLate: Bool

        init(_ parameters: Parameters, now: Int64) throws(Refusal) {
            clientID = try Self.clientID(parameters)
            isLate = try Self.isLate(parameters, now: now)
            market = try parameters.market()
            try Self.checkAccount(parameters, "base_account_id", market.base)
            try Self.checkAccount(parameters, "counter_account_id", market.counter)
        }

        /// Up to 255 of `0-9 a-z A-Z _ ; , . -` (luno.md E.5).
        private static func clientID(_ parameters: Parameters) throws(Refusal) -> String? {
            guard let text = parameters.text("client_order_id") else { return nil }
            let isLegal =
                text.utf8.count <= 255
                && text.utf8.allSatisfy { byte in
                    switch byte {
                    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x3B, 0x2C, 0x2E, 0x2D: true
                    default: false
                    }
                }
            guard isLegal else { throw .clientID }
            return text
        }

        /// `timestamp + ttl` by this clock; `ttl` means nothing alone (luno.md E.3).
        private static func isLate(_ parameters: Parameters, now: Int64) throws(Refusal) -> Bool {
            let ttl = try parameters.integer("ttl") ?? 0
            guard (0...10_000).contains(ttl) else { throw .arguments }
            guard let timestamp = try parameters.time("timestamp") else { return false }
            return now > timestamp + (ttl == 0 ? 10_000 : ttl)
        }

        /// An account that is named must be the currency's; zero is not named (luno.md A).
        private static func checkAccount(
            _ parameters: Parameters, _ name: String, _ asset: String
        ) throws(Refusal) {
            guard let id = try parameters.integer(name), id != 0 else { return }
            guard id == Accounts.id(asset) else { throw .account }
        }
    }

    /// The price, volume and stop of a limit order (luno.md E.3).
    struct LimitForm {
        enum Direction: String {
            case above = "ABOVE"
            case below = "BELOW"
            case relative = "RELATIVE_LAST_TRADE"
        }

        let side: Side
        let price: ExactDecimal
        let volume: ExactDecimal
        let timeInForce: EngineTimeInForce
        let isPostOnly: Bool
        let stop: (price: ExactDecimal, direction: Direction)?

        init(_ parameters: Parameters, _ market: Market, _ switches: Switches) throws(Refusal) {
            switch parameters.text("type") {
            case "BID": side = .buy
            case "ASK": side = .sell
            default: throw .side
            }
            guard let price = try parameters.decimal("price", malformed: .price) else { throw .price }
            guard let volume = try parameters.decimal("volume", malformed: .volume) else { throw .volume }
            guard price.fits(market.priceScale, switches) else { throw .priceDenomination }
            guard volume.fits(market.volumeScale, switches) else { throw .volumeDenomination }
            if price < market.minimumPrice { throw .priceTooLow }
            if price > market.maximumPrice { throw .priceTooHigh }
            if volume < market.minimumVolume { throw .volumeTooLow }
            if volume > market.maximumVolume { throw .volumeTooHigh }
            self.price = price
            self.volume = volume
            timeInForce = try Self.timeInForce(parameters)
            isPostOnly = try parameters.flag("post_only")
            if isPostOnly, timeInForce != .goodTillCanceled { throw .postOnlyNotAllowed }
            stop = try Self.stop(parameters, market, switches)
        }

        private static func timeInForce(_ parameters: Parameters) throws(Refusal) -> EngineTimeInForce {
            switch parameters.text("time_in_force") {
            case nil, "GTC": .goodTillCanceled
            case "IOC": .immediateOrCancel
            case "FOK": .fillOrKill
            default: throw .arguments
            }
        }

        private static func stop(
            _ parameters: Parameters, _ market: Market, _ switches: Switches
        ) throws(Refusal) -> (price: ExactDecimal, direction: Direction)? {
            let price = try parameters.decimal("stop_price", malformed: .stopPrice)
            guard let price else {
                if parameters.text("stop_direction") != nil { throw .stopPrice }
                return nil
            }
            guard price.fits(market.priceScale, switches) else { throw .stopPrice }
            if price < market.minimumPrice { throw .stopPriceTooLow }
            if price > market.maximumPrice { throw .stopPriceTooHigh }
            guard let direction = parameters.text("stop_direction").flatMap(Direction.init) else {
                throw .stopDirection
            }
            return (price, direction)
        }
    }
}

extension ExactDecimal {
    /// At most `places` decimals; whether zeros beyond them count is open (luno.md Z13).
    fileprivate func fits(_ places: Int, _ switches: Luno.Switches) -> Bool {
        (switches.refusesTrailingZeros ? scale : normalized.scale) <= places
    }
}
