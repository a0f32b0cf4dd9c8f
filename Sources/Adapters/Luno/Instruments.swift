import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// The venue's clock from the `Date` header of a public answer: Luno has no endpoint for it (luno.md D).
    ///
    /// Whole seconds, rounded down by the venue, so up to a second behind and never ahead: an order's timestamp never
    /// lies in the future.
    public func serverTime() -> Flow<Timestamp> {
        // Any public answer would do; the market list of one market is the smallest that is always there.
        let endpoint = Self.modes("market.time", [Parameter("pair", "XBTZAR")])
        return .call(endpoint.call) { result, _ in
            do throws(VenueError) {
                _ = try endpoint.read(result)
                guard case .reply(let reply) = result,
                    let time = reply.header("date").flatMap({ Timestamp(httpDate: $0) })
                else { throw Self.unreadable("the Date header is missing or no date") }
                return .finished(time)
            } catch {
                return .failed(error)
            }
        }
    }

    /// Open when any market is, since Luno has no endpoint for its own state (luno.md D); maintenance when it says so.
    public func status() -> Flow<TradingMode> {
        Flow.call(Self.modes("venue.status")) { result, _ in
            switch result {
            case .success(let modes):
                let modes = Set(modes)
                return .finished(modes.contains(.open) ? .open : modes.contains(.postOnly) ? .postOnly : .closed)
            case .failure(let error):
                let isMaintenance = error.evidence?.code?.lowercased() == "errundermaintenance"
                return isMaintenance ? .finished(.maintenance) : .failed(error)
            }
        }
    }

    /// All markets. Which of them the account may trade depends on its country and only shows when asked (luno.md C, K.16).
    public func instruments() -> Flow<[Instrument]> {
        let call = Self.publicCall("market.instruments", "exchange/1/markets")
        let decimals = quoteDecimals
        return .call(call) { result, now in
            let endpoint = Self.markets(call, quoteDecimals: decimals) { row, instruments in
                row.add(to: &instruments, readAt: now)
            }
            do throws(VenueError) {
                return .finished(try endpoint.read(result))
            } catch {
                return .failed(error)
            }
        }
    }

    private static func modes(
        _ operation: OperationName, _ parameters: [Parameter] = []
    ) -> Endpoint<[TradingMode]> {
        markets(publicCall(operation, "exchange/1/markets", parameters)) { row, modes in
            if let mode = row.mode { modes.append(mode) }
        }
    }

    /// What each row of the market list adds to a list. Rows are lent and not handed over: a copy of one costs as much as
    /// reading it.
    private static func markets<Value: Sendable>(
        _ call: VenueCall, quoteDecimals: [Asset: Int] = [:],
        _ add: @escaping @Sendable (inout SymbolRow, inout [Value]) -> Void
    ) -> Endpoint<[Value]> {
        endpoint(call) { reader throws(JSONError) in
            var values: [Value]?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "markets": values = try rows(&reader, SymbolRow(quoteDecimals: quoteDecimals), add)
                default: try reader.skip()
                }
            }
            return try reader.require(values, "markets")
        }
    }

    /// `null` is an empty list (luno.md A, K.3).
    private static func rows<Value>(
        _ reader: inout JSONReader, _ empty: SymbolRow, _ add: (inout SymbolRow, inout [Value]) -> Void
    ) throws(JSONError) -> [Value] {
        guard try !reader.null() else { return [] }
        var values: [Value] = []
        values.reserveCapacity(512)
        var last = LastRow(empty)
        try reader.array { reader throws(JSONError) in
            try SymbolRow.read(&reader, &last)
            add(&last.row, &values)
        }
        return values
    }

    /// A read's answer that says too little.
    static func unreadable(_ what: String) -> VenueError {
        VenueError(kind: .undecodable, effect: .notExecuted(.read), advice: .after(.seconds(1)), message: what)
    }
}
