import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing

/// Histories longer than one answer (kucoin.md E.6, E.7): nothing lost, nothing twice.
@Suite("Paging")
struct PagingTests {
    private struct Row {
        let id: Int64
        let time: Int64
        let text: String
    }

    private func parameter(_ name: String, _ call: VenueCall) -> Int64? {
        call.parameters.first { $0.name == name }.flatMap { Int64($0.value) }
    }

    /// Answers as the venue does: newest first, below the cursor, inside the bounds, at most `limit`.
    private func answer(_ rows: [Row], _ call: VenueCall, edges: Bool) -> CallResult {
        let limit = Int(parameter("limit", call) ?? 20)
        let found = rows.reversed().filter { row in
            if let last = parameter("lastId", call), row.id >= last { return false }
            if let start = parameter("startAt", call), row.time < start || (!edges && row.time == start) {
                return false
            }
            if let end = parameter("endAt", call), row.time > end || (!edges && row.time == end) { return false }
            return true
        }.prefix(limit)
        let last = found.last.map { String($0.id) } ?? "0"
        return .data("{\"items\":[\(found.map(\.text).joined(separator: ","))],\"lastId\":\(last)}")
    }

    private func fills(_ count: Int, spacing: Int64, from: Timestamp) throws -> [Row] {
        let tree = try #require(try Sample.data("rest-fills")["items"]?.elements.first)
        return (0..<count).map { index in
            let id = Int64(1000 + index * 7)
            let time = from.milliseconds + Int64(index) * spacing
            return Row(
                id: id, time: time,
                text: tree.replacing("tradeId", with: "9\(id)").replacing("createdAt", with: String(time)).text)
        }
    }

    private func expected(_ rows: [Row]) -> [String] { rows.map { "9\($0.id)" } }

    @Test("Fills of one window over several pages, oldest first", arguments: [0, 1, 99, 100, 101, 250])
    func pages(_ count: Int) throws {
        let start = Sample.now.advanced(by: .seconds(-3600))
        let rows = try fills(count, spacing: 1000, from: start)
        let run = Sample.adapter.fills(on: try Sample.bitcoin(), HistoryQuery(from: start))
            .run { call, _, _ in answer(rows, call, edges: true) }
        #expect(try #require(run.output).map(\.id.rawValue) == expected(rows))
        #expect(run.calls.count == count / 100 + 1)
    }

    @Test("Thirty days in windows of at most seven, rows on the seams counted once")
    func windows() throws {
        let start = Sample.now.advanced(by: .seconds(-30 * 86_400))
        let seam = (7 * 86_400 - 1) * 1000 as Int64
        let rows = try fills(5, spacing: seam, from: start)
        let run = Sample.adapter.fills(on: try Sample.bitcoin(), HistoryQuery(from: start))
            .run { call, _, _ in answer(rows, call, edges: true) }
        #expect(try #require(run.output).map(\.id.rawValue) == expected(rows))
        for call in run.calls {
            let span = try #require(parameter("endAt", call)) - #require(parameter("startAt", call))
            #expect(span < 7 * 86_400_000)
        }
    }

    @Test("Bounds and limits: from inclusive, until exclusive, the first rows from a start, the newest without")
    func bounds() throws {
        let start = Sample.now.advanced(by: .seconds(-3600))
        let rows = try fills(10, spacing: 1000, from: start)
        func read(_ query: HistoryQuery) throws -> [String]? {
            Sample.adapter.fills(on: try Sample.bitcoin(), query)
                .run { call, _, _ in answer(rows, call, edges: true) }.output?.map(\.id.rawValue)
        }
        let all = expected(rows)
        let until = start.advanced(by: .seconds(4))
        #expect(try read(HistoryQuery(from: start, until: until)) == Array(all.prefix(4)))
        #expect(try read(HistoryQuery(from: start, limit: 3)) == Array(all.prefix(3)))
        #expect(try read(HistoryQuery(limit: 3)) == Array(all.suffix(3)))
        #expect(try read(HistoryQuery(until: until)) == Array(all.prefix(4)))
        #expect(try read(HistoryQuery()) == all)
    }

    @Test("All fills of one order, without times; a cursor that stands still ends the walk")
    func oneOrder() throws {
        let rows = try fills(230, spacing: 1, from: Sample.now)
        let query = HistoryQuery(from: Sample.now, order: VenueOrderID(rawValue: "6717422bd51c29000775ea03"))
        let run = Sample.adapter.fills(on: try Sample.bitcoin(), query)
            .run { call, _, _ in answer(rows, call, edges: true) }
        #expect(run.output?.map(\.id.rawValue) == expected(rows))
        #expect(run.calls.allSatisfy { parameter("startAt", $0) == nil })
        let same = answer(rows, try #require(run.calls.first), edges: true)
        let stuck = Sample.adapter.fills(on: try Sample.bitcoin(), query).run(same)
        #expect(stuck.output?.count == 100)
        #expect(stuck.calls.count == 2)
    }

    @Test("A history of orders has the open and the done ones, each once, oldest first")
    func orders() throws {
        let tree = try Sample.data("rest-order-filled")
        func row(_ id: String, _ offset: Int64, active: Bool) -> String {
            tree.replacing("id", with: "\"\(id)\"").replacing("active", with: String(active)).replacing(
                "createdAt", with: String(Sample.now.milliseconds - offset)
            ).text
        }
        let open = "[\(row("c", 1000, active: true)),\(row("b", 2000, active: true))]"
        let done = "{\"items\":[\(row("c", 1000, active: false)),\(row("a", 3000, active: false))],\"lastId\":1}"
        let query = HistoryQuery(from: Sample.now.advanced(by: .seconds(-60)))
        let run = Sample.adapter.orderHistory(on: try Sample.bitcoin(), query)
            .run { call, _, _ in .data(call.path.hasSuffix("/active") ? open : done) }
        let orders = try #require(run.output)
        #expect(orders.map(\.venueOrderID.rawValue) == ["a", "b", "c"])
        #expect(orders.last?.phase == .ended(.filled), "the end wins over the older view")
    }

    @Test("Waiting stop orders over three pages, each asked for by its number")
    func stopOrders() throws {
        let row = try #require(try Sample.data("rest-stop-orders")["items"]?.elements.first)
        let run = Sample.adapter.openOrders(on: try Sample.bitcoin(), in: try Sample.catalog()).run { call, _, _ in
            guard call.path.hasSuffix("/stop-order") else { return .data("[]") }
            let page = parameter("currentPage", call) ?? 0
            let text = row.replacing("id", with: "\"vs\(page)\"").text
            return .data("{\"currentPage\":\(page),\"totalPage\":3,\"items\":[\(text)]}")
        }
        #expect(run.output?.map(\.venueOrderID.rawValue) == ["vs1", "vs2", "vs3"])
        #expect(run.calls.dropFirst().map { parameter("currentPage", $0) } == [1, 2, 3])
    }

    @Test("Deposits over three pages, with a fixed end")
    func deposits() throws {
        let row = try #require(try Sample.data("rest-deposits")["items"]?.elements.first)
        let query = HistoryQuery(from: Timestamp(seconds: 1_700_000_000))
        let run = Sample.adapter.deposits(query).run { call, _, _ in
            let page = parameter("currentPage", call) ?? 0
            let text = row.replacing("amount", with: "\"\(page)\"").replacing(
                "createdAt", with: String(1_728_555_875_000 - page)
            ).text
            return .data("{\"currentPage\":\(page),\"totalPage\":3,\"items\":[\(text)]}")
        }
        #expect(run.output?.map(\.amount) == [1, 2, 3])
        #expect(Set(run.calls.map { parameter("endAt", $0) }).count == 1)
        #expect(Sample.adapter.deposits(HistoryQuery()).run(try Sample.ok("rest-deposits")).calls.count == 1)
        #expect(Sample.adapter.deposits(HistoryQuery(limit: 0)).run(try Sample.ok("rest-deposits")).output == [])
    }
}
