import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// luno.md G.3: an order is absent only fifteen seconds after signing, by look-up and by both lists.
@Suite("Looking up a doubtful placement")
struct ResolveTests {
    private let notFound = CallResult.refused("ErrOrderNotFound", status: 404)
    private let nothing = CallResult.ok(#"{"orders":null,"trades":null}"#)

    private func resolve(
        at start: Timestamp = Sample.now, latency: Duration = .zero,
        _ answer: (VenueCall, Int, Timestamp) -> CallResult
    ) throws -> FlowRun<PlaceResolution> {
        Sample.adapter.resolve(Sample.clientID, signedBy: Sample.now, on: try Sample.bitcoin())
            .run(at: start, latency: latency, answering: answer)
    }

    @Test("Absent: look-ups with growing pauses, the last at the bound, then both lists; the deadline is the fence")
    func absent() throws {
        var times: [Duration] = []
        let run = try resolve { call, _, now in
            times.append(now.duration(since: Sample.now))
            return call.path == "/api/exchange/3/order" ? notFound : nothing
        }
        guard case .absent(let proof) = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(proof.sources == ["order.query", "order.history"] && proof.fence == .deadline)
        #expect(proof.readAt >= Sample.now.advanced(by: .seconds(15)))
        let expected: [Duration] = [
            .zero, .milliseconds(500), .milliseconds(1500), .milliseconds(3500), .milliseconds(7500), .seconds(15),
        ]
        #expect(Array(times.prefix(6)) == expected)
        #expect(run.calls.suffix(2).map(\.path) == ["/api/exchange/2/listorders", "/api/exchange/2/listorders"])
        #expect(run.calls.suffix(2).map { $0.parameters.contains { $0.name == "closed" } } == [false, true])
        #expect(run.calls.allSatisfy { $0.intent == .read && $0.priority == .resolve })
    }

    @Test("Started late, it asks once and reads the lists at once")
    func late() throws {
        let run = try resolve(at: Sample.now.advanced(by: .seconds(16))) { call, _, _ in
            call.path == "/api/exchange/3/order" ? notFound : nothing
        }
        guard case .absent = run.output else {
            Issue.record("must be absent")
            return
        }
        #expect(run.waits.isEmpty && run.calls.count == 3)
    }

    @Test("A look-up that began before the bound is not the last word, however late its answer")
    func slow() throws {
        var lastLookUp = Sample.now
        let run = try resolve(latency: .seconds(8)) { call, _, now in
            if call.path == "/api/exchange/3/order" { lastLookUp = now }
            return call.path == "/api/exchange/3/order" ? notFound : nothing
        }
        guard case .absent = run.output else {
            Issue.record("must be absent")
            return
        }
        #expect(lastLookUp >= Sample.now.advanced(by: .seconds(15)))
        #expect(run.calls.count < 8)
    }

    @Test("Found by the look-up after two that saw nothing, with its fills")
    func foundLater() throws {
        let order = try Sample.order([
            "base": "\"0.124201\"", "order_id": "\"BXBVV69D2J4ZMDG\"", "creation_timestamp": "1579472099000",
        ]).text
        let run = try resolve { call, position, _ in
            if call.path == "/api/1/listtrades" { return .ok(Decoders.trades.text) }
            return position < 2 ? notFound : .ok(order)
        }
        guard case .found(let found, let fills) = run.output else {
            Issue.record("must be found")
            return
        }
        #expect(found.clientOrderID == Sample.clientID && fills.map(\.id.rawValue) == ["7562151"])
    }

    @Test("Found only in the list of completed orders")
    func foundInHistory() throws {
        let order = try Sample.order(["creation_timestamp": String(Sample.now.milliseconds)])
        let run = try resolve(at: Sample.now.advanced(by: .seconds(20))) { call, _, _ in
            if call.path == "/api/exchange/3/order" { return notFound }
            return call.parameters.contains { $0.name == "closed" } ? Sample.list("orders", [order]) : nothing
        }
        guard case .found(let found, _) = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(found.venueOrderID == Sample.orderID)
    }

    @Test("Fills that cannot be read do not unmake the order")
    func withoutFills() throws {
        let order = try Sample.order(["base": "\"0.0004\""]).text
        let run = try resolve { call, _, _ in call.path == "/api/1/listtrades" ? .status(500, "") : .ok(order) }
        guard case .found(let found, let fills) = run.output else {
            Issue.record("must be found")
            return
        }
        #expect(found.filledBase == (try Sample.decimal("0.0004")) && fills.isEmpty)
    }

    @Test(
        "A failing source settles nothing",
        arguments: [
            CallResult.status(500, ""), .timedOut, .refused("ErrInsufficientPerms", status: 403), .ok("{}"),
            .refused("ErrTooManyRequests", status: 429),
        ])
    func unresolved(_ answer: CallResult) throws {
        let first = try resolve { _, _, _ in answer }
        let lists = try resolve(at: Sample.now.advanced(by: .seconds(20))) { call, _, _ in
            call.path == "/api/exchange/3/order" ? notFound : answer
        }
        for run in [first, lists] {
            guard case .unresolved = run.output else {
                Issue.record("\(String(describing: run.output))")
                continue
            }
        }
    }
}
