import AdapterKit
import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// Trades, tickers and candles (kraken.md I.5).
@Suite("Streamed trades, tickers and candles")
struct TradeStreamTests {
    private func stream(_ channel: MarketChannel, _ symbol: String = "BTC/USD") throws -> MarketStream {
        let name = channel == .candles(.fiveMinutes) ? "ohlc" : channel == .trades ? "trade" : "ticker"
        var stream = try MarketStream([Wire.subscription(1, channel, try Sample.instrument(symbol, "X"))])
        stream.receive(Wire.ack(1, name, symbol))
        return stream
    }

    private func trades(_ numbers: [Int], _ type: String = "update") -> String {
        let rows = numbers.map {
            """
            {"symbol":"BTC/USD","side":"sell","price":10.5,"qty":0.1,"ord_type":"limit","trade_id":\($0),\
            "timestamp":"2025-05-27T11:24:03.\(String(100 + $0 % 900))Z"}
            """
        }
        return "{\"channel\":\"trade\",\"type\":\"\(type)\",\"data\":[\(rows.joined(separator: ","))]}"
    }

    @Test("The captured trade")
    func trade() throws {
        var stream = try stream(.trades)
        #expect(stream.receive(try Wire.sample("ws-trade")) == ["trade 1 83449369"])
        guard case .trade(_, let trade) = stream.events.first else { return }
        #expect(trade.price == (try Sample.decimal("109601.2")))
        #expect(trade.aggressor == .buy)
        #expect(trade.quantity == (try Sample.decimal("0.04561994")))
        #expect(trade.time == Timestamp(iso8601: "2025-05-27T11:24:03.847761Z"))
        #expect(trade.symbol.description == "BTC/USD")
    }

    @Test("Several trades a message; a jump of the numbers is a hole, a number that was there is no news")
    func numbers() throws {
        var stream = try stream(.trades)
        #expect(stream.receive(trades([5, 6, 7])) == ["trade 1 5", "trade 1 6", "trade 1 7"])
        #expect(stream.receive(trades([7, 6, 8])) == ["trade 1 8"])
        #expect(stream.receive(trades([11])) == ["gap BTC/USD: sequence at 1", "trade 1 11"])
        guard case .marker(_, let marker) = stream.events.first else { return }
        #expect(marker.from == Timestamp(iso8601: "2025-05-27T11:24:03.108Z"))
        #expect(marker.to == Timestamp(iso8601: "2025-05-27T11:24:03.111Z"))
        #expect(stream.output.ending == nil)
    }

    @Test("A snapshot of old trades, though none was asked for, is where the numbers begin")
    func history() throws {
        var stream = try stream(.trades)
        #expect(stream.receive(trades([5, 6, 9], "snapshot")).isEmpty)
        #expect(stream.receive(trades([9, 10])) == ["trade 1 10"])
    }

    @Test("The captured ticker: 24 hours, best prices with sizes, no opening price of ours")
    func ticker() throws {
        var stream = try stream(.ticker)
        #expect(stream.receive(try Wire.sample("ws-ticker")) == ["ticker 1"])
        guard case .ticker(_, let ticker) = stream.events.first else { return }
        #expect(ticker.bid?.price == (try Sample.decimal("108359.8")))
        #expect(ticker.ask?.quantity == (try Sample.decimal("17.17988863")))
        #expect(ticker.last == (try Sample.decimal("108359.8")))
        #expect(ticker.high == 111_300 && ticker.low == 106_824)
        #expect(ticker.baseVolume == (try Sample.decimal("2158.32346723")))
        #expect(ticker.window == .rolling24Hours && ticker.open == nil && ticker.time == nil)
    }

    @Test("The captured candle; it grows until the next one begins")
    func candle() throws {
        var stream = try stream(.candles(.fiveMinutes), "MATIC/USD")
        let sample = try Wire.sample("ws-ohlc").replacing("2023-10-04T16", with: "2099-10-04T16")
        #expect(stream.receive(sample) == ["candle 1 0.5627"])
        guard case .candle(_, let candle) = stream.events.first else { return }
        #expect(candle.openTime == Timestamp(iso8601: "2099-10-04T16:25:00Z"))
        #expect(candle.tradeCount == 12)
        #expect(candle.baseVolume == (try Sample.decimal("30927.68066226")))
        #expect(candle.quoteVolume == nil && !candle.isClosed)
        let grown = sample.replacing("0.5627", with: "0.5626")
        #expect(stream.receive(grown) == ["candle 1 0.5626"])
        let next = sample.replacing("T16:25:00.000000000Z", with: "T16:30:00.000000000Z")
        #expect(stream.receive(next) == ["candle 1 0.5626 closed", "candle 1 0.5627"])
        #expect(stream.receive(grown).isEmpty, "an older one is no news")
        #expect(stream.receive(sample.replacing("\"interval\":5", with: "\"interval\":1")).isEmpty, "not ours")
    }

    @Test("Without a trade the clock closes a candle, five seconds after its end; a later correction is told")
    func clock() throws {
        var stream = try stream(.candles(.fiveMinutes))
        let begin = Sample.now.advanced(by: .seconds(-280))
        let text = try Wire.sample("ws-ohlc").replacing("MATIC/USD", with: "BTC/USD")
            .replacing("2023-10-04T16:25:00.000000000Z", with: begin.description)
        #expect(stream.receive(text) == ["candle 1 0.5627"])
        stream.pass(.seconds(24))
        #expect(!stream.told.contains { $0.hasSuffix("closed") })
        stream.pass(.seconds(2))
        #expect(stream.told.last == "candle 1 0.5627 closed")
        #expect(
            stream.receive(text.replacing("0.5627", with: "0.5628")) == [
                "candle 1 0.5628", "candle 1 0.5628 closed",
            ])
    }

    @Test("Of a snapshot's history the last closed candle and the growing one are told")
    func candleHistory() throws {
        var stream = try stream(.candles(.fiveMinutes))
        let rows = (0..<5).map {
            """
            {"symbol":"BTC/USD","open":1,"high":2,"low":1,"close":1.\($0),"trades":1,"volume":1,"vwap":1,\
            "interval_begin":"2099-10-04T16:\(10 + 5 * $0):00.000000000Z","interval":5,"timestamp":"x"}
            """
        }.joined(separator: ",")
        let told = stream.receive("{\"channel\":\"ohlc\",\"type\":\"snapshot\",\"data\":[\(rows)]}")
        #expect(told == ["candle 1 1.3", "candle 1 1.3 closed", "candle 1 1.4"])
    }
}
