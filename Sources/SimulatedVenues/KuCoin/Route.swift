import VenueSimulator

extension KuCoin {
    /// One call of the API: how it is reached, what it costs and who may use it (kucoin.md D, E).
    struct Route: Sendable {
        /// What a key must be allowed to do.
        enum Permission: Sendable { case open, general, spot }
        /// Which budget pays for it.
        enum Pool: Sendable { case everyone, spot, management }

        let endpoint: Endpoint
        let method: String
        /// The common name of what it does, for the fault plan (``VenueFace/operation(of:)``).
        let operation: String
        let permission: Permission
        let weight: Int
        let pool: Pool

        /// What a path leads to.
        enum Match {
            case found(Route, variable: String)
            case wrongMethod
            case unknown
        }

        /// Finds the call by its exact path, else by its path with the last component as a variable.
        static func match(method: String, path: String) -> Match {
            var isKnown = false
            if let routes = table[path] {
                isKnown = true
                if let route = routes.first(where: { $0.method == method }) { return .found(route, variable: "") }
            }
            guard let cut = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return .unknown }
            let variable = String(path[path.utf8.index(after: cut)...])
            if !variable.isEmpty, let routes = table[path[..<cut] + "/*"] {
                isKnown = true
                if let route = routes.first(where: { $0.method == method }) {
                    return .found(route, variable: variable)
                }
            }
            return isKnown ? .wrongMethod : .unknown
        }

        /// Whether it is a POST that brings nothing (B.2).
        var takesNoBody: Bool {
            switch endpoint {
            case .privateToken, .publicToken: true
            default: false
            }
        }

        /// Whether it changes orders: those answers can get lost (kucoin.md L).
        var isOrderWrite: Bool {
            switch endpoint {
            case .place, .placeSync, .batch, .batchSync, .alter, .cancel, .cancelByClient, .cancelSync,
                .cancelSyncByClient, .cancelPart, .cancelSymbol, .cancelAll, .placeStop, .cancelStop,
                .cancelStopByClient, .cancelStops:
                true
            default: false
            }
        }
    }

    /// The calls by what they do.
    enum Endpoint: Sendable {
        case time, status, symbols, symbol, markets, currencies, currency, ticker, tickers, statistics
        case book20, book100, fullBook, trades, candles, callAuction, prices, address, publicToken
        case accounts, account, opened, userInfo, baseFee, tradeFees, ledger, oldLedger, deposits, withdrawals
        case withdrawal, apiKey, privateToken, mode, unified, deprecated
        case place, placeSync, test, batch, batchSync, alter, cancel, cancelByClient, cancelSync
        case cancelSyncByClient, cancelPart, cancelSymbol, cancelAll
        case order, orderByClient, active, activePage, activeSymbols, done, fills
        case deadCancel, deadCancelQuery
        case placeStop, cancelStop, cancelStopByClient, cancelStops, stops, stop, stopByClient
    }
}
