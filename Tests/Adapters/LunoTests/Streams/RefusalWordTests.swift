import AdapterProtocol
import LunoAdapter
import Testing

/// luno.md I.5: an error on the stream, whose form is not documented, is told in the venue's word where it is one.
@Suite("The word of a stream's error")
struct RefusalWordTests {
    private func message(_ code: String) throws -> String? {
        var probe = try MarketProbe()
        probe.feed(#"{"error":"x","error_code":"\#(code)"}"#)
        guard case .reconnect(.refused, let message) = probe.output.ending else { return nil }
        return message
    }

    @Test("Letters, digits, low lines and blanks are a word")
    func words() throws {
        for word in ["azAZ09_ limit", "a", "z", "A", "Z", "0", "9", "session limit exceeded"] {
            #expect(try message(word) == "the venue sent an error: \(word)")
        }
    }

    @Test("Anything else is not repeated", arguments: ["a/b", "a:b", "a@b", "a[b", "a`b", "a{b", "é", ""])
    func noWord(_ text: String) throws {
        #expect(try message(text).map { $0 == "the venue sent an error: \(text)" } != true)
    }

    @Test("Credentials that came too late are told as that, and not as some error (luno.md I.6)")
    func late() throws {
        #expect(try message("auth_timeout") == "the credentials came too late")
    }

    @Test("A market that is halted for five minutes is not taken for open any longer (luno.md N)")
    func markets() {
        #expect(Sample.adapter.instrumentLifetime <= .seconds(300))
    }
}
