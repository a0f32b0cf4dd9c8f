import Foundation
import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedBinance

/// Recorded error texts: here the whole body must be equal, not only its shape.
struct BinanceRecordedRefusal: Sendable, CustomStringConvertible {
    let file: String
    let row: String
    let reach: @Sendable () throws -> BinanceReply

    var description: String { "\(file): \(row)" }

    static let all: [BinanceRecordedRefusal] = [
        BinanceRecordedRefusal(file: "rest-error-filters.json", row: "exponent or comma in a decimal") {
            try place("side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=6e4")
        },
        BinanceRecordedRefusal(file: "rest-error-filters.json", row: "bad client order id") {
            try place("side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=60000&newClientOrderId=a.b")
        },
        BinanceRecordedRefusal(file: "rest-error-filters.json", row: "tick size / price range") {
            try place("side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=60000.001")
        },
        BinanceRecordedRefusal(file: "rest-error-filters.json", row: "too far from the reference or average price") {
            try place("side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=6000")
        },
        BinanceRecordedRefusal(file: "rest-error-filters.json", row: "lot size") {
            try place("side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.000015&price=60000")
        },
        BinanceRecordedRefusal(file: "rest-error-filters.json", row: "market lot size") {
            try place("side=BUY&type=MARKET&quantity=119.738")
        },
        BinanceRecordedRefusal(file: "rest-error-filters.json", row: "notional") {
            try place("side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.00005&price=60000")
        },
        BinanceRecordedRefusal(file: "rest-error-bad-request.json", row: "extra or misspelt parameter") {
            var client = try BinanceClient()
            return client.signed(
                "GET",
                "/api/v3/allOrders",
                "symbol=BTCUSDT&orderId=1&startTime=1763800000000&limit=5&recvWindow=5000&misspelt=1"
            )
        },
        BinanceRecordedRefusal(file: "rest-error-blocked.json", row: "restricted country") {
            var client = try BinanceClient(["region": "blocked"])
            return client.send("GET", "/api/v3/time")
        },
    ]

    private static func place(_ parameters: String) throws -> BinanceReply {
        var client = try BinanceClient()
        return client.order("symbol=BTCUSDT&" + parameters)
    }
}

@Suite("Binance face: recorded refusals")
struct BinanceRecordedRefusalTests {
    @Test("Status and body are the recorded ones", arguments: BinanceRecordedRefusal.all)
    func refusal(_ refusal: BinanceRecordedRefusal) throws {
        let rows = try #require(try Fixtures.json(refusal.file) as? [[String: Any]])
        let row = try #require(rows.first { $0["case"] as? String == refusal.row })
        let body = try #require(row["body"] as? [String: Any])
        let reply = try refusal.reach()
        #expect(reply.status == row["httpStatus"] as? Int)
        #expect(reply.headers.first("Content-Type") == "application/json;charset=UTF-8")
        #expect(reply.code == body["code"] as? Int)
        #expect(reply.message == body["msg"] as? String)
        #expect(Set(reply.object.keys) == Set(body.keys))
    }
}
