import VenueSimulator

// From the wire to an endpoint and back, in the order of kucoin.md L.
extension KuCoinFace {
    mutating func answer(
        _ request: FaceRequest, _ switches: KuCoin.Switches
    ) -> (KuCoin.Answer, KuCoin.Route.Pool) {
        let route: KuCoin.Route
        let variable: String
        switch KuCoin.Route.match(method: request.method, path: request.path) {
        case .unknown: return (.refusal(.notFound), .everyone)
        case .wrongMethod: return (.refusal(.method), .everyone)
        case .found(let found, let text): (route, variable) = (found, text)
        }
        if request.method == "POST", !Self.isTyped(request, route, switches) {
            return (.refusal(.contentType), .everyone)
        }
        if request.method == "GET", !request.body.isEmpty { return (.page(Self.forbidden), .everyone) }
        do {
            let key = try enter(request, route, switches)
            let call = KuCoin.Call(
                route: route, variable: variable,
                fields: try KuCoin.Fields(request, status: switches.parameterStatus),
                peerAddress: request.peerAddress, streamRoot: Self.streamRoot(request, switches),
                switches: switches, key: key)
            return (.success(try writeOrRead(call)), route.pool)
        } catch {
            return (.refusal(error), route.pool)
        }
    }

    /// L.1: a POST must say that it brings JSON. Where there is no body, as a token is asked for (B.2), the sheet leaves
    /// open whether there must be a type of it: a library may then send none or one of its own.
    private static func isTyped(
        _ request: FaceRequest, _ route: KuCoin.Route, _ switches: KuCoin.Switches
    ) -> Bool {
        let isWithoutBody = route.takesNoBody && request.body.isEmpty
        if isWithoutBody, switches.has(.tokenContentType, "any") { return true }
        return request.headers.first("Content-Type")?.lowercased().hasPrefix("application/json") ?? false
    }

    /// The gateway: key, signature, permission, budget (L.2 to L.7).
    private mutating func enter(
        _ request: FaceRequest, _ route: KuCoin.Route, _ switches: KuCoin.Switches
    ) throws(KuCoin.Refusal) -> KuCoin.Key? {
        var key: KuCoin.Key?
        if route.permission != .open {
            key = try KuCoin.Authentication(keys: keys, switches: switches, now: now).key(for: request, route)
        }
        guard budgets.charge(route, from: request.peerAddress, switches, now: now) else { throw .tooMany }
        if switches.has(.systemOverload, "on") { throw .overloaded }
        return key
    }

    /// Runs the endpoint, or leaves an order write without a usable answer (L, fault switches).
    private mutating func writeOrRead(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        guard call.route.isOrderWrite else { return try read(call) }
        let isUnified = call.switches.has(.accountMode, "UNIFIED")
        if isUnified, call.switches.has(.unifiedClassicOrders, "refused") { throw .unifiedAccount }
        let lost: KuCoin.Refusal = call.switches.has(.timeoutBody, "408000") ? .networkTimeout : .internalError
        if call.switches.has(.orderTimeout, "notPlaced") { throw lost }
        let data = try write(call)
        if call.switches.has(.orderTimeout, "placed") { throw lost }
        return data
    }

    private mutating func write(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        switch call.route.endpoint {
        case .place: try place(call, isSync: false)
        case .placeSync: try place(call, isSync: true)
        case .batch: try batch(call, isSync: false)
        case .batchSync: try batch(call, isSync: true)
        case .alter: try alter(call)
        case .cancel: try cancel(call, byClientID: false)
        case .cancelByClient: try cancel(call, byClientID: true)
        case .cancelSync: try cancelSync(call, byClientID: false)
        case .cancelSyncByClient: try cancelSync(call, byClientID: true)
        case .cancelPart: try cancelPart(call)
        case .cancelSymbol: try cancelSymbol(call)
        case .cancelAll: try cancelAll(call)
        case .placeStop: try placeStop(call)
        case .cancelStop: try cancelStop(call)
        case .cancelStopByClient: try cancelStopByClient(call)
        default: try cancelStops(call)
        }
    }

    private mutating func read(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        switch call.route.endpoint {
        case .test: try testOrder(call)
        case .order: try order(call, byClientID: false)
        case .orderByClient: try order(call, byClientID: true)
        case .active: try active(call)
        case .activePage: try activePage(call)
        case .activeSymbols: activeSymbols()
        case .done: try done(call)
        case .fills: try fills(call)
        case .deadCancel: try setDeadCancel(call)
        case .deadCancelQuery: deadCancelQuery()
        case .stops: try stops(call)
        case .stop: try stop(call)
        case .stopByClient: try stopByClient(call)
        case .deprecated: throw .deprecated
        case .unified: throw .unifiedCall(code: call.switches.text(.utaRefusal))
        default: try readAccountOrMarket(call)
        }
    }

    private mutating func readAccountOrMarket(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        switch call.route.endpoint {
        case .accounts: try accounts(call)
        case .account: try account(call)
        case .opened: .flag(call.switches.has(.tradeHF, "yes"))
        case .userInfo: userInfo(call)
        case .baseFee: try baseFee(call)
        case .tradeFees: try tradeFees(call)
        case .ledger: try ledger(call)
        case .oldLedger: try oldLedger(call)
        case .deposits: try deposits(call)
        case .withdrawals: try withdrawals(call)
        case .withdrawal: try withdrawal(call)
        case .apiKey: apiKey(call)
        case .mode: accountMode(call)
        case .privateToken, .publicToken: streamToken(call)
        default: try readMarket(call)
        }
    }
}
