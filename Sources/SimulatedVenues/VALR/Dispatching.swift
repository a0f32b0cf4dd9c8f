import VenueSimulator

// From the wire to an endpoint and back.
extension VALRFace {
    mutating func answer(
        _ request: FaceRequest, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceReply {
        guard let route = VALR.Route.find(request) else { throw .notFound }
        let known = request.headers.first("X-VALR-API-KEY").flatMap { keys.key($0, switches)?.id }
        if switches.hasLimits,
            !budgets.charge(route.meter, key: known, address: request.peerAddress, now: now, switches)
        {
            throw .rateLimit(switches)
        }
        try checkContentType(request, route, switches)
        guard route.access != .open else { return try openAnswer(request, route, switches) }
        let caller = try authenticate(request, route, switches)
        if switches.isReadOnly, request.method != "GET" { throw .readOnly }
        guard route.isOrderWrite else { return try read(request, route, caller, switches) }
        if switches.orderWriteFault == "lost" { throw .badGateway }
        let reply = try write(request, route, caller, switches)
        if switches.orderWriteFault == "placed" { throw .badGateway }
        return reply
    }

    /// POST and PUT without the JSON type are forbidden (valr.md A), and the health check asks for it too.
    private func checkContentType(
        _ request: FaceRequest, _ route: VALR.Route, _ switches: VALR.Switches
    ) throws(VALR.Refusal) {
        guard request.method == "POST" || request.method == "PUT" || route.endpoint == .health else { return }
        let type = request.headers.first("Content-Type")?.split(separator: ";").first.map(String.init)
        guard type?.lowercased() == Self.jsonType else {
            throw switches.missingKeyHasBody ? .contentType : .empty403
        }
    }

    private mutating func openAnswer(
        _ request: FaceRequest, _ route: VALR.Route, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceReply {
        try cached(request, route, switches) { face, query throws(VALR.Refusal) in
            try face.readMarket(route.endpoint, query, switches)
        }
    }

    private mutating func read(
        _ request: FaceRequest, _ route: VALR.Route, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceReply {
        if route.maxAge != nil { return try openAnswer(request, route, switches) }
        return Self.ok(try readAccount(route.endpoint, try VALR.Query(request.query), caller, switches).bytes)
    }

    private mutating func write(
        _ request: FaceRequest, _ route: VALR.Route, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceReply {
        if case .cancelAll(let pair) = route.endpoint { return try cancelAll(pair, caller, switches) }
        guard let json = FaceJSON(reading: request.body), case .members = json else { throw .json }
        switch route.endpoint {
        case .place(let kind, true): return try placeNow(kind, json, caller, switches)
        case .place(let kind, false): return try placeLater(kind, json, caller, switches)
        case .batch: return try batch(json, caller, switches)
        case .modify(true): return try modifyNow(json, caller, switches)
        case .modify(false): return try modifyLater(json, caller, switches)
        case .cancel(true): return try cancelNow(json, caller, switches)
        default: return try cancelLater(json, caller, switches)
        }
    }

    /// An answer from the cache, or a fresh one that is kept.
    private mutating func cached(
        _ request: FaceRequest, _ route: VALR.Route, _ switches: VALR.Switches,
        make: (VALRFace, VALR.Query) throws(VALR.Refusal) -> FaceJSON
    ) throws(VALR.Refusal) -> FaceReply {
        let query = try VALR.Query(request.query)
        guard let maxAge = route.maxAge, switches.hasCache else { return Self.ok(try make(self, query).bytes) }
        let target = request.path + "?" + (request.query ?? "")
        var age: Int64 = 0
        var body: [UInt8]
        if let kept = cache.answer(target, maxAge: maxAge, now: now) {
            (body, age) = kept
        } else {
            body = try make(self, query).bytes
            cache.keep(body, for: target, now: now)
        }
        var reply = Self.ok(body)
        reply.headers.add("cache-control", "max-age=\(maxAge),public")
        reply.headers.add("age", String(age))
        return reply
    }

    static func ok(_ body: [UInt8], status: Int = 200) -> FaceReply {
        FaceReply(status: status, headers: ["Content-Type": jsonType], body: body)
    }
}
