import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing
import VenueSamples

/// The captured private answers outside orders, and the coverage of all captured files.
@Suite("Captured account data")
struct AccountSampleTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    @Test("Balances: rewards are spot, holds are not free, credit widens what is available")
    func balances() throws {
        let list = try #require(adapter.balances().run(try Sample.ok("rest-balance-ex")).output)
        #expect(list.map(\.asset.code) == ["USD", "BTC", "USDT"])
        #expect(list.allSatisfy { $0.wallet == "spot" })
        let bitcoin = try #require(list.dropFirst().first)
        #expect(bitcoin.total == (try decimal("1.3435")))
        #expect(bitcoin.held == (try decimal("0.8423")))
        #expect(bitcoin.available == (try decimal("0.5012")))
        let credit = #"{"USDT":{"balance":"10","hold_trade":"2","credit":"100","credit_used":"30"}}"#
        #expect(adapter.balances().run(.result(credit)).output?.first?.available == 78)
    }

    @Test(
        "A balance below zero is unreadable, not a debt that nobody has",
        arguments: ["balance", "hold_trade", "credit", "credit_used"])
    func negativeBalance(_ member: String) {
        let body = #"{"USDT":{"balance":"10","hold_trade":"2","credit":"100","credit_used":"30"}}"#
        let negative = body.replacing("\"\(member)\":\"", with: "\"\(member)\":\"-")
        #expect(adapter.balances().run(.result(body)).output?.count == 1 && body != negative)
        #expect(adapter.balances().run(.result(negative)).failure?.kind == .undecodable)
    }

    @Test("Fee rates are fractions; without a maker table the taker's holds; empty is not free")
    func fees() throws {
        let rates = try #require(
            adapter.feeRates(of: try Sample.bitcoin()).run(try Sample.ok("rest-trade-volume")).output)
        #expect(rates.takerBuy == (try decimal("0.001")))
        #expect(rates.makerSell == 0)
        let one = adapter.feeRates(of: try Sample.bitcoin()).run(.result(#"{"fees":{"X":{"fee":"0.26"}}}"#))
        #expect(one.output?.makerBuy == (try decimal("0.0026")))
        for empty in [#"{"fees":{},"fees_maker":{}}"#, #"{"fees":[]}"#, #"{"currency":"ZUSD"}"#, #"{"fees":null}"#] {
            #expect(adapter.feeRates(of: try Sample.bitcoin()).run(.result(empty)).failure != nil, "\(empty)")
        }
    }

    @Test("Deposits and withdrawals, with and without a cursor")
    func transfers() throws {
        let deposits = try #require(adapter.deposits(HistoryQuery()).run(try Sample.ok("rest-deposit-status")).output)
        #expect(deposits.map(\.asset.code) == ["BTC", "ETH"])
        #expect(deposits.map(\.status) == [.completed, .creditedLocked])
        #expect(deposits.map(\.fee) == [0, nil])
        #expect(deposits.first?.time == Timestamp(seconds: 1_688_992_722))
        let run = adapter.withdrawals(HistoryQuery()).run(try Sample.ok("rest-withdraw-status-cursor"))
        #expect(run.output?.first?.id == "BSNFZU2-MEFN4G-J3NEZV")
        #expect(run.output?.first?.fee == (try decimal("2.5")))
        #expect(run.calls.count == 1, "without a start the newest page is all")
        #expect(run.calls.first?["cursor"] == "true")
    }

    @Test(
        "Every word of a transfer; a new one is kept",
        arguments: [
            ("Initial", "", Transfer.Status.pending), ("Pending", "", .pending), ("Settled", "", .creditedLocked),
            ("Success", "", .completed), ("Success", "onhold", .creditedLocked),
            ("Success", "on-hold", .creditedLocked),
            ("Success", "return", .completed), ("Failure", "canceled", .failed), ("Odd", "", .unknown("Odd")),
        ])
    func words(_ word: String, _ property: String, _ status: Transfer.Status) throws {
        let row = "{\"asset\":\"XXBT\",\"amount\":\"1\",\"status\":\"\(word)\",\"status-prop\":\"\(property)\"}"
        #expect(adapter.deposits(HistoryQuery()).run(.result("[\(row)]")).output?.first?.status == status)
        let page = "{\"withdrawals\":[\(row)],\"next_cursor\":null}"
        let expected: Transfer.Status = status == .creditedLocked ? .pending : status
        #expect(adapter.withdrawals(HistoryQuery()).run(.result(page)).output?.first?.status == expected)
    }

    /// Captured answers that the adapter does not ask for, with the reason.
    static let unread: [String: String] = [
        "independent-vectors": "read by IndependentVectorTests",
        "rest-add-order-batch-partial": "no batches of placements in the interface",
        "rest-balance": "BalanceEx tells what is held; read by the key test's fallback",
        "rest-cancel-all-orders-after": "no dead man's switch in the interface",
        "rest-error-catalogue": "read by ErrorTableTests", "rest-get-websockets-token": "streams: issue 5",
        "rest-ledgers": "no ledger in the interface",
        "rest-maintenance-schedule": "announcements do not change the state",
        "vectors-book-checksum": "streams: issue 5", "vectors-signing": "read by SignerVectorTests",
    ]

    @Test("Each captured file is read by a test or listed as unread with its reason")
    func everyFile() throws {
        let files = Set(try VenueSamples.files(of: "kraken").filter { $0.hasSuffix(".json") })
            .filter { !$0.hasPrefix("ws-") }
        let errors = ErrorSampleTests.cases.map { "rest-error-\($0.name)" }
        let covered = Set(Self.unread.keys).union(errors).union(Decoders.all.map(\.sample))
        let names = Set(files.map { $0.replacing(".json", with: "") })
        #expect(names.subtracting(covered).isEmpty, "uncovered: \(names.subtracting(covered).sorted())")
        #expect(covered.subtracting(names).isEmpty, "\(covered.subtracting(names).sorted())")
    }
}
