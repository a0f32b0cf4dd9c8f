import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// kraken.md E.13: an order is absent only when both lists lack it after its deadline, twice.
@Suite("Looking up a doubtful placement")
struct ResolveTests {
    private func silent(_ call: VenueCall) -> CallResult {
        .ok(OrderAnswers.none(call.path.hasSuffix("OpenOrders") ? "open" : "closed"))
    }

    private func resolve(
        at start: Timestamp = Sample.now, latency: Duration = .zero,
        _ answer: (VenueCall, Int, Timestamp) throws -> CallResult
    ) throws -> FlowRun<PlaceResolution> {
        Sample.adapter.resolve(Sample.clientID, signedBy: Sample.now, on: try Sample.bitcoin())
            .run(at: start, latency: latency) { call, position, now in
                (try? answer(call, position, now)) ?? .timedOut
            }
    }

    private let bound = Sample.now.advanced(by: .seconds(15))

    @Test("Absent: by our id in both lists, twice after the bound, and never a write")
    func absent() throws {
        var times: [Timestamp] = []
        let run = try resolve { call, _, now in
            if call.path.hasSuffix("OpenOrders") { times.append(now) }
            return silent(call)
        }
        guard case .absent(let proof) = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(proof.fence == .deadline)
        #expect(proof.sources == ["OpenOrders", "ClosedOrders"])
        #expect(times.filter { $0 >= bound }.count == 2)
        #expect(times.map { $0.duration(since: Sample.now) } == [.zero, .seconds(5), .seconds(15), .seconds(16)])
        #expect(run.calls.allSatisfy { $0.intent == .read && $0["cl_ord_id"] == Sample.clientID.text })
        #expect(run.calls.allSatisfy { $0.priority == .resolve })
    }

    @Test("Slow answers: a question asked before the bound proves nothing, whenever its answer comes")
    func slow() throws {
        var asked: [Timestamp] = []
        let run = try resolve(latency: .seconds(9)) { call, _, now in
            if call.path.hasSuffix("OpenOrders") { asked.append(now) }
            return silent(call)
        }
        guard case .absent = run.output else {
            Issue.record("must be absent")
            return
        }
        #expect(asked.filter { $0 >= bound }.count == 2)
    }

    @Test("Late: two looks a second apart")
    func late() throws {
        let run = try resolve(at: Sample.now.advanced(by: .seconds(60))) { call, _, _ in silent(call) }
        #expect(run.waits == [.seconds(1)])
        #expect(run.calls.count == 4)
    }

    @Test("Found among the open orders, or among the ended ones, at any look", arguments: [0, 1, 2, 5, 7])
    func found(_ at: Int) throws {
        let run = try resolve { call, position, _ in
            guard position >= at else { return silent(call) }
            let member = call.path.hasSuffix("OpenOrders") ? "open" : "closed"
            return .ok(try OrderAnswers.list(member, ["status": member == "open" ? "\"open\"" : "\"canceled\""]))
        }
        guard case .found(let order, let fills) = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(order.clientOrderID == Sample.clientID)
        #expect(fills.isEmpty)
        #expect(run.calls.count == at + 1)
    }

    @Test("A filled order comes with its fills; without them it is still found")
    func withFills() throws {
        let filled = try OrderAnswers.list(
            "open", ["status": "\"open\"", "vol_exec": "\"0.0001\"", "price": "\"106000\"", "trades": "[\"T1\"]"])
        let row = try #require(try Sample.result("rest-trades-history")["trades"]?["TCWJEG-FL4SZ-3FKGH6"])
            .replacing("ordertxid", with: "\"OPOST1-AAAAA-BBBBBB\"").text
        let run = try resolve { call, _, _ in
            switch call.path {
            case "/0/private/OpenOrders": .ok(filled)
            case "/0/private/QueryOrders":
                .result(
                    "{\"OPOST1-AAAAA-BBBBBB\":"
                        + (try OrderAnswers.row(
                            "rest-closed-orders", "closed", "OPOST1-AAAAA-BBBBBB", ["trades": "[\"T1\"]"])).text + "}")
            case "/0/private/QueryTrades": .result("{\"T1\":\(row)}")
            default: .timedOut
            }
        }
        guard case .found(_, let fills) = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(fills.map(\.id.rawValue) == ["T1"])
        let without = try resolve { call, _, _ in
            call.path == "/0/private/OpenOrders" ? .ok(filled) : .timedOut
        }
        guard case .found(_, []) = without.output else {
            Issue.record("\(String(describing: without.output))")
            return
        }
    }

    @Test("A list that cannot be read settles nothing")
    func unresolved() throws {
        for position in [0, 1, 6, 7] {
            let run = try resolve { call, index, _ in index == position ? .status(502, "") : silent(call) }
            guard case .unresolved = run.output else {
                Issue.record("\(String(describing: run.output))")
                continue
            }
        }
    }

    @Test("Rows of other ids are not ours, should the venue not heed the parameter; the newest of ours counts")
    func others() throws {
        let rows = try ["OA": "6d1b345e282140e2ad834ecb18a06876", "OB": "ffffffffffffffffffffffffffffffff"].map {
            id, client in
            let row = try OrderAnswers.row(
                "rest-closed-orders", "closed", "OPOST1-AAAAA-BBBBBB", ["cl_ord_id": "\"\(client)\""])
            return "\"\(id)\":\(row.text)"
        }
        let newer = try OrderAnswers.row(
            "rest-closed-orders", "closed", "OPOST1-AAAAA-BBBBBB", ["opentm": "1762820600.5"]
        ).text
        let body = "{\"closed\":{" + (rows + ["\"OC\":\(newer)"]).joined(separator: ",") + "}}"
        let run = Sample.adapter.order(.client(Sample.clientID), on: try Sample.bitcoin())
            .run(script: [.ok(OrderAnswers.none("open")), .result(body)])
        guard case .found(let order) = run.output else {
            Issue.record("must be found")
            return
        }
        #expect(order.venueOrderID.rawValue == "OC")
    }
}
