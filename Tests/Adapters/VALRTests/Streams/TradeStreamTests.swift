import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// NEW_TRADE, MARKET_SUMMARY_UPDATE and NEW_TRADE_BUCKET (valr.md I.8).
@Suite("Streams: trades, tickers, candles")
struct TradeStreamTests {
    @Test("The captured trade")
    func trade() throws {
        var tap = try MarketTap(following: [.trades], of: "BTC/ZAR")
        let trade = try #require(tap.receive(try Sample.text("ws-new-trade")).trades.first)
        #expect(try trade.price == 1_360_468 && trade.quantity == Sample.decimal("0.0004402"))
        #expect(trade.id == "31934cc3-ec36-11ee-92bb-8f9d774e71b6" && trade.aggressor == .buy)
        #expect(trade.time.description == "2024-03-27T12:33:19.918Z" && trade.symbol.description == "BTC/ZAR")
    }

    @Test("Old trades have no id: each gets one of its own, so that none is taken for another")
    func namelessTrades() throws {
        var tap = try MarketTap(following: [.trades], of: "BTC/ZAR")
        let ids = [nil, "", nil].flatMap { tap.receive(Frames.trade("BTCZAR", id: $0)).trades.map(\.id) }
        #expect(ids.count == 3 && Set(ids).count == 3 && !ids.contains(""))
    }

    @Test("A trade of another market than its frame, and one of nothing, are no trades")
    func contradictions() throws {
        for text in [
            Frames.trade("BTCZAR").replacing("\"currencyPair\":\"BTCZAR\"", with: "\"currencyPair\":\"ETHZAR\""),
            Frames.trade("BTCZAR", price: "0"), Frames.trade("BTCZAR", quantity: "-1"),
            Frames.trade("BTCZAR", price: "114,953"), Frames.trade("BTCZAR").replacing("\"sell\"", with: "\"both\""),
        ] {
            var tap = try MarketTap(following: [.trades], of: "BTC/ZAR")
            let output = tap.receive(text)
            #expect(output.reconnects == .undecodable && output.trades.isEmpty, "\(text)")
        }
    }

    @Test("The data may stand before the type")
    func order() throws {
        var tap = try MarketTap(following: [.trades], of: "BTC/ZAR")
        let tree = try Sample.tree("ws-new-trade")
        let data = try #require(tree["data"]?.text)
        let output = tap.receive(#"{"data":\#(data),"currencyPairSymbol":"BTCZAR","type":"NEW_TRADE"}"#)
        #expect(output.trades.count == 1)
    }

    @Test("The captured market summary, with either name for its pair")
    func ticker() throws {
        let sample = try Sample.text("ws-market-summary-update")
        for text in [sample, sample.replacing("    \"currencyPairSymbol\"", with: "    \"currencyPair\"")] {
            var tap = try MarketTap(following: [.ticker], of: "BTC/ZAR")
            let ticker = try #require(tap.receive(text).tickers.first)
            #expect(ticker.bidPrice == 1_291_721 && ticker.askPrice == 1_291_722 && ticker.last == 1_291_722)
            #expect(ticker.open == 1_262_175 && ticker.high == 1_293_659 && ticker.low == 1_243_091)
            #expect(try ticker.baseVolume == Sample.decimal("18.03385304"))
            #expect(try ticker.quoteVolume == Sample.decimal("22799989.56979442"))
            #expect(ticker.window == .rolling24Hours && ticker.time?.description == "2024-03-24T21:49:08.217Z")
        }
    }

    @Test("An empty side is 0 on the wire and none here; old summaries have no quote volume")
    func tickerEdges() throws {
        var tap = try MarketTap(following: [.ticker], of: "BTC/ZAR")
        let text = try Sample.text("ws-market-summary-update").replacing("\"1291721\"", with: "\"0\"")
            .replacing("\"quoteVolume\": \"22799989.56979442\",", with: "")
        let ticker = try #require(tap.receive(text).tickers.first)
        #expect(ticker.bidPrice == nil && ticker.askPrice != nil && ticker.quoteVolume == nil)
        let other = text.replacing(
            "    \"currencyPairSymbol\": \"BTCZAR\"", with: "    \"currencyPairSymbol\": \"ETHZAR\"")
        #expect(tap.receive(other).reconnects == .undecodable)
    }

    @Test("A second reader of a market gets the ticker that is known")
    func secondTicker() throws {
        var tap = try MarketTap(following: [.ticker], of: "BTC/ZAR")
        _ = tap.receive(try Sample.text("ws-market-summary-update"))
        #expect(try tap.subscribe(5, .ticker, "BTC/ZAR").tickers.count == 1)
        #expect(tap.receive(try Sample.text("ws-market-summary-update")).tickers.count == 2)
    }

    @Test("The captured bucket of 300 seconds is no candle of a minute")
    func candle() throws {
        var tap = try MarketTap(following: [.candles(.minute), .candles(.fiveMinutes)], of: "BTC/ZAR")
        let output = tap.receive(try Sample.text("ws-new-trade-bucket"))
        #expect(output.candles.count == 1)
        guard case .candle(let slot, let candle)? = output.events.last else { return #expect(Bool(false)) }
        #expect(slot == 1 && candle.openTime.description == "2024-03-27T12:25:00.000Z")
        #expect(candle.open == 1_359_400 && candle.close == 1_359_063 && candle.isClosed)
        #expect(try candle.baseVolume == Sample.decimal("0.05533505"))
        #expect(try candle.quoteVolume == Sample.decimal("75211.39828681"))
    }

    private func bucket(_ tap: MarketTap, minute: Int64, close: String, seconds: Int64 = 60) -> String {
        let base = tap.now.time.milliseconds / 60_000 + minute
        let start = Timestamp(milliseconds: base * 60_000).description
        return #"{"type":"NEW_TRADE_BUCKET","currencyPairSymbol":"BTCZAR","data":{"currencyPairSymbol":"BTCZAR","#
            + #""bucketPeriodInSeconds":\#(seconds),"startTime":"\#(start)","open":"1","high":"2","low":"1","#
            + #""close":"\#(close)","volume":"3"}}"#
    }

    @Test("A candle grows, and is over when the next one begins; an older one is not told again")
    func growing() throws {
        var tap = try MarketTap(following: [.candles(.minute)], of: "BTC/ZAR")
        #expect(tap.receive(bucket(tap, minute: 0, close: "1")).candles.map(\.isClosed) == [false])
        #expect(tap.receive(bucket(tap, minute: 0, close: "2")).candles.map(\.close) == [2])
        let next = tap.receive(bucket(tap, minute: 1, close: "1.5")).candles
        #expect(next.map(\.isClosed) == [true, false] && next.first?.close == 2)
        #expect(tap.receive(bucket(tap, minute: 0, close: "9")).candles.isEmpty)
        #expect(next.last?.quoteVolume == nil)
    }

    @Test("A bucket without a length is nobody's")
    func noLength() throws {
        var tap = try MarketTap(following: [.candles(.minute)], of: "BTC/ZAR")
        let text = bucket(tap, minute: 0, close: "1").replacing("\"bucketPeriodInSeconds\":60,", with: "")
        #expect(tap.receive(text).reconnects == .undecodable)
    }

    @Test("A bucket that lasts no time is none", arguments: [0, -60])
    func noTime(_ seconds: Int64) throws {
        var tap = try MarketTap(following: [.candles(.minute)], of: "BTC/ZAR")
        #expect(tap.receive(bucket(tap, minute: 0, close: "1", seconds: seconds)).reconnects == .undecodable)
    }
}
