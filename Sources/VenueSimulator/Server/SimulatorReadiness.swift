/// What a simulation says once all its listeners are bound: where the venues are and which keys they have issued.
public struct SimulatorReadiness: Sendable, Hashable, Codable {
    /// One venue's addresses and keys.
    public struct Venue: Sendable, Hashable, Codable {
        /// The REST base URL.
        public let rest: String
        /// The stream base URL, or nil while the venue has no streams.
        public let streams: String?
        /// One key per role.
        public let credentials: [CredentialRole: SimulatedCredentials]

        /// Describes a venue that is served.
        public init(rest: String, streams: String?, credentials: [CredentialRole: SimulatedCredentials]) {
            self.rest = rest
            self.streams = streams
            self.credentials = credentials
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
            .init("streams", .optional(venue.streams)),
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
