import Foundation
import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedBinance

/// The rows of binance.md G that this venue can be brought to. The bodies are composed from the documents, so equality
/// here shows that face and sheet agree, not that the venue does.
@Suite("Binance face: the error table (binance.md F, G)")
struct BinanceErrorTableTests {
    @Test("Status and body are those of the sheet", arguments: all)
    func row(_ refusal: BinanceRecordedRefusal) throws {
        let rows = try #require(try Fixtures.json(refusal.file) as? [[String: Any]])
        let row = try #require(rows.first { $0["case"] as? String == refusal.row })
        let body = try #require(row["body"] as? [String: Any])
        let reply = try refusal.reach()
        #expect(reply.status == row["httpStatus"] as? Int)
        #expect(reply.code == body["code"] as? Int)
        #expect(reply.message == body["msg"] as? String)
    }

    static let all: [BinanceRecordedRefusal] = keys + orders + lookups + requests

    private static let keys: [BinanceRecordedRefusal] = [
        row("auth", "no or malformed X-MBX-APIKEY") { $0.send("GET", "/api/v3/account") },
        row("auth", "well-formed key that does not exist or was deleted") {
            $0.send("GET", "/api/v3/account", headers: ["X-MBX-APIKEY": String(repeating: "Z", count: 64)])
        },
        row("auth", "IP not whitelisted, or permission missing, on /api") {
            $0.role = .otherIP
            return $0.signed("GET", "/api/v3/account")
        },
        row("auth", "IP not whitelisted on /sapi") {
            $0.role = .otherIP
            return $0.signed("GET", "/sapi/v1/account/apiRestrictions")
        },
        row("auth", "wrong secret or wrong signing string") { client in
            let key = client.face.credentials[.trade]?.apiKey ?? ""
            let query = "timestamp=\(client.now.milliseconds)&signature=" + String(repeating: "0", count: 64)
            return client.send("GET", "/api/v3/account", query, headers: ["X-MBX-APIKEY": key])
        },
        row("clock-skew", "timestamp older than recvWindow") { $0.signed("GET", "/api/v3/account", at: -5_001) },
        row("clock-skew", "timestamp more than 1000 ms in the future") {
            $0.signed("GET", "/api/v3/account", at: 1_001)
        },
        row("clock-skew", "recvWindow above 60000 (old code)") {
            $0.signed("GET", "/api/v3/account", "recvWindow=60001")
        },
    ]

    private static let orders: [BinanceRecordedRefusal] = [
        row("order-rejected", "insufficient funds") { $0.order(limit("SELL", "11", "70000")) },
        row("order-rejected", "post-only would take") {
            $0.order("symbol=BTCUSDT&side=BUY&type=LIMIT_MAKER&quantity=0.001&price=70000")
        },
        row("order-rejected", "stop price on the wrong side") {
            $0.order("symbol=BTCUSDT&side=BUY&type=STOP_LOSS&quantity=0.001&stopPrice=60000")
        },
        row("order-rejected", "client order id already open") {
            $0.rest("same")
            return $0.order(limit("BUY", "0.001", "60000") + "&newClientOrderId=same")
        },
        row("order-rejected", "symbol not trading") {
            $0.order("symbol=FTTUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=100&price=0.85")
        },
        row("order-rejected", "self-trade prevention mode not allowed") {
            $0.order(limit("BUY", "0.001", "60000") + "&selfTradePreventionMode=NONE")
        },
        row("order-rejected", "quote-quantity market order on an empty book") {
            _ = $0.order("symbol=TSLABUSDT&side=SELL&type=MARKET&quantity=500")
            $0.emptyBids("TSLABUSDT")
            return $0.order("symbol=TSLABUSDT&side=SELL&type=MARKET&quoteOrderQty=100")
        },
        row("filters", "old notional filter") {
            $0.order("symbol=ETHBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=0.04")
        },
        row("filters", "position cap") {
            $0.order("symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=99999&price=0.00128")
        },
        row("filters", "too many decimals") { $0.order(limit("BUY", "0.000000001", "60000")) },
    ]

    private static let lookups: [BinanceRecordedRefusal] = [
        row("order-not-found", "query: unknown (or not visible yet)") {
            $0.signed("GET", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=none")
        },
        row("order-not-found", "cancel: unknown, already final, or not visible yet") {
            $0.signed("DELETE", "/api/v3/order", "symbol=BTCUSDT&orderId=1")
        },
        row("order-not-found", "cancel all with nothing open (treat as success)") {
            $0.signed("DELETE", "/api/v3/openOrders", "symbol=BTCUSDT")
        },
        row("order-not-found", "cancel blocked by cancelRestrictions") {
            let id = $0.rest("one")
            let query = "symbol=BTCUSDT&orderId=\(id)&cancelRestrictions=ONLY_PARTIALLY_FILLED"
            return $0.signed("DELETE", "/api/v3/order", query)
        },
        row("order-not-found", "no-fill order older than 90 days") {
            let id = $0.rest("one")
            _ = $0.signed("DELETE", "/api/v3/openOrders", "symbol=BTCUSDT")
            $0.advance(91 * 86_400_000)
            return $0.signed("GET", "/api/v3/order", "symbol=BTCUSDT&orderId=\(id)")
        },
        row("order-not-found", "orderId and client id disagree") {
            let id = $0.rest("one")
            return $0.signed("GET", "/api/v3/order", "symbol=BTCUSDT&orderId=\(id)&origClientOrderId=two")
        },
    ]

    private static let requests: [BinanceRecordedRefusal] = [
        row("bad-request", "unknown symbol") { $0.send("GET", "/api/v3/depth", "symbol=NOPE") },
        row("bad-request", "missing parameter") { $0.send("GET", "/api/v3/depth") },
        row("bad-request", "parameter on an endpoint that takes none") { $0.send("GET", "/api/v3/time", "a=1") },
        row("bad-request", "time span above 24 h (myTrades, allOrders)") {
            $0.signed("GET", "/api/v3/myTrades", "symbol=BTCUSDT&startTime=0&endTime=86400001")
        },
        row("bad-request", "status filter mismatch") {
            $0.send("GET", "/api/v3/ticker/24hr", "symbol=BTCUSDT&symbolStatus=BREAK")
        },
        row("bad-request", "bad interval") { $0.send("GET", "/api/v3/klines", "symbol=BTCUSDT&interval=1H") },
        row("unknown-state", "matching engine did not answer within 10 s") {
            $0.requestSwitches = ["orderTimeout": "notPlaced"]
            return $0.order(limit("BUY", "0.001", "60000"))
        },
    ]

    private static func limit(_ side: String, _ quantity: String, _ price: String) -> String {
        "symbol=BTCUSDT&side=\(side)&type=LIMIT&timeInForce=GTC&quantity=\(quantity)&price=\(price)"
    }

    private static func row(
        _ file: String,
        _ row: String,
        _ walk: @escaping @Sendable (inout BinanceClient) throws -> BinanceReply
    ) -> BinanceRecordedRefusal {
        BinanceRecordedRefusal(file: "rest-error-\(file).json", row: row) {
            var client = try BinanceClient()
            return try walk(&client)
        }
    }
}

extension BinanceClient {
    /// Signs with a clock that is off by `offset` milliseconds.
    mutating func signed(_ method: String, _ path: String, at offset: Int64) -> BinanceReply {
        let truth = now
        now = now.advanced(byMilliseconds: offset)
        guard let key = face.credentials[role] else { return BinanceReply(FaceReply(status: 599)) }
        let text = "timestamp=\(now.milliseconds)"
        now = truth
        let query = text + "&signature=" + Self.hmac(text, secret: key.apiSecret)
        return send(method, path, query, headers: ["X-MBX-APIKEY": key.apiKey])
    }

    /// Sells into a book until nobody bids any more.
    mutating func emptyBids(_ symbol: String) {
        let sell = "symbol=\(symbol)&side=SELL&type=MARKET&quantity=100"
        for _ in 0..<10 where face.exchange.bestBid(symbol) != nil { _ = order(sell) }
    }
}
