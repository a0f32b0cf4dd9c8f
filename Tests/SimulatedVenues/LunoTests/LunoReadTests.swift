import Testing
import VenueSimulator

@testable import SimulatedLuno

@Suite("Luno face: public reads (luno.md D)")
struct LunoReadTests {
    @Test("Markets and tickers take repeated pairs, refuse comma lists, and select nothing for strangers")
    func selection() throws {
        var client = try LunoClient()
        #expect(client.send("GET", "/api/exchange/1/markets").rows("markets").count == Luno.Markets.all.count)
        #expect(client.send("GET", "/api/1/tickers", "pair=XBTZAR&pair=ETHZAR").rows("tickers").count == 2)
        #expect(client.send("GET", "/api/1/tickers", "pair=XBTZAR,ETHZAR").code == "ErrInvalidArguments")
        #expect(client.send("GET", "/api/1/tickers", "pair=NOSUCH").text == #"{"tickers":[]}"#)
        #expect(client.send("GET", "/api/1/ticker", "pair=NOSUCH").code == "ErrMarketUnavailable")
        #expect(client.send("GET", "/api/1/ticker").code == "ErrMarketUnavailable")
    }

    @Test("A market without traders has empty sides, written 0.00")
    func emptyMarket() throws {
        var client = try LunoClient()
        let ticker = client.send("GET", "/api/1/ticker", "pair=NEWZAR")
        for name in ["bid", "ask", "last_trade", "rolling_24_hour_volume"] { #expect(ticker[name] == "0.00") }
        #expect(client.send("GET", "/api/1/trades", "pair=NEWZAR").text == #"{"trades":null}"#)
        #expect(client.send("GET", "/api/1/orderbook", "pair=NEWZAR").rows("asks").isEmpty)
    }

    @Test("Both books are sorted, the top has 100 levels at most")
    func books() throws {
        var client = try LunoClient()
        for path in ["/api/1/orderbook_top", "/api/1/orderbook"] {
            let book = client.send("GET", path, "pair=XBTZAR")
            func prices(_ side: String) -> [Int] {
                book.rows(side).compactMap { Int(($0["price"] as? String ?? "").split(separator: ".").first ?? "") }
            }
            #expect(!prices("asks").isEmpty && prices("asks").count <= 100)
            #expect(prices("asks") == prices("asks").sorted())
            #expect(prices("bids") == prices("bids").sorted(by: >))
        }
    }

    @Test("Public trades: newest first, 100 at most, no older than a day")
    func trades() throws {
        var client = try LunoClient()
        let rows = client.send("GET", "/api/1/trades", "pair=XBTZAR").rows("trades")
        let ids = rows.compactMap { $0["sequence"] as? Int }
        #expect(ids.count == 100)
        #expect(ids == ids.sorted(by: >))
        let since = client.now.milliseconds - 3_600_000
        let page = client.send("GET", "/api/1/trades", "pair=XBTZAR&since=\(since)").rows("trades")
        #expect(page.allSatisfy { $0["timestamp"] as? Int ?? 0 >= Int(since) })
        let old = client.now.milliseconds - 86_400_001
        #expect(client.send("GET", "/api/1/trades", "pair=XBTZAR&since=\(old)").code == "ErrInvalidArguments")
    }

    @Test("Candles: the documented durations alone, oldest first, all parameters required")
    func candles() throws {
        var client = try LunoClient()
        let since = client.now.milliseconds - 3_600_000
        let path = "/api/exchange/1/candles"
        let reply = client.signed("GET", path, "pair=XBTZAR&duration=300&since=\(since)")
        let times = reply.rows("candles").compactMap { $0["timestamp"] as? Int }
        #expect(times.count >= 12)
        #expect(times == times.sorted())
        #expect(reply.number("duration") == 300)
        for wrong in ["pair=XBTZAR&duration=7200&since=\(since)", "pair=XBTZAR&duration=60", "pair=XBTZAR&since=1"] {
            #expect(client.signed("GET", path, wrong).code == "ErrInvalidArguments")
        }
        client.advance(30_000)
        let running = client.signed("GET", path, "pair=XBTZAR&duration=300&since=\(since)").rows("candles").count
        client.requestSwitches = ["runningCandle": "excluded"]
        #expect(
            client.signed("GET", path, "pair=XBTZAR&duration=300&since=\(since)").rows("candles").count == running - 1)
    }
}
