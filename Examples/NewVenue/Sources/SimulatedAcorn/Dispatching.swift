import VenueSimulator

// From the wire to an endpoint and back.
extension AcornFace {
    mutating func answer(_ request: FaceRequest, lag: Int64) -> FaceReply {
        var charged: (budget: Acorn.Budget, used: Int)?
        var reply: FaceReply
        do throws(Acorn.Refusal) {
            let route = try Self.route(of: request)
            var key: Acorn.Key?
            if route.right != nil {
                key = try Acorn.Authentication.key(of: request, keys: keys, now: now)
            }
            let used = try budgets.charge(route.budget, key?.name ?? request.peerAddress, now: now)
            charged = (route.budget, used)
            if let key, let right = route.right, !key.rights.contains(right) { throw .missing(right) }
            let fields = try Acorn.Fields(request, of: route)
            let result = try dispatch(route, fields, key, lag: lag)
            reply = FaceReply(
                status: 200, headers: ["Content-Type": "application/json"],
                body: FaceJSON.members([.init("result", result)]).bytes)
        } catch {
            reply = error.reply
        }
        if let charged {
            reply.headers.add("ACORN-BUDGET", charged.budget.rawValue)
            reply.headers.add("ACORN-LIMIT", String(charged.budget.limit))
            reply.headers.add("ACORN-USED", String(charged.used))
        }
        return reply
    }

    private static func route(of request: FaceRequest) throws(Acorn.Refusal) -> Acorn.Route {
        switch Acorn.Route.find(request) {
        case .found(let route): return route
        case .wrongMethod: throw .method
        case .unknown: throw .notFound
        }
    }

    private mutating func dispatch(
        _ route: Acorn.Route, _ fields: Acorn.Fields, _ key: Acorn.Key?, lag: Int64
    ) throws(Acorn.Refusal) -> FaceJSON {
        switch route.endpoint {
        case .place: try place(fields, lag: lag)
        case .cancel: try cancel(fields, lag: lag)
        case .cancelAll: try cancelAll(fields, lag: lag)
        case .order: try order(fields)
        case .openOrders: try openOrders(fields)
        case .orders: try orders(fields)
        case .fills: try fills(fields)
        case .balances: balances()
        case .fees: try fees(fields)
        case .key: about(key)
        case .time: ["time": .integer(now)]
        case .status: ["mode": "open"]
        case .markets: .list(Acorn.Markets.all.map(Self.row))
        case .ticker: ticker(try fields.market())
        case .tickers: .list(Acorn.Markets.all.map(ticker))
        case .book: try book(fields)
        case .trades: try trades(fields)
        case .candles: try candles(fields)
        }
    }
}
