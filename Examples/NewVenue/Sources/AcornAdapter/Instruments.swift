import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// Acorn's clock.
    public func serverTime() -> Flow<Timestamp> {
        Self.endpoint(Self.publicCall("market.time", "time")) { reader throws(JSONError) in
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

    /// Acorn's own state.
    public func status() -> Flow<TradingMode> {
        Self.endpoint(Self.publicCall("venue.status", "status")) { reader throws(JSONError) in
            var mode: TradingMode?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "mode": mode = AcornWords.mode(try reader.string())
                default: try reader.skip()
                }
            }
            return try reader.require(mode, "mode")
        }.flow
    }

    /// All markets with their rules.
    public func instruments() -> Flow<[Instrument]> {
        let endpoint = Self.endpoint(Self.publicCall("market.instruments", "markets")) { reader throws(JSONError) in
            try reader.list(SymbolRow.init(reading:))
        }
        return .call(endpoint) { result, now in
            switch result {
            case .failure(let error): .failed(error)
            case .success(let rows): .finished(rows.map { $0.instrument(readAt: now) })
            }
        }
    }
}
