import AdapterProtocol
import AdapterRuntime
import Foundation
import Logging
import Testing
import VenueSimulator

@testable import BourseCommand

/// A venue's adapter connected to its simulated exchange, and what tests of every venue do there.
enum SimulatedConnection {
    static let venues = VenueModule.builtIn.map { $0.profile.id.rawValue }

    /// Connects the venue's adapter to its simulated exchange, on a clock that only moves with the calls.
    static func open(
        _ id: String, role: CredentialRole = .trade, losing loss: LossyTransport.Loss? = nil,
        _ body: @Sendable (any Venue, Symbol) async throws -> Void
    ) async throws {
        let module = try #require(VenueModule.named(id))
        let clock = ManualClock(start: Timestamp(milliseconds: 1_790_000_000_000))
        let face = try #require(module.face).init(
            configuration: FaceConfiguration(seed: 7), at: SimulatedInstant(milliseconds: clock.now.milliseconds))
        let key = try #require(face.credentials[role])
        let carried = FaceTransport(face: face, clock: clock)
        let transport: any Transport = loss.map { LossyTransport(carried, of: face, losing: $0) } ?? carried
        let venue = try module.connect(
            .init(
                environment: VenueEnvironment(name: "simulated", rest: "http://simulated", isRealMoney: false),
                credentials: Credentials(key), transport: transport, clock: clock,
                keys: FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path(),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
        let symbol = try #require(Symbol(id == "luno" || id == "valr" ? "BTC/ZAR" : "BTC/USDT"))
        try await body(venue, symbol)
    }

    /// Ten percent below the best bid, well above every minimum, on the venue's steps.
    static func restingOrder(_ venue: any Venue, _ symbol: Symbol) async throws -> OrderRequest {
        let instrument = try await venue.instrument(symbol)
        let bid = try #require(try await venue.ticker(symbol).bidPrice)
        let step = try #require(instrument.price.step.value)
        let steps = try (try bid * ExactDecimal(parsing: "0.9")).divided(by: step, scale: 0, rounding: .down)
        let quantity = try ExactDecimal(parsing: "0.001")
        return try OrderRequest(
            clientOrderID: ClientOrderID(bits: 0x0123_4567_89AB_4DEF_8123_4567_89AB_CDEF), symbol: symbol, side: .buy,
            type: .limit, amount: .base(quantity), limitPrice: try steps * step, timeInForce: .goodTillCancelled)
    }

    /// The order once reads show it: some venues' reads trail their writes. Bounded by tries, not by time.
    static func found(
        _ reference: OrderReference, at venue: any Venue, _ symbol: Symbol
    ) async throws -> Order {
        for _ in 0..<2000 {
            if case .found(let order) = try await venue.order(reference, on: symbol) { return order }
        }
        throw NotFound()
    }

    private struct NotFound: Error {}
}
