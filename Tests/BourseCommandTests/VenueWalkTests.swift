import AdapterProtocol
import AdapterRuntime
import Foundation
import Logging
import SimulatedBinance
import Testing
import VenueSimulator

@testable import BourseCommand

/// Every venue's adapter against its simulated exchange, byte for byte and on a clock that only moves with the calls: two
/// readings of one fact sheet by different hands, so that one misreading shows.
@Suite("One walk, every venue")
struct VenueWalkTests {
    static let venues = SimulatedConnection.venues

    @Test("Public data is there and makes sense", arguments: venues)
    func market(_ id: String) async throws {
        try await SimulatedConnection.open(id) { venue, symbol in
            let instrument = try await venue.instrument(symbol)
            #expect(instrument.mode == .open)
            #expect(
                instrument.price.step.value?.isPositive == true && instrument.quantity.step.value?.isPositive == true)
            let book = try await venue.orderBook(symbol, depth: 5)
            let bid = try #require(book.bestBid), ask = try #require(book.bestAsk)
            #expect(bid.price < ask.price)
            let ticker = try await venue.ticker(symbol)
            #expect(ticker.bidPrice?.isPositive == true && ticker.askPrice?.isPositive == true)
            #expect(try await venue.recentTrades(symbol, limit: 5).isEmpty == false)
            #expect(try await venue.candles(symbol, interval: .minute, from: nil, limit: 3).isEmpty == false)
        }
    }

    @Test("A resting order is placed, found by both ids, listed, cancelled and then over", arguments: venues)
    func restingOrder(_ id: String) async throws {
        try await SimulatedConnection.open(id) { venue, symbol in
            let request = try await SimulatedConnection.restingOrder(venue, symbol)
            guard case .accepted(let acceptance) = await venue.place(request) else {
                Issue.record("the placement was not accepted")
                return
            }
            let before = try await venue.balances()
            #expect(before.contains { $0.held.isPositive })
            for reference in [OrderReference.venue(acceptance.venueOrderID), .client(request.clientOrderID)] {
                let order = try await SimulatedConnection.found(reference, at: venue, symbol)
                #expect(order.clientOrderID == request.clientOrderID)
                #expect(order.limitPrice == request.limitPrice && !order.phase.isEnded)
                #expect(order.amount?.baseQuantity == request.amount.baseQuantity)
            }
            #expect(try await venue.openOrders(on: nil).map(\.venueOrderID) == [acceptance.venueOrderID])
            switch await venue.cancel(.venue(acceptance.venueOrderID), on: symbol) {
            case .ended, .requested: break
            case let other: Issue.record("cancel: \(other)")
            }
            let over = try await SimulatedConnection.found(.venue(acceptance.venueOrderID), at: venue, symbol)
            #expect(over.phase.isEnded && over.filledBase.isZero)
            #expect(try await venue.openOrders(on: symbol).isEmpty)
            #expect(
                try await venue.orderHistory(on: symbol, HistoryQuery()).map(\.venueOrderID)
                    == [acceptance.venueOrderID])
            let held = try await venue.balances().filter { $0.wallet == "spot" && $0.held.isPositive }
            #expect(held.isEmpty, "\(held)")
        }
    }

    @Test("A market buy by quote amount trades, and its fills add up to the order", arguments: venues)
    func marketOrder(_ id: String) async throws {
        try await SimulatedConnection.open(id) { venue, symbol in
            let spent: ExactDecimal = symbol.quote.code == "ZAR" ? 500 : 50
            let request = try OrderRequest(
                clientOrderID: ClientOrderID(bits: 2), symbol: symbol, side: .buy, type: .market,
                amount: .quote(spent))
            guard case .accepted(let acceptance) = await venue.place(request) else {
                Issue.record("the placement was not accepted")
                return
            }
            let order = try await SimulatedConnection.found(.venue(acceptance.venueOrderID), at: venue, symbol)
            #expect(order.phase.isEnded && order.filledBase.isPositive)
            let fills = try await venue.fills(on: symbol, HistoryQuery(order: acceptance.venueOrderID))
            #expect(try ExactDecimal.sum(fills.map(\.quantity)) == order.filledBase)
            #expect(try ExactDecimal.sum(fills.map(\.quoteAmount)) <= spent)
            #expect(fills.allSatisfy { $0.fees?.isEmpty == false && $0.liquidity != .maker })
        }
    }

    @Test("A key that may trade is told from one that only reads, and from none", arguments: venues)
    func keys(_ id: String) async throws {
        try await SimulatedConnection.open(id) { venue, _ in
            let report = try await venue.testKey()
            #expect(report.isUsable, "\(report)")
        }
        try await SimulatedConnection.open(id, role: .readOnly) { venue, symbol in
            let report = try await venue.testKey()
            #expect(!report.isUsable && report.rights[.readBalances] == .granted, "\(report)")
            guard
                case .rejected(let error, _) = await venue.place(
                    try await SimulatedConnection.restingOrder(venue, symbol))
            else {
                Issue.record("a key that only reads placed an order")
                return
            }
            #expect(error.kind == .permission)
        }
        try await SimulatedConnection.open(id, role: .expired) { venue, _ in
            let report = try await venue.testKey()
            #expect(!report.isUsable && !report.causes.isEmpty, "\(report)")
        }
    }

    @Test("A key that needs an order of its requests has one owner at a time", arguments: ["kraken", "valr"])
    func oneOwner(_ id: String) throws {
        let module = try #require(VenueModule.named(id))
        let clock = ManualClock(start: Timestamp(milliseconds: 1_790_000_000_000))
        let secret = id == "kraken" ? String(repeating: "A", count: 86) + "==" : "secret"
        let connection = VenueModule.Connection(
            environment: VenueEnvironment(name: "simulated", rest: "http://simulated", isRealMoney: false),
            credentials: Credentials(["api_key": Secret("key"), "api_secret": Secret(secret)]),
            transport: FaceTransport(face: try Self.anyFace(at: clock.now), clock: clock), clock: clock,
            keys: FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        do {
            let first = try module.connect(connection)
            let error = #expect(throws: VenueError.self) { try module.connect(connection) }
            #expect(error?.kind == .refusedLocally && error?.effect == .notSent)
            withExtendedLifetime(first) {}
        }
        _ = try module.connect(connection)
    }

    private static func anyFace(at now: Timestamp) throws -> any VenueFace {
        try BinanceFace(
            configuration: FaceConfiguration(seed: 1), at: SimulatedInstant(milliseconds: now.milliseconds))
    }
}
