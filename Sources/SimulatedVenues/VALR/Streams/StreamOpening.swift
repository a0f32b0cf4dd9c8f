public import VenueSimulator

// Connections come and go (valr.md I.1, J.1).
extension VALRFace {
    /// VALR has streams.
    public static let hasStreams = true

    /// A socket without a key ends after so long, whatever happens (valr.md I.1).
    static let unauthenticatedLife: Int64 = 15 * 60_000

    /// `/ws/trade` with or without a key, `/ws/account` with one.
    public mutating func openStream(
        _ id: StreamID, for request: FaceRequest, at instant: SimulatedInstant
    ) -> StreamAdmission {
        now = instant.milliseconds
        nanoseconds = instant.nanoseconds
        let switches = switches.overridden(by: request.switches)
        do throws(VALR.Refusal) {
            let connection = try connection(for: request, switches)
            streams[id] = connection
            if connection.caller != nil { streams.send(["type": "AUTHENTICATED"], "stream.control", to: id) }
            if connection.kind == .account { tellAccount(to: id) }
            return .accepted
        } catch {
            return .refused(error.reply)
        }
    }

    private mutating func connection(
        for request: FaceRequest, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> VALR.Connection {
        guard request.method == "GET", request.path == "/ws/trade" || request.path == "/ws/account" else {
            throw .notFound
        }
        if switches.hasLimits,
            !budgets.charge(.sockets, key: nil, address: request.peerAddress, now: now, switches)
        {
            throw .rateLimit(switches)
        }
        let isMarket = request.path == "/ws/trade"
        if isMarket, request.headers.first("X-VALR-API-KEY") == nil {
            return VALR.Connection(.market, nil, at: now)
        }
        let route = VALR.Route.view(.keyInfo, isMarket ? "stream.market" : "stream.account")
        let caller = try authenticate(request, route, switches)
        return VALR.Connection(isMarket ? .market : .account, caller, at: now)
    }

    /// The client is gone.
    public mutating func closeStream(_ id: StreamID, at instant: SimulatedInstant) {
        now = instant.milliseconds
        guard let connection = streams[id] else { return }
        streams[id] = nil
        forgetUnreadFeeds()
        disconnected(connection)
    }

    /// Orders go with the connection if that was asked for: all of the account, whoever placed them (valr.md J.4).
    func cancelsWith(_ connection: VALR.Connection) -> [VALR.Tracked] {
        guard connection.cancelsOnDisconnect, let account = connection.caller?.account else { return [] }
        return register.openNow(account)
    }

    private mutating func disconnected(_ connection: VALR.Connection) {
        for order in cancelsWith(connection) {
            // reason: an order that ends in the same moment needs no cancel.
            try? cancel(order.number, at: now, switches)
        }
    }

    /// Ends what the venue ends by itself: sockets without a key after 15 minutes, and those of clients that do not ping.
    mutating func endOverdueStreams() {
        guard !streams.isIdle else { return }
        let timeout = switches.pingTimeout * 1_000
        for id in streams.ids {
            guard let connection = streams[id] else { continue }
            let isOld = connection.caller == nil && now - connection.openedAt >= Self.unauthenticatedLife
            let isSilent = timeout > 0 && now - connection.pingedAt >= timeout
            // The codes are not documented.
            guard isOld || isSilent else { continue }
            streams.close(id, code: 1000, reason: isOld ? "unauthenticated" : "")
            disconnected(connection)
        }
        forgetUnreadFeeds()
    }

    /// Everything to send since the last call.
    public mutating func takeStreamMessages() -> [StreamMessage] {
        guard !streams.isIdle else {
            streams.news = []
            return []
        }
        flushMarkets()
        flushAccounts()
        return streams.takeOutbox()
    }

    /// Lets something go wrong inside. VALR has no tokens to expire, and its streams bring their own snapshots.
    public mutating func disturb(_ disturbance: StreamDisturbance, at instant: SimulatedInstant) {
        now = instant.milliseconds
        switch disturbance {
        case .skipSequence: streams.skipsNumber = Set(VALR.Markets.all.map(\.symbol))
        case .breakChecksum: streams.checksums.broken = Set(VALR.Markets.all.map(\.symbol))
        case .freezeChecksum(let isFrozen): streams.checksums.freeze(isFrozen)
        case .expireTokens, .delaySnapshots: break
        }
    }
}
