import Testing
import VenueSimulator

@testable import SimulatedKraken

/// One order form and the text that refuses it.
struct KrakenRefusedOrder: Sendable, CustomStringConvertible {
    let form: String
    let error: String

    var description: String { "\(form) -> \(error)" }

    private static let good = "pair=XBTUSD&type=buy&ordertype=limit&volume=0.001&price=60000"

    /// ``good`` with other values.
    private static func row(_ changes: [String: String?], _ error: String) -> KrakenRefusedOrder {
        var parts = good.split(separator: "&").map { $0.split(separator: "=").map(String.init) }
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
            parts.removeAll { $0[0] == name }
            if let value { parts.append([name, value]) }
        }
        return KrakenRefusedOrder(
            form: parts.map { $0.joined(separator: "=") }.joined(separator: "&"), error: error)
    }

    private static func argument(_ name: String) -> String { "EGeneral:Invalid arguments:\(name)" }

    static let all: [KrakenRefusedOrder] = [
        row(["pair": "NOPE"], "EQuery:Unknown asset pair"), row(["pair": nil], argument("pair")),
        row(["pair": "AAPLxUSD"], "EQuery:Unknown asset pair"),
        row(["pair": "XTZUSD"], "EService:Market in cancel_only mode"),
        row(["pair": "DOTUSD"], "EService:Market in post_only mode"),
        row(["pair": "ADAUSD", "ordertype": "market"], "EService:Market in limit_only mode"),
        row(["type": "hold"], argument("type")), row(["ordertype": "best"], argument("ordertype")),
        row(["ordertype": "trailing-stop"], argument("ordertype")),
        row(["ordertype": "settle-position"], "EOrder:Unknown position"),
        row(["volume": nil], argument("volume")), row(["volume": "0"], argument("volume")),
        row(["volume": "-1"], argument("volume")), row(["volume": "1e-3"], argument("volume")),
        row(["volume": "0.000000001"], argument("volume")), row(["volume": "x"], argument("volume")),
        row(["volume": "0.00004"], "EOrder:Order minimum not met"),
        row(["price": nil], argument("price")), row(["price": "abc"], argument("price")),
        row(["price": "0"], "EOrder:Invalid price"),
        row(["price": "60000.05"], "EOrder:Tick size check failed"),
        row(["price": "1", "volume": "0.1"], "EOrder:Cost minimum not met"),
        row(["oflags": "fast"], argument("oflags")), row(["oflags": "fciq,fcib"], argument("oflags")),
        row(["ordertype": "market", "oflags": "post"], argument("oflags")),
        row(["timeinforce": "DAY"], argument("timeinforce")),
        row(["timeinforce": "IOC", "oflags": "post"], argument("timeinforce")),
        row(["timeinforce": "GTD"], argument("expiretm")),
        row(["expiretm": "1780000100"], argument("expiretm")),
        row(["timeinforce": "GTD", "expiretm": "%2B4"], argument("expiretm")),
        row(["ordertype": "market", "timeinforce": "FOK"], argument("timeinforce")),
        row(["starttm": "%2B60"], "EOrder:Scheduled orders limit exceeded"),
        row(["deadline": "soon"], argument("deadline")),
        row(["deadline": "2026-05-28T20:26:41Z"], "EService:Deadline elapsed"),
        row(["deadline": "2026-05-28T20:27:41Z"], "EService:Deadline elapsed"),
        row(["userref": "2147483648"], argument("userref")),
        row(["stptype": "never"], argument("stptype")),
        row(["leverage": "2"], "EOrder:Trading agreement required"),
        row(["reduce_only": "true"], "EOrder:Reduce only:No position exists"),
        row(["displayvol": "0.001"], argument("displayvol")),
        row(["ordertype": "iceberg", "volume": "1", "displayvol": "0.01"], argument("displayvol")),
        row(["ordertype": "stop-loss-limit"], argument("price2")),
        row(["volume": "20"], "EOrder:Insufficient funds"),
        row(["type": "sell", "price": "90000", "volume": "10.1"], "EOrder:Insufficient funds"),
        row(["volume": "99999999999999999999999999999"], "EOrder:Insufficient funds"),
        row(["ordertype": "stop-loss", "price": "60000"], "EOrder:Invalid price"),
    ]
}

@Suite("Kraken face: errors (kraken.md G.2, L.5)")
struct KrakenErrorTableTests {
    @Test(
        "A wrong order gets the venue's text with HTTP 200 and changes nothing",
        arguments: KrakenRefusedOrder.all)
    func order(_ order: KrakenRefusedOrder) throws {
        var client = try KrakenClient()
        let reply = client.call("AddOrder", order.form)
        #expect(reply.status == 200)
        #expect(reply.errors == [order.error])
        #expect(reply.object["result"] == nil)
        #expect(client.call("OpenOrders").rows("open").isEmpty)
    }

    @Test("Flags as a list instead of comma text (kraken.md K.21)")
    func flagList() throws {
        var client = try KrakenClient()
        #expect(
            client.limit("buy", "0.001", "60000", more: "&oflags[]=post")
                == "EGeneral:Invalid arguments:oflags")
    }

    @Test("A deadline inside its bounds passes, relative prices too")
    func accepted() throws {
        var client = try KrakenClient()
        #expect(
            client.limit("buy", "0.001", "60000", more: "&deadline=2026-05-28T20:26:45.5Z").hasPrefix("O")
        )
        #expect(client.limit("buy", "0.001", "-5%25").hasPrefix("O"))
        #expect(client.limit("sell", "0.001", "%2B1000").hasPrefix("O"))
    }
}
