import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing

/// Rules of kucoin.md that no captured answer shows.
@Suite("Fine print")
struct FinePrintTests {
    private func instruments(_ row: Tree) -> FlowRun<[Instrument]> {
        Sample.adapter.instruments().run(.data("[\(row.text)]"))
    }

    private func without(_ name: String) throws -> Tree {
        guard case .object(let members) = try row() else { return try row() }
        return .object(members.filter { $0.name != name })
    }

    private func row() throws -> Tree { try #require(try Sample.data("rest-symbols").elements.first) }

    @Test("A market without a name is no market that may be left out quietly")
    func nameless() throws {
        for name in ["symbol", "baseCurrency", "quoteCurrency", "enableTrading", "priceIncrement", "baseIncrement"] {
            #expect(instruments(try without(name)).failure?.kind == .undecodable, "\(name)")
        }
    }

    @Test(
        "Leveraged tokens are told by their code (C.1)",
        arguments: [
            ("BTC3L", true), ("ETH2S", true), ("OP3L", true), ("A5L", false), ("BTC1L", false), ("BTC6L", false),
            ("X3LL", false),
        ])
    func leveraged(_ code: String, _ isLeveraged: Bool) throws {
        let instrument = try #require(
            instruments(try row().replacing("baseCurrency", with: "\"\(code)\"")).output?.first)
        #expect(instrument.otherRules.contains("leveragedToken") == isLeveraged)
        #expect((instrument.mode == .cancelOnly) == isLeveraged)
    }

    @Test("Candles begin with the first whole second that is not before the start, and end as many later as are wanted")
    func candleSpan() throws {
        func asked(_ start: Timestamp) throws -> (String?, String?) {
            let run = Sample.adapter.candles(of: try Sample.bitcoin(), interval: .hour, from: start, limit: 2)
                .run(.data("[]"))
            let parameters = try #require(run.calls.first).parameters
            func value(_ name: String) -> String? { parameters.first { $0.name == name }?.value }
            return (value("startAt"), value("endAt"))
        }
        #expect(try asked(Timestamp(milliseconds: 1_000_000)) == ("1000", "8200"))
        #expect(try asked(Timestamp(milliseconds: 1_000_001)) == ("1001", "8201"))
        #expect(try asked(Timestamp(milliseconds: 1_000_999)) == ("1001", "8201"))
    }

    @Test("The newest candles are never asked for from before the epoch, whatever our clock says")
    func candlesNearTheEpoch() throws {
        let run = Sample.adapter.candles(of: try Sample.bitcoin(), interval: .hour, from: nil, limit: 2)
            .run(at: Timestamp(seconds: 100), script: [.data("[]")])
        let parameters = try #require(run.calls.first).parameters
        #expect(parameters.first { $0.name == "startAt" }?.value == "0")
        #expect(parameters.first { $0.name == "endAt" }?.value == "3700")
    }

    @Test("The key test asks for the account's mode where the unified account tells it")
    func accountMode() throws {
        let environment = try #require(Sample.adapter.environments.first)
        let run = Sample.adapter.testKey(probe: try Sample.bitcoin(), in: environment).run(script: [
            try Sample.ok("rest-server-time"), try Sample.ok("rest-api-key"), try Sample.ok("uta-account-mode"),
        ])
        #expect(run.calls.map(\.path).last == "/api/ua/v2/account/mode")
        #expect(run.calls.last?.operation == "account.mode")
    }

    @Test("A mode that is not the classic one takes away what was granted for orders, and says why")
    func unifiedMode() throws {
        let environment = try #require(Sample.adapter.environments.first)
        let run = Sample.adapter.testKey(probe: try Sample.bitcoin(), in: environment).run(script: [
            try Sample.ok("rest-server-time"), try Sample.ok("rest-api-key"),
            .data(#"{"selfAccountMode":"UNIFIED"}"#),
        ])
        let report = try #require(run.output)
        #expect(report.warnings.contains { $0.contains("UNIFIED") })
        for right in [KeyTestReport.Right.placeOrders, .cancelOrders] {
            guard case .undetermined = report.rights[right] else {
                Issue.record("\(right) is not proven")
                continue
            }
        }
    }
}
