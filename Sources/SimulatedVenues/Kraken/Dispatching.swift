import VenueSimulator

extension Kraken {
    /// One request on its way through the venue.
    struct Call {
        let endpoint: Endpoint
        let parameters: Parameters
        let switches: Switches
        let key: Key?
    }
}

// From the wire to an endpoint.
extension KrakenFace {
    /// The parameters of a request: query of a `GET`, body of a `POST`, JSON where the content type says so.
    static func parameters(of request: FaceRequest) -> Kraken.Parameters? {
        guard request.method == "POST" else { return Kraken.Parameters(form: Array((request.query ?? "").utf8)) }
        let type = request.headers.first("Content-Type")?.lowercased() ?? ""
        if type.hasPrefix("application/json") {
            return Kraken.Parameters(json: request.body.isEmpty ? Array("{}".utf8) : request.body)
        }
        return Kraken.Parameters(form: request.body)
    }

    mutating func answer(
        _ endpoint: Kraken.Endpoint, _ request: FaceRequest, _ switches: Kraken.Switches
    ) throws(Kraken.Refusal) -> FaceJSON {
        let parameters = Self.parameters(of: request)
        if endpoint.isPublic {
            try limits.chargePublic(request.peerAddress, burst: switches.number("publicBurst"), now: now)
            guard let parameters else { throw .arguments }
            let call = Kraken.Call(endpoint: endpoint, parameters: parameters, switches: switches, key: nil)
            return try readMarket(call)
        }
        let key = try authenticate(request, parameters, switches)
        guard let parameters else { throw .arguments }
        try checkPermission(key, endpoint, switches)
        try charge(endpoint, key, switches)
        let call = Kraken.Call(endpoint: endpoint, parameters: parameters, switches: switches, key: key)
        if switches.has("systemStatus", "maintenance"), endpoint != .getApiKeyInfo { throw .unavailable }
        return try dispatch(call)
    }

    private mutating func charge(
        _ endpoint: Kraken.Endpoint, _ key: Kraken.Key, _ switches: Kraken.Switches
    ) throws(Kraken.Refusal) {
        do {
            try limits.charge(endpoint.cost(switches), key: key.apiKey, switches: switches, now: now)
        } catch {
            if limits.hasEarnedLockout(key.apiKey, limit: switches.number("lockoutAfterRefusals")) {
                nonces[key.apiKey]?.lock(for: 60_000, now: now)
            }
            throw error
        }
    }

    private mutating func dispatch(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        switch call.endpoint {
        case .addOrder: try faulty(call) { face, call throws(Kraken.Refusal) in try face.addOrder(call) }
        case .addOrderBatch: try faulty(call) { face, call throws(Kraken.Refusal) in try face.addBatch(call) }
        case .editOrder: try faulty(call) { face, call throws(Kraken.Refusal) in try face.editOrder(call) }
        case .amendOrder: try amendOrder(call)
        case .cancelOrder: try cancelOrder(call)
        case .cancelOrderBatch: try cancelBatch(call)
        case .cancelAll: try cancelEverything(call)
        case .cancelAllOrdersAfter: try cancelAllAfter(call)
        case .openOrders: try openOrders(call)
        case .closedOrders: try closedOrders(call)
        case .queryOrders: try queryOrders(call)
        case .orderAmends: try orderAmends(call)
        case .tradesHistory: try tradesHistory(call)
        case .queryTrades: try queryTrades(call)
        default: try readAccount(call)
        }
    }

    /// Lets an order write fail before or after acting (kraken.md L.4).
    private mutating func faulty(
        _ call: Kraken.Call,
        _ act: (inout KrakenFace, Kraken.Call) throws(Kraken.Refusal) -> FaceJSON
    ) throws(Kraken.Refusal) -> FaceJSON {
        switch call.switches.text("outcome") {
        case "unavailable": throw .unavailable
        case "gateway": throw .badGateway
        case "throttled": throw .throttled(until: now / 1_000 + 5)
        case "unavailablePlaced":
            _ = try act(&self, call)
            throw .unavailable
        case "gatewayPlaced":
            _ = try act(&self, call)
            throw .badGateway
        case "internalPlaced":
            _ = try act(&self, call)
            throw .internalError
        default: return try act(&self, call)
        }
    }
}
