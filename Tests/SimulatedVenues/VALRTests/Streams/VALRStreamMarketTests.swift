import AdapterProtocol
import Testing
import VenueSimulator

@testable import SimulatedVALR

/// Lists of pairs, and what comes on them (valr.md I.2 to I.8).
@Suite("VALR face: streams, market data")
struct VALRStreamMarketTests {
    @Test("Data comes at once for books and summaries, none for trades; an acknowledgement at the end")
    func beginning() throws {
        var client = try VALRClient()
        _ = client.reader()
        client.follow(
            "AGGREGATED_ORDERBOOK_UPDATE", "FULL_ORDERBOOK_UPDATE", "OB_L1_DIFF", "OB_L1_D5_SNAPSHOT",
            "MARKET_SUMMARY_UPDATE", "NEW_TRADE", "NEW_TRADE_BUCKET")
        #expect(
            client.frames().map(\.type) == [
                "AGGREGATED_ORDERBOOK_UPDATE", "FULL_ORDERBOOK_SNAPSHOT", "OB_L1_SNAPSHOT", "OB_L1_D5_SNAPSHOT",
                "MARKET_SUMMARY_UPDATE", "SUBSCRIBED",
            ])
    }

    @Test("K.9: a SUBSCRIBE replaces the event's list and leaves other events alone")
    func replacement() throws {
        var client = try VALRClient()
        _ = client.reader("NEW_TRADE", "MARKET_SUMMARY_UPDATE")
        client.follow("NEW_TRADE", pair: "BTCZAR")
        _ = client.frames()
        _ = client.market("BUY", #""baseAmount":"0.001""#)
        client.advance(2_000)
        #expect(client.frames().map(\.type) == ["MARKET_SUMMARY_UPDATE"], "trades of the other pair are gone")
        _ = client.market("BUY", #""baseAmount":"0.001""#, pair: "BTCZAR")
        #expect(client.frames("NEW_TRADE").count >= 1)
        client.say(#"{"type":"SUBSCRIBE","subscriptions":[{"event":"NEW_TRADE","pairs":[]}]}"#)
        _ = client.frames()
        _ = client.market("BUY", #""baseAmount":"0.001""#, pair: "BTCZAR")
        #expect(client.frames("NEW_TRADE").isEmpty)
    }

    @Test("Without pairs all of them, or none", arguments: ["all", "none"])
    func missingPairs(_ setting: String) throws {
        var client = try VALRClient(["missingPairs": setting])
        _ = client.reader()
        client.say(#"{"type":"SUBSCRIBE","subscriptions":[{"event":"MARKET_SUMMARY_UPDATE"}]}"#)
        let active = VALR.Markets.all.filter(\.isActive).count
        #expect(client.frames("MARKET_SUMMARY_UPDATE").count == (setting == "all" ? active : 0))
    }

    @Test("Pairs that stay in a list begin anew, or not", arguments: ["all", "added"])
    func again(_ setting: String) throws {
        var client = try VALRClient(["resubscribedPairs": setting])
        _ = client.reader("AGGREGATED_ORDERBOOK_UPDATE")
        client.say(
            #"{"type":"SUBSCRIBE","subscriptions":[{"event":"AGGREGATED_ORDERBOOK_UPDATE","pairs":["BTCUSDC","BTCZAR"]}]}"#
        )
        let pairs = client.frames("AGGREGATED_ORDERBOOK_UPDATE").compactMap {
            $0.object["currencyPairSymbol"] as? String
        }
        #expect(pairs == (setting == "all" ? ["BTCUSDC", "BTCZAR"] : ["BTCZAR"]))
    }

    @Test("Aggregated books are whole, and not more often than their pause")
    func aggregated() throws {
        var client = try VALRClient()
        _ = client.reader("AGGREGATED_ORDERBOOK_UPDATE")
        client.rest(price: "50000")
        #expect(client.frames("AGGREGATED_ORDERBOOK_UPDATE").count == 1)
        client.rest(price: "50001")
        client.rest(price: "50002")
        #expect(client.frames().isEmpty)
        client.advance(200)
        let frame = try #require(client.frames("AGGREGATED_ORDERBOOK_UPDATE").first)
        #expect((frame.data["Bids"] as? [Any])?.count == 40 && (frame.data["Asks"] as? [Any])?.count == 40)
        client.advance(1_000)
        #expect(client.frames().isEmpty, "nothing changed")
    }

    @Test("A trade: price, taker, and an id that REST knows too")
    func trades() throws {
        var client = try VALRClient(["publicCache": "off"])
        _ = client.reader("NEW_TRADE")
        _ = client.market("SELL", #""baseAmount":"0.001""#)
        let frame = try #require(client.frames("NEW_TRADE").last)
        let row = try #require(client.open("/v1/public/BTCUSDC/trades").rows.first)
        for name in ["price", "quantity", "currencyPair", "tradedAt", "takerSide", "id"] {
            #expect(frame.data[name] as? String == row[name] as? String, "\(name)")
        }
        #expect(frame.data["takerSide"] as? String == "sell")
    }

    @Test("Trades may come without an id")
    func namelessTrades() throws {
        var client = try VALRClient(["tradeIDs": "missing"])
        _ = client.reader("NEW_TRADE")
        _ = client.market("SELL", #""baseAmount":"0.001""#)
        #expect(client.frames("NEW_TRADE").allSatisfy { $0.data["id"] == nil })
    }

    @Test("Buckets grow and end; several lengths come on one event")
    func buckets() throws {
        var client = try VALRClient()
        _ = client.reader("NEW_TRADE_BUCKET")
        _ = client.market("BUY", #""baseAmount":"0.001""#)
        let first = client.frames("NEW_TRADE_BUCKET")
        #expect(first.compactMap { $0.data["bucketPeriodInSeconds"] as? Int } == [60, 300])
        _ = client.market("BUY", #""baseAmount":"0.002""#)
        #expect(client.frames("NEW_TRADE_BUCKET").isEmpty)
        let volumeOfSecond = try ExactDecimal(parsing: "0.002")
        client.advance(60_100)
        let ended = client.frames("NEW_TRADE_BUCKET")
        func volume(_ frame: VALRFrame?) -> ExactDecimal {
            ExactDecimal(frame?.data["volume"] as? String ?? "") ?? .zero
        }
        #expect(try volume(ended.first) == volume(first.first) + volumeOfSecond)
    }

    @Test("Buckets only when they are over")
    func closedBuckets() throws {
        var client = try VALRClient(["bucketStream": "closed", "bucketPeriods": "minute"])
        _ = client.reader("NEW_TRADE_BUCKET")
        _ = client.market("BUY", #""baseAmount":"0.001""#)
        client.advance(2_000)
        #expect(client.frames("NEW_TRADE_BUCKET").isEmpty)
        client.advance(60_000)
        #expect(client.frames("NEW_TRADE_BUCKET").count == 1)
    }

    @Test("Mark prices every five seconds")
    func markPrices() throws {
        var client = try VALRClient()
        _ = client.reader("MARK_PRICE_UPDATE")
        var count = 0
        for _ in 0..<30 {
            client.advance(1_000)
            count += client.frames("MARK_PRICE_UPDATE").count
        }
        #expect((5...7).contains(count))
    }

    @Test("Nobody connected: nothing is kept, nothing is sent")
    func nobody() throws {
        var client = try VALRClient(frozen: false)
        client.advance(5_000)
        client.rest()
        #expect(client.frames().isEmpty)
        _ = client.reader("FULL_ORDERBOOK_UPDATE")
        client.face.closeStream(StreamID(1), at: client.now)
        client.advance(5_000)
        #expect(client.frames().isEmpty && client.face.streams.orderFeeds.isEmpty)
    }
}
