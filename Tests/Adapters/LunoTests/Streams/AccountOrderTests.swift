import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// Words and sums merged into what is known of an order (luno.md J.1, J.2, E.9).
@Suite("Orders on the account's stream")
struct AccountOrderTests {
    private let id = "BXMC2CJ7HNB88U4"
    private let symbol = Symbol("BTC/ZAR")

    private var reference: OrderReference { .venue(VenueOrderID(rawValue: id)) }

    private func order(
        _ phase: OrderPhase = .accepted, filled: String = "0", of amount: String? = "0.0005", id: String? = nil
    ) throws -> Order {
        Order(
            symbol: try Sample.bitcoin().symbol, venueOrderID: VenueOrderID(rawValue: id ?? self.id),
            clientOrderID: Sample.clientID, side: .buy, type: .limit,
            amount: try amount.map { .base(try Sample.decimal($0)) }, limitPrice: 1_200_000,
            timeInForce: .goodTillCancelled, isPostOnly: nil, phase: phase, filledBase: try Sample.decimal(filled),
            filledQuote: 0, createdAt: Sample.now, updatedAt: nil)
    }

    private func probe(_ order: Order) throws -> AccountProbe {
        var probe = try AccountProbe.live()
        probe.learn(order)
        return probe
    }

    private func told(_ events: [AccountStreamEvent]) throws -> Order {
        guard case .order(let order)? = events.first else { throw Untold() }
        return order
    }

    private struct Untold: Error {}

    @Test("PENDING puts an accepted order to work, once; AWAITING leads nowhere")
    func pending() throws {
        var probe = try probe(try order())
        #expect(probe.feed(News.status(id, "AWAITING")) == [])
        let working = try told(probe.feed(News.status(id, "PENDING")))
        #expect(working.phase == .working && working.clientOrderID == Sample.clientID && working.filledBase == 0)
        #expect(working.updatedAt == Timestamp(milliseconds: 1_795_305_600_020))
        #expect(probe.feed(News.status(id, "PENDING")) == [])
        #expect(probe.feed(News.status(id, "AWAITING")) == [])
    }

    @Test("A fill brings new sums, and the fills are to be read: the event has no id of one")
    func fill() throws {
        var probe = try probe(try order(.working))
        let events = probe.feed(News.fill(id, base: "0.0002", counter: "240"))
        let filled = try told(events)
        #expect(try filled.filledBase == Sample.decimal("0.0002") && filled.filledQuote == 240)
        #expect(filled.phase == .working && events.last == .read(.fills(symbol)) && events.count == 2)
    }

    @Test("Sums told again, or out of order, change nothing; increments are never added")
    func duplicates() throws {
        var probe = try probe(try order(.working))
        probe.feed(News.fill(id, base: "0.0003", counter: "360"))
        #expect(probe.feed(News.fill(id, base: "0.0003", counter: "360")) == [])
        #expect(probe.feed(News.fill(id, base: "0.0002", counter: "240")) == [])
        let filled = try told(probe.feed(News.fill(id, base: "0.0004", counter: "480")))
        #expect(filled.filledQuote == 480)
    }

    @Test("K.24 COMPLETE is filled only when the fills say so, and never cancelled by itself")
    func complete() throws {
        var probe = try probe(try order(.working))
        #expect(probe.feed(News.status(id, "COMPLETE")) == [.read(.order(reference, symbol))])
        probe.feed(News.fill(id, base: "0.0005", counter: "600"))
        let ended = try told(probe.feed(News.status(id, "COMPLETE")))
        #expect(ended.phase == .ended(.filled) && ended.filledQuote == 600)
    }

    @Test("COMPLETE before the last fill: the order is read, and the fill is not lost")
    func completeFirst() throws {
        var probe = try probe(try order(.working, filled: "0.0002"))
        #expect(probe.feed(News.status(id, "COMPLETE")) == [.read(.order(reference, symbol))])
        let filled = try told(probe.feed(News.fill(id, base: "0.0005", counter: "600")))
        #expect(try filled.filledBase == Sample.decimal("0.0005"))
    }

    @Test("A market order's amount is not known, so its end is read")
    func marketOrder() throws {
        var probe = try probe(try order(.working, filled: "0.0005", of: nil))
        #expect(probe.feed(News.status(id, "COMPLETE")) == [.read(.order(reference, symbol))])
    }

    @Test("An order that has ended is let go: what still comes is read again and turns nothing back")
    func afterTheEnd() throws {
        var probe = try probe(try order(.working))
        probe.learn(try order(.ended(.cancelledByOwner), filled: "0.0001"))
        #expect(probe.feed(News.status(id, "PENDING")) == [.read(.order(reference, symbol))])
    }

    @Test("An answer over REST that is older than the stream takes no fill back")
    func olderAnswer() throws {
        var probe = try probe(try order(.working))
        probe.feed(News.fill(id, base: "0.0003", counter: "360"))
        probe.learn(try order(.accepted, filled: "0.0001"))
        #expect(probe.feed(News.fill(id, base: "0.0003", counter: "360")) == [])
        #expect(probe.feed(News.status(id, "PENDING")) == [])
    }

    @Test("A word that no table has is no state: the order is read")
    func unknownWord() throws {
        var probe = try probe(try order(.working))
        #expect(probe.feed(News.status(id, "EXPIRED")) == [.read(.order(reference, symbol))])
        #expect(probe.output.ending == nil)
    }

    @Test("An id of another market is another order")
    func otherMarket() throws {
        var probe = try probe(try order(.working))
        let events = probe.feed(News.fill(id, base: "0.0003", counter: "360", market: "ETHMYR"))
        #expect(events == [.read(.order(reference, Symbol("ETH/MYR"))), .read(.fills(Symbol("ETH/MYR")))])
        let news = probe.feed(News.status(id, "PENDING", market: "ETHMYR"))
        #expect(news == [.read(.order(reference, Symbol("ETH/MYR")))])
    }

    @Test("More orders than anybody may have are not kept: the older ones are read when they move")
    func bounded() throws {
        var probe = try AccountProbe.live()
        let number = 20_000
        for index in 0...number { probe.learn(try order(id: "BX\(index)")) }
        let old = OrderReference.venue(VenueOrderID(rawValue: "BX\(number - 1)"))
        #expect(probe.feed(News.status("BX\(number - 1)", "PENDING")) == [.read(.order(old, symbol))])
        #expect(try told(probe.feed(News.status("BX\(number)", "PENDING"))).phase == .working)
        var full = try AccountProbe.live()
        for index in 0..<number { full.learn(try order(id: "BX\(index)")) }
        #expect(try told(full.feed(News.status("BX0", "PENDING"))).phase == .working)
    }
}
