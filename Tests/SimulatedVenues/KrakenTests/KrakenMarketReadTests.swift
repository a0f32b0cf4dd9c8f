import Foundation
import Testing
import VenueSimulator

@testable import SimulatedKraken

@Suite("Kraken face: public reads (kraken.md C, D)")
struct KrakenMarketReadTests {
    @Test(
        "Any spelling of a pair, one key in the answer",
        arguments: [
            ("XXBTZUSD", "XXBTZUSD"), ("XBTUSD", "XXBTZUSD"), ("XBT/USD", "XXBTZUSD"),
            ("BTC/USD", "XXBTZUSD"),
            ("BTCUSD", "XXBTZUSD"), ("DOGE/EUR", "XDGEUR"), ("XDG/EUR", "XDGEUR"), ("ETHXBT", "XETHXXBT"),
            ("ETH/BTC", "XETHXXBT"), ("BTC/USDT", "XBTUSDT"),
        ])
    func spellings(_ name: String, _ key: String) throws {
        var client = try KrakenClient()
        let query = "pair=" + name.replacingOccurrences(of: "/", with: "%2F")
        for endpoint in ["Ticker", "AssetPairs", "Depth", "Trades", "OHLC", "Spread"] {
            #expect(
                Set(client.ask(endpoint, query).result.keys).subtracting(["last"]) == [key], "\(endpoint)")
        }
    }

    @Test("Tokenised pairs only for those who ask, display names likewise")
    func classes() throws {
        var client = try KrakenClient()
        let all = client.ask("AssetPairs").result
        #expect(all.count == 12 && all["AAPLxUSD"] == nil)
        #expect(
            Set(client.ask("AssetPairs", "aclass_base=tokenized_asset").result.keys) == ["AAPLxUSD"])
        let named = client.ask("AssetPairs", "assetVersion=1").result
        #expect((named["BTC/USD"] as? [String: Any])?["base"] as? String == "BTC")
        #expect(client.ask("Assets", "assetVersion=1").result["DOGE"] != nil)
        client.requestSwitches = ["feeTables": "empty"]
        let pair = client.ask("AssetPairs", "pair=XBTUSD").result["XXBTZUSD"] as? [String: Any]
        #expect((pair?["fees"] as? [Any])?.isEmpty == true)
    }

    @Test("Depth: sorted, cut to count")
    func depth() throws {
        var client = try KrakenClient()
        let book = try #require(
            client.ask("Depth", "pair=XBTUSD&count=5").result["XXBTZUSD"] as? [String: [[Any]]])
        func prices(_ side: String) -> [Decimal] {
            (book[side] ?? []).compactMap { ($0[0] as? String).flatMap { Decimal(string: $0) } }
        }
        let (bids, asks) = (prices("bids"), prices("asks"))
        #expect(bids.count == 5 && asks.count == 5)
        #expect(bids == bids.sorted(by: >) && asks == asks.sorted())
        #expect((bids.first ?? 0) < (asks.first ?? 0))
        #expect(
            client.ask("Depth", "pair=XBTUSD&count=501").error == "EGeneral:Invalid arguments:count")
    }

    @Test("Trades page without gap or repetition, oldest first")
    func trades() throws {
        var client = try KrakenClient(["publicBurst": "0"])
        var ids: [Int] = []
        var since = String(client.now.seconds - 3_600)
        for _ in 0..<1_000 {
            let reply = client.ask("Trades", "pair=XBTUSD&count=7&since=\(since)")
            let rows = try #require(reply.result["XXBTZUSD"] as? [[Any]])
            ids += rows.compactMap { $0[6] as? Int }
            let last = try #require(reply.result["last"] as? String)
            if rows.isEmpty {
                #expect(last == since)
                break
            }
            since = last
        }
        let first = try #require(ids.first)
        #expect(ids.count > 7 && ids == Array(first..<first + ids.count))
        let newest = client.ask("Trades", "pair=XBTUSD&count=1").result["XXBTZUSD"] as? [[Any]]
        #expect(newest?.first?[6] as? Int == ids.last)
    }

    @Test("OHLC: 720 finished candles and the running one; since only cuts")
    func candles() throws {
        var client = try KrakenClient()
        let reply = client.ask("OHLC", "pair=XBTUSD&interval=1")
        let rows = try #require(reply.result["XXBTZUSD"] as? [[Any]])
        let times = rows.compactMap { $0[0] as? Int }
        #expect(times.count == 721 && times == times.sorted())
        #expect(reply.number("last") == times[719])
        let cut =
            client.ask("OHLC", "pair=XBTUSD&interval=1&since=\(times[700])").result["XXBTZUSD"]
            as? [[Any]]
        #expect(cut?.compactMap { $0[0] as? Int } == Array(times[701...]))
    }

    @Test("The grouped book adds up what the book holds")
    func grouped() throws {
        var client = try KrakenClient()
        let fine = client.ask("GroupedBook", "pair=XBTUSD&depth=1000&grouping=1").result
        let coarse = client.ask("GroupedBook", "pair=XBTUSD&depth=1000&grouping=1000").result
        func sum(_ result: [String: Any]) -> Decimal {
            let rows = result["bids"] as? [[String: Any]] ?? []
            return rows.compactMap { ($0["qty"] as? String).flatMap { Decimal(string: $0) } }.reduce(0, +)
        }
        #expect(sum(fine) == sum(coarse) && sum(fine) > 0)
        #expect(
            client.ask("GroupedBook", "pair=XBTUSD&depth=11").error == "EGeneral:Invalid arguments:depth")
    }
}
