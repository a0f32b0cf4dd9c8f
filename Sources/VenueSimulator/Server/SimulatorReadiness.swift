import WebServing

/// What a simulation says once all its listeners are bound: where the venues are and which keys they have issued.
public struct SimulatorReadiness: Sendable, Hashable, Codable {
    /// One venue's addresses and keys.
    public struct Venue: Sendable, Hashable, Codable {
        /// The REST base URL.
        public let rest: String
        /// Where the streams are, or nil when the venue has none.
        public let streams: Streams?
        /// One key per role.
        public let credentials: [CredentialRole: SimulatedCredentials]

        /// Describes a venue that is served.
        public init(rest: String, streams: Streams?, credentials: [CredentialRole: SimulatedCredentials]) {
            self.rest = rest
            self.streams = streams
            self.credentials = credentials
        }
    }

    /// The base URLs of a venue's streams, without a trailing slash.
    public struct Streams: Sendable, Hashable, Codable {
        /// Of market data; `public` in JSON.
        public let market: String
        /// Of the account's events; `private` in JSON.
        public let account: String

        private enum CodingKeys: String, CodingKey {
            case market = "public"
            case account = "private"
        }

        /// Describes two roots.
        public init(market: String, account: String) {
            self.market = market
            self.account = account
        }

        /// The roots of a venue on its one port; nil when it has no streams.
        init?(of venue: SimulatedVenue, at address: BoundAddress) {
            guard venue.hasStreams else { return nil }
            let prefixes = venue.streamPrefixes
            self.init(
                market: address.webSocketURL + prefixes.market, account: address.webSocketURL + prefixes.account)
        }

        fileprivate var json: ControlJSON {
            .object([.init("public", .string(market)), .init("private", .string(account))])
        }
    }

    /// Always true: nothing is said before.
    public let ready: Bool
    /// Venues by id.
    public let venues: [String: Venue]
    /// The control port's base URL, or nil when there is none.
    public let control: String?
    /// The path of the authority's certificate, with HTTPS only.
    public let ca: String?

    /// Describes a simulation that is served.
    public init(venues: [String: Venue], control: String?, ca: String?) {
        ready = true
        self.venues = venues
        self.control = control
        self.ca = ca
    }

    /// The JSON line that `bourse simulate` prints: venues in the seed's order, absent values as `null`
    /// (but `ca` only with HTTPS), without a line break.
    public var line: String {
        let ids = venues.keys.sorted(by: SimulatorPorts.isBefore)
        var members: [ControlJSON.Member] = [
            .init("ready", .bool(ready)),
            .init("venues", .object(ids.compactMap { id in venues[id].map { .init(id, Self.json($0)) } })),
            .init("control", .optional(control)),
        ]
        if let ca { members.append(.init("ca", .string(ca))) }
        return String(decoding: ControlJSON.object(members).bytes, as: UTF8.self)
    }

    private static func json(_ venue: Venue) -> ControlJSON {
        let roles = venue.credentials.keys.sorted()
        return .object([
            .init("rest", .string(venue.rest)),
            .init("streams", venue.streams?.json ?? .null),
            .init(
                "credentials",
                .object(roles.compactMap { role in venue.credentials[role].map { .init(role.rawValue, json($0)) } })
            ),
        ])
    }

    private static func json(_ key: SimulatedCredentials) -> ControlJSON {
        .object([
            .init("apiKey", .string(key.apiKey)),
            .init("apiSecret", .string(key.apiSecret)),
            .init("passphrase", .optional(key.passphrase)),
        ])
    }
}
