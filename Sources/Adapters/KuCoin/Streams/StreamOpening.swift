import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// A new token for every connection: an old one is refused after a day (K17). Weight 10.
    public func openMarketStream(_ subscriptions: [MarketSubscription]) -> Flow<StreamAddress> {
        Self.opening("market.stream", "v1/bullet-public", isSigned: false, pool: Self.publicPool)
    }

    /// A session for one connection; nothing is subscribed yet.
    public func makeMarketSession(_ catalog: InstrumentCatalog) -> any MarketStreamSession { KuCoinMarketSession() }

    /// The same with a signature over no body (kucoin.md B.2).
    public func openAccountStream() -> Flow<StreamAddress> {
        Self.opening("account.stream", "v1/bullet-private", isSigned: true, pool: Self.spotPool)
    }

    /// A session for one connection of the account.
    public func makeAccountSession(_ catalog: InstrumentCatalog) -> any AccountStreamSession {
        KuCoinAccountSession(catalog: catalog)
    }

    /// The call is a POST, yet all it does is to make a token: it may be repeated.
    private static func opening(
        _ operation: OperationName, _ path: String, isSigned: Bool, pool: RateBudgetID
    ) -> Flow<StreamAddress> {
        let call = VenueCall(
            operation: operation, intent: .read, priority: isSigned ? .privateRead : .publicRead, method: .post,
            path: "/api/" + path, isSigned: isSigned, charges: [RateCharge(pool, 10)])
        return .call(endpoint(call, StreamTicket.init(reading:))) { result, now in
            switch result {
            case .failure(let error): .failed(error)
            case .success(let ticket): ticket.address(at: now)
            }
        }
    }
}

/// What the venue answers before a connection: a token, and servers to take it to (kucoin.md I.1).
private struct StreamTicket: Sendable {
    private let token: String
    private let servers: [Server]

    private struct Server: Sendable {
        let endpoint: String
        let pingInterval: Int64?
    }

    init(reading reader: inout JSONReader) throws(JSONError) {
        var token: String?
        var servers: [Server]?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "token": token = try reader.string()
            case "instanceServers": servers = try reader.list(Self.server)
            default: try reader.skip()
            }
        }
        self.token = try reader.require(token, "token")
        self.servers = try reader.require(servers, "instanceServers")
        guard !self.token.isEmpty else { throw reader.unexpected("a token") }
        guard !self.servers.isEmpty else { throw reader.unexpected("a server") }
    }

    private static func server(_ reader: inout JSONReader) throws(JSONError) -> Server {
        var endpoint: String?
        var interval: Int64?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "endpoint": endpoint = try reader.string()
            case "pingInterval": interval = try reader.integer()
            default: try reader.skip()
            }
        }
        return Server(endpoint: try reader.require(endpoint, "endpoint"), pingInterval: interval)
    }

    /// The first server that is the venue's own. The connection names itself by the time; the venue only echoes it.
    func address(at now: Timestamp) -> FlowStep<StreamAddress> {
        guard let server = servers.first(where: { KuCoinStreamHost.isTrusted($0.endpoint) }) else {
            return .failed(
                VenueError(
                    kind: .untrustedPeer, effect: .notExecuted(.read), advice: .never,
                    message: "the venue names no stream server of its own"))
        }
        let query = "token=\(PercentEncoding.encode(token))&connectId=\(now.milliseconds)"
        return .finished(
            StreamAddress(
                root: .told(server.endpoint), path: "", secretQuery: Secret(query),
                pingInterval: server.pingInterval.flatMap(Self.interval)))
    }

    /// The venue closes after about 60 s without a ping (kucoin.md I.2); an interval that cannot be meant is none.
    private static func interval(_ milliseconds: Int64) -> Duration? {
        1000...50_000 ~= milliseconds ? .milliseconds(milliseconds) : nil
    }
}
