import AdapterProtocol
import BinanceAdapter
import Foundation
import KrakenAdapter
import KuCoinAdapter
import LunoAdapter
import VALRAdapter
import VenueSimulator

/// What a venue's signature covers, where it stands and how a bad one is refused (section B of each fact sheet).
struct SignedVenue: Sendable {
    /// An endpoint; `ID` in its path stands for a random part.
    struct Endpoint: Sendable {
        let method: VenueCall.Method
        let path: String
        var operation: OperationName = "test"
    }

    /// Where the signature stands.
    enum Place: Sendable {
        /// The last parameter of query or form, in hexadecimal digits.
        case hexadecimalParameter
        /// The last parameter of query or form, in percent-encoded base64.
        case base64Parameter
        /// A header in hexadecimal digits.
        case hexadecimalHeader(String)
        /// A header in base64; `prefix` is no part of it.
        case base64Header(String, prefix: String)
    }

    let adapter: any VenueAdapter
    var place: Place
    /// What a refusal of the signature contains.
    let refusal: String
    /// What an answer to a good key and signature never contains.
    let distrust: [String]
    /// Whether the signature covers the path.
    let coversPath: Bool
    /// Whether the signature covers query and body.
    let coversText: Bool
    /// What the simulated venue checks first, where the sheet leaves that open.
    var switches: [String: String] = [:]
    let endpoints: [Endpoint]

    static let all: [String: SignedVenue] = [
        "luno": luno, "binance": binance, "kucoin": kucoin, "kraken": kraken, "valr": valr,
    ]

    /// HTTP Basic: the key is all there is (luno.md B.1).
    private static let luno = SignedVenue(
        adapter: LunoAdapter(), place: .base64Header("Authorization", prefix: "Basic "), refusal: "HTTP 401",
        distrust: ["HTTP 401", "HTTP 403", "HTTP 429"], coversPath: false, coversText: false,
        endpoints: [
            .init(method: .get, path: "/api/1/balance"), .init(method: .get, path: "/api/1/fee_info"),
            .init(method: .get, path: "/api/exchange/2/listorders"), .init(method: .get, path: "/api/exchange/3/order"),
            .init(method: .get, path: "/api/1/listtrades"), .init(method: .get, path: "/api/1/orders/ID"),
            .init(method: .post, path: "/api/1/postorder", operation: "order.place"),
            .init(method: .post, path: "/api/1/marketorder", operation: "order.place"),
            .init(method: .post, path: "/api/1/stoporder"),
        ])

    /// Query and body, not the path (binance.md B.1).
    private static let binance = SignedVenue(
        adapter: BinanceAdapter(), place: .hexadecimalParameter, refusal: #""code":-1022,"#,
        distrust: ["-1022", "-1021", "-2008", "-2014", "-2015", "HTTP 429", "HTTP 418"], coversPath: false,
        coversText: true,
        endpoints: [
            .init(method: .get, path: "/api/v3/account"), .init(method: .get, path: "/api/v3/order"),
            .init(method: .get, path: "/api/v3/myTrades"), .init(method: .get, path: "/sapi/v1/asset/tradeFee"),
            .init(method: .get, path: "/sapi/v1/capital/deposit/hisrec"), .init(method: .post, path: "/api/v3/order"),
            .init(method: .post, path: "/api/v3/order/test"), .init(method: .delete, path: "/api/v3/order"),
            .init(method: .delete, path: "/api/v3/openOrders"),
            .init(method: .put, path: "/api/v3/order/amend/keepPriority"),
        ])

    /// Time, method, path, decoded query, body (kucoin.md B.2).
    private static let kucoin = SignedVenue(
        adapter: KuCoinAdapter(), place: .base64Header("KC-API-SIGN", prefix: ""), refusal: #""code":"400005""#,
        distrust: [#""code":"4000"#, "HTTP 401", "HTTP 403", "HTTP 429"], coversPath: true, coversText: true,
        // Another secret makes another proof of the passphrase as well.
        switches: ["firstCheck": "signature"],
        endpoints: [
            .init(method: .get, path: "/api/v1/accounts"), .init(method: .get, path: "/api/v1/hf/orders/ID"),
            .init(method: .get, path: "/api/v1/hf/fills"), .init(method: .get, path: "/api/v1/user/api-key"),
            .init(method: .get, path: "/api/v1/hf/orders/client-order/ID"),
            .init(method: .post, path: "/api/v1/hf/orders", operation: "order.place"),
            .init(method: .post, path: "/api/v1/hf/orders/test"), .init(method: .post, path: "/api/v1/stop-order"),
            .init(method: .delete, path: "/api/v1/hf/orders/ID"), .init(method: .delete, path: "/api/v1/stop-order/ID"),
        ])

    /// Path, nonce and body (kraken.md B.2).
    private static let kraken = SignedVenue(
        adapter: KrakenAdapter(), place: .base64Header("API-Sign", prefix: ""), refusal: "EAPI:Invalid signature",
        distrust: ["EAPI:Invalid", "Permission denied", "lockout", "EAPI:Rate limit"], coversPath: true,
        coversText: true,
        endpoints: [
            .init(method: .post, path: "/0/private/BalanceEx"), .init(method: .post, path: "/0/private/QueryOrders"),
            .init(method: .post, path: "/0/private/TradesHistory"), .init(method: .post, path: "/0/private/OpenOrders"),
            .init(method: .post, path: "/0/private/AddOrder", operation: "order.place"),
            .init(method: .post, path: "/0/private/AmendOrder", operation: "order.amend"),
            .init(method: .post, path: "/0/private/CancelOrder"),
            .init(method: .post, path: "/0/private/CancelOrderBatch", operation: "order.cancelAll"),
        ])

    /// Time, method, target, body, subaccount (valr.md B.1).
    private static let valr = SignedVenue(
        adapter: VALRAdapter(), place: .hexadecimalHeader("X-VALR-SIGNATURE"), refusal: #""code":-11252,"#,
        distrust: ["HTTP 401", "HTTP 403", "HTTP 429"], coversPath: true, coversText: true,
        endpoints: [
            .init(method: .get, path: "/v1/account/balances"), .init(method: .get, path: "/v1/orders/history"),
            .init(method: .get, path: "/v1/account/ID/tradehistory"),
            .init(method: .get, path: "/v1/orders/history/detail/orderid/ID"),
            .init(method: .post, path: "/v2/orders/limit"), .init(method: .post, path: "/v2/orders/market"),
            .init(method: .put, path: "/v1/orders/modify"), .init(method: .put, path: "/v2/orders/modify"),
            .init(method: .delete, path: "/v2/orders/order"),
            .init(method: .delete, path: "/v1/orders/ID"),
        ])
}
