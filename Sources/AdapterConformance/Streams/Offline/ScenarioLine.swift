import AdapterProtocol

/// What both kinds of session have in common when a scenario plays the venue: the time, what was sent, how it ends.
struct ScenarioLine: Sendable {
    /// Since the connection was opened.
    var elapsed: Duration = .zero
    /// How far the wall clock has been set off.
    var clockShift: Duration = .zero
    /// The texts that the session sent; a proof as the key's owner makes it.
    private(set) var sent: [String] = []
    /// When the session wants to be told the time.
    private(set) var wakeAt: Duration?
    /// Why the session ended the connection.
    private(set) var ending: StreamEnding?
    /// What the session says about itself that no session may say; the first thing.
    private(set) var problem: String?
    /// The first frame of the scenario that answers nothing which was sent.
    private(set) var unasked: String?
    private let signer: (any RequestSigner)?

    /// The wall clock when a connection is opened.
    static let start = Timestamp(milliseconds: 1_763_800_000_000)
    /// What a session must never say again.
    static let token = "zq7TokenOfNobody4711"

    init(_ adapter: any VenueAdapter) {
        signer = (try? MadeUpKey(for: adapter)).flatMap { try? adapter.makeSigner($0.credentials) }
    }

    /// The moment as a session sees it.
    var now: StreamInstant {
        StreamInstant(time: Self.start.advanced(by: elapsed + clockShift), elapsed: elapsed)
    }

    /// Takes over what a session wants of its connection.
    mutating func take(_ frames: [StreamFrame], wakeAt: Duration?, ending: StreamEnding?) {
        for frame in frames {
            switch frame {
            case .text(let bytes): sent.append(String(decoding: bytes, as: UTF8.self))
            case .proof(let proof):
                let stamp = SigningStamp(venueTime: now.time, nonce: 1)
                guard let bytes = try? signer?.frame(proof, at: stamp) else { continue }
                sent.append(String(decoding: bytes, as: UTF8.self))
            }
        }
        self.wakeAt = wakeAt
        if self.ending == nil { self.ending = ending }
    }

    mutating func note(_ problem: String?) {
        if self.problem == nil { self.problem = problem }
    }

    /// The frame as the venue would send it now; nil when it answers nothing.
    mutating func frame(of step: StreamStep) -> [UInt8]? {
        guard let text = step.frame else { return nil }
        guard let words = step.answers else { return Array(text.utf8) }
        let request = sent.last { $0.contains(words) }
        guard let request, let id = Self.member(step.idMember ?? "id", of: request) else {
            if unasked == nil { unasked = "nothing was sent that holds \(words)" }
            return nil
        }
        return Array(text.replacing("{id}", with: id).utf8)
    }

    /// The plain text of a member of a request.
    private static func member(_ name: String, of request: String) -> String? {
        guard case .object(let members) = JSONTree(Array(request.utf8)) else { return nil }
        switch members.first(where: { $0.name == name })?.value {
        case .number(let text), .string(let text): return text
        default: return nil
        }
    }

    /// How the connection ended, in a word or two: `fail authentication`.
    var endingWords: String? {
        switch ending {
        case nil: nil
        case .reconnect: "reconnect"
        case .replace: "replace"
        case .fail(let error): "fail \(error.kind.name)"
        }
    }
}
