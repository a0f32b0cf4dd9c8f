import AdapterProtocol
import Testing
import VenueSimulator

@testable import SimulatedKraken

/// Trades, tickers, candles and reference data on sockets (kraken.md I.5, I.6).
@Suite("Kraken face: streamed trades, tickers, candles, instruments")
struct KrakenMarketStreamTests {
    @Test("Trades: every one once, numbered without holes, the same that REST tells")
    func trades() throws {
        var client = try KrakenStreamClient(frozen: false)
        _ = client.subscribe(#""channel":"trade","symbol":["BTC/USD"],"snapshot":false"#)
        var rows: [FaceJSON] = []
        for _ in 0..<40 {
            client.advance(1_000)
            for frame in client.frames() where frame.channel == "trade" {
                #expect(frame.type == "update")
                rows += frame.rows
            }
        }
        client.rest.limit("buy", "5", client.rest.best.ask)
        rows += client.frames().filter { $0.channel == "trade" }.flatMap(\.rows)
        let numbers = rows.compactMap { $0.text("trade_id").flatMap { Int64($0) } }
        #expect(numbers.count > 5)
        #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 })
        let last = try #require(rows.last)
        #expect(last.names == ["symbol", "side", "price", "qty", "ord_type", "trade_id", "timestamp"])
        let told = client.rest.ask("Trades", "pair=XBTUSD").result["XXBTZUSD"] as? [[Any]]
        #expect(told?.last?.last as? Int64 == numbers.last || told?.last?.last as? Int == numbers.last.map { Int($0) })
    }

    @Test("A snapshot of fifty trades where it is asked for; where nothing is said it is a switch")
    func tradeSnapshots() throws {
        for (params, setting, count) in [
            (",\"snapshot\":true", "none", 1), (",\"snapshot\":false", "sent", 0), ("", "none", 0), ("", "sent", 1),
        ] {
            var client = try KrakenStreamClient(["tradeSnapshot": setting])
            let frames = client.subscribe(#""channel":"trade","symbol":["BTC/USD"]"# + params)
                .filter { $0.type == "snapshot" }
            #expect(frames.count == count, "\(params) \(setting)")
            #expect(frames.allSatisfy { $0.rows.count == 50 })
        }
    }

    @Test("A ticker comes with each trade; with `bbo` also when the best prices change, and not otherwise")
    func tickers() throws {
        var client = try KrakenStreamClient()
        let first = client.subscribe(#""channel":"ticker","symbol":["BTC/USD"],"event_trigger":"bbo""#)
        let row = try #require(first.last?.rows.first)
        #expect(
            row.names == [
                "symbol", "bid", "bid_qty", "ask", "ask_qty", "last", "volume", "vwap", "low", "high", "change",
                "change_pct", "timestamp",
            ])
        #expect(first.last?.type == "snapshot")
        client.rest.limit("buy", "0.01", "60000")
        #expect(client.frames().isEmpty, "deep in the book")
        client.rest.limit("buy", "0.01", client.rest.best.bid)
        let better = client.frames()
        #expect(better.count == 1 && better.first?.type == "update")
        var other = try KrakenStreamClient()
        _ = other.subscribe(#""channel":"ticker","symbol":["BTC/USD"]"#)
        other.rest.limit("buy", "0.01", other.rest.best.bid)
        #expect(other.frames().isEmpty)
        other.rest.limit("buy", "0.01", other.rest.best.ask)
        #expect(other.frames().count == 1)
    }

    @Test("A candle grows with each trade; the history comes first, oldest first")
    func candles() throws {
        var client = try KrakenStreamClient()
        let told = client.subscribe(#""channel":"ohlc","symbol":["BTC/USD"],"interval":5"#)
        let history = try #require(told.last)
        #expect(history.names == ["channel", "type", "timestamp", "data"] && history.rows.count == 50)
        #expect(
            history.rows.first?.names == [
                "symbol", "open", "high", "low", "close", "trades", "volume", "vwap", "interval_begin", "interval",
                "timestamp",
            ])
        let begins = history.rows.compactMap { $0.text("interval_begin") }
        #expect(begins == begins.sorted())
        #expect(begins.first?.hasSuffix(".000000000Z") == true)
        client.rest.limit("buy", "0.01", client.rest.best.ask)
        let update = try #require(client.frames().first)
        #expect(update.type == "update" && update.rows.count == 1)
        #expect(update.rows.first?.text("interval_begin") == begins.last)
    }

    @Test("Reference data under the names of sockets, the same facts as AssetPairs")
    func instruments() throws {
        var client = try KrakenStreamClient()
        _ = client.frames()
        let told = client.subscribe(#""channel":"instrument","snapshot":true"#)
        #expect(told.first?["result"]?.names == ["channel", "snapshot"])
        let data = try #require(told.last?["data"])
        let pairs = data["pairs"]?.elements ?? []
        #expect(pairs.count == Kraken.Markets.all.count - 1, "without wrapped shares")
        let bitcoin = try #require(pairs.first { $0.text("symbol") == "BTC/USD" })
        #expect(bitcoin.text("price_precision") == "1" && bitcoin.text("qty_precision") == "8")
        #expect(bitcoin.text("price_increment") == "0.1" && bitcoin.text("status") == "online")
        #expect(data["assets"]?.elements?.contains { $0.text("id") == "BTC" } == true)
        let all =
            client.subscribe(#""channel":"instrument""#, method: "unsubscribe")
            + client.subscribe(#""channel":"instrument","include_tokenized_assets":true"#)
        #expect(all.last?["data"]?["pairs"]?.elements?.count == Kraken.Markets.all.count)
    }

    @Test("Nothing is told, and nothing kept, while nobody listens")
    func silence() throws {
        var client = try KrakenStreamClient(frozen: false)
        _ = client.subscribe(#""channel":"book","symbol":["BTC/USD"]"#)
        client.rest.face.closeStream(client.id, at: client.rest.now)
        client.advance(5_000)
        #expect(client.take().isEmpty)
        #expect(client.rest.face.streams.told.isEmpty)
    }
}
