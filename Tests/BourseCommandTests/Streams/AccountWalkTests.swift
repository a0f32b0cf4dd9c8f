import AdapterProtocol
import AdapterRuntime
import Foundation
import Logging
import Testing
import VenueSimulator

@testable import BourseCommand

/// Every venue's account stream over real sockets: what happens is told, once, also what happened while the line was cut.
@Suite(.serialized) struct AccountWalkTests {
    private static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Runs `body` with the venue connected to its simulated exchange on loopback.
    private func connected(
        _ id: String,
        _ body: @escaping @Sendable (any Venue & StreamInterface, SimulatedVenue, Symbol) async throws -> Void
    ) async throws {
        let module = try VenueRegistry.builtIn.require(id)
        let (ready, tell) = AsyncStream.makeStream(of: SimulatorReadiness.self)
        let simulator = try Simulator(
            recipes: [VenueRecipe(face: module.requireFace(), configuration: FaceConfiguration(seed: 7))],
            options: SimulatorOptions(portBase: 0), logger: Self.silent
        ) { tell.yield($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await simulator.run() }
            var readiness = ready.makeAsyncIterator()
            let place = try #require(await readiness.next()?.venues[id])
            let http = HTTPTransport()
            let venue = try module.connect(
                .init(
                    environment: VenueEnvironment(
                        name: "simulated", rest: place.rest, isRealMoney: false,
                        streams: place.streams.map { StreamRoots($0) }),
                    credentials: place.credentials[.trade].map { Credentials($0) }, transport: http,
                    streamTransport: NIOStreamTransport(),
                    keys: FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path(),
                    logger: Self.silent))
            let simulated = try #require(simulator.venue(id))
            let symbol = try #require(Symbol(id == "luno" || id == "valr" ? "BTC/ZAR" : "BTC/USDT"))
            do {
                try await body(venue, simulated, symbol)
            } catch {
                await venue.closeStreams()
                await http.shutdown()
                group.cancelAll()
                throw error
            }
            await venue.closeStreams()
            await http.shutdown()
            group.cancelAll()
        }
    }

    /// What a reader has heard so far.
    private final class Heard {
        var iterator: EventStream<AccountEvent>.Iterator
        var fills: [Fill] = []
        var orders: [Order] = []
        var balances = 0
        var markers: [StreamMarker.Kind] = []

        init(_ stream: EventStream<AccountEvent>) { iterator = stream.makeAsyncIterator() }

        /// Reads until it has heard what it waits for.
        func read(until isEnough: (Heard) -> Bool) async throws {
            while !isEnough(self) {
                guard let event = try await iterator.next() else { throw CancellationError() }
                switch event {
                case .marker(let marker): markers.append(marker.kind)
                case .value(.order(let order), _): orders.append(order)
                case .value(.fill(let fill), _): fills.append(fill)
                case .value(.balance, _): balances += 1
                }
            }
        }

        func sum(of id: VenueOrderID) -> ExactDecimal {
            (try? ExactDecimal.sum(fills.filter { $0.venueOrderID == id }.map(\.quantity))) ?? .zero
        }

        func isEnded(_ id: VenueOrderID) -> Bool {
            orders.contains { $0.venueOrderID == id && $0.phase.isEnded }
        }
    }

    /// Buys at once, a little above the best ask.
    private func buy(_ venue: any Venue, _ symbol: Symbol, number: UInt128) async throws -> (VenueOrderID, ExactDecimal)
    {
        let instrument = try await venue.instrument(symbol)
        let ask = try #require(try await venue.ticker(symbol).askPrice)
        let step = try #require(instrument.price.step.value)
        let steps = try (ask * ExactDecimal(parsing: "1.02")).divided(by: step, scale: 0, rounding: .down)
        let quantity = try ExactDecimal(parsing: "0.001")
        let request = try OrderRequest(
            clientOrderID: ClientOrderID(bits: 0x0123_4567_89AB_4DEF_8123_4567_0000_0000 + number), symbol: symbol,
            side: .buy, type: .limit, amount: .base(quantity), limitPrice: try steps * step,
            timeInForce: .immediateOrCancel)
        guard case .accepted(let acceptance) = await venue.place(request) else { throw NotTaken() }
        return (acceptance.venueOrderID, quantity)
    }

    private struct NotTaken: Error {}

    @Test(arguments: SimulatedConnection.venues)
    func `Each fill is told once, also over a cut line`(id: String) async throws {
        try await connected(id) { venue, simulated, symbol in
            let heard = Heard(venue.accountEvents())
            try await heard.read { $0.markers.contains(.resynced) }
            #expect(heard.balances > 0)
            let (first, quantity) = try await buy(venue, symbol, number: 1)
            try await heard.read { $0.isEnded(first) && $0.sum(of: first) == quantity }

            simulated.closeStreams()
            let (second, more) = try await buy(venue, symbol, number: 2)
            try await heard.read {
                $0.isEnded(second) && $0.sum(of: second) == more && $0.markers.count(where: { $0 == .resynced }) == 2
            }
            #expect(heard.markers.contains(.stale))
            #expect(Set(heard.fills.map(\.id)).count == heard.fills.count)

            let resting = try await SimulatedConnection.restingOrder(venue, symbol)
            guard case .accepted(let acceptance) = await venue.place(resting) else { throw NotTaken() }
            let third = acceptance.venueOrderID
            try await heard.read { $0.orders.contains { $0.venueOrderID == third } }
            _ = await venue.cancel(.venue(third), on: symbol)
            try await heard.read { $0.isEnded(third) }
            // An order never lives again.
            let phases = heard.orders.filter { $0.venueOrderID == third }.map(\.phase.isEnded)
            #expect(phases == phases.sorted { !$0 && $1 })
        }
    }
}
