import VenueSimulator

extension Luno {
    /// An answer that is not what was asked for (luno.md G).
    struct Refusal: Error, Sendable, Hashable {
        /// What the body is.
        enum Body: Sendable, Hashable {
            case json(code: String, text: String, hasAction: Bool)
            case plain(String)
            case html(String)
            case none
        }

        let status: Int
        let body: Body

        init(status: Int, body: Body) {
            self.status = status
            self.body = body
        }

        /// The usual shape, `{"error","error_code"}`; some answers add an empty `error_action` (luno.md G.1).
        init(_ code: String, _ text: String, status: Int = 400, hasAction: Bool = false) {
            self.init(status: status, body: .json(code: code, text: text, hasAction: hasAction))
        }

        /// The answer as it goes out.
        var reply: FaceReply {
            switch body {
            case .json(let code, let text, let hasAction):
                let json: FaceJSON = ["error": .text(text), "error_code": .text(code)]
                return FaceReply(
                    status: status,
                    headers: ["Content-Type": LunoFace.jsonType],
                    body: (hasAction ? json.with("error_action", [:]) : json).bytes
                )
            case .plain(let text):
                return FaceReply(
                    status: status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: Array(text.utf8))
            case .html(let text):
                return FaceReply(
                    status: status,
                    headers: ["Content-Type": "text/html; charset=UTF-8", "Server": "cloudflare"],
                    body: Array(text.utf8)
                )
            case .none: return FaceReply(status: status)
            }
        }
    }
}

// Getting in (luno.md F.3).
extension Luno.Refusal {
    static let unauthorized = Self(status: 401, body: .plain("Unauthorized"))
    static let keyNotFound = Self("ErrAPIKeyNotFound", "API key not found", status: 401)
    static let wrongSecret = Self("ErrUnauthorised", "Unauthorised", status: 401)
    static let revoked = Self("ErrApiKeyRevoked", "API key has been revoked", status: 401)
    static let notFound = Self(status: 404, body: .none)
    static let tooManyRequests = Self(
        "ErrTooManyRequests", "You are exceeding the allowed request rate limit", status: 429)
    static let tooManyRequestsPlain = Self(status: 429, body: .plain("Too Many Requests"))
    static let internalError = Self(
        "ErrInternal", "Something went wrong. We're looking into it.", status: 500, hasAction: true)
    static let badGateway = Self(
        status: 502,
        body: .html("<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>")
    )

    static func permissions(status: Int) -> Self {
        Self("ErrInsufficientPerms", "Insufficient permissions", status: status, hasAction: true)
    }
}

// Parameters (luno.md G.2).
extension Luno.Refusal {
    static let arguments = Self("ErrInvalidArguments", "One or more arguments are invalid")
    static let limit = Self("ErrLimitOutOfRange", "Limit is out of range")
    static let rows = Self("ErrTooManyRowsRequested", "Too many rows requested")
    static let market = Self("ErrMarketUnavailable", "Market not available")
    static let marketNotAllowed = Self(
        "ErrMarketNotAllowed", "This market is not enabled for you.", hasAction: true)
    static let postOnlyMode = Self("ErrPostOnlyMode", "This market is in post-only mode")
    static let account = Self("ErrAccountNotFound", "Account not found")
    static let currency = Self("ErrInvalidCurrency", "Invalid currency")
    static let noAddresses = Self("ErrNoAddressesAssigned", "No addresses are assigned to this account")
    static let withdrawal = Self("ErrWithdrawalNotFound", "Withdrawal not found", status: 404)
}
