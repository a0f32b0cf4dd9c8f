import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// Histories page by offset over all markets, fifty a page, while new rows come in (kraken.md E.10, E.11).
@Suite("Paging")
struct PagingTests {
    private let adapter = Sample.adapter

    /// A venue with trades of two markets, newest first, that gains rows while it is read.
    private struct Venue {
        var trades: [(id: String, pair: String, time: Int64)] = []

        init(_ count: Int) {
            for index in 0..<count { add(index) }
        }

        mutating func add(_ index: Int) {
            let pair = index.isMultiple(of: 3) ? "XETHXXBT" : "XXBTZUSD"
            trades.insert((id: "T\(index)", pair: pair, time: 1_763_000_000 + Int64(index)), at: 0)
        }

        func answer(_ call: VenueCall, withCount: Bool = true) -> CallResult {
            let offset = Int(call["ofs"] ?? "0") ?? 0
            let start = Int64(call["start"] ?? "0") ?? 0
            let all = trades.filter { $0.time > start }
            let rows = all.dropFirst(offset).prefix(50).map { trade in
                """
                "\(trade.id)":{"ordertxid":"OA","pair":"\(trade.pair)","time":\(trade.time).25,"type":"buy",\
                "price":"2","cost":"2","fee":"0","vol":"1","maker":false}
                """
            }
            let count = withCount ? ",\"count\":\"\(all.count)\"" : ""
            return .result("{\"trades\":{\(rows.joined(separator: ","))}\(count)}")
        }
    }

    private func ids(_ range: Range<Int>) -> [String] { range.filter { !$0.isMultiple(of: 3) }.map { "T\($0)" } }

    @Test(
        "To the end, oldest first, none twice and none lost while new trades push the pages", arguments: [true, false])
    func toTheEnd(_ withCount: Bool) throws {
        var venue = Venue(170)
        var next = 170
        let query = HistoryQuery(from: Timestamp(seconds: 1_763_000_000))
        let run = adapter.fills(on: try Sample.bitcoin(), query).run { call, _, _ in
            let answer = venue.answer(call, withCount: withCount)
            for _ in 0..<7 {
                venue.add(next)
                next += 1
            }
            return answer
        }
        let found = try #require(run.output).map(\.id.rawValue)
        #expect(Set(found).count == found.count, "none twice")
        #expect(Set(found).isSuperset(of: ids(0..<170)), "none lost")
        #expect(found == found.sorted { (Int($0.dropFirst()) ?? 0) < (Int($1.dropFirst()) ?? 0) })
        #expect(run.calls.allSatisfy { $0["start"] == "1762999999" })
    }

    @Test("The start is exact to the nanosecond, the end exclusive")
    func bounds() throws {
        let venue = Venue(60)
        let from = Timestamp(nanoseconds: 1_763_000_010_250_000_000)
        let until = Timestamp(nanoseconds: 1_763_000_020_250_000_000)
        let run = adapter.fills(on: try Sample.bitcoin(), HistoryQuery(from: from, until: until))
            .run { call, _, _ in venue.answer(call) }
        #expect(try #require(run.output).map(\.id.rawValue) == ids(10..<20))
        let limited = adapter.fills(on: try Sample.bitcoin(), HistoryQuery(from: from, limit: 3))
            .run { call, _, _ in venue.answer(call) }
        #expect(limited.output?.map(\.id.rawValue) == Array(ids(10..<60).prefix(3)), "with a start the oldest")
    }

    @Test("Without a start: the newest page, or as many as asked for")
    func newest() throws {
        let venue = Venue(200)
        let page = adapter.fills(on: try Sample.bitcoin(), HistoryQuery()).run { call, _, _ in venue.answer(call) }
        #expect(page.calls.count == 1)
        #expect(page.output?.map(\.id.rawValue) == ids(150..<200))
        let forty = adapter.fills(on: try Sample.bitcoin(), HistoryQuery(limit: 40))
            .run { call, _, _ in venue.answer(call) }
        #expect(forty.calls.map { $0["ofs"] } == [nil, "50"], "the newest page needs no offset")
        #expect(forty.output?.map(\.id.rawValue) == Array(ids(0..<200).suffix(40)))
    }

    @Test("A venue that does not heed the offset is an error, not an endless loop")
    func stuck() throws {
        let venue = Venue(60)
        let first = VenueCall(
            operation: "t", intent: .read, priority: .privateRead, method: .post, path: "/", isSigned: true, charges: []
        )
        let page = venue.answer(first, withCount: false)
        let run = adapter.fills(on: try Sample.bitcoin(), HistoryQuery(from: Timestamp(seconds: 1))).run(page)
        #expect(run.failure?.kind == .undecodable)
        #expect(run.calls.count == 2)
    }

    @Test("Fills of one order by the ids that the order names, twenty at a time")
    func ofOrder() throws {
        let ids = (0..<45).map { "T\($0)" }
        let order = try OrderAnswers.open(["trades": "[" + ids.map { "\"\($0)\"" }.joined(separator: ",") + "]"])
        let row = try #require(try Sample.result("rest-trades-history")["trades"]?["TCWJEG-FL4SZ-3FKGH6"]).text
        let run = adapter.fills(
            on: try Sample.bitcoin(), HistoryQuery(order: VenueOrderID(rawValue: "OQCLML-BW3P3-BUCMWZ"))
        ).run { call, position, _ in
            guard position > 0 else { return .ok(order) }
            let asked = (call["txid"] ?? "").split(separator: ",")
            return .result("{" + asked.map { "\"\($0)\":\(row)" }.joined(separator: ",") + "}")
        }
        #expect(run.output?.count == 45)
        #expect(run.calls.map(\.path).dropFirst().allSatisfy { $0 == "/0/private/QueryTrades" })
        #expect(run.calls.count == 4)
        #expect(run.calls.first?["trades"] == "true")
        let none = adapter.fills(on: try Sample.bitcoin(), HistoryQuery(order: VenueOrderID(rawValue: "OX")))
            .run(.refused("EOrder:Invalid order"))
        #expect(none.output == [])
    }

    @Test("Order history: open and ended in one list; an order in both is the ended one")
    func both() throws {
        let open = try OrderAnswers.list("open", ["status": "\"open\"", "reason": "null"])
        let closed = try OrderAnswers.list("closed")
        let run = adapter.orderHistory(on: try Sample.bitcoin(), HistoryQuery())
            .run(script: [.ok(open), .ok(closed)])
        #expect(run.output?.map(\.phase) == [.ended(.refused)])
        #expect(run.calls.map(\.path) == ["/0/private/OpenOrders", "/0/private/ClosedOrders"])
        let only = adapter.orderHistory(on: try Sample.bitcoin(), HistoryQuery())
            .run(script: [.ok(open), .ok(OrderAnswers.none("closed"))])
        #expect(only.output?.map(\.phase) == [.working])
    }

    @Test("Transfers follow the cursor to the end, newest first; a cursor that stands still ends it")
    func cursors() throws {
        func page(_ range: Range<Int>, _ cursor: String) -> CallResult {
            let rows = range.map { id in
                "{\"refid\":\"R\(id)\",\"asset\":\"XXBT\",\"amount\":\"1\",\"status\":\"Success\",\"time\":\(2000 - id)}"
            }
            return .result("{\"deposit\":[\(rows.joined(separator: ","))],\"next_cursor\":\(cursor)}")
        }
        let query = HistoryQuery(from: Timestamp(seconds: 1))
        let run = adapter.deposits(query).run(script: [
            page(0..<25, "\"a\""), page(24..<49, "\"b\""), page(49..<50, "null"),
        ])
        #expect(run.output?.compactMap(\.id) == (0..<50).map { "R\($0)" })
        #expect(run.calls.map { $0["cursor"] } == ["true", "a", "b"])
        #expect(run.calls.allSatisfy { $0["limit"] == "25" })
        let still = adapter.deposits(query).run(page(0..<25, "\"a\""))
        #expect(still.calls.count == 2)
        #expect(still.output?.count == 25)
    }
}
