import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// Histories longer than one answer (binance.md E.7, E.9): nothing lost, nothing twice.
@Suite("Paging")
struct PagingTests {
    private static let day: Int64 = 86_400_000

    private func parameter(_ name: String, _ call: VenueCall) -> Int64? {
        call.parameters.first { $0.name == name }.flatMap { Int64($0.value) }
    }

    /// Answers as the venue does: rows at or after the cursor or the start, ascending, at most `limit`.
    private func answer(_ rows: [(id: Int64, time: Int64, text: String)], _ cursor: String, _ call: VenueCall)
        -> CallResult
    {
        let limit = Int(parameter("limit", call) ?? 500)
        let cursorValue = parameter(cursor, call)
        let start = parameter("startTime", call)
        let found: [String]
        if let cursorValue {
            found = rows.filter { $0.id >= cursorValue }.prefix(limit).map(\.text)
        } else if let start {
            found = rows.filter { $0.time >= start }.prefix(limit).map(\.text)
        } else {
            found = rows.suffix(limit).map(\.text)
        }
        return .ok("[" + found.joined(separator: ",") + "]")
    }

    private func orders(_ count: Int) throws -> [(id: Int64, time: Int64, text: String)] {
        let tree = try Sample.tree("rest-order-query")
        return (0..<count).map { index in
            // Ids with gaps, as an account sees them.
            let id = Int64(1000 + index * 7)
            let time = Sample.now.milliseconds + Int64(index)
            let text = tree.replacing("orderId", with: String(id)).replacing("time", with: String(time)).text
            return (id, time, text)
        }
    }

    private func fills(_ count: Int) throws -> [(id: Int64, time: Int64, text: String)] {
        guard let tree = try Sample.tree("rest-my-trades").elements.first else { return [] }
        return (0..<count).map { index in
            let id = Int64(50 + index * 3)
            let time = Sample.now.milliseconds + Int64(index)
            let text = tree.replacing("id", with: String(id)).replacing("time", with: String(time)).text
            return (id, time, text)
        }
    }

    @Test("Order history of two and a half pages", arguments: [0, 1, 999, 1000, 1001, 2000, 2500])
    func orderHistory(_ count: Int) throws {
        let rows = try orders(count)
        let run = Sample.adapter.orderHistory(on: try Sample.bitcoin(), HistoryQuery(from: Sample.now))
            .run { call, _, _ in answer(rows, "orderId", call) }
        #expect(try #require(run.output).map(\.venueOrderID.rawValue) == rows.map { String($0.id) })
        #expect(run.calls.count == count / 1000 + 1)
        #expect(run.calls.dropFirst().allSatisfy { parameter("startTime", $0) == nil })
    }

    @Test("Fill history of two and a half pages", arguments: [0, 999, 1000, 2500])
    func fillHistory(_ count: Int) throws {
        let rows = try fills(count)
        let run = Sample.adapter.fills(on: try Sample.bitcoin(), HistoryQuery(from: Sample.now))
            .run { call, _, _ in answer(rows, "fromId", call) }
        #expect(try #require(run.output).map(\.id.rawValue) == rows.map { String($0.id) })
        #expect(run.calls.count == count / 1000 + 1)
    }

    @Test("Fills of one order: the order id with a cursor, never with a time, in every page")
    func fillsOfOrder() throws {
        let rows = try fills(2500)
        let query = HistoryQuery(from: Sample.now, order: VenueOrderID(rawValue: "3784695242"))
        let run = Sample.adapter.fills(on: try Sample.bitcoin(), query).run { call, position, _ in
            let first = answer(rows, "fromId", call)
            guard position == 0 else { return first }
            // With an order id alone the venue starts at the order's first fill.
            return .ok("[" + rows.prefix(1000).map(\.text).joined(separator: ",") + "]")
        }
        #expect(try #require(run.output).count == 2500)
        #expect(run.calls.allSatisfy { parameter("orderId", $0) == 3_784_695_242 })
        #expect(run.calls.allSatisfy { parameter("startTime", $0) == nil })
    }

    @Test("A limit ends the walk, an end time cuts it", arguments: [(1, 1), (1500, 1500), (4000, 2500)])
    func limits(_ limit: Int, _ expected: Int) throws {
        let rows = try orders(2500)
        let bitcoin = try Sample.bitcoin()
        let limited = Sample.adapter.orderHistory(on: bitcoin, HistoryQuery(from: Sample.now, limit: limit))
            .run { call, _, _ in answer(rows, "orderId", call) }
        #expect(limited.output?.count == expected)
        let until = HistoryQuery(from: Sample.now, until: Sample.now.advanced(by: .milliseconds(1200)))
        let cut = Sample.adapter.orderHistory(on: bitcoin, until).run { call, _, _ in answer(rows, "orderId", call) }
        #expect(cut.output?.map(\.venueOrderID.rawValue) == rows.prefix(1200).map { String($0.id) })
        #expect(cut.calls.count == 2)
    }

    @Test("A page that fails fails the whole: half a history is no history")
    func brokenPage() throws {
        let rows = try orders(2500)
        let run = Sample.adapter.orderHistory(on: try Sample.bitcoin(), HistoryQuery(from: Sample.now))
            .run { call, position, _ in position == 1 ? .timedOut : answer(rows, "orderId", call) }
        #expect(run.output == nil)
        #expect(run.failure?.kind == .timeout)
    }

    private func transfers(_ count: Int) throws -> [(time: Int64, text: String)] {
        guard let tree = try Sample.tree("sapi-deposit-history").elements.first else { return [] }
        return (0..<count).map { index in
            let time = Sample.now.milliseconds - Int64(index) * Self.day / 8
            let text = tree.replacing("id", with: "\"\(index)\"").replacing("insertTime", with: String(time)).text
            return (time, text)
        }
    }

    @Test("Transfers: windows below ninety days, edge to edge, offsets within, newest first")
    func transferWindows() throws {
        let rows = try transfers(2500)  // 312 days
        var windows: [(start: Int64, end: Int64)] = []
        let query = HistoryQuery(from: Sample.now.advanced(by: .seconds(-320 * 86_400)))
        let run = Sample.adapter.deposits(query).run { call, _, _ in
            let start = parameter("startTime", call) ?? 0
            let end = parameter("endTime", call) ?? 0
            windows.append((start, end))
            let found = rows.filter { $0.time >= start && $0.time <= end }.dropFirst(
                Int(parameter("offset", call) ?? 0))
            return .ok("[" + found.prefix(1000).map(\.text).joined(separator: ",") + "]")
        }
        #expect(try #require(run.output).compactMap(\.id) == (0..<2500).map(String.init))
        #expect(windows.allSatisfy { $0.end - $0.start < 90 * Self.day })
        #expect(zip(windows, windows.dropFirst()).allSatisfy { $0.start - 1 == $1.end })
        #expect(windows.last?.start == query.from?.milliseconds)
    }

    @Test("Transfers: more than a page in one window is read by offset")
    func transferOffsets() throws {
        guard let tree = try Sample.tree("sapi-withdraw-history").elements.first else { return }
        let rows = (0..<2500).map { tree.replacing("id", with: "\"\($0)\"").text }
        let run = Sample.adapter.withdrawals(HistoryQuery()).run { call, _, _ in
            let offset = Int(parameter("offset", call) ?? 0)
            return .ok("[" + rows.dropFirst(offset).prefix(1000).joined(separator: ",") + "]")
        }
        #expect(run.output?.compactMap(\.id) == (0..<2500).map(String.init))
        #expect(run.calls.count == 3)
        let limited = Sample.adapter.withdrawals(HistoryQuery(limit: 10)).run { _, _, _ in
            .ok("[" + rows.prefix(1000).joined(separator: ",") + "]")
        }
        #expect(limited.output?.count == 10)
        #expect(limited.calls.count == 1)
    }
}
