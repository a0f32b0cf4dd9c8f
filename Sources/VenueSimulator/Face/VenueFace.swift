/// A simulated venue behind its HTTP surface: bytes in, bytes out, nothing else.
///
/// A face is a value without I/O, clock and randomness of its own: the same configuration and the
/// same calls in the same order give the same bytes. ``SimulatedVenue`` owns one, serialises the
/// calls and puts it on a socket. Adding a sixth venue is conforming to this protocol and handing a
/// ``VenueRecipe`` to ``Simulator``.
///
/// Strictness is the face's duty: signatures, timestamps, filters, weights and error bodies are
/// those of the venue's fact sheet. Nothing a client sends may trap; malformed requests get the
/// venue's own error body.
public protocol VenueFace: Sendable {
    /// The venue's id in lower case, such as `binance`: its name in the ready line and fault plan.
    static var venueID: String { get }

    /// Every switch the face understands besides ``FaceSwitch/visibilityLag``.
    static var switches: [FaceSwitch] { get }

    /// Opens the venue at `now`.
    ///
    /// - Throws: ``FaceError/unknownSwitch(name:)`` and ``FaceError/invalidSetting(name:value:expected:)``,
    ///   so that a misspelt switch is an error instead of a default.
    init(configuration: FaceConfiguration, at now: SimulatedInstant) throws(FaceError)

    /// The keys the venue has issued, one per role it knows, fixed by the seed.
    var credentials: [CredentialRole: SimulatedCredentials] { get }

    /// Names what the request asks for, for the fault plan and the counters; nil for a path the venue
    /// does not have. Must not depend on whether the request is valid, signed or allowed.
    ///
    /// Names are the same on every venue: `order.place`, `order.test`, `order.cancel`, `order.cancelAll`,
    /// `order.query`, `order.amend`, `order.replace`, `order.open`, `order.history`, `fill.history`,
    /// `account.balances`, `account.fees`, `account.keyTest`, `market.instruments`, `market.depth`,
    /// `market.ticker`, `market.trades`, `market.candles`, `market.time`, `market.ping`.
    func operation(of request: FaceRequest) -> String?

    /// Answers one request. `now` never runs backwards except by a clock skew that was asked for.
    mutating func respond(to request: FaceRequest, at now: SimulatedInstant) -> FaceReply

    /// The venue's answer to a caller over its limit, for the fault that limits after accepting.
    func rateLimitReply(retryAfterSeconds: Int64) -> FaceReply

    /// Lets the background market and timed orders act up to `now`. Called before every request and
    /// from the server's ticker, so the result must depend on `now` alone and not on how many calls led
    /// there. An earlier `now` than before (a skew was taken back) changes nothing.
    mutating func tick(to now: SimulatedInstant)

    /// Stops or restarts the background market; orders are still taken. A frozen market lets two clients compare what
    /// they read.
    mutating func freezeMarket(_ isFrozen: Bool)

    /// Whether the venue has WebSockets: without, requests for one are answered like any other request.
    static var hasStreams: Bool { get }

    /// What stands before the paths of market and account streams, where the venue has them on hosts of their own but
    /// with the same paths (Kraken): the simulator has one port for all.
    static var streamPrefixes: (market: String, account: String) { get }

    /// Decides about a WebSocket connection. Once accepted, everything that the venue would send by itself comes out of
    /// ``takeStreamMessages()``.
    mutating func openStream(_ id: StreamID, for request: FaceRequest, at now: SimulatedInstant) -> StreamAdmission

    /// Takes a text message from a client.
    mutating func receive(_ text: [UInt8], from id: StreamID, at now: SimulatedInstant)

    /// The connection has ended: the client is gone, or it was closed. Called once for every accepted connection, also
    /// after a close that the face sent itself, so an id that it has forgotten is ignored.
    mutating func closeStream(_ id: StreamID, at now: SimulatedInstant)

    /// Everything to send since the last call, in order. Called after every request, message and tick, so that what
    /// happened is on its way before anybody asks again.
    mutating func takeStreamMessages() -> [StreamMessage]

    /// Lets something go wrong inside.
    mutating func disturb(_ disturbance: StreamDisturbance, at now: SimulatedInstant)

    /// The whole state as bytes, for a host that keeps its simulated venue between runs.
    func snapshot() -> [UInt8]

    /// Takes over the state that ``snapshot()`` wrote; on error nothing changes.
    ///
    /// - Throws: ``FaceError/unreadableSnapshot(reason:)``.
    mutating func restore(from snapshot: [UInt8]) throws(FaceError)
}

extension VenueFace {
    /// No switches but the one everybody has.
    public static var switches: [FaceSwitch] { [] }

    /// No streams, unless the face says that it has some.
    public static var hasStreams: Bool { false }

    /// All streams on the root.
    public static var streamPrefixes: (market: String, account: String) { ("", "") }

    /// A venue without streams has no such path.
    public mutating func openStream(
        _ id: StreamID, for request: FaceRequest, at now: SimulatedInstant
    ) -> StreamAdmission {
        .refused(FaceReply(status: 404))
    }

    /// A venue without streams is sent nothing.
    public mutating func receive(_ text: [UInt8], from id: StreamID, at now: SimulatedInstant) {}

    /// A venue without streams has none to close.
    public mutating func closeStream(_ id: StreamID, at now: SimulatedInstant) {}

    /// A venue without streams sends nothing.
    public mutating func takeStreamMessages() -> [StreamMessage] { [] }

    /// A venue without streams has nothing to disturb.
    public mutating func disturb(_ disturbance: StreamDisturbance, at now: SimulatedInstant) {}

    /// A face without a background market has nothing to stop.
    public mutating func freezeMarket(_ isFrozen: Bool) {}

    /// 429 with `Retry-After` and no body.
    public func rateLimitReply(retryAfterSeconds: Int64) -> FaceReply {
        FaceReply(status: 429, headers: ["Retry-After": String(retryAfterSeconds)])
    }
}
