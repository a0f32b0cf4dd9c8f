import VenueSimulator

extension Binance {
    /// `GET /api/v3/exchangeInfo` (binance.md C.1).
    struct ExchangeInfo {
        let now: Int64
        let switches: Switches
        let statuses: [String: Market.Status]

        func answer(_ parameters: inout Parameters) throws(Refusal) -> JSON {
            let selection = try MarketSelection(&parameters)
            let permissions = try Self.permissions(&parameters)
            let showsSets = try parameters.flag("showPermissionSets") ?? true
            let status = try parameters.exchangeInfoStatus()
            try parameters.finish()
            if selection.isExplicit, permissions != nil || status != nil { throw .combination }
            if permissions != nil, status != nil { throw .combination }
            let listed = selection.markets.filter { market in
                if let status, statuses[market.symbol] != status { return false }
                return permissions.map { !$0.isDisjoint(with: Self.permissionSet) } ?? true
            }
            return [
                "timezone": "UTC",
                "serverTime": .time(now),
                "rateLimits": .list(rateLimits),
                "exchangeFilters": [],
                "symbols": .list(listed.map { row($0, showsSets: showsSets) }),
            ]
        }

        /// The limits that hold here, by the switches.
        private var rateLimits: [JSON] {
            [
                Self.limit("REQUEST_WEIGHT", "MINUTE", 1, switches.weightLimit),
                Self.limit("ORDERS", "SECOND", 10, switches.orderLimit10Seconds),
                Self.limit("ORDERS", "DAY", 1, switches.orderLimitDay),
                Self.limit("RAW_REQUESTS", "MINUTE", 5, switches.rawRequestLimit),
            ]
        }

        static func limit(_ type: String, _ interval: String, _ count: Int, _ limit: Int) -> JSON {
            [
                "rateLimitType": .text(type), "interval": .text(interval), "intervalNum": .integer(count),
                "limit": .integer(limit),
            ]
        }

        static let permissionSet: Set<String> = ["SPOT", "MARGIN", "TRD_GRP_004"]

        private static func permissions(_ parameters: inout Parameters) throws(Refusal) -> Set<String>? {
            guard let text = try parameters.text("permissions") else { return nil }
            guard text.hasPrefix("[") else { return [text] }
            guard let names = TextList.parse(text) else { throw .illegal("permissions", range: TextList.pattern) }
            return Set(names)
        }

        private func row(_ market: Market, showsSets: Bool) -> JSON {
            let row: JSON = [
                "symbol": .text(market.symbol),
                "status": .text((statuses[market.symbol] ?? market.status).rawValue),
                "baseAsset": .text(market.base),
                "baseAssetPrecision": .integer(market.precision),
                "quoteAsset": .text(market.quote),
                "quotePrecision": .integer(market.precision),
                "quoteAssetPrecision": .integer(market.precision),
                "baseCommissionPrecision": 8,
                "quoteCommissionPrecision": 8,
                "orderTypes": .list(OrderType.allCases.map { .text($0.rawValue) }),
                "icebergAllowed": true,
                "ocoAllowed": false,
                "otoAllowed": false,
                "opoAllowed": false,
                "quoteOrderQtyMarketAllowed": true,
                "allowTrailingStop": false,
                "cancelReplaceAllowed": true,
                "amendAllowed": true,
                "pegInstructionsAllowed": false,
                "isSpotTradingAllowed": true,
                "isMarginTradingAllowed": true,
                "filters": .list(market.filters),
                "permissions": [],
            ]
            return
                row
                .with("permissionSets", showsSets ? [["SPOT", "MARGIN", "TRD_GRP_004"]] : nil)
                .with("defaultSelfTradePreventionMode", .text(PreventionMode.standard.rawValue))
                .with(
                    "allowedSelfTradePreventionModes",
                    .list(PreventionMode.allowed.map { .text($0.rawValue) })
                )
        }
    }

    /// The symbols that a public call asks for: one, a list, or all of them.
    struct MarketSelection {
        let markets: [Market]
        /// A single `symbol` answers with an object, everything else with an array (binance.md D).
        let isSingle: Bool
        let isExplicit: Bool

        init(_ parameters: inout Parameters) throws(Refusal) {
            let single = try parameters.optionalMarket()
            let list = try parameters.text("symbols")
            if single != nil, list != nil { throw .combination }
            if let single {
                (markets, isSingle, isExplicit) = ([single], true, true)
            } else if let list {
                (markets, isSingle, isExplicit) = (try Self.list(list), false, true)
            } else {
                (markets, isSingle, isExplicit) = (Markets.all, false, false)
            }
        }

        private static func list(_ text: String) throws(Refusal) -> [Market] {
            guard let names = TextList.parse(text), !names.isEmpty else {
                throw .illegal("symbols", range: TextList.pattern)
            }
            if Set(names).count < names.count { throw .symbolTwice }
            var markets: [Market] = []
            for name in names {
                guard let market = Markets.find(name) else { throw .symbol }
                markets.append(market)
            }
            return markets
        }

        /// The selected markets after the optional `symbolStatus` (binance.md D): a single symbol of another status is
        /// -1220, lists silently drop the others.
        func narrowed(
            to status: Market.Status?,
            statuses: [String: Market.Status]
        ) throws(Refusal) -> [Market] {
            guard let status else { return markets }
            let kept = markets.filter { statuses[$0.symbol] == status }
            if isSingle, kept.isEmpty { throw .otherStatus }
            return kept
        }
    }

    /// A JSON array of plain strings, the only JSON that a parameter may hold (binance.md B.1).
    enum TextList {
        static let pattern = #"^\["[^"]{1,50}"(,"[^"]{1,50}"){0,}\]$"#

        static func parse(_ text: String) -> [String]? {
            let trimmed = text.filter { $0 != " " }
            guard trimmed.hasPrefix("["), trimmed.hasSuffix("]"), trimmed.utf8.count >= 2 else { return nil }
            let inner = trimmed.dropFirst().dropLast()
            if inner.isEmpty { return [] }
            var out: [String] = []
            for part in inner.split(separator: ",", omittingEmptySubsequences: false) {
                guard part.utf8.count > 2, part.hasPrefix("\""), part.hasSuffix("\"") else { return nil }
                let name = part.dropFirst().dropLast()
                if name.contains("\"") { return nil }
                out.append(String(name))
            }
            return out
        }
    }
}

extension Binance.Parameters {
    /// The optional filter by status: one of the values that the endpoints of binance.md D take, else -1122.
    mutating func marketStatus() throws(Binance.Refusal) -> Binance.Market.Status? {
        try choice("symbolStatus", or: .symbolStatus)
    }

    /// exchangeInfo takes only three of them (binance.md C.1).
    mutating func exchangeInfoStatus() throws(Binance.Refusal) -> Binance.Market.Status? {
        let status = try marketStatus()
        switch status {
        case nil, .trading, .halt, .pause: return status
        default: throw .symbolStatus
        }
    }
}
