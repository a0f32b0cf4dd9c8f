import AdapterProtocol
import Testing

@testable import AdapterConformance

/// What is shipped of the wire data that a run saw.
@Suite("Recordings")
struct RecordingsTests {
    private static let at = Timestamp(milliseconds: 1_790_000_000_123)

    private static func call(
        _ path: String, _ parameters: [(String, String)] = [], _ operation: OperationName = "order.history"
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .read, priority: .privateRead, method: .get, path: path,
            parameters: parameters.map { VenueCall.Parameter($0.0, $0.1) }, isSigned: true, charges: [])
    }

    private static func exchange(_ call: VenueCall, _ body: String, status: Int = 200) -> RecordedExchange {
        let headers = [WireHeader("Date", "now"), WireHeader("Set-Cookie", "session=1")]
        return RecordedExchange(call, WireReply(status: status, headers: headers, body: Array(body.utf8)))
    }

    private static func bodies(_ exchanges: [RecordedExchange]) -> [String] {
        Recordings(exchanges, recordedAt: at).condensed().exchanges.map(\.body)
    }

    @Test("Times and ids of our own making do not make another question")
    func times() {
        let first = Self.exchange(Self.call("/orders", [("market", "BTCUSDT"), ("since", "1790000000123")]), "[1]")
        let later = Self.exchange(Self.call("/orders", [("market", "BTCUSDT"), ("since", "1790000009871")]), "[2]")
        let other = Self.exchange(Self.call("/orders", [("market", "ETHUSDT"), ("since", "1790000009871")]), "[3]")
        #expect(Self.bodies([first, later, other]) == ["[1]", "[3]"])
        let id = Self.exchange(Self.call("/order/0123456789abcdef0123456789abcdef"), "[4]")
        let another = Self.exchange(Self.call("/order/fedcba9876543210fedcba9876543210"), "[5]")
        #expect(Self.bodies([id, another]) == ["[4]"])
    }

    @Test(
        "A day's start, a row's time and the millisecond before it were asked for on purpose",
        arguments: ["1789948800", "2026-09-21T00:00:00Z", "1790000005000", "1790000004999", "1790000004321"])
    func chosen(_ start: String) {
        let whole = Self.exchange(Self.call("/orders", [("since", "1790000000123")]), #"[{"at":1790000004321}]"#)
        let part = Self.exchange(Self.call("/orders", [("since", start)]), "[2]")
        #expect(Self.bodies([whole, part]).count == 2)
    }

    @Test("What a kept answer names is asked again by a replay, and so is kept")
    func pages() {
        let first = Self.exchange(Self.call("/fills"), #"{"rows":[1],"next":"cursor-000000001"}"#)
        let second = Self.exchange(
            Self.call("/fills", [("after", "cursor-000000001")]), #"{"rows":[2],"next":"cursor-000000002"}"#)
        let third = Self.exchange(Self.call("/fills", [("after", "cursor-000000002")]), #"{"rows":[3]}"#)
        let again = Self.exchange(Self.call("/fills", [("after", "cursor-000000001")]), "[]")
        #expect(Self.bodies([first, second, third, again]).count == 3)
        let replay = Recordings([first, second, third], recordedAt: Self.at).condensed()
        for (asked, recorded) in [("cursor-000000001", second), ("cursor-000000002", third)] {
            #expect(replay.answer(to: Self.call("/fills", [("after", asked)]))?.body == Array(recorded.body.utf8))
        }
    }

    @Test("A good answer takes the place of a refusal, never the other way round")
    func refusals() {
        let call = Self.call("/balances")
        let (bad, good) = (Self.exchange(call, "busy", status: 503), Self.exchange(call, "[]"))
        #expect(Self.bodies([bad, good]) == ["[]"])
        #expect(Self.bodies([good, bad]) == ["[]"])
        #expect(Self.bodies([bad, bad]) == ["busy"])
    }

    @Test("A file gives back what was written, without the headers that name a session")
    func roundTrip() throws {
        let recordings = Recordings(
            [Self.exchange(Self.call("/a", [("x", "é\"\\\n/")]), "line\n\u{1}two \"€\"")], recordedAt: Self.at)
        let text = try recordings.text()
        #expect(try Recordings(reading: text) == recordings)
        #expect(!text.contains("session") && text.contains("Date: now"))
    }

    @Test("No part of a key reaches a file, however it is spelled")
    func redaction() throws {
        let secret = "-----BEGIN KEY-----\nab\"c/d+e=\n-----END KEY-----"
        let key = Credentials([
            CredentialField.apiKey.name: Secret("public-part-123"), CredentialField.apiSecret.name: Secret(secret),
            CredentialField.passphrase.name: Secret("four"),
        ])
        let profile = VenueProfile(
            id: VenueID(rawValue: "test"), displayName: "Test", botLimit: 1, quoteAssets: [],
            credentialFields: [.apiKey, .apiSecret, .passphrase], icon: "", color: "", region: "")
        let asJSON = #"-----BEGIN KEY-----\nab\"c/d+e=\n-----END KEY-----"#
        let recordings = Recordings(
            [
                Self.exchange(Self.call("/public-part-123/x", [("key", secret)]), #"{"k":"public-part-123"}"#),
                Self.exchange(Self.call("/y"), "{\"secret\":\"\(asJSON)\",\"word\":\"four\"}"),
            ], recordedAt: Self.at)
        let text = try recordings.shippable(hiding: [key], of: profile)
        for piece in ["public-part", "BEGIN", "d+e="] { #expect(!text.contains(piece), "\(piece) in \(text)") }
        #expect(text.contains("four"), "nothing so short is secret, and it would be found everywhere")
        let read = try Recordings(reading: text)
        #expect(read.exchanges[0].path == "/REDACTED/x" && read.exchanges[0].parameters == ["key=REDACTED"])
        #expect(read.exchanges[1].body == #"{"secret":"REDACTED","word":"four"}"#)
    }
}
