import AdapterProtocol
import AdapterRuntime
import Foundation
import Logging
import LunoAdapter

/// The exchanges of `bourse simulate`, as its ready line tells of them.
struct SimulatedVenues: Decodable {
    struct Venue: Decodable {
        struct Streams: Decodable {
            let `public`: String
            let `private`: String
        }

        struct Key: Decodable {
            let apiKey: String
            let apiSecret: String

            var credentials: Credentials {
                Credentials([
                    CredentialField.apiKey.name: Secret(apiKey), CredentialField.apiSecret.name: Secret(apiSecret),
                ])
            }
        }

        let rest: String
        let streams: Streams
        let credentials: [String: Key]
    }

    let venues: [String: Venue]

    init(readyLine file: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    }
}

/// What all connections of the process share: one transport each for calls and streams, the venues' budgets.
struct SharedParts {
    let transport = HTTPTransport()
    private let streams = NIOStreamTransport()
    private let budgets = RateBudgets()

    /// One more connection to a simulated venue; with the key only where market data need one (Luno), for a key has
    /// one owner.
    func connect(
        _ adapter: some VenueAdapter, to venue: SimulatedVenues.Venue
    ) throws -> any AdapterProtocol.Venue & StreamInterface {
        let key = adapter.profile.id == LunoAdapter.id ? venue.credentials["trade"] : nil
        let place = VenueEnvironment(
            name: "simulated", rest: venue.rest, isRealMoney: false,
            streams: StreamRoots(market: venue.streams.public, account: venue.streams.private))
        var parts = VenueParts(
            adapter: adapter, environment: place, credentials: key?.credentials, transport: transport,
            logger: Logger(label: "bourse-bench") { _ in SwiftLogNoOpLogHandler() })
        parts.rateHeadroomPercent = 0
        parts.rateBudgets = budgets
        parts.streamTransport = streams
        return try ConnectedVenue(parts)
    }

    func close() async { await transport.shutdown() }
}
