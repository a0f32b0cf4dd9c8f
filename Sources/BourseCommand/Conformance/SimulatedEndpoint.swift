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
        return ConformanceEndpoint(
            environment: VenueEnvironment(name: "simulated", rest: "http://simulated", isRealMoney: false),
            transport: FaceTransport(face: face, clock: clock), clock: clock, keys: keys,
            nonces: NonceStores.shared(by: module, in: keyDirectory, clock: clock), mayTrade: mayTrade)
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
