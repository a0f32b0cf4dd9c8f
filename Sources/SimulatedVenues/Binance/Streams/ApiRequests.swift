import AdapterProtocol
import VenueSimulator

// Requests over the WebSocket API (binance.md J, J.1).
extension BinanceFace {
    mutating func ask(_ text: [UInt8], from id: StreamID) {
        guard let message = FaceJSON(reading: text), case .members = message,
            let requestID = Self.identity(message["id"]), let method = message["method"]?.string
        else {
            return answer(.failure(Binance.Refusal(-1135, "Invalid JSON Request.")), nil, id, nil)
        }
        let request = Binance.APIRequest(method: method, params: message["params"])
        do {
            guard let peer = streams.connections[id]?.peer else { return }
            try weights.charge(request.weight, from: peer, switches: switches, now: now)
            let result = try self.result(request, of: id)
            answer(.success(result), requestID, id, request)
            afterAnswer(request, id)
        } catch {
            answer(.failure(error), requestID, id, request)
            // A ban closes these connections (binance.md H).
            if error.status == 418 { streams.close(id, code: 1008, "IP banned") }
        }
    }

    private mutating func result(
        _ request: Binance.APIRequest, of id: StreamID
    ) throws(Binance.Refusal) -> Binance.JSON {
        switch request.method {
        case "ping":
            try request.expectNone()
            return [:]
        case "time":
            try request.expectNone()
            return ["serverTime": .time(now)]
        case "session.logon": return try logOn(request, id)
        case "session.status", "session.logout":
            try request.expectNone()
            if request.method == "session.logout" { streams.change(id) { $0.session = nil } }
            return sessionStatus(id)
        case "session.subscriptions":
            let active = streams.connections[id]?.userData
            return .list(active.map { [["subscriptionId": .integer($0.id)]] } ?? [])
        case "userDataStream.subscribe":
            try request.expectNothing()
            guard streams.connections[id]?.session != nil else { throw .permission(isWallet: false) }
            return try subscribeUserData(id, isOfSession: true)
        case "userDataStream.subscribe.signature":
            _ = try authenticate(request, id)
            return try subscribeUserData(id, isOfSession: false)
        case "userDataStream.unsubscribe":
            guard streams.connections[id]?.userData != nil else {
                throw Binance.Refusal(-2036, "User Data Stream subscription not active.")
            }
            return [:]
        case "userDataStream.start", "userDataStream.ping", "userDataStream.stop":
            throw Binance.Refusal(-1020, "This operation is not supported.", status: 410)
        default: throw Binance.Refusal(-1020, "This operation is not supported.")
        }
    }

    /// What a subscription's end tells comes after the answer.
    private mutating func afterAnswer(_ request: Binance.APIRequest, _ id: StreamID) {
        switch request.method {
        case "userDataStream.unsubscribe": endUserData(id)
        case "session.logout": if streams.connections[id]?.userData?.isOfSession == true { endUserData(id) }
        default: break
        }
    }

    /// Ed25519 only (binance.md J.1).
    private mutating func logOn(_ request: Binance.APIRequest, _ id: StreamID) throws(Binance.Refusal) -> Binance.JSON {
        let key = try authenticate(request, id)
        guard case .ed25519 = key.kind else { throw .signature }
        let now = now
        streams.change(id) { $0.session = (key, now) }
        return sessionStatus(id)
    }

    private func authenticate(_ request: Binance.APIRequest, _ id: StreamID) throws(Binance.Refusal) -> Binance.Key {
        let authentication = Binance.Authentication(keys: keys, switches: switches)
        let key = try authentication.issuedKey(request["apiKey"])
        guard let timestamp = request["timestamp"], !timestamp.isEmpty else { throw .missing("timestamp") }
        guard let signature = request["signature"], !signature.isEmpty else { throw .missing("signature") }
        let window = try Binance.Authentication.window(request["recvWindow"])
        try authentication.checkTime(timestamp, window: window, now: now)
        guard Binance.Signature.isValid(plain: signature, over: request.signedText, by: key.kind) else {
            throw .signature
        }
        try authentication.checkPermission(
            key, peer: streams.connections[id]?.peer ?? "", security: .userData, isWallet: false)
        try request.expectOnly(["apiKey", "timestamp", "signature", "recvWindow"])
        return key
    }

    private mutating func subscribeUserData(
        _ id: StreamID, isOfSession: Bool
    ) throws(Binance.Refusal) -> Binance.JSON {
        guard let connection = streams.connections[id], connection.userData == nil else {
            throw Binance.Refusal(-2035, "User Data Stream subscription already active.")
        }
        streams.change(id) { connection in
            connection.userData = (connection.nextSubscription, isOfSession)
            connection.nextSubscription += 1
        }
        return ["subscriptionId": .integer(connection.nextSubscription)]
    }

    private func sessionStatus(_ id: StreamID) -> Binance.JSON {
        let connection = streams.connections[id]
        return [
            "apiKey": connection?.session.map { .text($0.key.apiKey) } ?? .null,
            "authorizedSince": connection?.session.map { .time($0.since) } ?? .null,
            "connectedSince": .time(connection?.openedAt ?? now),
            "returnRateLimits": .flag(connection?.tellsLimits ?? true), "serverTime": .time(now),
            "userDataStream": .flag(connection?.userData != nil),
        ]
    }

    /// Every answer to a request tells what is used of the limits, unless the address of the connection or the request
    /// itself says otherwise (binance.md H); what could not be read as a request has used nothing.
    private mutating func answer(
        _ result: Result<Binance.JSON, Binance.Refusal>, _ requestID: Binance.JSON?, _ id: StreamID,
        _ request: Binance.APIRequest?
    ) {
        guard let connection = streams.connections[id] else { return }
        var answer: Binance.JSON = ["id": requestID ?? .null]
        switch result {
        case .success(let value): answer = answer.with("status", 200).with("result", value)
        case .failure(let refusal):
            let data: Binance.JSON? = refusal.retryAfterSeconds.map {
                ["serverTime": .time(now), "retryAfter": .time(now + Int64($0) * 1_000)]
            }
            answer = answer.with("status", .integer(refusal.status)).with("error", refusal.body.with("data", data))
        }
        if let request, request.tellsLimits ?? connection.tellsLimits {
            let limit = Binance.ExchangeInfo.limit("REQUEST_WEIGHT", "MINUTE", 1, switches.weightLimit)
            let used = weights.used(by: connection.peer, now: now)
            answer = answer.with("rateLimits", [limit.with("count", .integer(used))])
        }
        streams.send(answer, to: id)
    }
}
