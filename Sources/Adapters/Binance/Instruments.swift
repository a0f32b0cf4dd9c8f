import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// The venue's clock (weight 1).
    public func serverTime() -> Flow<Timestamp> {
        Self.endpoint(Self.publicCall("market.time", "time", weight: 1)) { reader throws(JSONError) in
            var time: Int64?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "serverTime": time = try reader.integer()
                default: try reader.skip()
                }
            }
            return Timestamp(milliseconds: try reader.require(time, "serverTime"))
        }.flow
    }

    /// Open or in maintenance; production only.
    public func status() -> Flow<TradingMode> {
        let call = Self.walletRead(
            "venue.status", "system/status", isSigned: false, charges: [RateCharge(Self.walletAddress, 1)])
        return Self.endpoint(call) { reader throws(JSONError) in
            var status: Int64?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "status": status = try reader.integer()
                default: try reader.skip()
                }
            }
            return try reader.require(status, "status") == 0 ? .open : .maintenance
        }.flow
    }

    /// All spot markets (weight 20). Permission lists are left out: a live symbol carried 207 names (binance.md C.1).
    public func instruments() -> Flow<[Instrument]> {
        let call = Self.publicCall(
            "market.instruments", "exchangeInfo",
            [Parameter("permissions", "SPOT"), Parameter("showPermissionSets", "false")], weight: 20)
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
            var instruments: [Instrument]?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "symbols": instruments = try symbols(&reader, readAt)
                default: try reader.skip()
                }
            }
            return try reader.require(instruments, "symbols")
        }
    }

    private static func symbols(_ reader: inout JSONReader, _ readAt: Timestamp) throws(JSONError) -> [Instrument] {
        var instruments: [Instrument] = []
        instruments.reserveCapacity(1024)
        var last = LastRow(SymbolRow())
        var filters: [Recurring<FilterRow>] = []
        try reader.array { reader throws(JSONError) in
            try SymbolRow.read(&reader, &last, &filters)
            if let one = last.row.instrument(readAt: readAt) { instruments.append(one) }
        }
        return instruments
    }
}
