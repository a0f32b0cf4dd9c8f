import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// Histories longer than a page, against a small venue that keeps its rows and cuts pages as luno.md E.8 says.
@Suite("Pages")
struct PagingTests {
    private let start = Int64(1_763_000_000_000)

    private func number(_ call: VenueCall, _ name: String) -> Int64? {
        call.parameters.first { $0.name == name }.flatMap { Int64($0.value) }
    }

    private func orderRow(_ index: Int, at time: Int64, status: String = "COMPLETE") throws -> Tree {
        try Sample.order([
            "order_id": "\"BX\(index)\"", "creation_timestamp": String(time), "status": "\"\(status)\"",
            "expiration_timestamp": "5",
        ])
    }

    /// The order list: newest first, `created_before` exclusive.
    private func orderVenue(_ rows: [(row: Tree, time: Int64)]) -> (VenueCall) -> CallResult {
        { call in
            guard call.parameters.contains(where: { $0.name == "closed" }) else { return .ok(#"{"orders":null}"#) }
            let before = number(call, "created_before") ?? .max
            let limit = Int(number(call, "limit") ?? 100)
            let page = rows.filter { $0.time < before }.sorted { $0.time > $1.time }.prefix(limit)
            return Sample.list("orders", page.map(\.row))
        }
    }

    @Test("Orders that share the millisecond at a page's border are neither lost nor repeated")
    func orders() throws {
        // 2,500 orders, ten in each millisecond: every border cuts through one.
        let rows = try (0..<2500).map { index in
            let time = start + Int64(index / 10)
            return (row: try orderRow(index, at: time), time: time)
        }
        let venue = orderVenue(rows)
        let query = HistoryQuery(from: Timestamp(milliseconds: start))
        let run = Sample.adapter.orderHistory(on: try Sample.bitcoin(), query).run { call, _, _ in venue(call) }
        let ids = try #require(run.output).map(\.venueOrderID.rawValue)
        #expect(ids.count == 2500 && Set(ids).count == 2500)
        #expect(run.output?.first?.createdAt == Timestamp(milliseconds: start))
        #expect(run.calls.allSatisfy { $0.intent == .read })
    }

    @Test("Orders of the very start are not lost where a page's border cuts through its millisecond")
    func ordersOfTheStart() throws {
        // Ten in each millisecond; the newest thousand end amid those of the start.
        let rows = try (0..<1200).map { index in
            let time = start + Int64((index + 5) / 10)
            return (row: try orderRow(index, at: time), time: time)
        }
        let venue = orderVenue(rows)
        let query = HistoryQuery(from: Timestamp(milliseconds: start + 20))
        let run = Sample.adapter.orderHistory(on: try Sample.bitcoin(), query).run { call, _, _ in venue(call) }
        let ids = try #require(run.output).map(\.venueOrderID.rawValue)
        #expect(Set(ids) == Set((195..<1200).map { "BX\($0)" }) && ids.count == 1005)
    }

    @Test("Start, end and number of rows are kept: with a start the oldest, without one the newest")
    func window() throws {
        let rows = try (0..<20).map { (row: try orderRow($0, at: start + Int64($0)), time: start + Int64($0)) }
        let venue = orderVenue(rows)
        func history(_ query: HistoryQuery) throws -> [Int64] {
            let run = Sample.adapter.orderHistory(on: try Sample.bitcoin(), query).run { call, _, _ in venue(call) }
            return try #require(run.output).compactMap { $0.createdAt.map { $0.milliseconds - start } }
        }
        let from = Timestamp(milliseconds: start + 5)
        let until = Timestamp(milliseconds: start + 9)
        #expect(try history(HistoryQuery(from: from, until: until)) == [5, 6, 7, 8])
        #expect(try history(HistoryQuery(from: from, limit: 2)) == [5, 6])
        #expect(try history(HistoryQuery(until: until, limit: 2)) == [7, 8])
        #expect(try history(HistoryQuery()).count == 20)
    }

    @Test("An order that ends between the two lists is told once, as ended")
    func moving() throws {
        let open = try Sample.order(["creation_timestamp": String(start)])
        let ended = try Sample.order([
            "creation_timestamp": String(start), "status": "\"COMPLETE\"", "base": "\"0.001\"",
        ])
        let run = Sample.adapter.orderHistory(on: try Sample.bitcoin(), HistoryQuery()).run { call, _, _ in
            Sample.list("orders", [call.parameters.contains { $0.name == "closed" } ? ended : open])
        }
        #expect(run.output?.map(\.phase) == [.ended(.filled)])
        #expect(run.calls.map { $0.parameters.contains { $0.name == "closed" } } == [false, true])
    }

    @Test("A full page that repeats itself fails instead of turning for ever or losing rows")
    func stuck() throws {
        let page = try (0..<1000).map { try orderRow($0, at: start, status: "PENDING") }
        let run = Sample.adapter.openOrders(on: nil, in: try Sample.catalog()).run { _, _, _ in
            Sample.list("orders", page)
        }
        #expect(run.failure?.kind == .undecodable && run.calls.count == 2)
    }

    @Test("More than a page of open orders is read to the end without a start")
    func openOrders() throws {
        let rows = try (0..<1200).map { (row: try orderRow($0, at: start + Int64($0), status: "PENDING"), time: $0) }
        let run = Sample.adapter.openOrders(on: nil, in: try Sample.catalog()).run { call, _, _ in
            let before = number(call, "created_before").map { Int($0 - start) } ?? .max
            return Sample.list("orders", rows.filter { $0.time < before }.reversed().prefix(1000).map(\.row))
        }
        #expect(Set(try #require(run.output).map(\.venueOrderID)).count == 1200)
        #expect(run.calls.count == 2)
    }

    private func tradeRow(_ sequence: Int64, order: String, at time: Int64) throws -> Tree {
        try #require(Decoders.trades["trades"]?.elements.first).replacing("sequence", with: String(sequence))
            .replacing("order_id", with: "\"\(order)\"").replacing("timestamp", with: String(time))
    }

    /// Own trades: ascending by `since` and `after_seq`, both inclusive.
    private func tradeVenue(_ rows: [(row: Tree, sequence: Int64, time: Int64)]) -> (VenueCall) -> CallResult {
        { call in
            let since = number(call, "since") ?? .min
            let after = number(call, "after_seq") ?? .min
            let limit = Int(number(call, "limit") ?? 100)
            let isFalling = call.parameters.contains(.init("sort_desc", "true"))
            let wanted = rows.filter { $0.time >= since && $0.sequence >= after }
            let page = isFalling ? Array(wanted.reversed().prefix(limit)) : Array(wanted.prefix(limit))
            return page.isEmpty ? .ok(#"{"trades":null}"#) : Sample.list("trades", page.map(\.row))
        }
    }

    @Test("Fills over several pages: the two rows of a trade with oneself survive a page's border")
    func fills() throws {
        // An odd row first, so that the border after a thousand rows parts a pair.
        var rows = [(row: try tradeRow(1, order: "BX0", at: start), sequence: Int64(1), time: start)]
        for sequence in Int64(2)...1300 {
            for order in ["BXA", "BXB"] {
                rows.append((try tradeRow(sequence, order: order, at: start + sequence), sequence, start + sequence))
            }
        }
        let venue = tradeVenue(rows)
        let query = HistoryQuery(from: Timestamp(milliseconds: start))
        let run = Sample.adapter.fills(on: try Sample.bitcoin(), query).run { call, _, _ in venue(call) }
        let keys = try #require(run.output).map { "\($0.id) \($0.venueOrderID)" }
        #expect(keys.count == rows.count && Set(keys).count == rows.count)
        #expect(run.output?.map { Int64($0.id.rawValue) ?? 0 } == rows.map(\.sequence))
    }

    @Test("Without a start: the newest page, oldest first; the limit keeps the newest")
    func newest() throws {
        // More than the largest page, so that the oldest page is not the newest.
        let rows = try (Int64(1)...1030).map {
            (row: try tradeRow($0, order: "BX\($0)", at: start + $0), sequence: $0, time: start + $0)
        }
        let venue = tradeVenue(rows)
        let run = Sample.adapter.fills(on: try Sample.bitcoin(), HistoryQuery(limit: 3)).run { call, _, _ in venue(call)
        }
        #expect(run.output?.map(\.id.rawValue) == ["1028", "1029", "1030"])
        let until = HistoryQuery(
            from: Timestamp(milliseconds: start), until: Timestamp(milliseconds: start + 4), limit: 2)
        let first = Sample.adapter.fills(on: try Sample.bitcoin(), until).run { call, _, _ in venue(call) }
        #expect(first.output?.map(\.id.rawValue) == ["1", "2"])
    }

    @Test("Fills of one order: from its creation on, until they add up")
    func fillsOfOrder() throws {
        let rows = try (Int64(1)...2500).map {
            (row: try tradeRow($0, order: $0 == 2 ? "BXME" : "BX\($0)", at: start + $0), sequence: $0, time: start + $0)
        }
        let venue = tradeVenue(rows)
        let quantity = try #require(rows[0].row["base"]?.text)
        let order = try Sample.order([
            "order_id": "\"BXME\"", "base": quantity, "creation_timestamp": String(start + 1),
        ])
        let query = HistoryQuery(order: VenueOrderID(rawValue: "BXME"))
        let run = Sample.adapter.fills(on: try Sample.bitcoin(), query).run { call, _, _ in
            call.path == "/api/exchange/3/order" ? .ok(order.text) : venue(call)
        }
        #expect(run.output?.map(\.id.rawValue) == ["2"])
        #expect(run.calls.count == 2, "the sum is reached on the first page")
        let unfilled = Sample.adapter.fills(on: try Sample.bitcoin(), query).run(.ok(try Sample.order().text))
        #expect(unfilled.output == [] && unfilled.calls.count == 1)
    }

    @Test("Transfers of every account over several pages, none twice")
    func transfers() throws {
        let row = try #require(Sample.tree("rest-transfers")["transfers"]?.elements.first)
        let rows = (0..<1500).map { index in
            (
                row: row.replacing("id", with: "\"\(index)\"").replacing(
                    "created_at", with: String(start + Int64(index / 4))),
                time: start + Int64(index / 4)
            )
        }
        let run = Sample.adapter.deposits(HistoryQuery(from: Timestamp(milliseconds: start))).run { call, _, _ in
            if call.path == "/api/1/balance" {
                return .ok(
                    #"{"balance":[{"account_id":"1","asset":"XBT","balance":"0","reserved":"0"},{"account_id":"2","asset":"ZAR","balance":"0","reserved":"0"}]}"#
                )
            }
            guard call.parameters.contains(.init("account_id", "1")) else { return .ok(#"{"transfers":null}"#) }
            let before = number(call, "before") ?? .max
            return Sample.list("transfers", rows.filter { $0.time < before }.reversed().prefix(1000).map(\.row))
        }
        let ids = try #require(run.output).compactMap(\.id)
        #expect(ids.count == 1500 && Set(ids).count == 1500)
    }

    @Test("Requests to withdraw by falling id to the start")
    func withdrawals() throws {
        let row = try #require(Sample.tree("rest-withdrawals")["withdrawals"]?.elements.first)
        let rows = (1...1300).map {
            row.replacing("id", with: "\"\($0)\"").replacing("created_at", with: String(start + Int64($0)))
        }
        let run = Sample.adapter.withdrawals(HistoryQuery(from: Timestamp(milliseconds: start))).run { call, _, _ in
            guard call.path == "/api/1/withdrawals" else { return .ok(#"{"balance":null}"#) }
            let before = number(call, "before_id").map { Int($0) } ?? .max
            return Sample.list("withdrawals", rows.prefix(min(before - 1, 1300)).reversed().prefix(1000).map { $0 })
        }
        #expect(try #require(run.output).count == 1300)
        #expect(run.calls.filter { $0.path == "/api/1/withdrawals" }.count == 2)
    }

    @Test("A full page of requests to withdraw that repeats itself fails instead of turning for ever")
    func stuckWithdrawals() throws {
        let row = try #require(Sample.tree("rest-withdrawals")["withdrawals"]?.elements.first)
        let page = (1...1000).reversed().map {
            row.replacing("id", with: "\"\($0)\"").replacing("created_at", with: String(start + Int64($0)))
        }
        let query = HistoryQuery(from: Timestamp(milliseconds: start))
        let run = Sample.adapter.withdrawals(query).run { _, position, _ in
            position < 3 ? Sample.list("withdrawals", page) : .neverSent
        }
        #expect(run.failure?.kind == .undecodable && run.calls.count == 2)
    }
}
