import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// luno.md G.2: every code of the table, its kind and what it says of a write.
@Suite("The table of codes")
struct ErrorTableTests {
    private static let groups: [(VenueError.Kind, [String])] = [
        (.authentication, ["ErrUnauthorised", "ErrApiKeyRevoked", "ErrAPIKeyNotFound", "ErrIncorrectPin"]),
        (
            .permission,
            [
                "ErrInsufficientPerms", "ErrMarketNotAllowed", "ErrUserNotVerifiedForCurrency",
                "ErrVerificationLevelTooLow", "ErrWithdrawalBlocked",
            ]
        ),
        (.rateLimited, ["ErrTooManyRequests", "ErrConvertRateLimited", "ErrAddressCreateRateLimitReached"]),
        (.insufficientFunds, ["ErrInsufficientBalance", "ErrInsufficientFunds"]),
        (
            .invalidOrder(.limitPrice),
            ["ErrPriceTooHigh", "ErrPriceTooLow", "ErrInvalidPrice", "ErrPriceDenominationNotAllowed"]
        ),
        (
            .invalidOrder(.amount),
            [
                "ErrVolumeTooLow", "ErrVolumeTooHigh", "ErrInvalidVolume", "ErrInvalidBaseVolume", "ErrAmountTooSmall",
                "ErrAmountTooBig", "ErrInvalidAmount", "ErrVolumeDenominationNotAllowed",
                "ErrCounterDenominationNotAllowed", "ErrInvalidCounterVolume", "ErrInvalidValue",
                "ErrNotEnoughLiquidity",
            ]
        ),
        (.invalidOrder(.notional), ["ErrValueTooHigh"]),
        (
            .invalidOrder(.trigger),
            [
                "ErrStopPriceTooHigh", "ErrStopPriceTooLow", "ErrInvalidStopPrice", "ErrInvalidStopDirection",
                "ErrNoTradesToInferStopDirection",
            ]
        ),
        (.invalidOrder(.side), ["ErrInvalidOrderSide"]), (.invalidOrder(.postOnly), ["ErrPostOnlyNotAllowed"]),
        (.wouldTake, ["ErrOrderCanceled"]),
        (.marketMode, ["ErrPostOnlyMode", "ErrMarketUnavailable", "ErrCannotTradeWhileQuoteActive"]),
        (.unknownSymbol, ["ErrInvalidMarketPair", "ErrInvalidPair"]),
        (
            .orderNotFound,
            ["ErrOrderNotFound", "ErrNotFound", "ErrCannotStopUnknownOrNonPendingOrder", "ErrInvalidOrderRef"]
        ),
        (.invalidOrder(.clientOrderID), ["ErrInvalidClientOrderId", "ErrInvalidClientOrderID"]),
        (
            .badRequest,
            [
                "ErrInvalidArguments", "ErrInvalidParameters", "ErrInvalidAccount", "ErrInvalidAccountID",
                "ErrAccountNotFound", "ErrInvalidCurrency", "ErrLimitOutOfRange", "ErrTooManyRowsRequested",
                "ErrUpdateRequired", "ErrTravelRule",
            ]
        ),
    ]

    private func place(_ answer: CallResult) throws -> PlaceOutcome? {
        Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(answer).output
    }

    @Test("A code that the sheet names as a refusal rejects, in whatever case it is written")
    func refusals() throws {
        for (kind, codes) in Self.groups {
            for code in codes.flatMap({ [$0, $0.lowercased(), $0.uppercased()] }) {
                guard case .rejected(let error, nil) = try place(.refused(code)) else {
                    Issue.record("\(code) must reject")
                    continue
                }
                #expect(error.kind == kind && error.effect == .notExecuted(.stated), "\(code): \(error)")
                #expect(error.evidence?.code == code)
            }
        }
    }

    @Test("The same code with a server's status is no proof", arguments: [500, 502, 503, 504, 520, 599])
    func serverStatus(_ status: Int) throws {
        for code in Self.groups.flatMap(\.1) {
            guard case .unknown = try place(.refused(code, status: status)) else {
                Issue.record("\(code) at \(status) must be unknown")
                continue
            }
        }
    }

    @Test("A code that no table names leaves a write unknown and says so", arguments: [400, 403, 404, 409, 418])
    func newCode(_ status: Int) throws {
        guard case .unknown(let doubt) = try place(.refused("ErrBrandNew", status: status)) else {
            Issue.record("must be unknown")
            return
        }
        #expect(doubt.error.evidence?.code == "ErrBrandNew" && doubt.error.effect == .unknown)
    }

    @Test("An error without a code, at 200, is an error")
    func textOnly() throws {
        let answer = CallResult.ok(#"{"error":"Something"}"#)
        guard case .unknown(let doubt) = try place(answer) else {
            Issue.record("must be unknown")
            return
        }
        #expect(doubt.error.message == "Something")
        #expect(Sample.adapter.balances().run(answer).failure?.message == "Something")
    }

    @Test("Empty error members at 200 are no error")
    func emptyError() throws {
        let answer = CallResult.ok(#"{"order_id":"BX1","error":"","error_code":""}"#)
        guard case .accepted(let acceptance) = try place(answer) else {
            Issue.record("must be accepted")
            return
        }
        #expect(acceptance.venueOrderID.rawValue == "BX1")
    }

    @Test("429: as long as Retry-After says, else a minute; gateway headers say nothing")
    func rateLimit() throws {
        let call = try #require(Sample.adapter.balances().run(.neverSent).calls.first)
        func feedback(_ status: Int, _ headers: [WireHeader]) -> RateFeedback {
            Sample.adapter.rateFeedback(from: WireReply(status: status, headers: headers, body: []), to: call)
        }
        #expect(feedback(429, []).pause == .seconds(60))
        #expect(feedback(429, [WireHeader("Retry-After", "7")]).pause == .seconds(7))
        #expect(feedback(429, [WireHeader("Retry-After", "99999999")]).pause == .seconds(3600))
        #expect(feedback(429, [WireHeader("Retry-After", "soon")]).pause == .seconds(60))
        #expect(feedback(200, [WireHeader("x-ratelimit-remaining", "0")]) == RateFeedback())
        let answer = CallResult.status(429, "<html>slow down</html>", headers: [WireHeader("retry-after", "7")])
        guard case .rejected(let error, nil) = try place(answer) else {
            Issue.record("a rate limit was not executed (luno.md G.2)")
            return
        }
        #expect(error.kind == .rateLimited && error.advice == .after(.seconds(7)))
    }

    @Test("What makes rules or clock stale")
    func staleness() throws {
        func error(_ code: String) throws -> VenueError {
            try #require(Sample.adapter.balances().run(.refused(code)).failure)
        }
        for code in ["ErrPriceDenominationNotAllowed", "ErrVolumeTooLow", "ErrMarketUnavailable", "ErrPostOnlyMode"] {
            #expect(Sample.adapter.invalidatesInstruments(try error(code)), "\(code)")
        }
        #expect(!Sample.adapter.invalidatesInstruments(try error("ErrInsufficientBalance")))
        #expect(Sample.adapter.invalidatesClock(try error("ErrDeadlineExceeded")))
        #expect(!Sample.adapter.invalidatesClock(try error("ErrInsufficientBalance")))
    }

    @Test("A message never holds the body")
    func noBody() throws {
        let error = Sample.adapter.balances().run(.status(403, "<html>secret page</html>")).failure
        #expect(error.map { !"\($0)".contains("secret") } ?? false)
        #expect(error?.kind == .banned)
    }
}
