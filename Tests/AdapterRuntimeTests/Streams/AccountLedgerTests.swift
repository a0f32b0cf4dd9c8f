import AdapterProtocol
import Testing

@testable import AdapterRuntime

@Suite struct AccountLedgerTests {
    private static let symbol = Symbol("BTC/USDT")!  // reason: a literal that is a symbol

    private func order(
        _ phase: OrderPhase, filled: ExactDecimal = 0, updated: Int64 = 1
    ) -> Order {
        Order(
            symbol: Self.symbol, venueOrderID: VenueOrderID(rawValue: "1"), clientOrderID: nil, side: .buy,
            type: .limit,
            amount: .base(2), limitPrice: 100, timeInForce: .goodTillCancelled, isPostOnly: false, phase: phase,
            filledBase: filled, filledQuote: nil, createdAt: nil, updatedAt: Timestamp(seconds: updated))
    }

    private func fill(_ id: String, order: String = "1", at time: Int64 = 1) -> Fill {
        Fill(
            id: FillID(rawValue: id), symbol: Self.symbol, venueOrderID: VenueOrderID(rawValue: order), side: .buy,
            price: 100, quantity: 1, quoteAmount: 100, fees: nil, liquidity: .taker, time: Timestamp(seconds: time))
    }

    /// A ledger that an expectation may change.
    private final class Told {
        var ledger = AccountLedger()
        func take(_ order: Order) -> AccountEvent? { ledger.take(order) }
        func take(_ fill: Fill) -> AccountEvent? { ledger.take(fill) }
        func take(_ balance: Balance) -> AccountEvent? { ledger.take(balance) }
    }

    @Test func `The same fill from stream and REST is told once`() {
        let told = Told()
        #expect(told.take(fill("a")) != nil)
        #expect(told.take(fill("a")) == nil)
        #expect(told.take(fill("a", order: "2")) != nil)
    }

    @Test func `A market of which only fills were told is one to read`() {
        let told = Told()
        #expect(told.ledger.symbols.isEmpty)
        #expect(told.take(fill("a")) != nil)
        #expect(told.ledger.symbols == [Self.symbol])
    }

    @Test func `An order never lives again and never unfills`() {
        let told = Told()
        #expect(told.take(order(.working)) != nil)
        #expect(told.take(order(.working, filled: 1, updated: 2)) != nil)
        #expect(told.take(order(.working, updated: 3)) == nil)
        #expect(told.take(order(.ended(.cancelledByOwner), filled: 1, updated: 4)) != nil)
        #expect(told.take(order(.working, filled: 1, updated: 5)) == nil)
        #expect(told.ledger.openOrders.isEmpty)
    }

    @Test func `A fill after the end is told`() {
        let told = Told()
        #expect(told.take(order(.ended(.cancelledByOwner), filled: 1)) != nil)
        #expect(told.take(order(.ended(.cancelledByOwner), filled: 2)) != nil)
    }

    @Test func `An acknowledgement that comes late is not told after the book's`() {
        let told = Told()
        #expect(told.take(order(.working, updated: 2)) != nil)
        #expect(told.take(order(.accepted, updated: 3)) == nil)
    }

    @Test func `A balance that a whole list lacks is zero`() {
        let told = Told()
        let bitcoin = Asset("BTC")!  // reason: a literal that is a code
        let one = Balance(asset: bitcoin, total: 1, available: 1, held: 0)
        #expect(told.take(one) != nil)
        #expect(told.take(one) == nil)
        let events = told.ledger.take(all: [])
        #expect(events == [.balance(Balance(asset: bitcoin, total: 0, available: 0, held: 0))])
        let more = told.ledger.take(all: [])
        #expect(more.isEmpty)
    }

    /// Any order of the same facts ends with every fill told once, whatever is repeated.
    @Test(arguments: 0..<50) func `Fills in any order and any often are told once each`(seed: UInt64) {
        let random = SeededRandomSource(seed: seed)
        var ledger = AccountLedger()
        let ids = (0..<20).map { "f\($0)" }
        var told: [FillID] = []
        for _ in 0..<200 {
            let id = ids[Int(random.next() % UInt64(ids.count))]
            if case .fill(let fill)? = ledger.take(fill(id)) { told.append(fill.id) }
        }
        #expect(told.count == Set(told).count)
    }

    @Test func `The memory of fills is bounded`() {
        var recent = RecentSet<Int>(most: 10)
        for number in 0..<1000 {
            let isNew = recent.insert(number)
            #expect(isNew)
            _ = recent.removeExcess()
        }
        let isLastNew = recent.insert(999)
        let isForgottenNew = recent.insert(5)
        #expect(!isLastNew)
        #expect(isForgottenNew)
    }
}
