import AdapterProtocol
import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedVALR

/// Books that readers build from messages are the exchange's (valr.md I.5 to I.7).
@Suite("VALR face: streams, books")
struct VALRStreamBookTests {
    /// A reader of orders who follows the sheet's rules to the letter.
    private struct Orders {
        var queues: [String: [String: [(id: String, quantity: String)]]] = ["Bids": [:], "Asks": [:]]
        var number = 0
        var problems: [String] = []

        mutating func take(_ frame: VALRFrame) {
            let isSnapshot = frame.type == "FULL_ORDERBOOK_SNAPSHOT"
            if isSnapshot { queues = ["Bids": [:], "Asks": [:]] }
            var count = 0
            for side in ["Asks", "Bids"] {
                for level in frame.data[side] as? [[String: Any]] ?? [] {
                    let price = level["Price"] as? String ?? ""
                    for order in level["Orders"] as? [[String: Any]] ?? [] {
                        count += 1
                        set(side, price, order["orderId"] as? String ?? "", order["quantity"] as? String ?? "")
                    }
                }
            }
            let told = frame.data["SequenceNumber"] as? Int ?? -1
            if !isSnapshot, told != number + count { problems.append("number \(told) after \(number) and \(count)") }
            number = told
            if frame.data["Checksum"] as? Int != checksum { problems.append("checksum at \(told)") }
        }

        private mutating func set(_ side: String, _ price: String, _ id: String, _ quantity: String) {
            for place in (queues[side] ?? [:]).keys {
                guard let index = queues[side]?[place]?.firstIndex(where: { $0.id == id }) else { continue }
                if quantity != "0" {
                    queues[side]?[place]?[index].quantity = quantity
                } else {
                    queues[side]?[place]?.remove(at: index)
                    if queues[side]?[place]?.isEmpty == true { queues[side]?[place] = nil }
                }
                return
            }
            if quantity != "0" { queues[side]?[price, default: []].append((id, quantity)) }
        }

        func levels(_ side: String) -> [(price: ExactDecimal, orders: [(id: String, quantity: String)])] {
            (queues[side] ?? [:]).map { (ExactDecimal($0.key) ?? .zero, $0.value) }
                .sorted { side == "Bids" ? $0.price > $1.price : $0.price < $1.price }
        }

        var checksum: Int {
            func best(_ side: String) -> [String] {
                levels(side).flatMap(\.orders).prefix(25).map { $0.id + ":" + $0.quantity }
            }
            return TestCRC.of(VALR.Checksum.text(best("Bids"), best("Asks")))
        }

        func sums(_ side: String) -> [EngineSum] {
            levels(side).map { level in
                let sum = level.orders.reduce(ExactDecimal.zero) { VALR.sum($0, ExactDecimal($1.quantity) ?? .zero) }
                return EngineSum(price: level.price, quantity: sum)
            }
        }
    }

    private struct EngineSum: Equatable {
        let price: ExactDecimal
        let quantity: ExactDecimal
    }

    private func sums(_ levels: [EngineLevel]) -> [EngineSum] {
        levels.map { EngineSum(price: $0.price, quantity: $0.quantity) }
    }

    /// Things that own orders do to a book: rest, grow, shrink, move, go, and take.
    private func act(_ client: inout VALRClient, _ step: Int, _ ids: inout [String]) {
        let best = client.best()
        switch step % 6 {
        case 0: ids.append(client.rest(price: String(best.bid)))
        case 1: ids.append(client.rest(price: String(best.bid - 2)))
        case 2: if let id = ids.first { _ = client.modify(id, #""newTotalQuantity":"0.003""#) }
        case 3: if let id = ids.last { _ = client.modify(id, #""newPrice":"\#(best.bid - 5)""#) }
        case 4: if ids.count > 3 { _ = client.cancel(ids.removeFirst()) }
        default: _ = client.market("SELL", #""baseAmount":"0.01""#)
        }
    }

    @Test(
        "Order by order: every number, every checksum, and the same levels at every moment", arguments: [true, false])
    func orders(_ isFrozen: Bool) throws {
        var client = try VALRClient(["silentClientSeconds": "0"], frozen: isFrozen)
        var reader = Orders()
        for frame in client.reader("FULL_ORDERBOOK_UPDATE") where frame.type.hasPrefix("FULL") { reader.take(frame) }
        var ids: [String] = []
        var messages = 0
        for step in 0..<60 {
            act(&client, step, &ids)
            client.advance(100)
            for frame in client.frames() {
                reader.take(frame)
                messages += 1
            }
            let book = try #require(client.face.exchange.book("BTCUSDC", depth: 100_000))
            #expect(reader.sums("Bids") == sums(book.bids) && reader.sums("Asks") == sums(book.asks), "step \(step)")
        }
        #expect(reader.problems.isEmpty, "\(reader.problems.prefix(5))")
        #expect(messages > 40)
    }

    @Test("Two readers, one later than the other, have the same numbers")
    func twoReaders() throws {
        var client = try VALRClient(frozen: false)
        var first = Orders()
        for frame in client.reader("FULL_ORDERBOOK_UPDATE") where frame.type.hasPrefix("FULL") { first.take(frame) }
        client.advance(1_000)
        _ = client.connect("/ws/trade", as: 2)
        client.follow("FULL_ORDERBOOK_UPDATE", on: 2)
        var second = Orders()
        for _ in 0..<10 {
            for frame in client.frames() where frame.type.hasPrefix("FULL") {
                if frame.stream == StreamID(1) { first.take(frame) } else { second.take(frame) }
            }
            client.advance(300)
        }
        for frame in client.frames() {
            if frame.stream == StreamID(1) { first.take(frame) } else { second.take(frame) }
        }
        #expect(first.number == second.number && first.checksum == second.checksum)
        #expect(first.problems.isEmpty && second.problems.isEmpty)
    }

    @Test("Level by level: numbers rise by one, checksums and levels agree")
    func levels() throws {
        var client = try VALRClient(["silentClientSeconds": "0"], frozen: false)
        var sides: [String: [String: String]] = [:]
        var number = 0
        var ids: [String] = []
        func check(_ frame: VALRFrame) {
            let data = frame.object["d"] as? [String: Any] ?? [:]
            if frame.type == "OB_L1_SNAPSHOT" { sides = [:] }
            for side in ["a", "b"] {
                for pair in data[side] as? [[String]] ?? [] {
                    sides[side, default: [:]][pair[0]] = pair[1] == "0" ? nil : pair[1]
                }
            }
            let told = data["sq"] as? Int ?? -1
            if frame.type == "OB_L1_DIFF" { #expect(told == number + 1) }
            number = told
            func best(_ side: String) -> [String] {
                let rows = (sides[side] ?? [:]).map { (ExactDecimal($0.key) ?? .zero, $0.key + ":" + $0.value) }
                return rows.sorted { side == "b" ? $0.0 > $1.0 : $0.0 < $1.0 }.prefix(25).map(\.1)
            }
            #expect(data["cs"] as? Int == TestCRC.of(VALR.Checksum.text(best("b"), best("a"))))
        }
        for frame in client.reader("OB_L1_DIFF") where frame.type.hasPrefix("OB_L1") { check(frame) }
        for step in 0..<40 {
            act(&client, step, &ids)
            client.advance(100)
            for frame in client.frames() { check(frame) }
        }
        let book = try #require(client.face.exchange.book("BTCUSDC", depth: 100_000))
        #expect(sides["b"]?.count == book.bids.count && sides["a"]?.count == book.asks.count)
        #expect(number > 589_628_110)
    }

    @Test("The aggregated message is the best 40 of the exchange's book")
    func aggregated() throws {
        var client = try VALRClient(frozen: false)
        var frames = client.reader("AGGREGATED_ORDERBOOK_UPDATE")
        for _ in 0..<20 {
            client.advance(200)
            frames += client.frames()
            let data = try #require(frames.last).data
            let book = try #require(client.face.exchange.book("BTCUSDC", depth: 40))
            func rows(_ side: String) -> [EngineSum] {
                (data[side] as? [[String: Any]] ?? []).map { row in
                    EngineSum(
                        price: ExactDecimal(row["price"] as? String ?? "") ?? .zero,
                        quantity: ExactDecimal(row["quantity"] as? String ?? "") ?? .zero)
                }
            }
            #expect(rows("Bids") == sums(book.bids) && rows("Asks") == sums(book.asks))
            #expect(data["SequenceNumber"] as? Int == Int(book.updateID))
        }
    }

    @Test("The top levels come whole with every change")
    func topLevels() throws {
        var client = try VALRClient()
        let first = client.reader("OB_L1_D5_SNAPSHOT", "OB_L1_D1_SNAPSHOT")
        #expect(first.map(\.type).filter { $0.hasPrefix("OB") } == ["OB_L1_D5_SNAPSHOT", "OB_L1_D1_SNAPSHOT"])
        client.rest(price: String(client.best().bid))
        let frames = client.frames()
        #expect(Set(frames.map(\.type)) == ["OB_L1_D5_SNAPSHOT", "OB_L1_D1_SNAPSHOT"])
        let data = try #require(frames.first { $0.type == "OB_L1_D5_SNAPSHOT" }).object["d"] as? [String: Any]
        #expect((data?["b"] as? [[String]])?.count == 5 && data?["sq"] == nil && data?["cs"] == nil)
    }

    @Test("The checksum rule gives the vectors' numbers")
    func checksums() throws {
        #expect(VALR.Checksum.of("123456789") == 3_421_780_262 && VALR.Checksum.of("") == 0)
        #expect(VALR.Checksum.text(["b1", "b2"], ["a1", "a2", "a3"]) == "b1:a1:b2:a2:a3")
        let text = try VenueSamples.text("valr", "ws-checksum-vectors.json")
        for (string, sum) in [
            ("45147:0.011:45363:0.01102078", 2_598_005_866), ("45147:0.011:45363:0.00102078", 2_845_952_771),
        ] {
            let start = try #require(text.firstRange(of: "\"" + string))
            let whole = text[text.index(after: start.lowerBound)...].prefix { $0 != "\"" }
            #expect(VALR.Checksum.of(String(whole)) == Int64(sum))
        }
    }

    @Test("Disturbances: a number too many, a wrong checksum, checksums that stand still")
    func disturbances() throws {
        var client = try VALRClient()
        var reader = Orders()
        for frame in client.reader("FULL_ORDERBOOK_UPDATE") where frame.type.hasPrefix("FULL") { reader.take(frame) }
        /// What is wrong with the messages about one more order at the best price.
        func problems() -> Int {
            client.rest(price: String(client.best().bid))
            for frame in client.frames() { reader.take(frame) }
            defer { reader.problems = [] }
            return reader.problems.count
        }
        #expect(problems() == 0)
        client.face.disturb(.skipSequence, at: client.now)
        #expect(problems() == 1 && problems() == 0, "once only")
        client.face.disturb(.breakChecksum, at: client.now)
        #expect(problems() == 1 && problems() == 0)
        client.face.disturb(.freezeChecksum(true), at: client.now)
        #expect(problems() == 1 && problems() == 1)
        client.face.disturb(.freezeChecksum(false), at: client.now)
        client.face.disturb(.expireTokens, at: client.now)
        client.face.disturb(.delaySnapshots(milliseconds: 1_000), at: client.now)
        #expect(problems() == 0)
    }

    @Test("After a restore books begin anew")
    func restored() throws {
        var client = try VALRClient()
        _ = client.reader("FULL_ORDERBOOK_UPDATE")
        try client.face.restore(from: client.face.snapshot())
        client.follow("FULL_ORDERBOOK_UPDATE")
        #expect(client.frames().map(\.type) == ["FULL_ORDERBOOK_SNAPSHOT", "SUBSCRIBED"])
    }
}
