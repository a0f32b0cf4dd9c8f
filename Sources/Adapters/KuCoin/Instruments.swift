import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// The venue's clock (weight 3).
    public func serverTime() -> Flow<Timestamp> {
        Self.endpoint(Self.publicCall("market.time", "v1/timestamp", weight: 3)) { reader throws(JSONError) in
            Timestamp(milliseconds: try reader.integer())
        }.flow
    }

    /// Open, cancel-only or in maintenance (weight 3).
    public func status() -> Flow<TradingMode> {
        Self.endpoint(Self.publicCall("venue.status", "v1/status", weight: 3)) { reader throws(JSONError) in
            var status: String?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "status": status = try reader.string()
                default: try reader.skip()
                }
            }
            return KuCoinWords.mode(try reader.require(status, "status"))
        }.flow
    }

    /// All spot markets (weight 4). Version 1 of this call names renamed coins wrongly and is not used (K19).
    public func instruments() -> Flow<[Instrument]> {
        let endpoint = Self.endpoint(Self.publicCall("market.instruments", "v2/symbols", weight: 4)) {
            reader throws(JSONError) in
            var known = SymbolRow.Known()
            return try reader.list { reader throws(JSONError) in try SymbolRow(reading: &reader, &known) }
        }
        return .call(endpoint) { result, now in
            switch result {
            case .failure(let error): .failed(error)
            case .success(let rows): .finished(rows.compactMap { $0.instrument(readAt: now) })
            }
        }
    }
}
