import VenueSimulator

extension Luno {
    /// One WebSocket of a client.
    struct StreamConnection: Sendable {
        /// What the address asks for.
        enum Subject: Sendable, Hashable {
            /// `/api/1/stream/{PAIR}`; any pair is let in, and an unknown one is told later (luno.md I.1).
            case market(String)
            /// `/api/1/userstream`.
            case user

            /// Nil for a path without a stream.
            init?(path: String) {
                if path == "/api/1/userstream" {
                    self = .user
                    return
                }
                let start = "/api/1/stream/"
                guard path.hasPrefix(start) else { return nil }
                let pair = String(path.dropFirst(start.count))
                guard !pair.isEmpty, !pair.contains("/") else { return nil }
                self = .market(pair)
            }
        }

        let id: StreamID
        let subject: Subject
        /// Until when the credentials must be there; nil once they were taken.
        var credentialsDue: Int64?
        /// The key that was shown; nil before, and for somebody without one.
        var key: String?
        /// When a text was sent last, and a ping will be sent next.
        var lastText: Int64
        var nextPing: Int64

        init(_ id: StreamID, _ subject: Subject, at now: Int64) {
            self.id = id
            self.subject = subject
            credentialsDue = now + StreamClock.credentials
            lastText = now
            nextPing = now + StreamClock.ping
        }

        /// Whether the venue sends on it what it is about.
        var isOpen: Bool { credentialsDue == nil }
        /// The market it is about, once it is open.
        var market: String? {
            if isOpen, case .market(let pair) = subject { pair } else { nil }
        }
    }

    /// The times of a connection, in milliseconds (luno.md B.3, I.2, I.5).
    enum StreamClock {
        /// For the first frame.
        static let credentials: Int64 = 10_000
        /// Between protocol pings.
        static let ping: Int64 = 13_500
        /// Without a text, until an empty one is sent.
        static let quiet: Int64 = 20_000
        /// Without an update, until an empty one is sent.
        static let update: Int64 = 300_000
        /// How long the user's messages are kept for a client that is away (luno.md J.2).
        static let replay: Int64 = 300_000
    }
}
