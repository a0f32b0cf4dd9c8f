import Fidelity
import VenueSamples
import VenueSimulator

@testable import SimulatedKuCoin

/// One answer of the venue and the requests that bring the face into the same state.
struct KuCoinSample: Sendable, CustomStringConvertible {
    let file: String
    /// Whether decimal places count, too: where the venue pads. Elsewhere it prints no needless zeros, so that the
    /// places follow the value.
    var isPadded = false
    /// Members that are left out of the comparison, each with its reason.
    var waived: [String: String] = [:]
    /// Asks the face.
    let reach: @Sendable () throws -> KuCoinReply

    var description: String { file }

    func expected() throws -> Shape { prepare(try Shape(try VenueSamples.bytes("kucoin", file))) }

    func prepare(_ shape: Shape) -> Shape {
        switch shape {
        case .decimal: isPadded ? shape : .text
        case .list(let elements): .list(elements.map(prepare))
        case .members(let members):
            .members(members.filter { waived[$0.key] == nil }.mapValues(prepare))
        default: shape
        }
    }
}

extension KuCoinSample {
    static let all: [KuCoinSample] = market + account + orders + queries

    private static func open(_ file: String, _ target: String, _ switches: [String: String] = [:]) -> KuCoinSample {
        KuCoinSample(file: file) {
            var client = try KuCoinClient(switches)
            return client.send("GET", target)
        }
    }

    private static func get(
        _ file: String, _ target: String, as role: CredentialRole = .trade, waived: [String: String] = [:]
    ) -> KuCoinSample {
        KuCoinSample(file: file, waived: waived) {
            var client = try KuCoinClient()
            client.role = role
            return client.get(target)
        }
    }

    private static let market: [KuCoinSample] = [
        open("rest-server-time.json", "/api/v1/timestamp"),
        open("rest-status.json", "/api/v1/status"),
        open("rest-status-cancelonly.json", "/api/v1/status", ["venueStatus": "cancelonly"]),
        open("rest-symbols.json", "/api/v2/symbols"),
        open("rest-symbol.json", "/api/v2/symbols/BTC-USDT"),
        open("rest-currency.json", "/api/v3/currencies/BTC"),
        open("rest-ticker.json", "/api/v1/market/orderbook/level1?symbol=BTC-USDT"),
        open("rest-all-tickers.json", "/api/v1/market/allTickers"),
        open("rest-stats-24h.json", "/api/v1/market/stats?symbol=BTC-USDT"),
        open("rest-order-book.json", "/api/v1/market/orderbook/level2_20?symbol=BTC-USDT"),
        get("rest-order-book-full.json", "/api/v3/market/orderbook/level2?symbol=BTC-USDT"),
        open("rest-trades.json", "/api/v1/market/histories?symbol=BTC-USDT"),
        open("rest-candles.json", "/api/v1/market/candles?symbol=BTC-USDT&type=1hour"),
        KuCoinSample(file: "rest-bullet-public.json") {
            var client = try KuCoinClient()
            return client.send(
                "POST", "/api/v1/bullet-public", headers: ["Content-Type": "application/json"])
        },
        KuCoinSample(file: "rest-bullet-private.json") {
            var client = try KuCoinClient()
            return client.signed("POST", "/api/v1/bullet-private")
        },
    ]

    private static let account: [KuCoinSample] = [
        get("rest-accounts.json", "/api/v1/accounts"),
        get("rest-accounts-with-holds.json", "/api/v1/accounts"),
        get("rest-api-key.json", "/api/v1/user/api-key", as: .withdraw),
        get("rest-api-key-no-ip-limit.json", "/api/v1/user/api-key"),
        get(
            "rest-api-key-read-only-sub.json", "/api/v1/user/api-key", as: .readOnly,
            waived: [
                "subName": "composed, of a sub-account; the face has none", "region": "newer, optional (F)",
                "kycStatus": "newer, optional (F)", "siteType": "newer, optional (F)",
                "ipWhitelist": "may be empty or missing (F)",
            ]),
        get("rest-base-fee.json", "/api/v1/base-fee"),
        get("rest-trade-fees.json", "/api/v1/trade-fees?symbols=BTC-USDT,ETH-USDT"),
        get("rest-user-info.json", "/api/v2/user-info"),
        get("rest-hf-opened.json", "/api/v1/hf/accounts/opened"),
        KuCoinSample(
            file: "rest-deposits.json", isPadded: true,
            waived: ["walletTxId": "the published rows are masked: both null; documented as text or null (E.1)"]
        ) {
            var client = try KuCoinClient()
            return client.get("/api/v1/deposits?currentPage=1&pageSize=50")
        },
        KuCoinSample(file: "rest-withdrawals.json", isPadded: true) {
            var client = try KuCoinClient()
            return client.get("/api/v1/withdrawals?currentPage=1&pageSize=50")
        },
        KuCoinSample(file: "rest-hf-ledger.json") {
            var client = try KuCoinClient()
            client.placed(KuCoinClient.market("sell", "size", "0.001"))
            return client.get("/api/v1/hf/accounts/ledgers")
        },
    ]
}
