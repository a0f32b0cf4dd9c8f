import AdapterProtocol
import AdapterRuntime
import BinanceAdapter
import Logging
import SimulatedBinance
import Trading
import VenueSimulator

/// One order walk after the other through gate, journal, limiter, adapter and the simulated venue's face, in one task,
/// on a manual clock, from one seed.
final class DeterministicWalk: Sendable {
    /// 2026-01-01T00:00:00Z.
    private static let start = Timestamp(seconds: 1_767_225_600)

    private let clock = ManualClock(start: start)
    private let random: SeededRandomSource
    private let transport: FaceTransport
    private let journal = RecordingJournal()
    private let desk: OrderDesk

    init(seed: UInt64) throws {
        random = SeededRandomSource(seed: seed)
        let face = try BinanceFace(
            configuration: FaceConfiguration(seed: seed, switches: [:]),
            at: SimulatedInstant(milliseconds: Self.start.milliseconds))
        transport = FaceTransport(face: face, clock: clock)
        guard let key = face.credentials[.trade] else { throw ExitReason(.software, "the face issues no key") }
        let credentials = Credentials([
            CredentialField.apiKey.name: Secret(key.apiKey), CredentialField.apiSecret.name: Secret(key.apiSecret),
        ])
        let venue = try ConnectedVenue(
            VenueParts(
                adapter: BinanceAdapter(),
                environment: VenueEnvironment(name: "simulated", rest: "http://simulated", isRealMoney: false),
                credentials: credentials, transport: transport, clock: clock, random: random,
                logger: Logger(label: "walk") { _ in SwiftLogNoOpLogHandler() }))
        let quote = Asset("USDT")
        let limits = quote.map { [$0: ExactDecimal(1_000_000)] } ?? [:]
        desk = OrderDesk(
            platforms: [BinanceAdapter.id: DeskPlatform(venue: venue, isEnabled: true)], journal: journal,
            limits: RiskLimits(maximumOrderNotional: limits, maximumOpenNotional: limits), clock: clock,
            ids: TimeOrderedIDs(random: random.next), logger: Logger(label: "walk") { _ in SwiftLogNoOpLogHandler() })
    }

    func run(orders: Int) async throws {
        try await desk.start()
        for number in 0..<orders {
            guard let proposal = proposal(number), let key = IdempotencyKey(user: "walk", text: "walk-\(number)") else {
                continue
            }
            let record = try await desk.submit(proposal, key: key, bodyDigest: "\(number)")
            clock.advance(by: .milliseconds(1500))
            if number.isMultiple(of: 3) { _ = try await desk.cancel(record.id, by: "walk") }
        }
    }

    /// What left and what was journaled, in order.
    func lines() async -> [String] {
        await transport.sent + journal.lines
    }

    /// Orders of every fate: filled, resting, refused by the collar, refused by the lot size.
    private func proposal(_ number: Int) -> OrderProposal? {
        guard let symbol = Symbol("BTC/USDT") else { return nil }
        let quantity = ExactDecimal("0.00\(1 + random.next() % 9)") ?? 1
        let side: Side = random.next().isMultiple(of: 2) ? .buy : .sell
        if number % 4 == 3 {
            return OrderProposal(
                user: "walk", platform: BinanceAdapter.id, symbol: symbol, side: side, type: .market,
                amount: .base(quantity))
        }
        let price = ExactDecimal(50_000 + Int(random.next() % 40_000))
        return OrderProposal(
            user: "walk", platform: BinanceAdapter.id, symbol: symbol, side: side, type: .limit,
            amount: .base(quantity), limitPrice: price, timeInForce: .goodTillCancelled)
    }
}
