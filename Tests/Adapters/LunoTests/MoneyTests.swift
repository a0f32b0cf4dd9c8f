import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// Money goes through digit for digit, in and out.
@Suite("Exact money")
struct MoneyTests {
    @Test(
        "Quantities and prices of any size go out as they are",
        arguments: [
            ("0.00000001", "99999999999999999999.99"),
            ("1234567890123456.123456789012345678", "0.000000000000000001"),
            ("1", "1385000"), ("9007199254740993", "9007199254740993"),
        ])
    func out(_ quantity: String, _ price: String) throws {
        let order = try OrderRequest.limit(
            Sample.clientID, .buy, try Sample.bitcoin().symbol, quantity: try Sample.decimal(quantity),
            price: try Sample.decimal(price))
        #expect(try Sample.sentBody(order).contains("&volume=\(quantity)&price=\(price)&"))
    }

    @Test("Trailing zeros are not sent: whether the venue takes them is unconfirmed (luno.md C.2)")
    func trailingZeros() throws {
        let order = try OrderRequest.limit(
            Sample.clientID, .buy, try Sample.bitcoin().symbol, quantity: try Sample.decimal("0.100"),
            price: try Sample.decimal("1200.00"))
        #expect(try Sample.sentBody(order).contains("&volume=0.1&price=1200&"))
    }

    @Test("Numbers come in whole, as texts and as number literals", arguments: ["\"%\"", "%"])
    func into(_ form: String) throws {
        for digits in ["9007199254740993.000000000000000001", "0.1", "12345678901234567890.123456789"] {
            let value = form.replacing("%", with: digits)
            let body =
                "{\"balance\":[{\"account_id\":\"1\",\"asset\":\"XBT\",\"balance\":\(value),\"reserved\":\"0\"}]}"
            let total = Sample.adapter.balances().run(.ok(body)).output?.first?.total
            #expect(total == (try Sample.decimal(digits)))
        }
    }

    @Test("More digits than fit refuse the answer instead of rounding it")
    func tooLong() throws {
        let digits = "0." + String(repeating: "1", count: 60)
        let body =
            "{\"balance\":[{\"account_id\":\"1\",\"asset\":\"XBT\",\"balance\":\"\(digits)\",\"reserved\":\"0\"}]}"
        #expect(Sample.adapter.balances().run(.ok(body)).failure?.kind == .undecodable)
    }
}
