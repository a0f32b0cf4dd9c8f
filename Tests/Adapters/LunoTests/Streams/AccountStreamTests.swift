import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// The life of the account's connection, and every captured message (luno.md J).
@Suite("The account's stream")
struct AccountStreamTests {
    private let eth = Symbol("ETH/MYR")

    @Test("Silence after the credentials is consent; it is asked for once")
    func silence() throws {
        var probe = try AccountProbe()
        #expect(probe.output.frames.count == 1 && probe.output.events.isEmpty)
        #expect(probe.output.wakeAt == .seconds(12))
        #expect(probe.wait(.seconds(1)) == [] && probe.output.wakeAt == .seconds(12))
        #expect(probe.wait(.seconds(1)) == [.live])
        #expect(probe.wait(.seconds(60)) == [] && probe.output.isEmpty)
    }

    @Test("The first message says the same earlier, be it empty")
    func early() throws {
        var probe = try AccountProbe()
        #expect(probe.feed("\"\"") == [.live])
        #expect(probe.wait(.seconds(10)) == [])
    }

    @Test("A refusal ends it before it ever was live")
    func refused() throws {
        for sample in ["ws-error-invalid-credentials", "ws-error-auth-timeout"] {
            var probe = try AccountProbe()
            #expect(probe.feed(try Sample.body(sample)) == [])
            #expect(probe.wait(.seconds(60)) == [])
        }
        var probe = try AccountProbe()
        probe.feed(try Sample.body("ws-error-invalid-credentials"))
        #expect(probe.output.failure?.kind == .authentication)
    }

    @Test("Captured: the status of an order that is not known names it, to be read")
    func status() throws {
        var probe = try AccountProbe.live()
        let order = OrderReference.venue(VenueOrderID(rawValue: "BXBWD2YQMEEBBXS"))
        #expect(probe.feed(try Sample.body("ws-user-order-status")) == [.read(.order(order, eth))])
    }

    @Test("Captured: a fill of an order that is not known names order and fills")
    func fill() throws {
        var probe = try AccountProbe.live()
        let order = OrderReference.venue(VenueOrderID(rawValue: "BXKBUG8DUMVYCS"))
        #expect(
            probe.feed(try Sample.body("ws-user-order-fill")) == [.read(.order(order, eth)), .read(.fills(eth))])
    }

    @Test("Captured: a balance without a currency is to be read, its time is in seconds and its account above 2^53")
    func balance() throws {
        var probe = try AccountProbe.live(accounts: [try #require(Asset("ZAR")): "8203463422864003664"])
        #expect(probe.feed(try Sample.body("ws-user-balance-update")) == [.read(.balances)])
    }

    @Test("A market that is not in the catalog is named without")
    func unknownMarket() throws {
        var probe = try AccountProbe.live()
        let order = OrderReference.venue(VenueOrderID(rawValue: "BX1"))
        #expect(probe.feed(News.status("BX1", "PENDING", market: "NEWZAR")) == [.read(.order(order, nil))])
    }

    @Test("What cannot be read ends the connection, and the owner hears of the gap")
    func undecodable() throws {
        for text in [
            "", "{", "[]", #"{"order_fill_update":{"order_id":"A"}}"#, #"{"order_status_update":[]}"#,
            News.fill("A", base: "-1", counter: "1"), News.fill("A", base: "1e400", counter: "1"),
            #"{"balance_update":{"account_id":{},"row_index":1,"balance":"1","available":"1"}}"#,
            News.status("", "PENDING"),
        ] {
            var probe = try AccountProbe.live()
            let events = probe.feed(text)
            guard case .marker(let marker)? = events.first else {
                Issue.record("no marker for \(text)")
                continue
            }
            #expect(marker.kind == .gap && marker.cause == .undecodable && marker.symbol == nil)
            #expect(probe.output.reconnect == .undecodable, "\(text)")
            #expect(probe.feed(News.status("BX1", "PENDING")) == [])
        }
    }

    @Test("Frames of a kind that nobody knows are ignored")
    func unknownKinds() throws {
        var probe = try AccountProbe.live()
        #expect(probe.feed(#"{"type":"margin","timestamp":1795305600012,"margin_update":{"x":1}}"#) == [])
        #expect(probe.feed("{}") == [] && probe.output.ending == nil)
    }
}
