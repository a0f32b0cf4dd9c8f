import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// kraken.md E, F.3: every private call is a POST, so the names of those that only read are all that tells them apart.
@Suite("Private reads by name")
struct RawReadNameTests {
    private func run(_ name: String) throws -> FlowRun<[UInt8]> {
        Sample.adapter.rawRead(try RawRead("/0/private/" + name, isSigned: true)).run(.result("{}"))
    }

    @Test(
        "Those that are known to only read go out",
        arguments: [
            "Balance", "BalanceEx", "TradeBalance", "TradeVolume", "OpenOrders", "ClosedOrders", "QueryOrders",
            "OpenPositions", "TradesHistory", "QueryTrades", "Ledgers", "QueryLedgers", "DepositMethods",
            "DepositStatus", "WithdrawStatus", "GetApiKeyInfo",
        ])
    func reads(_ name: String) throws {
        let run = try run(name)
        #expect(run.calls.map(\.path) == ["/0/private/" + name])
        #expect(run.calls.allSatisfy { $0.intent == .read })
        #expect(run.output != nil)
    }

    @Test(
        "Those that change something, or that nobody knows, do not",
        arguments: ["AddOrder", "CancelOrder", "CancelAll", "Withdraw", "DepositAddresses", "BalanceExtra"])
    func writes(_ name: String) throws {
        let run = try run(name)
        #expect(run.calls.isEmpty && run.failure?.effect == .notSent)
    }
}
