import VenueSimulator

extension Kraken {
    /// Tokens of GetWebSocketsToken: good for a first use within fifteen minutes, and then as long as a connection that
    /// used it lives (kraken.md J.1).
    struct Tokens: Sendable {
        private struct Token: Sendable {
            let issuedAt: Int64
            var users: Set<StreamID> = []
        }

        private var tokens: [String: Token] = [:]

        private static let lifetime: Int64 = 900_000

        /// Takes note of a token that was told.
        mutating func issue(_ text: String, at now: Int64) {
            tokens = tokens.filter { !$0.value.users.isEmpty || now - $0.value.issuedAt <= Self.lifetime }
            tokens[text] = Token(issuedAt: now)
        }

        /// Whether a connection may use it.
        mutating func use(_ text: String, by id: StreamID, at now: Int64) -> Bool {
            guard let token = tokens[text], !token.users.isEmpty || now - token.issuedAt <= Self.lifetime else {
                return false
            }
            tokens[text]?.users.insert(id)
            return true
        }

        /// The connection is gone.
        mutating func release(_ id: StreamID) {
            for text in tokens.keys { tokens[text]?.users.remove(id) }
        }

        /// All end now.
        mutating func expire() { tokens = [:] }
    }
}
