import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// The error table beyond what was captured (valr.md G).
@Suite("Error table")
struct ErrorTableTests {
    private func placed(_ answer: CallResult) throws -> PlaceOutcome? {
        Sample.adapter.place(try Sample.request(), on: try Sample.ether()).run(answer).output
    }

    private func rejection(_ answer: CallResult) throws -> VenueError? {
        if case .rejected(let error, _) = try placed(answer) { error } else { nil }
    }

    static let codes: [(Int, VenueError.Kind)] = [
        (-11133, .permission), (-11418, .permission), (-11420, .permission),
        (-11500, .invalidOrder(.selfTradePrevention)), (-11528, .invalidOrder(.amount)), (-13403, .badRequest),
        (-15401, .badRequest), (-15437, .badRequest), (-11136, .badRequest), (-21311, .badRequest),
        (-21100, .badRequest), (-98765, .badRequest),
    ]

    @Test("Codes", arguments: codes)
    func code(_ code: Int, _ kind: VenueError.Kind) throws {
        let error = try rejection(.refused(code, "words"))
        #expect(error?.kind == kind)
        #expect(error?.message == "words")
    }

    static let texts: [(String, VenueError.Kind)] = [
        ("Price must be a multiple of the tick size", .invalidOrder(.limitPrice)),
        ("Post only cancelled as it would have matched", .wouldTake),
        ("You do not have permission", .permission),
        ("Stop order failed as it would have been triggered immediately", .wouldTrigger),
        ("Order cancelled as it would have matched outside of slippage price band", .invalidOrder(.limitPrice)),
        ("INSUFFICIENT BALANCE", .insufficientFunds), ("API key or secret is invalid", .authentication),
        ("Bad timestamp", .clockSkew),
    ]

    @Test("Texts, when no table names the code", arguments: texts)
    func text(_ text: String, _ kind: VenueError.Kind) throws {
        #expect(try rejection(.refused(-77777, text, order: "a"))?.kind == kind)
    }

    @Test("A validation names the field to fix")
    func validation() throws {
        let fields: [(String, OrderField)] = [
            ("price", .limitPrice), ("quantity", .amount), ("quoteAmount", .amount), ("side", .side),
            ("timeInForce", .timeInForce), ("customerOrderId", .clientOrderID), ("stopPrice", .trigger),
        ]
        for (name, field) in fields {
            let errors = "{\"errors\":[{\"field\":\"\(name)\",\"message\":\"is odd\"}]}"
            let body = "{\"code\":-11,\"message\":\"Invalid Request\",\"validationErrors\":\(errors)}"
            let error = try rejection(.status(400, body))
            #expect(error?.kind == .invalidOrder(field))
            #expect(error?.advice == .afterFixing(field))
            #expect(error?.message == "Invalid Request: \(name) is odd")
        }
    }

    @Test("A size below the pair's minimum: the quantity if that is too small, else the total")
    func minimum() throws {
        func text(_ amount: String) -> String {
            "Minimum order size not met . Minimum amount: \(amount) ETH, minimum total: 0.52 USDT"
        }
        #expect(try rejection(.refused(-12007, text("0.0002")))?.kind == .invalidOrder(.notional))
        #expect(try rejection(.refused(-12007, text("0.001")))?.kind == .invalidOrder(.amount))
        #expect(try rejection(.refused(-12007, "odd"))?.kind == .invalidOrder(.notional))
    }

    @Test("429 with the venue's mark was not executed, to be verified; without it nobody knows")
    func rateLimit() throws {
        let mark = WireHeader("X-VALR-RateLimited", "true")
        guard case .rejected(let error, _) = try placed(.status(429, "<html>", headers: [mark])) else {
            Issue.record("must be rejected")
            return
        }
        #expect(error.kind == .rateLimited && error.effect == .notExecuted(.inferred))
        guard case .unknown = try placed(.status(429, "")) else {
            Issue.record("must be unknown")
            return
        }
    }

    @Test("Pauses: the header, the rest of the minute, or a second for what is counted by seconds")
    func pauses() throws {
        let ether = try Sample.ether()
        let read = try #require(Sample.adapter.balances().run(.neverSent).calls.first)
        let cancel = try #require(Sample.adapter.cancelAll(on: ether).run(.neverSent).calls.first)
        func pause(_ call: VenueCall, _ headers: [WireHeader]) -> Duration? {
            Sample.adapter.rateFeedback(from: WireReply(status: 429, headers: headers, body: []), to: call).pause
        }
        #expect(pause(read, [WireHeader("Retry-After", "7")]) == .seconds(7))
        #expect(pause(read, [WireHeader("Date", "Thu, 19 Jun 2025 10:00:48 GMT")]) == .milliseconds(12_250))
        #expect(pause(read, [WireHeader("Date", "nonsense")]) == .milliseconds(60_250))
        #expect(pause(cancel, []) == .milliseconds(1250))
        let fine = WireReply(status: 200, headers: [], body: [])
        #expect(Sample.adapter.rateFeedback(from: fine, to: read) == RateFeedback())
    }

    @Test("Every call weighs one, whichever budgets it counts against (valr.md H)")
    func weights() throws {
        let adapter = Sample.adapter
        let ether = try Sample.ether()
        let calls = [
            adapter.serverTime().run(.neverSent).calls.first, adapter.instruments().run(.neverSent).calls.first,
            adapter.balances().run(.neverSent).calls.first,
            adapter.place(try Sample.request(), on: ether).run(.neverSent).calls.first,
            adapter.cancel(.client(Sample.clientID), on: ether).run(.neverSent).calls.first,
            adapter.cancelAll(on: ether).run(.neverSent).calls.first,
            adapter.rawRead(try RawRead("/v1/public/pairs", isSigned: false)).run(.neverSent).calls.first,
            adapter.rawRead(try RawRead("/v1/account/balances", isSigned: true)).run(.neverSent).calls.first,
        ]
        for call in calls {
            let call = try #require(call)
            #expect(!call.charges.isEmpty && call.charges.allSatisfy { $0.cost == 1 }, "\(call.path)")
        }
    }

    @Test("Time, status and candles have twenty reads each in a calendar second (valr.md H)")
    func windows() throws {
        let adapter = Sample.adapter
        let candles = adapter.candles(of: try Sample.ether(), interval: .hour, from: nil, limit: 4)
        let calls = [
            adapter.serverTime().run(.neverSent).calls.first, adapter.status().run(.neverSent).calls.first,
            candles.run(.neverSent).calls.first,
        ]
        var budgets: Set<RateBudgetID> = []
        for call in calls {
            let budget = try #require(call?.charges.first?.budget)
            let rule = try #require(adapter.rateLimits.first { $0.id == budget })
            #expect(rule.shape == .calendarWindow(.seconds(1)) && rule.limit == 20, "\(budget)")
            budgets.insert(budget)
        }
        #expect(budgets.count == 3, "each has its own")
    }

    @Test("A wrong signature may be a wrong clock: measure it; other errors leave the clock alone")
    func clock() throws {
        let signature = try #require(try rejection(.refused(-11252, "Request has an invalid signature", status: 401)))
        #expect(Sample.adapter.invalidatesClock(signature))
        let funds = try #require(try rejection(.refused(-6, "Insufficient Balance")))
        #expect(!Sample.adapter.invalidatesClock(funds) && !Sample.adapter.invalidatesInstruments(funds))
    }

    @Test("An error inside a 200 is an error: of a read a refused one, of a write an unknown one")
    func errorInSuccess() throws {
        let answer = CallResult.refused(-6, "Insufficient Balance", status: 200)
        let read = Sample.adapter.serverTime().run(answer)
        #expect(read.failure?.kind == .insufficientFunds)
        #expect(read.failure?.effect == .notExecuted(.read))
        guard case .unknown(let doubt) = try placed(answer) else {
            Issue.record("must be unknown")
            return
        }
        #expect(doubt.error.kind == .insufficientFunds)
    }

    @Test("Reads fail as reads, whatever the answer", arguments: [400, 401, 403, 404, 429, 500, 503])
    func reads(_ status: Int) {
        let run = Sample.adapter.balances().run(.status(status, "<html>"))
        #expect(run.failure?.effect == .notExecuted(.read))
    }

    @Test("A read that nobody answered is made again after a second; one that is blocked or limited waits longer")
    func readAdvice() {
        func advice(_ answer: CallResult) -> VenueError.Advice? {
            Sample.adapter.balances().run(answer).failure?.advice
        }
        for status in [400, 404, 500, 503] {
            #expect(advice(.status(status, "<html>")) == .after(.seconds(1)), "\(status)")
        }
        #expect(advice(.status(401, "<html>")) == .never)
        #expect(advice(.status(403, "<html>")) == .after(.seconds(60)))
        #expect(advice(.status(429, "", headers: [WireHeader("Retry-After", "7")])) == .after(.seconds(7)))
        #expect(advice(.refused(-11133, "words", status: 418)) == .never)
    }

    @Test("Of an own order in the way, the book has to be looked at before the next attempt")
    func ownOrder() throws {
        #expect(try rejection(.refused(-11500, "words"))?.advice == .afterResync)
        #expect(try rejection(.refused(-77777, "Would match your own order", order: "a"))?.advice == .afterResync)
    }

    @Test("An order that had to fill at once and met nothing may be placed again as it was, at once")
    func metNothing() throws {
        for text in ["Immediate Or Cancel order did not match", "Fill or Kill order could not be filled"] {
            #expect(try rejection(.refused(-77777, text))?.advice == .after(.zero), "\(text)")
        }
    }
}
