import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// Every row of kraken.md G.2 and G.4, as the answer to a placement.
@Suite("Error table")
struct ErrorTableTests {
    private func place(_ answer: CallResult) throws -> PlaceOutcome? {
        Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(answer).output
    }

    /// Texts of the catalogue that leave a placement in doubt.
    static let doubtful: [String: VenueError.Kind] = [
        "EAPI:Invalid nonce": .nonce, "EGeneral:Internal error": .unavailable, "EService:Unavailable": .unavailable,
        "EService:Busy": .unavailable, "EService:Deadline elapsed": .deadlinePassed,
        "EDatabase:Internal error": .unavailable,
        "EGeneral:Invalid arguments:cl_ord_id not unique": .duplicateClientOrderID,
    ]

    static let kinds: [(texts: [String], kind: VenueError.Kind)] = [
        (["EAPI:Invalid key", "EAPI:Invalid signature", "ESession:Invalid session"], .authentication),
        (
            [
                "EAPI:Rate limit exceeded", "EGeneral:Temporary lockout", "EService: Throttled: 1762820600",
                "EService:Throttled:1762820600", "EOrder:Rate limit exceeded", "EOrder:Domain rate limit exceeded",
                "EAuth:Rate limit exceeded", "EGeneral:Too many requests",
            ], .rateLimited
        ),
        (
            [
                "EGeneral:Permission denied", "ETrade:User Locked", "EAuth:Account unconfirmed",
                "EAccount:Invalid permissions", "EBM:limit exceeded:CAL", "EOrder:Trading agreement required",
            ], .permission
        ),
        (["EGeneral:Invalid arguments", "EGeneral:Unknown method", "EOrder:Margin allowance exceeded"], .badRequest),
        (["EGeneral:Invalid arguments:volume", "EOrder:Order minimum not met"], .invalidOrder(.amount)),
        (
            ["EGeneral:Invalid arguments:price2", "EOrder:Tick size check failed", "EOrder:Invalid price:x"],
            .invalidOrder(.limitPrice)
        ),
        (["EGeneral:Invalid arguments:cl_ord_id"], .invalidOrder(.clientOrderID)),
        (["EOrder:Cost minimum not met"], .invalidOrder(.notional)),
        (["EService:Market in cancel_only mode", "EService:Market in post_only mode"], .marketMode),
        (["EOrder:Insufficient funds"], .insufficientFunds), (["EOrder:Post only order"], .wouldTake),
        (["EOrder:Orders limit exceeded"], .tooManyOpenOrders),
        (["EQuery:Unknown asset pair", "EQuery:Invalid asset pair"], .unknownSymbol),
    ]

    @Test("The whole catalogue: each text rejects or leaves in doubt, as the sheet says")
    func catalogue() throws {
        let texts = try #require(try Sample.tree("rest-error-catalogue")["error_strings"]).elements.compactMap(\.plain)
        #expect(texts.count > 60)
        for text in texts {
            switch try place(.refused(text)) {
            case .rejected(let error, nil):
                #expect(Self.doubtful[text] == nil, "\(text)")
                #expect(error.effect == .notExecuted(.stated))
            case .unknown(let doubt): #expect(Self.doubtful[text] == doubt.error.kind, "\(text)")
            case let other: Issue.record("\(text): \(String(describing: other))")
            }
        }
    }

    @Test("Kinds", arguments: kinds.indices)
    func named(_ index: Int) throws {
        for text in Self.kinds[index].texts {
            guard case .rejected(let error, nil) = try place(.refused(text)) else {
                Issue.record("\(text) must reject")
                continue
            }
            #expect(error.kind == Self.kinds[index].kind, "\(text)")
        }
    }

    @Test(
        "A text that no row names proves nothing",
        arguments: [
            "EOrder:Something new", "EGeneral:Odd", "EQuery:Odd", "EAuth:Odd", "EAPI:Odd", "EXyz", "EFoo:Too many",
        ])
    func unnamed(_ text: String) throws {
        guard case .unknown(let doubt) = try place(.refused(text)) else {
            Issue.record("\(text) must be unknown")
            return
        }
        #expect(doubt.error.evidence?.code == text)
    }

    @Test("Warnings fail nothing; of several errors the one in doubt counts")
    func several() throws {
        let warned = #"{"error":["WGeneral:Deprecated"],"result":{"txid":["OA"]}}"#
        guard case .accepted = try place(.ok(warned)) else {
            Issue.record("a warning is no error")
            return
        }
        guard case .unknown(let doubt) = try place(.refused("EOrder:Insufficient funds", "EService:Busy")) else {
            Issue.record("must be unknown")
            return
        }
        #expect(doubt.error.kind == .unavailable)
    }

    @Test("An error beside a result proves nothing")
    func contradiction() throws {
        let body = #"{"error":["EOrder:Insufficient funds"],"result":{"txid":["OA"]}}"#
        guard case .unknown = try place(.ok(body)) else {
            Issue.record("must be unknown")
            return
        }
        guard case .rejected = try place(.ok(#"{"error":["EOrder:Insufficient funds"],"result":null}"#)) else {
            Issue.record("null is no result")
            return
        }
    }

    @Test("A read that nobody answered is made again after a second; one that is blocked or limited waits longer")
    func reads() {
        func advice(_ status: Int) -> VenueError.Advice? {
            Sample.adapter.balances().run(.status(status, "<html>")).failure?.advice
        }
        for status in [404, 405, 500, 503, 520] { #expect(advice(status) == .after(.seconds(1)), "\(status)") }
        #expect(advice(403) == .after(.seconds(300)))
        #expect(advice(429) == .after(.seconds(60)))
    }

    @Test("Pauses: fifteen minutes for a lockout, none for one pair's engine counter")
    func pauses() throws {
        let call = try #require(Sample.adapter.balances().run(.neverSent).calls.first)
        func pause(_ text: String, _ status: Int = 200) -> Duration? {
            let body = "{\"error\":[\"\(text)\"]}"
            return Sample.adapter.rateFeedback(
                from: WireReply(status: status, headers: [], body: Array(body.utf8)), to: call
            ).pause
        }
        #expect(pause("EGeneral:Temporary lockout") == .seconds(900))
        #expect(pause("EAPI:Rate limit exceeded") == .seconds(5))
        #expect(pause("EOrder:Rate limit exceeded") == nil)
        #expect(pause("EOrder:Insufficient funds") == nil)
        #expect(pause("", 429) == .seconds(60))
    }

    @Test("Which refusals mean that our copy of the rules is stale")
    func stale() throws {
        for text in ["EOrder:Tick size check failed", "EOrder:Order minimum not met", "EQuery:Unknown asset pair"] {
            guard case .rejected(let error, _) = try place(.refused(text)) else { continue }
            #expect(Sample.adapter.invalidatesInstruments(error), "\(text)")
        }
        guard case .rejected(let error, _) = try place(.refused("EOrder:Insufficient funds")) else { return }
        #expect(!Sample.adapter.invalidatesInstruments(error))
        #expect(!Sample.adapter.invalidatesClock(error))
    }
}
