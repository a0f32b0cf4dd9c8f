import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// The venue's clock, in whole seconds: up to a second behind. Only deadlines depend on it (kraken.md B.4).
    public func serverTime() -> Flow<Timestamp> {
        Self.endpoint(Self.publicRead("market.time", "Time")) { reader throws(JSONError) in
            var time: Timestamp?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "unixtime": time = try reader.instant()
                default: try reader.skip()
                }
            }
            return try reader.require(time, "unixtime")
        }.flow
    }

    /// The exchange as a whole; announcements do not change it (kraken.md D.1).
    public func status() -> Flow<TradingMode> {
        Self.endpoint(Self.publicRead("venue.status", "SystemStatus")) { reader throws(JSONError) in
            var word: String?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "status": word = try reader.string()
                default: try reader.skip()
                }
            }
            return KrakenWords.mode(try reader.require(word, "status"))
        }.flow
    }

    /// All markets: the assets' own scales first, since they may be coarser than a pair's (K.9).
    public func instruments() -> Flow<[Instrument]> {
        let assets = Self.endpoint(Self.publicRead("market.instruments", "Assets"), Self.scales)
        return .call(assets) { result, now in
            switch result {
            case .failure(let error): .failed(error)
            case .success(let scales): Self.pairs(scales).start(now)
            }
        }
    }

    private static func pairs(_ scales: [String: Int]) -> Flow<[Instrument]> {
        Flow { now in
            endpoint(publicRead("market.instruments", "AssetPairs")) { reader throws(JSONError) in
                var instruments: [Instrument] = []
                instruments.reserveCapacity(1024)
                var last = LastRow(SymbolRow())
                try reader.object { key, reader throws(JSONError) in
                    let name = key.text
                    try SymbolRow.read(&reader, &last, scales)
                    if let one = try last.row.instrument(name, readAt: now, reader) { instruments.append(one) }
                }
                return instruments
            }.flow.start(now)
        }
    }

    /// Decimals of each asset's ledger, by id.
    static func scales(_ reader: inout JSONReader) throws(JSONError) -> [String: Int] {
        var scales: [String: Int] = [:]
        var last = LastRow<Int64?>(nil)
        try reader.object { key, reader throws(JSONError) in
            let id = key.text
            try reader.row(&last) { decimals, key, reader throws(JSONError) in
                switch key {
                case "decimals": decimals = try reader.integer()
                default: try reader.skip()
                }
            }
            let scale = try reader.require(last.row, "decimals")
            guard (0...30).contains(scale) else { throw reader.unexpected("decimals of 0 to 30") }
            scales[id] = Int(scale)
        }
        return scales
    }
}
