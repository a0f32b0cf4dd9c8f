import AdapterConformance
import AdapterProtocol
import AdapterRuntime
import Foundation
import VenueSimulator

/// A venue's simulated exchange in this process, on a clock that only moves with the calls: a certification that would
/// wait for rate limits and visibility bounds for an hour is over in seconds, and the same for the same seed.
enum SimulatedEndpoint {
    /// Every run of a seed begins at the same instant.
    private static let start = Timestamp(milliseconds: 1_790_000_000_000)

    static func make(
        _ module: VenueModule, seed: UInt64, keyDirectory: String, mayTrade: Bool
    ) throws -> ConformanceEndpoint {
        let clock = ManualClock(start: start)
        let face = try module.requireFace().init(
            configuration: FaceConfiguration(seed: seed), at: SimulatedInstant(milliseconds: start.milliseconds))
        var keys: [ConformanceEndpoint.KeyRole: Credentials] = [:]
        for (role, key) in face.credentials { keys[ConformanceEndpoint.KeyRole(role)] = Credentials(key) }
        var endpoint = ConformanceEndpoint(
            environment: VenueEnvironment(name: "simulated", rest: "http://simulated", isRealMoney: false),
            transport: FaceTransport(face: face, clock: clock), clock: clock, keys: keys,
            nonces: NonceStores.shared(by: module, in: keyDirectory, clock: clock), mayTrade: mayTrade)
        endpoint.exchange = { try exchange(module, seed: seed, mayTrade: mayTrade) }
        return endpoint
    }

    /// A new exchange for one streaming case.
    private static func exchange(
        _ module: VenueModule, seed: UInt64, mayTrade: Bool
    ) throws -> ConformanceExchange {
        let clock = SteppedClock(start: start)
        let venue = try SimulatedVenue(
            recipe: VenueRecipe(face: module.requireFace(), configuration: FaceConfiguration(seed: seed)),
            clock: ExchangeClock(start: start, clock: clock))
        var keys: [ConformanceEndpoint.KeyRole: Credentials] = [:]
        for (role, key) in venue.credentials { keys[ConformanceEndpoint.KeyRole(role)] = Credentials(key) }
        let nonces = ExchangeNonces(clock)
        var endpoint = ConformanceEndpoint(
            environment: VenueEnvironment(
                name: "simulated", rest: "http://\(ExchangeTransport.host)", isRealMoney: false,
                streams: venue.hasStreams ? StreamRoots(of: venue) : nil),
            transport: ExchangeTransport(venue: venue), clock: clock, keys: keys, nonces: { _ in nonces },
            mayTrade: mayTrade)
        let streams = ExchangeStreams(venue)
        if venue.hasStreams { endpoint.streams = streams }
        return ConformanceExchange(endpoint: endpoint, controls: ExchangeControl(venue: venue, streams: streams))
    }
}

extension ConformanceEndpoint.KeyRole {
    init(_ role: CredentialRole) {
        self =
            switch role {
            case .trade: .trade
            case .readOnly: .readOnly
            case .withdraw: .withdraw
            case .expired: .expired
            case .otherIP: .otherAddress
            }
    }
}

extension StreamRoots {
    /// Where the streams of an exchange in this process are.
    fileprivate init(of venue: SimulatedVenue) {
        let root = "ws://\(ExchangeTransport.host)"
        self.init(market: root + venue.streamPrefixes.market, account: root + venue.streamPrefixes.account)
    }
}
