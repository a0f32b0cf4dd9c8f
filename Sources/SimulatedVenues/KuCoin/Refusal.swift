import VenueSimulator

extension KuCoin {
    /// An answer that is no success: `{"code":"...","msg":"..."}` with its HTTP status (kucoin.md A, F, G).
    struct Refusal: Error, Hashable {
        var status: Int
        var code: String
        var message: String

        init(_ code: String, _ message: String, status: Int = 200) {
            self.code = code
            self.message = message
            self.status = status
        }

        var body: [UInt8] { FaceJSON.members([.init("code", .text(code)), .init("msg", .text(message))]).bytes }
    }
}

// The gateway (kucoin.md F, L.1 to L.7).
extension KuCoin.Refusal {
    static let notFound = Self("404000", "Url Not Found", status: 404)
    static let method = Self("405000", "Method Not Allowed", status: 405)
    static let contentType = Self("415000", "Unsupported Media Type", status: 415)
    static let header = Self(
        "400001",
        "Please check the header of your request for KC-API-KEY, KC-API-SIGN, KC-API-TIMESTAMP, KC-API-PASSPHRASE",
        status: 400
    )
    static let timestamp = Self("400002", "Invalid KC-API-TIMESTAMP", status: 400)
    static let unknownKey = Self("400003", "KC-API-KEY not exists", status: 401)
    static let passphrase = Self("400004", "Invalid KC-API-PASSPHRASE", status: 401)
    static let signature = Self("400005", "Invalid KC-API-SIGN", status: 401)
    static let permission = Self("400007", "Access denied, require more permission.", status: 403)
    static let keyVersion = Self("400009", "Invalid KC-API-KEY-VERSION", status: 401)
    static let tooMany = Self("429000", "Too Many Requests", status: 429)
    static let overloaded = Self("429000", "Too many requests. System-level rate limit exceeded.", status: 429)
    static let deprecated = Self("401000", "The interface has been deprecated")
    static let internalError = Self("500000", "Internal Server Error", status: 500)
    static let networkTimeout = Self("408000", "Network timeout")

    static func address(_ peer: String, isNamed: Bool) -> Self {
        let message =
            isNamed ? "Invalid request IP, the current client IP is: \(peer)" : "Invalid request ip"
        return Self("400006", message, status: 403)
    }
}

// Parameters and orders (kucoin.md C.3, G.2, G.3).
extension KuCoin.Refusal {
    static func parameter(_ message: String, status: Int) -> Self { Self("400100", message, status: status) }
    static let symbolNotExists = Self("900001", "symbol not exists")
    static let unsupportedPair = Self("400100", "Unsupported trading pair.")
    static let notStarted = Self("400600", "validation.createOrder.symbolNotAvailable")
    static let placingSuspended = Self("200001", "Order placing is suspended on this trading pair.")
    static let cancelingSuspended = Self("200002", "Order canceling is suspended on this trading pair.")
    static let tooManyOrders = Self("200003", "The number of active orders exceeds the limit.")
    static let balance = Self("200004", "Balance insufficient!")
    static let sizeIncrement = Self("600100", "Order size increment invalid.")
    static let sizeMinimum = Self("600100", "Order size below the minimum requirement.")
    static let sizeInvalid = Self("300000", "Order size invalid.")
    static let fundsIncrement = Self("600100", "Funds increment invalid.")
    static let fundsMinimum = Self("600100", "Funds below the minimum requirement.")
    static let fundsInvalid = Self("300000", "Funds invalid.")
    static let timeWindow = Self("102425", "The request exceeded the allowed time window.")
    static let notCancelable = Self("400100", "order_not_exist_or_not_allow_to_cancel")
    static let fillOrKill = Self("300000", "Order can not be filled completely.")
    static let unifiedAccount = Self("400100", "Unified accounts must use the unified trading API.")

    static func priceIncrement(code: String) -> Self { Self(code, "Price increment invalid.") }
    static func minimumFunds(_ amount: String, _ currency: String) -> Self {
        Self("600101", "The order funds should more then \(amount) \(currency).")
    }
    static func highestPrice(_ price: String) -> Self { Self("400370", "Max. price: \(price)") }
    static func lowestPrice(_ price: String) -> Self { Self("400760", "The price should be more than \(price)") }

    static func duplicate(code: String) -> Self { Self(code, "validation.createOrder.clientOidDuplicated") }
    /// An order that does not exist, in the two recorded forms.
    static func unknownOrder(code: String) -> Self {
        code == "order_not_exist" ? Self(code, code) : Self(code, "order not exist")
    }
    static func unifiedCall(code: String) -> Self {
        switch code {
        case "112010": Self(code, "Invalid Unified Account user.")
        case "100040": Self(code, "Invalid order trade type.")
        default: Self("116104", "User not found.")
        }
    }
}
