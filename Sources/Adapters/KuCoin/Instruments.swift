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
        let call = Self.publicCall("market.instruments", "v2/symbols", weight: 4)
        return .call(call) { result, now in
            do throws(VenueError) {
                return .finished(try Self.instruments(call, readAt: now).read(result))
            } catch {
                return .failed(error)
            }
        }
    }

    private static func instruments(_ call: VenueCall, readAt: Timestamp) -> Endpoint<[Instrument]> {
        endpoint(call) { reader throws(JSONError) in
            var instruments: [Instrument] = []
            instruments.reserveCapacity(1024)
            var last = LastRow(SymbolRow())
            try reader.array { reader throws(JSONError) in
                try SymbolRow.read(&reader, &last)
                if let one = last.row.instrument(readAt: readAt) { instruments.append(one) }
            }
            return instruments
        }
    }
}
