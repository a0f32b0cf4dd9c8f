import AdapterProtocol
import Foundation
import Testing
import VenueSimulator

@testable import SimulatedBinance

/// Books rebuilt from messages (binance.md I.1, L.20).
@Suite("Binance face: depth messages")
struct BinanceDepthStreamTests {
    /// A customer's book: a snapshot over REST, then messages.
    private struct Book {
        var bids: [String: String] = [:]
        var asks: [String: String] = [:]
        var last = 0

        init(_ snapshot: [String: Any]) {
            last = snapshot["lastUpdateId"] as? Int ?? -1
            take(snapshot["bids"], &bids)
            take(snapshot["asks"], &asks)
        }

        private func take(_ rows: Any?, _ side: inout [String: String]) {
            for row in rows as? [[String]] ?? [] { side[row[0]] = row[1] == "0.00000000" ? nil : row[1] }
        }

        /// False for a hole.
        mutating func take(_ message: [String: Any]) -> Bool {
            guard let first = message["U"] as? Int, let final = message["u"] as? Int else { return false }
            if final <= last { return true }
            guard first <= last + 1 else { return false }
            take(message["b"], &bids)
            take(message["a"], &asks)
            last = final
            return true
        }

        func isEqual(to book: EngineBook) -> Bool {
            func texts(_ levels: [EngineLevel]) -> [String: String] {
                Dictionary(
                    uniqueKeysWithValues: levels.map {
                        (Binance.fixed($0.price, places: 8), Binance.fixed($0.quantity, places: 8))
                    })
            }
            return last == Int(book.updateID) && bids == texts(book.bids) && asks == texts(book.asks)
        }
    }

    private func depth(_ client: inout BinanceClient) -> Book {
        Book(client.send("GET", "/api/v3/depth", "symbol=BTCUSDT&limit=5000").object)
    }

    @Test("A book of a snapshot and messages is the venue's, at either speed", arguments: ["@100ms", ""])
    func rebuilt(_ speed: String) throws {
        var client = try BinanceClient(frozen: false)
        _ = client.follow(["btcusdt@depth" + speed])
        client.advance(700)
        var book = depth(&client)
        // From here on every look is right after a message.
        client.advance(300)
        var number: Int?
        var messages = 0
        for _ in 0..<30 {
            client.advance(1_000)
            _ = client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01")
            client.advance(1_000)
            for message in client.heard().filter({ !$0.isPing }).map(\.data) {
                messages += 1
                let isWhole = book.take(message)
                #expect(isWhole)
                // Each begins where the one before ended.
                let first = try #require(message["U"] as? Int)
                #expect(number == nil || first == number.map { $0 + 1 })
                number = message["u"] as? Int
            }
            let isRight = book.isEqual(to: try #require(client.face.exchange.book("BTCUSDT", depth: 5_000)))
            #expect(isRight)
        }
        #expect(messages > 30)
    }

    @Test("A customer who comes later gets what the others get, from a message on that may have begun before")
    func straddling() throws {
        var client = try BinanceClient(frozen: false)
        _ = client.follow(["btcusdt@depth"], as: 1)
        client.advance(300)
        _ = client.follow(["btcusdt@depth"], as: 2)
        client.advance(4_000)
        let heard = client.heard().filter { !$0.isPing }
        let first = heard.filter { $0.stream == StreamID(1) }.map(\.text)
        #expect(first == heard.filter { $0.stream == StreamID(2) }.map(\.text) && !first.isEmpty)
    }

    @Test("Nobody listens: nothing is made, and numbers go on")
    func silence() throws {
        var client = try BinanceClient(frozen: false)
        let id = client.follow(["btcusdt@depth@100ms"])
        client.advance(2_000)
        client.face.closeStream(id, at: client.now)
        _ = client.heard()
        client.advance(2_000)
        #expect(client.heard().isEmpty && client.face.streams.depths.isEmpty)
        _ = client.follow(["btcusdt@depth@100ms"], as: 2)
        var book = depth(&client)
        client.advance(2_000)
        #expect(client.heard().filter { !$0.isPing }.allSatisfy { book.take($0.data) })
    }

    @Test("Best prices count in the numbers of the book, and agree with it")
    func bestPrices() throws {
        var client = try BinanceClient(frozen: false)
        _ = client.follow(["btcusdt@bookTicker", "btcusdt@depth@100ms"])
        var book = depth(&client)
        var compared = 0
        for _ in 0..<50 {
            client.advance(100)
            var told: [Int: [String: Any]] = [:]
            for message in client.heard().filter({ !$0.isPing }).map(\.data) {
                guard message["e"] == nil, let number = message["u"] as? Int else {
                    let isWhole = book.take(message)
                    #expect(isWhole)
                    continue
                }
                told[number] = message
            }
            if let best = told[book.last] {
                compared += 1
                #expect(book.bids[best["b"] as? String ?? ""] == best["B"] as? String)
                #expect(book.asks[best["a"] as? String ?? ""] == best["A"] as? String)
            }
            let isRight = book.isEqual(to: try #require(client.face.exchange.book("BTCUSDT", depth: 5_000)))
            #expect(isRight)
        }
        #expect(compared > 0)
    }

    @Test("Disturbed: one message is missing, as if it had been lost on the way")
    func skipped() throws {
        var client = try BinanceClient(frozen: false)
        _ = client.follow(["btcusdt@depth@100ms"])
        client.advance(2_000)
        var book = depth(&client)
        _ = client.heard()
        client.face.disturb(.skipSequence, at: client.now)
        client.advance(3_000)
        let messages = client.heard().filter { !$0.isPing }.map(\.data)
        #expect(messages.count > 3 && messages.allSatisfy { $0["U"] is Int })
        let isWhole = book.take(messages[0])
        #expect(!isWhole)
        var second = depth(&client)
        client.advance(2_000)
        #expect(client.heard().filter { !$0.isPing }.allSatisfy { second.take($0.data) })
    }

    @Test("Disturbed: snapshots are as old as asked for, then new again")
    func late() throws {
        var client = try BinanceClient(frozen: false)
        client.face.disturb(.delaySnapshots(milliseconds: 3_000), at: client.now)
        client.advance(2_000)
        _ = client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01")
        let numberThen = try #require(client.face.exchange.book("BTCUSDT", depth: 1)).updateID
        client.advance(3_000)
        let old = depth(&client)
        let now = try #require(client.face.exchange.book("BTCUSDT", depth: 5_000))
        #expect(old.last < Int(now.updateID) && old.last <= Int(numberThen) + 20)
        client.face.disturb(.delaySnapshots(milliseconds: 0), at: client.now)
        #expect(depth(&client).isEqual(to: now))
        client.face.disturb(.breakChecksum, at: client.now)
        client.face.disturb(.freezeChecksum(true), at: client.now)
        #expect(client.heard().isEmpty)
    }

    @Test("Candles grow, and are closed once when the next one begins; numbers of trades are those of REST")
    func candles() throws {
        var client = try BinanceClient(frozen: false)
        _ = client.follow(["btcusdt@kline_1m"])
        for _ in 0..<13 { client.advance(10_000) }
        let candles = client.heard().compactMap { $0.data["k"] as? [String: Any] }
        let closed = candles.filter { $0["x"] as? Bool == true }.compactMap { $0["t"] as? Int }
        #expect(closed.count >= 2 && Set(closed).count == closed.count && closed == closed.sorted())
        for candle in candles where candle["n"] as? Int != 0 {
            let count = try #require(candle["n"] as? Int)
            let (first, last) = (try #require(candle["f"] as? Int), try #require(candle["L"] as? Int))
            #expect(last - first + 1 == count)
        }
        let opened = try #require(closed.last)
        let rows = client.send("GET", "/api/v3/klines", "symbol=BTCUSDT&interval=1m&startTime=\(opened)&limit=1").array
        let row = try #require(rows.first as? [Any])
        let told = try #require(candles.last { $0["t"] as? Int == opened })
        #expect(told["c"] as? String == row[4] as? String && told["v"] as? String == row[5] as? String)
    }

    @Test("Trades are those of REST, in their order, without a hole")
    func trades() throws {
        var client = try BinanceClient(frozen: false)
        _ = client.follow(["btcusdt@trade", "btcusdt@aggTrade"])
        client.advance(20_000)
        let heard = client.heard().map(\.data)
        let trades = heard.filter { $0["e"] as? String == "trade" }
        let numbers = trades.compactMap { $0["t"] as? Int }
        #expect(numbers.count > 5 && numbers == Array((numbers.first ?? 0)..<(numbers.first ?? 0) + numbers.count))
        let rows = client.send("GET", "/api/v3/trades", "symbol=BTCUSDT&limit=\(numbers.count)").rows
        #expect(rows.compactMap { $0["id"] as? Int } == numbers)
        #expect(rows.compactMap { $0["price"] as? String } == trades.compactMap { $0["p"] as? String })
        #expect(rows.compactMap { $0["isBuyerMaker"] as? Bool } == trades.compactMap { $0["m"] as? Bool })
        let covered = heard.filter { $0["e"] as? String == "aggTrade" }.flatMap { row -> [Int] in
            guard let first = row["f"] as? Int, let last = row["l"] as? Int else { return [] }
            return Array(first...last)
        }
        #expect(covered == numbers)
    }
}
