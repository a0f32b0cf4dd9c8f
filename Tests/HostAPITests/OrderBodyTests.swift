import AdapterProtocol
import Testing
import Trading

@testable import HostAPI

@Suite("The body of an order") struct OrderBodyTests {
    private func read(_ text: String) throws -> OrderProposal {
        try OrderBody(reading: Array(text.utf8)).proposal(for: "u")
    }

    @Test(
        "amounts are read from their own digits, as texts and as numbers",
        arguments: ["\"0.1000000000000000001\"", "0.1000000000000000001"])
    func exact(_ amount: String) throws {
        let proposal = try read(
            #"{"platform":"v","symbol":"BTC/USDT","side":"buy","type":"market","quantity":\#(amount)}"#)
        #expect(proposal.amount == .base(try ExactDecimal(parsing: "0.1000000000000000001")))
    }

    @Test("a limit order is good till cancelled unless it says otherwise") func lifetime() throws {
        let head = #"{"platform":"v","symbol":"BTC/USDT","side":"sell","type":"limit","quantity":"1","price":"2""#
        #expect(try read(head + "}").timeInForce == .goodTillCancelled)
        #expect(try read(head + #","time_in_force":"IOC"}"#).timeInForce == .immediateOrCancel)
    }

    @Test("kind and side name the way a trigger is crossed") func triggers() throws {
        func crossing(_ side: String, _ type: String) throws -> Trigger.Crossing? {
            try read(
                #"{"platform":"v","symbol":"BTC/USDT","side":"\#(side)","type":"\#(type)","quantity":1,"trigger_price":2}"#
            ).trigger?.crossing
        }
        #expect(try crossing("buy", "stopMarket") == .atOrAbove)
        #expect(try crossing("sell", "stopMarket") == .atOrBelow)
        #expect(try crossing("buy", "takeProfit") == .atOrBelow)
        #expect(try crossing("sell", "takeProfit") == .atOrAbove)
    }

    struct Refusal: CustomTestStringConvertible {
        let body: String
        let code: String
        let field: String?
        var testDescription: String { body }
    }

    static let refusals = [
        Refusal(body: "", code: "INVALID_JSON", field: nil),
        Refusal(body: "[]", code: "INVALID_JSON", field: nil),
        Refusal(body: "{", code: "INVALID_JSON", field: nil),
        Refusal(body: String(repeating: "[", count: 100_000), code: "INVALID_JSON", field: nil),
        Refusal(body: #"{"quantity":1e400}"#, code: "INVALID_JSON", field: nil),
        Refusal(body: #"{"quantity":NaN}"#, code: "INVALID_JSON", field: nil),
        Refusal(body: #"{"quantity":"1e5x"}"#, code: "INVALID_JSON", field: nil),
        Refusal(body: #"{"quantity":"\#(String(repeating: "7", count: 60))"}"#, code: "INVALID_JSON", field: nil),
        Refusal(body: #"{"quantity":true}"#, code: "INVALID_JSON", field: nil),
        Refusal(body: #"{"side":"buy","side":"sell"}"#, code: "INVALID_JSON", field: nil),
        Refusal(body: #"{"platform":"v","qty":"1"}"#, code: "VALIDATION_ERROR", field: "qty"),
        Refusal(body: #"{}"#, code: "VALIDATION_ERROR", field: "platform"),
        Refusal(body: #"{"platform":"v","symbol":"BTCUSDT"}"#, code: "VALIDATION_ERROR", field: "symbol"),
        Refusal(body: #"{"platform":"v","symbol":"BTC/USDT","side":"BUY"}"#, code: "VALIDATION_ERROR", field: "side"),
        Refusal(
            body: #"{"platform":"v","symbol":"BTC/USDT","side":"buy","type":"stop"}"#, code: "VALIDATION_ERROR",
            field: "type"),
        Refusal(
            body:
                #"{"platform":"v","symbol":"BTC/USDT","side":"buy","type":"market","quantity":"1","quote_amount":"1"}"#,
            code: "VALIDATION_ERROR", field: "quantity"),
        Refusal(
            body:
                #"{"platform":"v","symbol":"BTC/USDT","side":"buy","type":"limit","quantity":"1","price":"1","time_in_force":"GTD"}"#,
            code: "VALIDATION_ERROR", field: "time_in_force"),
    ]

    @Test("what is wrong is told by code and field", arguments: refusals)
    func refusal(_ refusal: Refusal) throws {
        let problem = try #require(throws: Problem.self) { try read(refusal.body) }
        #expect(problem.code == refusal.code && problem.field == refusal.field)
    }

    @Test("two bodies are one request when their values are equal, whatever their spelling") func digest() throws {
        func digest(_ text: String) throws -> String { try OrderBody(reading: Array(text.utf8)).digest }
        #expect(try digest(#"{"side":"buy","quantity":"1.50"}"#) == digest(#"{ "quantity":1.5, "side":"buy" }"#))
        #expect(try digest(#"{"side":"buy","quantity":"1.51"}"#) != digest(#"{"side":"buy","quantity":"1.5"}"#))
        #expect(try digest(#"{"side":"buy","price":"1"}"#) != digest(#"{"side":"buy","quantity":"1"}"#))
    }
}
