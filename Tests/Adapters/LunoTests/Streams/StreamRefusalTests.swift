import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// Error frames (luno.md I.6) and what a market session refuses by itself.
@Suite("Refusals on streams")
struct StreamRefusalTests {
    @Test("Refused credentials and unknown markets are for good")
    func permanent() throws {
        var probe = try MarketProbe()
        try probe.feed(sample: "ws-error-invalid-credentials")
        let error = try #require(probe.output.failure)
        #expect(error.kind == .authentication && error.advice == .never)
        #expect(error.evidence?.code == "invalid_credentials" && error.effect == .notExecuted(.read))
        var other = try MarketProbe()
        try other.feed(sample: "ws-error-invalid-market")
        #expect(other.output.failure?.kind == .unknownSymbol)
    }

    @Test("Codes of REST count too, since the one of a wrong key was never seen (Z14)")
    func restCodes() throws {
        for (code, kind) in [
            ("ErrAPIKeyNotFound", VenueError.Kind.authentication), ("ErrApiKeyRevoked", .authentication),
            ("ErrUnauthorised", .authentication), ("ErrInsufficientPerms", .permission),
        ] {
            var probe = try MarketProbe()
            probe.feed(#"{"error":"text","error_code":"\#(code)"}"#)
            #expect(probe.output.failure?.kind == kind, "\(code)")
        }
    }

    @Test("What may pass is tried again later, and the frame's text goes nowhere it is not a word")
    func passing() throws {
        var probe = try MarketProbe()
        try probe.feed(sample: "ws-error-auth-timeout")
        #expect(probe.output.reconnect == .refused)
        for frame in [
            #"{"error":"session limit exceeded"}"#, #"{"error_code":"session_limit_exceeded","error":"x"}"#,
            #"{"error":"<b>\"x\"</b>","error_code":""}"#,
        ] {
            var probe = try MarketProbe()
            probe.feed(frame)
            #expect(probe.output.reconnect == .refused, "\(frame)")
            #expect(probe.output.ending.map { !"\($0)".contains("<b>") } ?? false)
        }
    }

    @Test("An error after the snapshot takes the book along")
    func late() throws {
        var probe = try MarketProbe()
        try probe.feed(sample: "ws-market-snapshot")
        let words = probe.feed(#"{"error":"session limit exceeded","error_code":"limit"}"#)
        #expect(words.first == "marker 0 gap refused" && probe.book?.state == .resyncing(.refused))
    }

    @Test("Candles are not streamed")
    func candles() throws {
        let probe = try MarketProbe([.book(depth: 5), .candles(.minute)])
        guard case .refused(let slot, let error)? = probe.output.events.first else {
            Issue.record("not refused")
            return
        }
        #expect(slot == 1 && error.kind == .unsupported && error.effect == .notSent)
        #expect(!probe.session.isLive(1) && probe.session.book(of: 1) == nil)
    }

    @Test("A second market does not fit the connection")
    func secondMarket() throws {
        var probe = try MarketProbe()
        let other = MarketSubscription(slot: 9, channel: .trades, instrument: try Sample.bitcoin())
        let words = probe.act { session, now, output in session.subscribe([other], at: now, &output) }
        #expect(words == ["refused 9 badRequest"] && !probe.session.isLive(9))
    }
}
