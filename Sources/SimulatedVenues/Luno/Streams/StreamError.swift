import VenueSimulator

extension Luno {
    /// Why a connection ends with an error frame (luno.md I.6).
    enum StreamError: Error, Sendable, Hashable {
        /// No credentials in ten seconds; recorded.
        case timeout
        /// A first frame that is none of credentials; recorded.
        case credentials
        /// No such market; recorded, its text is the pair.
        case market(String)
        /// A key that REST would refuse; what a stream says then was never seen (Z14).
        case key(Refusal)
        /// One connection too many; the words are documented, the form is not (Z14).
        case sessionLimit

        func frame(_ switches: Switches) -> FaceJSON {
            switch self {
            case .timeout: Self.frame("you took too long to provide credentials", "auth_timeout")
            case .credentials: Self.frame("you provided an invalid credentials message", "invalid_credentials")
            case .market(let pair): Self.frame(pair, "invalid_market")
            case .key(let refusal):
                if switches.streamKeyErrorIsCredentials {
                    Self.credentials.frame(switches)
                } else if case .json(let code, let text, _) = refusal.body {
                    Self.frame(text, code)
                } else {
                    Self.frame("Unauthorized", "ErrUnauthorised")
                }
            case .sessionLimit:
                if switches.sessionLimitIsText {
                    ["error": "session limit exceeded"]
                } else {
                    Self.frame("session limit exceeded", "session_limit_exceeded")
                }
            }
        }

        private static func frame(_ text: String, _ code: String) -> FaceJSON {
            ["error": .text(text), "error_code": .text(code)]
        }
    }
}
