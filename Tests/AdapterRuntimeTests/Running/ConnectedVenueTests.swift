import AdapterProtocol
import Logging
import Synchronization
import Testing

@testable import AdapterRuntime

@Suite("A connected venue") struct ConnectedVenueTests {
    private static let start = Timestamp(seconds: 1_767_225_600)
    private let clock = ManualClock(start: start)

    private func venue(
        _ transport: ScriptedTransport, adapter: FakeAdapter = FakeAdapter(), nonces: (any NonceStore)? = nil,
        missing: Set<OperationName> = [], logger: Logger = Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }
    ) throws -> ConnectedVenue<FakeAdapter> {
        try ConnectedVenue(
            VenueParts(
                adapter: adapter,
                environment: VenueEnvironment(name: "test", rest: "http://x", isRealMoney: false, missing: missing),
                credentials: nil, transport: transport, clock: clock, random: SeededRandomSource(seed: 1),
                nonces: nonces, logger: logger))
    }

    /// The venue's clock is the local one plus an offset.
    private func answering(offset: Duration = .zero, _ order: @escaping ScriptedTransport.Script) -> ScriptedTransport {
        let clock = clock
        return ScriptedTransport { request, number throws(TransportFailure) in
            if request.target == "/time" { return .json(String(clock.now.advanced(by: offset).milliseconds)) }
            if request.target.hasPrefix("/order") { return try order(request, number) }
            return .json("{}")
        }
    }

    private func order(_ number: Int = 1) throws -> OrderRequest {
        try .limit(ClientOrderID(bits: UInt128(number)), .buy, try #require(Symbol("BTC/USDT")), quantity: 1, price: 1)
    }

    @Test(
        "a write whose head was written is sent once, whatever the failure", arguments: TransportFailure.Kind.allCases)
    func writeOnce(kind: TransportFailure.Kind) async throws {
        let transport = answering { _, _ throws(TransportFailure) in
            throw TransportFailure(kind: kind, wasHeadWritten: true, message: "m")
        }
        let outcome = await (try venue(transport)).place(try order())
        guard case .unknown(let doubt) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(doubt.error.effect == .unknown)
        #expect(transport.count("/order") == 1)
    }

    @Test("a write of which no byte left is tried again, and then not sent") func notSent() async throws {
        let transport = answering { _, _ throws(TransportFailure) in
            throw TransportFailure(kind: .connectionRefused, wasHeadWritten: false, message: "m")
        }
        let outcome = await (try venue(transport)).place(try order())
        guard case .notSent(let error) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(error.effect == .notSent)
        #expect(transport.count("/order") == Backoff.tries)
    }

    @Test("5xx, an undecodable answer and a lost one on a write are never sent again", arguments: [500, 502, 503, 504])
    func serverErrors(status: Int) async throws {
        let transport = answering { _, _ throws(TransportFailure) in .json("", status: status) }
        guard case .unknown = await (try venue(transport)).place(try order()) else {
            Issue.record("not unknown")
            return
        }
        #expect(transport.count("/order") == 1)
    }

    @Test("a read is tried three times over a venue that is unwell") func reads() async throws {
        let transport = ScriptedTransport { request, number throws(TransportFailure) in
            request.target == "/ticker" && number < 3 ? .json("", status: 503) : .json("{}")
        }
        let ticker = try await venue(transport).ticker(try #require(Symbol("BTC/USDT")))
        #expect(ticker.last == 1)
        #expect(transport.count("/ticker") == 3)
    }

    @Test("what is not declared is refused before anything is sent") func capabilities() async throws {
        let transport = answering { _, _ throws(TransportFailure) in .json("{}") }
        let connected = try venue(transport)
        let market = try OrderRequest.market(ClientOrderID(bits: 1), .buy, try #require(Symbol("BTC/USDT")), .base(1))
        guard case .notSent(let error) = await connected.place(market) else {
            Issue.record("sent")
            return
        }
        #expect(error.kind == .unsupported && error.effect == .notSent)
        #expect(transport.sent.isEmpty)
    }

    @Test("an operation that the environment lacks is refused before anything is sent") func missing() async throws {
        let transport = answering { _, _ throws(TransportFailure) in .json("{}") }
        let error = await #expect(throws: VenueError.self) {
            _ = try await venue(transport, missing: ["venue.status"]).status()
        }
        #expect(error?.kind == .unsupported && error?.effect == .notSent)
        #expect(transport.sent.isEmpty)
    }

    @Test("signatures carry the venue's time as measured; the measurement is reused while fresh") func clockOffset()
        async throws
    {
        let transport = answering(offset: .seconds(7)) { _, _ throws(TransportFailure) in .json("{}") }
        let connected = try venue(transport)
        _ = await connected.place(try order(1))
        _ = await connected.place(try order(2))
        #expect(transport.count("/time") == 1)
        let stamped = Self.start.advanced(by: .seconds(7)).milliseconds
        #expect(
            transport.sent.filter { $0.target.hasPrefix("/order") }.allSatisfy { $0.target.contains("t=\(stamped)") })
        clock.advance(by: .seconds(301))
        _ = await connected.place(try order(3))
        #expect(transport.count("/time") == 2)
    }

    @Test("a clock refusal that provably did nothing is measured and repeated once, no more") func clockRefusal()
        async throws
    {
        let transport = answering { _, _ throws(TransportFailure) in .json("", status: 408) }
        guard case .rejected(let error, _) = await (try venue(transport)).place(try order()) else {
            Issue.record("not rejected")
            return
        }
        #expect(error.kind == .clockSkew)
        #expect(transport.count("/order") == 2 && transport.count("/time") == 2)
    }

    @Test("a filter refusal makes the rules be read again") func staleRules() async throws {
        let transport = answering { _, _ throws(TransportFailure) in .json("", status: 422) }
        let connected = try venue(transport)
        _ = await connected.place(try order(1))
        _ = await connected.place(try order(2))
        #expect(transport.count("/instruments") == 2)
    }

    @Test("concurrent callers share one reading of the rules") func singleFlight() async throws {
        let transport = answering { _, _ throws(TransportFailure) in .json("{}") }
        let connected = try venue(transport)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { _ = try await connected.instruments() } }
            try await group.waitForAll()
        }
        #expect(transport.count("/instruments") == 1)
    }

    @Test("a pause that the venue asks for holds reads back; an order is refused at once instead of going out late")
    func pause() async throws {
        let transport = answering { _, number throws(TransportFailure) in
            number == 1 ? .json("", status: 429) : .json("{}")
        }
        let connected = try venue(transport)
        _ = await connected.place(try order(1))
        let before = clock.now
        guard case .notSent(let error) = await connected.place(try order(2)) else {
            Issue.record("sent")
            return
        }
        #expect(error.kind == .rateLimited && error.advice == .after(.seconds(30)))
        #expect(clock.now == before)
        _ = try await connected.status()
        #expect(clock.now.duration(since: before) == .seconds(30))
        #expect(transport.count("/order") == 1)
    }

    @Test("a read waits out a calendar minute and its edge; asked to wait longer it is refused", arguments: [65, 66])
    func longestPause(seconds: Int64) async throws {
        var adapter = FakeAdapter()
        adapter.pause = .seconds(seconds)
        let transport = ScriptedTransport { _, number throws(TransportFailure) in
            number == 1 ? .json("", status: 429) : .json("{}")
        }
        let runner = try venue(transport, adapter: adapter).runner
        let read = adapter.call("venue.status", "/status")
        _ = await runner.perform(read)
        switch await runner.perform(read) {
        case .reply: #expect(seconds == 65 && clock.elapsed == .seconds(65) && transport.count("/status") == 2)
        case .failure(let error):
            #expect(seconds == 66 && clock.elapsed == .zero && transport.count("/status") == 1)
            #expect(error.kind == .rateLimited && error.advice == .after(.seconds(66)) && error.effect == .notSent)
        }
    }

    @Test("a read is not tried again once its time is over", arguments: [(9, 2), (10, 1)])
    func readTime(seconds: Int64, tries: Int) async throws {
        let clock = clock
        let transport = ScriptedTransport { _, _ throws(TransportFailure) in
            clock.advance(by: .seconds(seconds))
            return .json("", status: 503)
        }
        _ = await (try venue(transport)).runner.perform(FakeAdapter().call("venue.status", "/status"))
        #expect(transport.count("/status") == tries)
    }

    @Test("an order whose deadline passed is not sent") func deadline() async throws {
        let call = VenueCall(
            operation: "order.place", intent: .write, priority: .place, method: .post, path: "/order", isSigned: false,
            charges: [], notAfter: Self.start.advanced(by: .seconds(-1)))
        let transport = answering { _, _ throws(TransportFailure) in .json("{}") }
        let result = await (try venue(transport)).runner.perform(call)
        guard case .failure(let error) = result else {
            Issue.record("sent")
            return
        }
        #expect(error.kind == .deadlinePassed && error.effect == .notSent && transport.sent.isEmpty)
    }

    @Test("an order that waited too long for its turn is not signed any more", arguments: [29, 30, 31])
    func signingLimit(seconds: Int64) async throws {
        let clock = clock
        let transport = ScriptedTransport { request, _ throws(TransportFailure) in
            if request.target == "/time" { return .json(String(clock.now.milliseconds)) }
            if request.target == "/instruments" { clock.advance(by: .seconds(seconds)) }
            return .json("{}")
        }
        let outcome = await (try venue(transport)).place(try order())
        guard seconds > 30 else {
            #expect(transport.count("/order") == 1)
            return
        }
        guard case .notSent(let error) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(error.kind == .deadlinePassed && transport.count("/order") == 0)
    }

    @Test("a key with nonces sends one at a time, in rising order; without a store nothing is sent") func nonces()
        async throws
    {
        var adapter = FakeAdapter()
        adapter.needsNonce = true
        let transport = answering { _, _ throws(TransportFailure) in .json("{}") }
        guard case .notSent = await (try venue(transport, adapter: adapter)).place(try order()) else {
            Issue.record("sent without a nonce")
            return
        }
        let connected = try venue(transport, adapter: adapter, nonces: CountingNonces())
        await withTaskGroup(of: Void.self) { group in
            for number in 1...20 {
                group.addTask { if let order = try? order(number) { _ = await connected.place(order) } }
            }
        }
        let given = transport.sent.filter { $0.target.hasPrefix("/order") }.compactMap {
            $0.target.split(separator: "n=").last
        }
        #expect(given.compactMap { Int($0) } == Array(1...20))
    }

    @Test("the clock is measured by the round trip alone, not by what was waited for budget before it")
    func waitingDoesNotSkewTheClock() async throws {
        let transport = answering(offset: .seconds(7)) { _, _ throws(TransportFailure) in .json("{}") }
        let connected = try venue(transport)
        // 80 of 100 may be used, nine tenths of it by what can wait.
        for _ in 0..<72 { _ = try await connected.status() }
        let signed = VenueCall(
            operation: "order.get", intent: .read, priority: .privateRead, method: .get, path: "/order", isSigned: true,
            charges: [RateCharge(RateBudgetID(rawValue: "calls"), 1)])
        guard case .reply = await connected.runner.perform(signed) else {
            Issue.record("not sent")
            return
        }
        #expect(clock.now.duration(since: Self.start) == .seconds(60))
        #expect(connected.runner.venueClock.fresh?.offset == .seconds(7))
        #expect(connected.runner.venueClock.fresh?.uncertainty == .zero)
    }

    @Test("the clock is measured from the middle of the round trip, half of which stays uncertain")
    func roundTrip() async throws {
        let clock = clock
        let transport = ScriptedTransport { request, _ throws(TransportFailure) in
            guard request.target == "/time" else { return .json("{}") }
            clock.advance(by: .milliseconds(100))
            let there = clock.now.advanced(by: .seconds(7)).milliseconds
            clock.advance(by: .milliseconds(100))
            return .json(String(there))
        }
        let connected = try venue(transport)
        _ = await connected.place(try order())
        let estimate = try #require(connected.runner.venueClock.fresh)
        #expect(estimate.offset == .seconds(7))
        #expect(estimate.uncertainty == .milliseconds(100))
        #expect(estimate.measuredAt == Self.start.advanced(by: .milliseconds(200)))
    }

    @Test("a call says when it was sent and when its answer or its failure came", arguments: [true, false])
    func exchangeTimes(isAnswered: Bool) async throws {
        let clock = clock
        let transport = ScriptedTransport { _, _ throws(TransportFailure) in
            clock.advance(by: .milliseconds(200))
            guard isAnswered else { throw TransportFailure(kind: .reset, wasHeadWritten: true, message: "m") }
            return .json("{}")
        }
        let exchange = await (try venue(transport)).runner.exchange(Self.late)
        #expect(exchange.sent == Self.start)
        #expect(exchange.received == Self.start.advanced(by: .milliseconds(200)))
    }

    private static let late = VenueCall(
        operation: "order.place", intent: .write, priority: .place, method: .post, path: "/order", isSigned: false,
        charges: [RateCharge(RateBudgetID(rawValue: "calls"), 1)])

    @Test("a flow that breaks after a write leaves the order unknown, before it not sent", arguments: [true, false])
    func brokenFlow(hasWritten: Bool) async throws {
        var adapter = FakeAdapter()
        adapter.breaksAfterPlacing = hasWritten ? .afterAnswer : .beforeCall
        let transport = answering { _, _ throws(TransportFailure) in .json("{}") }
        let outcome = await (try venue(transport, adapter: adapter)).place(try order())
        switch outcome {
        case .unknown(let doubt): #expect(hasWritten && doubt.error.effect == .unknown)
        case .notSent(let error): #expect(!hasWritten && error.effect == .notSent)
        default: Issue.record("\(outcome)")
        }
    }

    @Test("cancelled while it waits for budget, a call is given up and nothing is sent") func cancelledWait()
        async throws
    {
        let transport = answering { _, _ throws(TransportFailure) in .json("{}") }
        let connected = try venue(transport)
        let result = await withTaskGroup(of: CallResult.self) { group in
            group.cancelAll()
            group.addTask { await connected.runner.perform(Self.late) }
            return await group.next()
        }
        guard case .failure(let error) = result else {
            Issue.record("sent")
            return
        }
        #expect(error.kind == .cancelled && error.effect == .notSent && transport.sent.isEmpty)
    }

    @Test("logs hold neither key nor query") func logs() async throws {
        let lines = LogLines()
        var logger = Logger(label: "t") { _ in LineHandler(lines: lines) }
        logger.logLevel = .trace
        let transport = answering { _, _ throws(TransportFailure) in
            throw TransportFailure(kind: .reset, wasHeadWritten: true, message: "the connection broke")
        }
        _ = await (try venue(transport, logger: logger)).place(try order())
        let text = lines.all.joined(separator: "\n")
        #expect(text.contains("order.place"))
        #expect(!text.contains("the-api-key") && !text.contains("t=") && !text.contains("?"))
    }
}

private actor CountingNonces: NonceStore {
    private var last: UInt64 = 0

    func next() async throws(VenueError) -> UInt64 {
        last += 1
        return last
    }
}

private final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func add(_ line: String) { lines.withLock { $0.append(line) } }
}

private struct LineHandler: LogHandler {
    let lines: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.add("\(event.message) \(event.metadata ?? [:])")
    }
}
