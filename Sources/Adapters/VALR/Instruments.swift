import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// The venue's clock, to the nanosecond; its whole seconds are not used.
    public func serverTime() -> Flow<Timestamp> {
        let call = Self.publicCall("market.time", "time", budget: Self.timeSecond)
        return Self.endpoint(call) { reader throws(JSONError) in
            var time: Timestamp?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "time": time = try reader.instant()
                default: try reader.skip()
                }
            }
            return try reader.require(time, "time")
        }.flow
    }

    /// Open, or in maintenance: in `read-only` everything but reads answers 503 (valr.md D.1). A word that the sheet
    /// does not know is treated as closed.
    public func status() -> Flow<TradingMode> {
        let call = Self.publicCall("venue.status", "status", budget: Self.statusSecond)
        return Self.endpoint(call) { reader throws(JSONError) in
            var word: String?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "status": word = try reader.string()
                default: try reader.skip()
                }
            }
            switch try reader.require(word, "status") {
            case "online": return .open
            case "read-only": return .maintenance
            default: return .closed
            }
        }.flow
    }

    /// All spot markets, out of three public lists: pairs with their rules, what kinds of order each takes, and the
    /// decimals of the currencies. The lists may be hours old (valr.md D).
    public func instruments() -> Flow<[Instrument]> {
        Self.pairs.flow.then { rows in
            Self.orderTypes.flow.then { kinds in
                Self.decimals.then { decimals in
                    Flow { now in
                        .finished(rows.compactMap { $0.listed(kinds, decimals, readAt: now) })
                    }
                }
            }
        }
    }

    static var pairs: Endpoint<[SymbolRow]> {
        endpoint(publicCall("market.instruments", "pairs/SPOT")) { reader throws(JSONError) in
            try reader.list(SymbolRow.init(reading:))
        }
    }

    static var orderTypes: Endpoint<[String: [String]]> {
        let call = publicCall("market.orderTypes", "ordertypes", [Parameter("includeInactivePairs", "false")])
        return endpoint(call) { reader throws(JSONError) in
            var table: [String: [String]] = [:]
            try reader.array { reader throws(JSONError) in
                var pair: String?
                var kinds: [String]?
                try reader.object { key, reader throws(JSONError) in
                    switch key {
                    case "currencyPair": pair = try reader.string()
                    case "orderTypes": kinds = try reader.list { reader throws(JSONError) in try reader.string() }
                    default: try reader.skip()
                    }
                }
                table[try reader.require(pair, "currencyPair")] = try reader.require(kinds, "orderTypes")
            }
            return table
        }
    }

    /// Decimals by currency. Only advice hangs on them (valr.md C.3): when they cannot be read, none are known.
    private static var decimals: Flow<[String: Int]> { currencies.flow.recover { _ in .finished([:]) } }

    /// By `shortName`: the rand's `symbol` is `R` (valr.md C.1, K.15).
    static var currencies: Endpoint<[String: Int]> {
        endpoint(publicCall("market.currencies", "currencies")) { reader throws(JSONError) in
            var table: [String: Int] = [:]
            try reader.array { reader throws(JSONError) in
                var name: String?
                var decimals: Int64?
                try reader.object { key, reader throws(JSONError) in
                    switch key {
                    case "shortName": name = try reader.string()
                    case "decimalPlaces": decimals = try reader.integer()
                    default: try reader.skip()
                    }
                }
                let scale = try reader.require(decimals, "decimalPlaces")
                guard (0...30).contains(scale) else { throw reader.unexpected("a number of decimals from 0 to 30") }
                table[try reader.require(name, "shortName")] = Int(scale)
            }
            return table
        }
    }
}

extension SymbolRow {
    fileprivate func listed(_ kinds: [String: [String]], _ decimals: [String: Int], readAt: Timestamp) -> Instrument? {
        instrument(kinds: kinds[name] ?? [], quoteDecimals: decimals, readAt: readAt)
    }
}
