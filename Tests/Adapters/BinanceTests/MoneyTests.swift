import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// Numbers pass through exactly: no binary fraction anywhere between the venue's text and ours.
@Suite("Money is exact")
struct MoneyTests {
    static let exact = [
        "0.00000001", "0.1", "0.2", "0.30000000000000004", "9007199254740993", "99999999999999.99999999999999999999",
        "0.00000000000000000001", "12345678901234567890.12345678901234", "123456789012345678901234567890.1234",
    ]
    static let tooLong = [
        "12345678901234567890.12345678901234567890", "99999999999999999999.99999999999999999999",
    ]

    private func balance(_ text: String) -> FlowRun<[Balance]> {
        Sample.adapter.balances().run(.ok(#"{"balances":[{"asset":"BTC","free":"\#(text)","locked":"0"}]}"#))
    }

    @Test("A number of up to 34 digits survives to the last one", arguments: exact)
    func survives(_ text: String) throws {
        let balance = try #require(balance(text).output?.first)
        #expect(balance.available.description == text)
        #expect(balance.total.description == text)
    }

    @Test(
        "Twenty digits before and twenty after the point: more than 34 is a typed error, never a rounded number",
        arguments: tooLong)
    func tooLongIsRefused(_ text: String) {
        #expect(balance(text).failure?.kind == .undecodable)
        #expect(balance(text).failure?.effect == .notExecuted(.read))
    }

    @Test("A sum that does not fit is an error")
    func sum() {
        let body = """
            {"balances":[{"asset":"BTC","free":"9999999999999999999999999999999999",\
            "locked":"0.0000000000000000000000000000000001"}]}
            """
        #expect(Sample.adapter.balances().run(.ok(body)).failure?.kind == .undecodable)
    }

    @Test("An order leaves with the digits it was given", arguments: exact)
    func leaves(_ text: String) throws {
        let number = try Sample.decimal(text)
        let bitcoin = try Sample.bitcoin()
        let request = try OrderRequest.limit(Sample.clientID, .buy, bitcoin.symbol, quantity: number, price: number)
        let call = try #require(Sample.adapter.place(request, on: bitcoin).run(.neverSent).calls.first)
        for name in ["quantity", "price"] {
            let value = try #require(call.parameters.first { $0.name == name }?.value)
            #expect(try Sample.decimal(value) == number)
            #expect(value.allSatisfy { $0.isNumber || $0 == "." })
        }
    }

    @Test("The quote of a fill in a placement is price times quantity, all digits")
    func product() throws {
        let body = try Sample.tree("rest-order-new-market-expired-partial").text
            .replacing("\"qty\":\"2.00000000\"", with: "\"qty\":\"0.12345678\"")
            .replacing("\"price\":\"1.00000000\"", with: "\"price\":\"98765.43210001\"")
        guard
            case .accepted(let acceptance) = Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin())
                .run(.ok(body)).output
        else {
            Issue.record("must be accepted")
            return
        }
        let expected = try Sample.decimal("98765.43210001") * Sample.decimal("0.12345678")
        #expect(acceptance.fills.map(\.quoteAmount) == [expected, expected])
    }
}
