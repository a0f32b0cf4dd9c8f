import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// valr.md E.11: an order is presumed absent only after sixty seconds and four silent sources.
@Suite("Looking up a doubtful placement")
struct ResolveTests {
    private let client = "/v1/orders/ETHBTC/customerorderid/0123456789abcdef0123456789abcdef"
    private let detail = "/v1/orders/history/detail/customerorderid/0123456789abcdef0123456789abcdef"

    private func nothing(_ call: VenueCall) -> CallResult { call.path == client ? Sample.noOrder : .ok("[]") }

    private func resolve(
        at start: Timestamp = Sample.now, latency: Duration = .zero,
        _ answer: (VenueCall, Int, Timestamp) -> CallResult
    ) throws -> FlowRun<PlaceResolution> {
        Sample.adapter.resolve(Sample.clientID, signedBy: Sample.now, on: try Sample.ether())
            .run(at: start, latency: latency, answering: answer)
    }

    private func found(_ run: FlowRun<PlaceResolution>) throws -> (order: Order, fills: [Fill]) {
        guard case .found(let order, let fills) = try #require(run.output) else {
            Issue.record("\(String(describing: run.output))")
            throw CancellationError()
        }
        return (order, fills)
    }

    @Test("Absent: only at sixty seconds, after status, events, open orders and history; presumed only")
    func absent() throws {
        var times: [Timestamp] = []
        let run = try resolve { call, _, now in
            if call.path == client { times.append(now) }
            return nothing(call)
        }
        guard case .absent(let proof) = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(proof.sources == ["order.query", "order.detail", "order.open", "order.history"])
        #expect(proof.fence == .none, "the venue publishes no receive window")
        #expect(proof.readAt >= Sample.now.advanced(by: .seconds(60)))
        #expect(run.calls.suffix(2).map(\.path) == ["/v1/orders/open", "/v1/orders/history"])
        #expect(run.calls.last?.value("showZeroVolumeCancels") == "true")
        #expect(
            times.prefix(8).map { $0.duration(since: Sample.now).wholeMilliseconds } == [
                0, 100, 400, 1400, 3400, 7400, 15_400, 30_400,
            ])
        #expect(try #require(times.last) >= Sample.now.advanced(by: .seconds(60)))
        #expect(run.calls.allSatisfy { $0.intent == .read }, "a look-up never writes")
    }

    @Test("Started late, it asks once and reads the lists at once")
    func late() throws {
        let run = try resolve(at: Sample.now.advanced(by: .seconds(61))) { call, _, _ in nothing(call) }
        guard case .absent = run.output else {
            Issue.record("must be absent")
            return
        }
        #expect(run.waits.isEmpty)
        #expect(run.calls.count == 4)
    }

    @Test("Slow answers count: the bound is a time, not a number of tries")
    func slow() throws {
        let run = try resolve(latency: .seconds(15)) { call, _, _ in nothing(call) }
        guard case .absent(let proof) = run.output else {
            Issue.record("must be absent")
            return
        }
        #expect(proof.readAt >= Sample.now.advanced(by: .seconds(60)))
        #expect(run.calls.count < 10)
    }

    @Test("Found in the events, when the live status has never heard of it")
    func inEvents() throws {
        let row = try Sample.status("Failed", reason: "Insufficient Balance").text
        let run = try resolve { call, _, _ in call.path == detail ? .ok("[\(row)]") : nothing(call) }
        #expect(try found(run).order.phase == .ended(.refused))
        #expect(run.waits.isEmpty)
    }

    @Test("Found only in a list, although the look-ups see nothing to the end", arguments: ["open", "history"])
    func inList(_ list: String) throws {
        let row = try Sample.status(list == "open" ? "Placed" : "Cancelled")
            .replacing("orderCreatedAt", with: "\"\(Sample.now)\"").text
        let run = try resolve { call, _, _ in
            call.path == "/v1/orders/" + list ? .ok("[\(row)]") : nothing(call)
        }
        #expect(try found(run).order.phase == (list == "open" ? .working : .ended(.cancelledByOwner)))
    }

    @Test("A filled order comes with its fills; an unreadable fill list does not hide the order")
    func withFills() throws {
        let row = try Sample.status("Filled", remaining: "0").text
        let fill = try #require(Sample.tree("rest-account-trade-history").elements.last)
            .replacing("currencyPair", with: "\"ETHBTC\"").replacing("orderId", with: "\"\(Sample.orderID)\"")
            .replacing("tradedAt", with: "\"2025-07-17T08:36:05.000Z\"").text
        func answer(_ call: VenueCall, _ fills: CallResult) -> CallResult {
            if call.path == client { return .ok(row) }
            return call.path == "/v1/account/tradehistory" ? fills : Sample.noOrder
        }
        let full = try found(resolve { call, _, _ in answer(call, .ok("[\(fill)]")) })
        #expect(full.fills.count == 1)
        let hidden = try found(resolve { call, _, _ in answer(call, .status(500, "")) })
        #expect(hidden.order.phase == .ended(.filled) && hidden.fills.isEmpty)
    }

    @Test("A read that fails leaves it unresolved, in each of the four sources", arguments: 0..<4)
    func unresolved(_ source: Int) throws {
        let paths = [client, detail, "/v1/orders/open", "/v1/orders/history"]
        let failures = [
            CallResult.timedOut, .neverSent, .status(500, ""), .ok("<html>"), .refused(-11252, "x", status: 401),
        ]
        for failure in failures {
            let run = try resolve { call, _, _ in call.path == paths[source] ? failure : nothing(call) }
            guard case .unresolved = run.output else {
                Issue.record("source \(source): \(String(describing: run.output))")
                continue
            }
        }
    }

    @Test("An order of the same owner with another id is not ours")
    func foreign() throws {
        let other = try Sample.status(client: "LimitSell").text
        let run = try resolve { call, _, _ in
            call.path.hasSuffix("open") || call.path.hasSuffix("history") ? .ok("[\(other)]") : nothing(call)
        }
        guard case .absent = run.output else {
            Issue.record("must be absent")
            return
        }
    }
}
