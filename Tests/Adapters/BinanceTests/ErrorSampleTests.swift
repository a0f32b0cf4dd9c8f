import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// Every captured refusal, through place, cancel and read. The expectation is the sample's own word `unified`.
@Suite("Captured refusals")
struct ErrorSampleTests {
    static let files = [
        "auth", "bad-request", "blocked", "clock-skew", "filters", "order-not-found", "order-rejected", "rate-limit",
        "unknown-state",
    ]

    /// The sample's word, as kinds of ours; several where the vocabulary is finer.
    private static let kinds: [String: Set<String>] = [
        "authenticationFailed": ["authentication"], "permissionDenied": ["permission"],
        "invalidSymbol": ["unknownSymbol"], "badRequest": ["badRequest"], "marketClosed": ["marketMode"],
        "ipBanned or permissionDenied; stop sending": ["banned"], "clockSkew": ["clockSkew"],
        "invalidOrder(price)": ["invalidOrder.limitPrice", "wouldTake.limitPrice", "wouldTrigger.trigger"],
        "invalidOrder(quantity)": ["invalidOrder.amount"], "invalidOrder(notional)": ["invalidOrder.notional"],
        "invalidOrder(precision)": ["invalidOrder.amount", "invalidOrder.limitPrice"],
        // A bare invalidOrder: too many orders, too many amendments, cancel restrictions, self-trade mode.
        "invalidOrder": ["tooManyOpenOrders", "badRequest", "invalidOrder.selfTradePrevention"],
        "orderNotFound": ["orderNotFound"], "success (nothing to cancel)": ["orderNotFound"],
        "insufficientFunds": ["insufficientFunds"], "duplicateClientOrderId": ["duplicateClientOrderID"],
        "rateLimited(retryAfter: 23 s)": ["rateLimited"], "rateLimited(retryAfter: 6 s)": ["rateLimited"],
        "ipBanned(until epoch ms in the text; seconds in Retry-After)": ["banned"],
        "timeoutUnknownState": ["unavailable"],
        "venueUnavailable (placements: timeoutUnknownState until checked)": ["unavailable"],
        "timeoutUnknownState for orders, venueUnavailable for reads": ["unavailable"],
    ]

    private func reply(_ sample: Tree) throws -> CallResult {
        let status = try #require(sample["httpStatus"]?.plain.flatMap(Int.init))
        var headers: [WireHeader] = []
        if case .object(let members) = sample["headers"] {
            headers = members.map { WireHeader($0.name, $0.value.plain ?? "") }
        }
        let body: String =
            switch sample["body"] {
            case .object?: sample["body"]?.text ?? ""
            default: sample["body"]?.plain ?? ""
            }
        return .status(status, body, headers: headers)
    }

    private func name(_ kind: VenueError.Kind) -> String {
        kind.field.map { "\(kind.name).\($0.rawValue)" } ?? kind.name
    }

    @Test("Kind and effect of every sample, for place, cancel and read", arguments: files)
    func samples(_ file: String) throws {
        let bitcoin = try Sample.bitcoin()
        let request = try Sample.request()
        let samples = try Sample.tree("rest-error-\(file)").elements
        #expect(!samples.isEmpty)
        for sample in samples {
            let label = try #require(sample["case"]?.plain)
            let kinds = try #require(sample["unified"]?.plain.flatMap { Self.kinds[$0] }, "\(label)")
            let reply = try reply(sample)
            let read = try #require(Sample.adapter.balances().run(reply).failure, "\(label)")
            #expect(kinds.contains(name(read.kind)), "\(label): \(read)")
            #expect(read.effect == .notExecuted(.read), "\(label)")

            // A firewall's page says nothing of the order.
            let isDoubtful = file == "unknown-state" || sample["httpStatus"]?.plain == "403"
            let place = try #require(Sample.adapter.place(request, on: bitcoin).run(reply).output, "\(label)")
            switch place {
            case .rejected(let error, _):
                #expect(!isDoubtful && kinds.contains(name(error.kind)), "\(label)")
                #expect(error.effect == .notExecuted(.stated), "\(label)")
            case .unknown(let doubt):
                #expect(isDoubtful || doubt.error.kind == .duplicateClientOrderID, "\(label)")
            default: Issue.record("\(label): \(place)")
            }

            let cancel = try #require(
                Sample.adapter.cancel(.client(Sample.clientID), on: bitcoin).run(reply).output, "\(label)")
            switch cancel {
            case .rejected(let error): #expect(!isDoubtful && error.kind != .orderNotFound, "\(label)")
            case .notLive(let error): #expect(error.kind == .orderNotFound, "\(label)")
            case .unknown: #expect(isDoubtful, "\(label)")
            default: Issue.record("\(label): \(cancel)")
            }
        }
    }

    @Test("A rate limit and a ban wait as long as Retry-After says")
    func retryAfter() throws {
        let samples = try Sample.tree("rest-error-rate-limit").elements
        let advice = try samples.map { Sample.adapter.balances().run(try reply($0)).failure?.advice }
        #expect(advice == [.after(.seconds(23)), .after(.seconds(3492)), .after(.seconds(6))])
    }

    @Test("Rate headers of a refusal feed the budgets, and pause them")
    func feedback() throws {
        let first = try #require(Sample.tree("rest-error-rate-limit").elements.first)
        guard case .reply(let reply) = try reply(first) else { return }
        let call = try #require(Sample.adapter.serverTime().run(.reply(reply)).calls.first)
        let feedback = Sample.adapter.rateFeedback(from: reply, to: call)
        #expect(feedback.used == [RateBudgetID(rawValue: "weight.minute"): 6003])
        #expect(feedback.pause == .seconds(23))
    }
}
