import VenueSimulator

extension Binance {
    /// A request that the venue refuses: its HTTP status and the body `{"code":..,"msg":..}` (binance.md G).
    struct Refusal: Error, Sendable {
        let status: Int
        let code: Int
        let message: String
        var data: JSON?
        var retryAfterSeconds: Int?

        init(_ code: Int, _ message: String, status: Int = 400, data: JSON? = nil, retryAfterSeconds: Int? = nil) {
            self.status = status
            self.code = code
            self.message = message
            self.data = data
            self.retryAfterSeconds = retryAfterSeconds
        }

        var body: JSON {
            let plain: JSON = ["code": .integer(code), "msg": .text(message)]
            return plain.with("data", data)
        }
    }
}

// Requests that never reach an endpoint's rules.
extension Binance.Refusal {
    static let keyFormat = Self(-2014, "API-key format invalid.", status: 401)
    static let signature = Self(-1022, "Signature for this request is not valid.")
    static let tooOld = Self(-1021, "Timestamp for this request is outside of the recvWindow.")
    static let tooEarly = Self(-1021, "Timestamp for this request was 1000ms ahead of the server's time.")
    static let recvWindow = Self(-1131, "recvWindow must be less than 60000")
    static let location = Self(
        0,
        "Service unavailable from a restricted location according to 'b. Eligibility' in "
            + "https://www.binance.com/en/terms. Please contact customer service if you believe you received this "
            + "message in error.",
        status: 451
    )
    static func timeout(status: Int) -> Self {
        Self(
            -1007,
            "Timeout waiting for response from backend server. Send status unknown; execution status unknown.",
            status: status
        )
    }

    static func unknownKey(status: Int) -> Self { Self(-2008, "Invalid Api-Key ID.", status: status) }

    /// binance.md F: 401 on /api, 400 on /sapi.
    static func permission(isWallet: Bool) -> Self {
        Self(-2015, "Invalid API-key, IP, or permissions for action.", status: isWallet ? 400 : 401)
    }
}

// Parameters, binance.md G.2 and L.7.
extension Binance.Refusal {
    static let duplicate = Self(-1101, "Duplicate values for a parameter detected.")
    static let illegalText = Self(-1100, "Illegal characters found in a parameter.")
    static let combination = Self(-1128, "Combination of optional parameters invalid.")
    static let moreThanADay = Self(-1127, "More than 24 hours between startTime and endTime.")
    static let symbol = Self(-1121, "Invalid symbol.")
    static let symbolTwice = Self(-1151, "Symbol is present multiple times in the list.")
    static let symbolStatus = Self(-1122, "Invalid symbolStatus.")
    static let otherStatus = Self(-1220, "The symbol's status does not match the requested symbolStatus.")
    static let interval = Self(-1120, "Invalid interval.")
    static let orderType = Self(-1116, "Invalid orderType.")
    static let side = Self(-1117, "Invalid side.")
    static let timeInForce = Self(-1115, "Invalid timeInForce.")
    static let noReferencePrice = Self(-2043, "This symbol doesn't have a reference price.")

    static func missing(_ name: String) -> Self {
        Self(-1102, "Mandatory parameter '\(name)' was not sent, was empty/null, or malformed.")
    }

    static func missing(_ name: String, or other: String) -> Self {
        Self(-1102, "Param '\(name)' or '\(other)' must be sent, but both were empty/null!")
    }

    static func empty(_ name: String) -> Self { Self(-1105, "Parameter '\(name)' was empty.") }
    static func notRequired(_ name: String) -> Self { Self(-1106, "Parameter '\(name)' sent when not required.") }
    static func overflow(_ name: String) -> Self { Self(-1108, "Parameter '\(name)' overflow.") }
    static func precision(_ name: String) -> Self { Self(-1111, "Parameter '\(name)' has too much precision.") }
    static func invalid(_ name: String) -> Self { Self(-1130, "Data sent for parameter '\(name)' is not valid.") }

    static func illegal(_ name: String, range pattern: String) -> Self {
        Self(-1100, "Illegal characters found in parameter '\(name)'; legal range is '\(pattern)'.")
    }

    static func unread(read: Int, sent: Int) -> Self {
        read == 0
            ? Self(-1101, "Too many parameters; expected '0' and received '\(sent)'.")
            : Self(-1104, "Not all sent parameters were read; read '\(read)' parameter(s) but was sent '\(sent)'.")
    }
}

// Orders, binance.md G.3.
extension Binance.Refusal {
    static let marketClosed = Self(-1013, "Market is closed.")
    static let preventionMode = Self(-1013, "This symbol does not allow the specified self-trade prevention mode.")
    static let funds = Self(-2010, "Account has insufficient balance for requested action.")
    static let duplicateOrder = Self(-2010, "Duplicate order sent.")
    static let wouldTake = Self(-2010, "Order would immediately match and take.")
    static let wouldTrigger = Self(-2010, "Order would trigger immediately.")
    static let emptyBook = Self(-2010, "Order book liquidity is less than symbol minimum quantity.")
    static let unknownOrder = Self(-2011, "Unknown order sent.")
    static let cancelRestricted = Self(-2011, "Order was not canceled due to cancel restrictions.")
    static let idsDisagreeOnCancel = Self(-2011, "Cancel order is invalid. Check origClOrdId and orderId.")
    static let noSuchOrder = Self(-2013, "Order does not exist.")
    static let idsDisagree = Self(-2039, "Client order ID is not correct for this order ID.")
    static let archived = Self(
        -2026,
        "Order was canceled or expired with no executed qty over 90 days ago and has been archived."
    )

    static func filter(_ name: String) -> Self { Self(-1013, "Filter failure: \(name)") }
    /// binance.md G.3: the position cap has been seen with this code.
    static let position = Self(-2010, "Filter failure: MAX_POSITION")
    static func unsupported(_ what: String) -> Self { Self(-1013, "\(what) are not supported for this symbol.") }
    static func amend(_ message: String) -> Self { Self(-2038, message) }

    static func replaceFailed(
        _ data: Binance.JSON,
        status: Int = 400,
        retryAfterSeconds: Int? = nil
    ) -> Self {
        Self(
            -2022,
            "Order cancel-replace failed.",
            status: status,
            data: data,
            retryAfterSeconds: retryAfterSeconds
        )
    }

    static func replaceFailedInPart(_ data: Binance.JSON, status: Int = 409, retryAfterSeconds: Int? = nil) -> Self {
        Self(
            -2021,
            "Order cancel-replace partially failed.",
            status: status,
            data: data,
            retryAfterSeconds: retryAfterSeconds
        )
    }
}

// Limits, binance.md H.
extension Binance.Refusal {
    static func weight(limit: Int, retryAfterSeconds: Int) -> Self {
        Self(
            -1003,
            "Too much request weight used; current limit is \(limit) request weight per 1 MINUTE. "
                + "Please use WebSocket Streams for live updates to avoid polling the API.",
            status: 429,
            retryAfterSeconds: retryAfterSeconds
        )
    }

    static func rawRequests(limit: Int, retryAfterSeconds: Int) -> Self {
        Self(
            -1003,
            "Too many requests; current limit is \(limit) requests per 5 MINUTE. "
                + "Please use WebSocket Streams for live updates to avoid polling the API.",
            status: 429,
            retryAfterSeconds: retryAfterSeconds
        )
    }

    static func banned(untilMilliseconds: Int64, retryAfterSeconds: Int) -> Self {
        Self(
            -1003,
            "Way too much request weight used; IP banned until \(untilMilliseconds). "
                + "Please use WebSocket Streams for live updates to avoid bans.",
            status: 418,
            retryAfterSeconds: retryAfterSeconds
        )
    }

    static func orderCount(limit: Int, interval: String, retryAfterSeconds: Int) -> Self {
        Self(
            -1015,
            "Too many new orders; current limit is \(limit) orders per \(interval).",
            status: 429,
            retryAfterSeconds: retryAfterSeconds
        )
    }
}
