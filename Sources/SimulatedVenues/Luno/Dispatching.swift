import VenueSimulator

// From the wire to an endpoint and back.
extension LunoFace {
    mutating func answer(
        _ request: FaceRequest, _ switches: Luno.Switches
    ) throws(Luno.Refusal) -> FaceReply {
        guard let route = Luno.Route.find(request) else { throw .notFound }
        let caller = Luno.Authentication.credentials(of: request)?.id
        let bucket = switches.limitsByAddress ? request.peerAddress : caller ?? request.peerAddress
        guard calls.charge(bucket, limit: switches.rateLimit, now: now) else {
            throw switches.plainRateLimit ? .tooManyRequestsPlain : .tooManyRequests
        }
        _ = try Luno.Authentication.key(of: request, for: route, keys: keys, switches)
        let parameters = try Luno.Parameters(request)
        let fault = route.isOrderWrite ? switches.orderWriteFault : "none"
        if fault == "internalLost" { throw .internalError }
        if fault == "gatewayLost" { throw .badGateway }
        let json = try dispatch(route, parameters, switches)
        if fault == "internalPlaced" { throw .internalError }
        if fault == "gatewayPlaced" { throw .badGateway }
        var reply = FaceReply(status: 200, headers: ["Content-Type": Self.jsonType], body: json.bytes)
        if route.permission == nil { reply.headers.add("Cache-Control", "public, max-age=1") }
        return reply
    }

    /// The gateway's own limit, far above the venue's (luno.md H, L.4): nobody should budget by it.
    func addGatewayHeaders(to reply: inout FaceReply) {
        reply.headers.add("x-ratelimit-limit", "5000, 5000;w=1")
        reply.headers.add("x-ratelimit-remaining", "4999")
        reply.headers.add("x-ratelimit-reset", "1")
    }

    private mutating func dispatch(
        _ route: Luno.Route, _ parameters: Luno.Parameters, _ switches: Luno.Switches
    ) throws(Luno.Refusal) -> FaceJSON {
        switch route.endpoint {
        case .postOrder: try postOrder(parameters, switches)
        case .marketOrder: try marketOrder(parameters, switches)
        case .stopOrder: try stopOrder(parameters, switches)
        case .markets, .ticker, .tickers, .bookTop, .bookFull, .trades, .candles:
            try readMarket(route.endpoint, parameters, switches)
        case .orderV1, .orderV2, .orderV3, .ordersV1, .ordersV2, .userTrades:
            try readOrders(route.endpoint, parameters, switches)
        default: try readAccount(route.endpoint, parameters, switches)
        }
    }

    private func readOrders(
        _ endpoint: Luno.Endpoint, _ parameters: Luno.Parameters, _ switches: Luno.Switches
    ) throws(Luno.Refusal) -> FaceJSON {
        switch endpoint {
        case .orderV1(let id): report(try order(id, switches), switches).version1
        case .orderV2(let id): report(try order(id, switches), switches).version2
        case .orderV3: report(try order(parameters, switches), switches).version2
        case .ordersV1: try listOrdersV1(parameters, switches)
        case .ordersV2: try listOrders(parameters, switches)
        default: try listTrades(parameters, switches)
        }
    }

    private func readAccount(
        _ endpoint: Luno.Endpoint, _ parameters: Luno.Parameters, _ switches: Luno.Switches
    ) throws(Luno.Refusal) -> FaceJSON {
        switch endpoint {
        case .balance: return try balance(parameters, switches)
        case .feeInfo: return try feeInfo(parameters, switches)
        case .transactions(let id): return try transactions(id, parameters, switches)
        case .pending(let id):
            guard let account = Int64(id), Luno.Accounts.asset(account) != nil else { throw .account }
            return ["id": .text(id), "pending": list([], switches)]
        case .transfers: return try transfers(parameters, switches)
        case .moves: return ["moves": list([], switches)]
        case .withdrawals: return try withdrawals(parameters, switches)
        case .withdrawal(let id): return try withdrawal(id)
        case .cancelWithdrawal: throw .withdrawal
        case .networks: return try networks(parameters, switches)
        case .beneficiaries: return ["beneficiaries": list([], switches)]
        case .fundingAddress:
            guard let asset = parameters.text("asset"), Luno.Markets.assets.contains(asset) else { throw .currency }
            throw .noAddresses
        // Money does not leave the simulator: even a whole request is one with wrong arguments.
        default: throw .arguments
        }
    }

    /// A list field; an empty one can be null (luno.md K3).
    func list(_ rows: [FaceJSON], _ switches: Luno.Switches) -> FaceJSON {
        rows.isEmpty && switches.emptyListsAreNull ? .null : .list(rows)
    }
}
