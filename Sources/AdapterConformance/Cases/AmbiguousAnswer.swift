import AdapterProtocol

/// An answer, or the lack of one, that proves nothing about what a write did.
struct AmbiguousAnswer: Sendable {
    /// What came instead of an answer of the venue.
    enum Spelling: Sendable {
        case failure(VenueError.Kind)
        case reply(WireReply)

        /// What the flow is handed.
        func result(for intent: VenueCall.Intent) -> CallResult {
            switch self {
            case .reply(let reply): .reply(reply)
            case .failure(let kind):
                .failure(
                    VenueError(
                        kind: kind, effect: intent == .write ? .unknown : .notExecuted(.read),
                        advice: intent == .write ? .afterResync : .after(.seconds(1)), message: "no answer"))
            }
        }
    }

    /// No answer at all.
    static let lost = Spelling.failure(.timeout)

    /// A word for ids.
    let name: String
    /// The same for sentences.
    let words: String
    /// Whether a venue may state that such an answer is sent before anything is done.
    let mayBeStated: Bool
    /// The ways it comes in.
    let spellings: [Spelling]

    private init(_ name: String, _ words: String, mayBeStated: Bool = false, _ spellings: [Spelling]) {
        self.name = name
        self.words = words
        self.mayBeStated = mayBeStated
        self.spellings = spellings
    }

    /// The first reply among the spellings.
    var reply: WireReply? {
        for case .reply(let reply) in spellings { return reply }
        return nil
    }

    static let page = "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Error</h1></body></html>"

    /// A page of something that stands in front of the venue.
    static func html(_ status: Int) -> WireReply {
        WireReply(status: status, headers: [WireHeader("Content-Type", "text/html")], body: Array(page.utf8))
    }

    /// A body that claims to be JSON.
    static func json(_ body: String, status: Int = 200) -> WireReply {
        WireReply(status: status, headers: [WireHeader("Content-Type", "application/json")], body: Array(body.utf8))
    }

    private static func page(_ status: Int, _ name: String, _ words: String, mayBeStated: Bool = false) -> Self {
        Self(name, words, mayBeStated: mayBeStated, [.reply(html(status))])
    }

    private static func bodies(_ name: String, _ words: String, _ bodies: String...) -> Self {
        Self(name, words, bodies.map { .reply(json($0)) })
    }

    static let all: [AmbiguousAnswer] = [
        Self("timeout", "no answer in time", [.failure(.timeout)]),
        Self("reset", "a connection that breaks after the request", [.failure(.network)]),
        Self("notHTTP", "an answer that is not HTTP", [.failure(.undecodable)]),
        page(500, "serverError", "a page under 500"),
        page(502, "badGateway", "a page under 502"),
        page(503, "unavailable", "a page under 503"),
        page(504, "gatewayTimeout", "a page under 504"),
        page(520, "edge", "a page under 520"),
        page(408, "requestTimeout", "a page under 408"),
        page(302, "redirect", "a page under 302"),
        page(429, "limited", "a page under 429", mayBeStated: true),
        page(403, "blocked", "a page under 403", mayBeStated: true),
        page(200, "page", "a page under 200"),
        Self(
            "nothing", "an empty body under 200, 202 or 503",
            [200, 202, 503].map { .reply(WireReply(status: $0, headers: [], body: [])) }),
        bodies("object", "an object without members under 200", "{}", " { } "),
        bodies("array", "an array under 200", "[]", "[[]]", "[{}]"),
        bodies("literal", "a bare literal under 200", "null", "true", "0", "\"\""),
        bodies("foreign", "another service's JSON under 200", #"{"ok":true}"#, #"{"status":"UP"}"#),
        bodies(
            "truncated", "half a body under 200", #"{"#, #"{"id":""#, #"{"code":"200000","data":{"ord"#,
            #"{"error":[],"result":{"tx"#, #"{"orderId":12345,"clientOr"#),
        Self(
            "binary", "bytes that are no text under 200",
            [.reply(WireReply(status: 200, headers: [], body: [0xFF, 0xFE, 0x00, 0x7B, 0xC3, 0x28]))]),
        bodies(
            "nested", "twenty thousand levels under 200", String(repeating: "[", count: 20_000),
            String(repeating: #"{"data":"#, count: 5_000)),
    ]
}
