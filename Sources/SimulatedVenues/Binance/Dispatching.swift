import VenueSimulator

// From the wire to an endpoint and back.
extension BinanceFace {
    /// Counts the request and reads its parameters; what it costs is decided before anything is checked.
    mutating func arrive(
        _ request: FaceRequest,
        _ route: Binance.Route,
        _ switches: Binance.Switches
    ) throws(Binance.Refusal) -> (Binance.Query, walletWeight: Int?) {
        let isForm = request.method != "GET"
        let query = Binance.Query(query: Array((request.query ?? "").utf8), form: isForm ? request.body : [])
        let weight = query.map(route.weight) ?? route.weight
        var used: Int?
        switch route.budget {
        case .api:
            let charged = route.isFreeOnSuccess ? 0 : weight
            try weights.charge(charged, from: request.peerAddress, switches: switches, now: now)
        case .walletAddress:
            let bucket = route.path + " " + request.peerAddress
            used = try weights.chargeWallet(weight, bucket: bucket, limit: 12_000, now: now)
        case .walletAccount:
            used = try weights.chargeWallet(weight, bucket: route.path, limit: 180_000, now: now)
        }
        guard let query else { throw .illegalText }
        return (query, used)
    }

    mutating func answer(_ call: inout Binance.Call) throws(Binance.Refusal) -> Binance.JSON {
        do {
            if call.route.security != .open {
                let authentication = Binance.Authentication(keys: keys, switches: call.switches)
                call.key = try authentication.key(
                    for: call.request,
                    query: call.query,
                    security: call.route.security,
                    isWallet: call.route.isWallet,
                    now: now
                )
            }
            return try writeOrRead(&call)
        } catch {
            if call.route.isFreeOnSuccess {
                weights.add(call.route.weight, from: call.request.peerAddress, now: now)
            }
            throw error
        }
    }

    /// Runs the endpoint, or leaves an order write without an answer (binance.md L.19).
    private mutating func writeOrRead(_ call: inout Binance.Call) throws(Binance.Refusal) -> Binance.JSON {
        let lost = Binance.Refusal.timeout(status: call.switches.timeoutStatus)
        if call.route.isOrderWrite, call.switches.orderTimeout == "notPlaced" { throw lost }
        var parameters = try Binance.Parameters(call.query)
        if call.route.security != .open { parameters.markRead("timestamp", "signature", "recvWindow") }
        let json = try dispatch(&call, &parameters)
        if call.route.isOrderWrite, call.switches.orderTimeout == "placed" { throw lost }
        return json
    }

    private mutating func dispatch(
        _ call: inout Binance.Call,
        _ parameters: inout Binance.Parameters
    ) throws(Binance.Refusal) -> Binance.JSON {
        switch call.route.endpoint {
        case .place, .test, .cancel, .cancelAll, .cancelReplace, .amend: try write(&call, &parameters)
        case .query, .openOrders, .allOrders, .myTrades, .amendments, .preventedMatches, .account, .commission,
            .orderCounts, .myFilters:
            try readAccount(call, &parameters)
        case .systemStatus, .restrictions, .tradeFee, .deposits, .withdrawals, .coins, .bnbBurn:
            try readWallet(call, &parameters)
        default: try readMarket(call, &parameters)
        }
    }

    private mutating func write(
        _ call: inout Binance.Call,
        _ parameters: inout Binance.Parameters
    ) throws(Binance.Refusal) -> Binance.JSON {
        switch call.route.endpoint {
        case .place: try place(&call, &parameters)
        case .test: try testOrder(call, &parameters)
        case .cancel: try cancel(call, &parameters)
        case .cancelAll: try cancelAll(call, &parameters)
        case .cancelReplace: try cancelReplace(&call, &parameters)
        default: try amend(call, &parameters)
        }
    }
}
