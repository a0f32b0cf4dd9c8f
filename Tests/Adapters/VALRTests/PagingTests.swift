import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// Histories longer than one answer (valr.md E.9): nothing lost, nothing twice.
@Suite("Paging")
struct PagingTests {
    private struct Row {
        let id: String
        let time: Timestamp
        let text: String
    }

    private static func time(_ index: Int, every step: Int64 = 1) -> Timestamp {
        Timestamp(milliseconds: FlowStart.now.milliseconds - 10_000_000 + Int64(index) * step)
    }

    /// Oldest first, as they happened.
    private func fills(_ count: Int, pair: (Int) -> String = { _ in "BTCUSDC" }) throws -> [Row] {
        let tree = try #require(Sample.tree("rest-account-trade-history").elements.last)
        return (0..<count).map { index in
            // Ids say nothing about the order of time: the venue changed their form (valr.md D.4).
            let id = "\(index * 7919 % 10_007)-a"
            let time = Self.time(index)
            let text = tree.replacing("id", with: "\"\(id)\"").replacing("tradedAt", with: "\"\(time)\"")
                .replacing("currencyPair", with: "\"\(pair(index))\"").text
            return Row(id: id, time: time, text: text)
        }
    }

    private func orders(_ count: Int, step: Int64) throws -> [Row] {
        let tree = try #require(Sample.tree("rest-order-history").elements.first)
        return (0..<count).map { index in
            let time = Self.time(index, every: step)
            let text = tree.replacing("orderId", with: "\"o-\(index)\"").replacing(
                "orderUpdatedAt", with: "\"\(time)\""
            )
            .replacing("orderCreatedAt", with: "\"\(time)\"").text
            return Row(id: "o-\(index)", time: time, text: text)
        }
    }

    /// Answers as the venue does: newest first, filtered by times (the end inclusive or not), cut by `limit`.
    private func answer(_ rows: [Row], _ call: VenueCall, endIsInclusive: Bool = true) -> CallResult {
        var list = Array(rows.reversed())
        if let before = call.value("beforeId"), let position = list.firstIndex(where: { $0.id == before }) {
            list = Array(list[(position + 1)...])
        }
        if let start = call.value("startTime") { list = list.filter { $0.time.description >= start } }
        if let end = call.value("endTime") {
            list = list.filter { endIsInclusive ? $0.time.description <= end : $0.time.description < end }
        }
        let skip = call.value("skip").flatMap { Int($0) } ?? 0
        let limit = call.value("limit").flatMap { Int($0) } ?? 100
        return .ok("[" + list.dropFirst(skip).prefix(limit).map(\.text).joined(separator: ",") + "]")
    }

    @Test("Fills of two and a half pages, oldest first", arguments: [0, 1, 99, 100, 101, 200, 250])
    func fillHistory(_ count: Int) throws {
        let rows = try fills(count)
        let run = Sample.adapter.fills(on: try Sample.instrument("BTC/USDC"), HistoryQuery(from: Self.time(0)))
            .run { call, _, _ in answer(rows, call) }
        #expect(try #require(run.output).map(\.id.rawValue) == rows.map(\.id))
        #expect(run.calls.count == count / 100 + 1)
        #expect(run.calls.dropFirst().allSatisfy { $0.value("beforeId") != nil && $0.value("skip") == nil })
    }

    @Test("Fills that happen while the pages are read shift nothing")
    func growing() throws {
        let rows = try fills(350)
        let run = Sample.adapter.fills(on: try Sample.instrument("BTC/USDC"), HistoryQuery(from: Self.time(0)))
            .run { call, position, _ in answer(Array(rows.prefix(250 + position * 30)), call) }
        #expect(try #require(run.output).map(\.id.rawValue) == rows.prefix(250).map(\.id))
    }

    @Test("Other markets' fills are sorted out after paging, not before")
    func foreignFills() throws {
        let rows = try fills(250) { $0.isMultiple(of: 2) ? "BTCUSDC" : "BTCUSDTPERP" }
        let market = try Sample.instrument("BTC/USDC")
        let all = Sample.adapter.fills(on: market, HistoryQuery(from: Self.time(0)))
            .run { call, _, _ in answer(rows, call) }
        #expect(all.output?.count == 125)
        #expect(all.calls.count == 3)
        let newest = Sample.adapter.fills(on: market, HistoryQuery(limit: 70)).run { call, _, _ in answer(rows, call) }
        let own = rows.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element.id)
        #expect(newest.output?.map(\.id.rawValue) == own.suffix(70))
    }

    @Test(
        "Orders page by the time of their last change, whether its end is inclusive or not", arguments: [true, false])
    func orderHistory(_ endIsInclusive: Bool) throws {
        for (count, step) in [(0, 1), (100, 1), (250, 1), (250, 0)] as [(Int, Int64)] {
            let rows = try orders(count, step: step)
            let run = Sample.adapter.orderHistory(
                on: try Sample.instrument("BTC/USDT"), HistoryQuery(from: Self.time(0))
            ).run { call, _, _ in
                call.operation == "order.open" ? .ok("[]") : answer(rows, call, endIsInclusive: endIsInclusive)
            }
            let ids = try #require(run.output).map(\.venueOrderID.rawValue)
            #expect(ids == rows.map(\.id), "\(count) rows, \(step) ms apart")
            #expect(run.calls.allSatisfy { $0.value("skip") != "0" }, "a position only where the time stands still")
        }
    }

    @Test("A page that comes again and again is an error, not an end")
    func standstill() throws {
        let rows = try fills(100)
        let run = Sample.adapter.fills(on: try Sample.instrument("BTC/USDC"), HistoryQuery(from: Self.time(0)))
            .run { _, _, _ in .ok("[" + rows.reversed().map(\.text).joined(separator: ",") + "]") }
        #expect(run.failure?.kind == .undecodable)
        #expect(run.calls.count < 5)
    }

    @Test("Without a start the newest page; with a limit the newest so many; from a start the oldest")
    func limits() throws {
        let rows = try fills(250)
        let market = try Sample.instrument("BTC/USDC")
        func ids(_ query: HistoryQuery) -> [String]? {
            Sample.adapter.fills(on: market, query).run { call, _, _ in answer(rows, call) }.output?.map(\.id.rawValue)
        }
        #expect(ids(HistoryQuery()) == rows.suffix(100).map(\.id))
        #expect(ids(HistoryQuery(limit: 150)) == rows.suffix(150).map(\.id))
        #expect(ids(HistoryQuery(limit: 0)) == [])
        #expect(ids(HistoryQuery(from: Self.time(10), limit: 5)) == rows[10..<15].map(\.id))
        #expect(ids(HistoryQuery(from: Self.time(10), until: Self.time(20))) == rows[10..<20].map(\.id))
    }

    @Test("Fills of one order: since the order was made, to the end")
    func fillsOfOrder() throws {
        let rows = try fills(250)
        let id = VenueOrderID(rawValue: "0197d494-f5ba-77e1-83f1-37a1fcffe446")
        let made = try Sample.status().replacing("orderCreatedAt", with: "\"\(Self.time(0))\"")
            .replacing("currencyPair", with: "\"BTCUSDC\"").text
        let market = try Sample.instrument("BTC/USDC")
        let run = Sample.adapter.fills(on: market, HistoryQuery(order: id)).run { call, position, _ in
            position == 0 ? .ok("[\(made)]") : answer(rows, call)
        }
        #expect(run.output?.count == 250)
        #expect(run.calls.first?.path == "/v1/orders/history/detail/orderid/\(id)")
        #expect(run.calls.last?.value("startTime") == Self.time(0).advanced(by: .seconds(-1)).description)
        let other = Sample.adapter.fills(on: market, HistoryQuery(order: Sample.orderID))
            .run { call, position, _ in position == 0 ? .ok("[]") : answer(rows, call) }
        #expect(other.output == [])
        #expect(other.calls.count == 4, "unknown to the history: all pages are read")
    }

    @Test("A page that fails fails the whole: half a history is no history")
    func brokenPage() throws {
        let rows = try fills(250)
        let run = Sample.adapter.fills(on: try Sample.instrument("BTC/USDC"), HistoryQuery(from: Self.time(0)))
            .run { call, position, _ in position == 1 ? .timedOut : answer(rows, call) }
        #expect(run.output == nil)
        #expect(run.failure?.kind == .timeout)
    }

    @Test("Transfers by position: a row pushed onto the next page is taken once, newest first")
    func transfers() throws {
        let tree = try #require(Sample.tree("rest-withdraw-history").elements.first)
        let rows = (0..<250).map { index in
            let time = Self.time(250 - index, every: 1000)
            return tree.replacing("uniqueId", with: "\"\(index)\"").replacing("createdAt", with: "\"\(time)\"").text
        }
        let query = HistoryQuery(from: Self.time(0))
        let run = Sample.adapter.withdrawals(query).run { call, position, _ in
            guard call.path.hasSuffix("withdraw/history") else { return .ok("[]") }
            let skip = max((call.value("skip").flatMap { Int($0) } ?? 0) - position, 0)
            return .ok("[" + rows.dropFirst(skip).prefix(100).joined(separator: ",") + "]")
        }
        #expect(run.output?.compactMap(\.id) == (0..<250).map(String.init))
        #expect(run.calls.count == 4)
        let few = Sample.adapter.withdrawals(HistoryQuery(limit: 10)).run { call, _, _ in
            .ok(call.path.hasSuffix("withdraw/history") ? "[" + rows.prefix(100).joined(separator: ",") + "]" : "[]")
        }
        #expect(few.output?.count == 10)
    }
}
