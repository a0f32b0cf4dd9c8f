import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// The venue's clock from the `Date` header of a public answer: Luno has no endpoint for it (luno.md D).
    ///
    /// Whole seconds, rounded down by the venue, so up to a second behind and never ahead: an order's timestamp never
    /// lies in the future.
    public func serverTime() -> Flow<Timestamp> {
        // Any public answer would do; the market list of one market is the smallest that is always there.
        let endpoint = Self.markets("market.time", [Parameter("pair", "XBTZAR")])
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
        Flow.call(Self.markets("venue.status")) { result, _ in
            switch result {
            case .success(let rows):
                let modes = Set(rows.map(\.mode))
                return .finished(modes.contains(.open) ? .open : modes.contains(.postOnly) ? .postOnly : .closed)
            case .failure(let error):
                let isMaintenance = error.evidence?.code?.lowercased() == "errundermaintenance"
                return isMaintenance ? .finished(.maintenance) : .failed(error)
            }
        }
    }

    /// All markets. Which of them the account may trade depends on its country and only shows when asked (luno.md C, K.16).
    public func instruments() -> Flow<[Instrument]> {
        let decimals = quoteDecimals
        return .call(Self.markets("market.instruments")) { result, now in
            switch result {
            case .failure(let error): .failed(error)
            case .success(let rows):
                .finished(rows.compactMap { $0.instrument(quoteDecimals: decimals, readAt: now) })
            }
        }
    }

    private static func markets(
        _ operation: OperationName, _ parameters: [Parameter] = []
    ) -> Endpoint<[SymbolRow]> {
        listEndpoint(publicCall(operation, "exchange/1/markets", parameters), "markets", SymbolRow.init(reading:))
    }

    /// A read's answer that says too little.
    static func unreadable(_ what: String) -> VenueError {
        VenueError(kind: .undecodable, effect: .notExecuted(.read), advice: .after(.seconds(1)), message: what)
    }
}
