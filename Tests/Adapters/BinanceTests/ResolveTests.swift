import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// binance.md G.4: an order is absent only after thirty seconds on the venue's clock and three silent lists.
@Suite("Looking up a doubtful placement")
struct ResolveTests {
    private let notFound = CallResult.refused(-2013, "Order does not exist.")

    private func ours(_ status: String = "NEW", filled: String = "0.0") throws -> String {
        try Sample.tree("rest-order-query").replacing("symbol", with: "\"BTCUSDT\"")
            .replacing("clientOrderId", with: "\"\(Sample.clientID.text)\"")
            .replacing("time", with: "1763800000500").replacing("status", with: "\"\(status)\"").replacing(
                "executedQty", with: "\"\(filled)\""
            ).text
    }

    private func resolve(
        at start: Timestamp = Sample.now, latency: Duration = .zero,
        _ answer: (VenueCall, Int, Timestamp) -> CallResult
    ) throws -> FlowRun<PlaceResolution> {
        Sample.adapter.resolve(Sample.clientID, signedBy: Sample.now, on: try Sample.bitcoin())
            .run(at: start, latency: latency, answering: answer)
    }

    @Test("Absent: only at thirty seconds, after the look-up, the open orders and the history")
    func absent() throws {
        var times: [Timestamp] = []
        let run = try resolve { call, _, now in
            times.append(now)
            return call.path == "/api/v3/order" ? notFound : .ok("[]")
        }
        guard case .absent(let proof) = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(proof.sources == ["order.query", "order.open", "order.history"])
        #expect(proof.fence == .window)
        #expect(proof.readAt >= Sample.now.advanced(by: .seconds(30)))
        #expect(run.calls.suffix(2).map(\.path) == ["/api/v3/openOrders", "/api/v3/allOrders"])
        let first = Array(times.prefix(6)).map { $0.duration(since: Sample.now) }
        #expect(first == [.zero, .seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(15)])
        #expect(run.calls.allSatisfy { $0.intent == .read }, "a look-up never writes")
        let lastLookUp = try #require(run.calls.lastIndex { $0.path == "/api/v3/order" })
        #expect(times[lastLookUp] >= Sample.now.advanced(by: .seconds(30)), "the last look-up is after the bound")
    }

    @Test("Started late, it asks once and reads the lists at once")
    func late() throws {
        let run = try resolve(at: Sample.now.advanced(by: .seconds(31))) { call, _, _ in
            call.path == "/api/v3/order" ? notFound : .ok("[]")
        }
        guard case .absent = run.output else {
            Issue.record("must be absent")
            return
        }
        #expect(run.waits.isEmpty)
        #expect(run.calls.count == 3)
    }

    @Test("Slow answers count: the bound is a time, not a number of tries")
    func slow() throws {
        let run = try resolve(latency: .seconds(8)) { call, _, _ in
            call.path == "/api/v3/order" ? notFound : .ok("[]")
        }
        guard case .absent(let proof) = run.output else {
            Issue.record("must be absent")
            return
        }
        #expect(proof.readAt >= Sample.now.advanced(by: .seconds(30)))
        #expect(run.calls.count < 8)
    }

    @Test("Found by the look-up after two that saw nothing")
    func foundLater() throws {
        let body = try ours()
        let run = try resolve { _, position, _ in position < 2 ? notFound : .ok(body) }
        guard case .found(let order, let fills) = run.output else {
            Issue.record("must be found")
            return
        }
        #expect(order.clientOrderID == Sample.clientID)
        #expect(fills.isEmpty)
        #expect(run.waits == [.seconds(1), .seconds(1)])
    }

    @Test("Found only in a list, although the look-up says -2013 to the end", arguments: ["openOrders", "allOrders"])
    func foundInList(_ list: String) throws {
        let body = try ours(list == "openOrders" ? "NEW" : "CANCELED")
        let run = try resolve { call, _, _ in
            if call.path == "/api/v3/order" { return notFound }
            return .ok(call.path.hasSuffix(list) ? "[\(body)]" : "[]")
        }
        guard case .found(let order, _) = run.output else {
            Issue.record("must be found")
            return
        }
        #expect(order.phase == (list == "openOrders" ? .working : .ended(.cancelledByOwner)))
    }

    @Test("A filled order comes with its fills; an unreadable fill list does not hide the order")
    func withFills() throws {
        let body = try ours("FILLED", filled: "1.0")
        let fills = try Sample.body("rest-my-trades")
        let found = try resolve { call, _, _ in .ok(call.path == "/api/v3/order" ? body : fills) }
        guard case .found(_, let list) = found.output else {
            Issue.record("must be found")
            return
        }
        #expect(list.map(\.id.rawValue) == ["309520010"])
        let hidden = try resolve { call, _, _ in call.path == "/api/v3/order" ? .ok(body) : .status(500, "") }
        guard case .found(let order, let none) = hidden.output else {
            Issue.record("must be found")
            return
        }
        #expect(order.phase == .ended(.filled))
        #expect(none.isEmpty)
    }

    @Test("A read that fails leaves it unresolved, in each of the three sources", arguments: 0..<3)
    func unresolved(_ source: Int) throws {
        let paths = ["/api/v3/order", "/api/v3/openOrders", "/api/v3/allOrders"]
        for failure in [CallResult.timedOut, .neverSent, .status(500, ""), .ok("<html>"), .refused(-1021, "skew")] {
            let run = try resolve { call, _, _ in
                if call.path == paths[source] { return failure }
                return call.path == paths[0] ? notFound : .ok("[]")
            }
            guard case .unresolved = run.output else {
                Issue.record("source \(source): \(String(describing: run.output))")
                continue
            }
        }
    }

    @Test("An order of the same owner with another id is not ours")
    func foreign() throws {
        let other = try Sample.tree("rest-order-query").replacing("symbol", with: "\"BTCUSDT\"").text
        let run = try resolve { call, _, _ in call.path == "/api/v3/order" ? notFound : .ok("[\(other)]") }
        guard case .absent = run.output else {
            Issue.record("must be absent")
            return
        }
    }
}
