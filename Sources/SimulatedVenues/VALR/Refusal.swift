import AdapterProtocol
import VenueSimulator

extension VALR {
    /// An answer that is not what was asked for (valr.md G).
    struct Refusal: Error, Sendable, Hashable {
        /// What the body is.
        enum Body: Sendable, Hashable {
            case json(FaceJSON)
            case html(String)
            case none
        }

        let status: Int
        let body: Body
        var isRateLimit = false

        init(status: Int, body: Body, isRateLimit: Bool = false) {
            self.status = status
            self.body = body
            self.isRateLimit = isRateLimit
        }

        /// The usual shape, `{"code","message"}`.
        init(_ code: Int, _ message: String, status: Int = 400) {
            self.init(status: status, body: .json(["code": .integer(code), "message": .text(message)]))
        }

        /// Code and message, for the items of a batch.
        var error: FaceJSON {
            guard case .json(let json) = body else { return [:] }
            return json
        }

        /// The same about an order, whose id comes first.
        func about(order id: String) -> Refusal {
            guard case .json(.members(let members)) = body else { return self }
            return Refusal(status: status, body: .json(.members([.init("orderId", .text(id))] + members)))
        }

        /// The answer as it goes out.
        var reply: FaceReply {
            var reply: FaceReply
            switch body {
            case .json(let json):
                reply = FaceReply(status: status, headers: ["Content-Type": VALRFace.jsonType], body: json.bytes)
            case .html(let text):
                reply = FaceReply(
                    status: status, headers: ["Content-Type": "text/html; charset=UTF-8"], body: Array(text.utf8))
            case .none: reply = FaceReply(status: status)
            }
            if isRateLimit { reply.headers.add("x-valr-ratelimited", "true") }
            return reply
        }
    }
}

// Getting in (valr.md F, G.1).
extension VALR.Refusal {
    static let signature = Self(-11252, "Request has an invalid signature", status: 401)
    static let address = Self(-11272, "The originating IP Address has not been whitelisted.", status: 401)
    /// The code is invented; the text is recorded.
    static let unknownKey = Self(-11900, "API key or secret is invalid", status: 401)
    static let unknownKeyPlain = Self(status: 401, body: .json(["message": "API-key is invalid"]))
    /// The codes and texts of these four are invented.
    static let missingKey = Self(-11901, "Forbidden", status: 403)
    static let contentType = Self(-11902, "Content-Type must be application/json", status: 403)
    static let boundKey = Self(-11903, "Unauthorized", status: 401)
    static let readOnly = Self(-11905, "The exchange is in read-only mode", status: 503)
    static let empty403 = Self(status: 403, body: .none)
    static let notFound = Self(status: 404, body: .none)
    static let badGateway = Self(
        status: 502,
        body: .html(
            "<html><head><title>502 Server Error</title></head><body><h1>Error: Server Error</h1></body></html>")
    )

    static func permission(_ switches: VALR.Switches) -> Self {
        Self(
            -11904, switches.hasFragments ? "API key does not have the required permission" : "Forbidden",
            status: switches.permissionStatus)
    }

    static func rateLimit(_ switches: VALR.Switches) -> Self {
        let body: Body =
            switch switches.rateLimitBody {
            case "json": .json(["code": -429, "message": "Too many requests"])
            case "empty": .none
            default:
                .html("<html><head><title>429</title></head><body><h1>Too Many Requests</h1></body></html>")
            }
        return Self(status: 429, body: body, isRateLimit: true)
    }
}

// Requests and orders (valr.md G.2).
extension VALR.Refusal {
    static let json = Self(-113, "Invalid JSON payload")
    static let pair = Self(-21, "Unsupported Currency Pair")
    static let inactive = Self(-32, "The given currency pair is not active")
    static let orderType = Self(-12005, "Selected order type is not allowed for the currency pair.")
    static let margin = Self(-19213, "Margin not enabled for account")
    static let funds = Self(-6, "Insufficient Balance")
    static let batchModify = Self(-21311, "Modify order requests may not be batched with place order requests")

    /// The recorded text ends with a space.
    static func invalidOrder(status: Int = 400) -> Self { Self(-1, "Invalid Order. ", status: status) }

    static let selfMatch = Self(
        -11500,
        "We did not execute this order since it would have matched with your own order on the Exchange")

    static func minimum(_ market: VALR.Market) -> Self {
        Self(
            -12007,
            "Minimum order size not met . Minimum amount: \(market.minimumBase.text(trimmingZeros: true)) "
                + "\(market.base), minimum total: \(market.minimumQuote.text(trimmingZeros: true)) \(market.quote)")
    }

    /// Errors that are documented without a code: the codes are invented, the words are those that the sheet tells
    /// clients to look for, or say nothing (switch `unknownCodeWording`).
    static func invented(_ code: Int, _ text: String, _ switches: VALR.Switches) -> Self {
        Self(code, switches.hasFragments ? text : "Order request was not accepted")
    }

    static func tick(_ switches: VALR.Switches) -> Self {
        invented(-12901, "Price is not a multiple of the tick size", switches)
    }
    static func maximum(_ switches: VALR.Switches) -> Self {
        invented(-12902, "Maximum order size exceeded", switches)
    }
    static func duplicate(_ switches: VALR.Switches) -> Self {
        invented(-12903, "An open order with this customer order id already exists", switches)
    }

    /// `-11` with the fields that are wrong, in the order in which they were looked at.
    static func validation(_ errors: [(field: String, message: String)]) -> Self {
        let rows = errors.map { error -> FaceJSON in
            ["field": .text(error.field), "message": .text(error.message)]
        }
        return Self(
            status: 400,
            body: .json([
                "code": -11,
                "message": "Invalid Request, please check your request and try again",
                "validationErrors": ["errors": .list(rows)],
            ]))
    }
}
