import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing
import VenueSamples

/// The captured private answers outside orders, and the coverage of all captured files.
@Suite("Captured account data")
struct AccountSampleTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    @Test("Balances of every wallet")
    func balances() throws {
        let list = try #require(adapter.balances().run(try Sample.ok("rest-accounts-with-holds")).output)
        #expect(list.map(\.wallet) == ["trade", "trade", "main", "trade_hf"])
        #expect(list.map(\.asset.code) == ["USDT", "BTC", "USDT", "ETH"])
        #expect(list.first?.total == (try decimal("21.133773386762")))
        #expect(list.first?.available == (try decimal("20.132773386762")))
        #expect(list.first?.held == (try decimal("1.001")))
        #expect(adapter.balances().run(try Sample.ok("rest-accounts")).output?.count == 2)
        let empty = #"[{"id":"1","currency":"KCS","type":"main","balance":"0","available":"0","holds":"0"}]"#
        #expect(adapter.balances().run(.data(empty)).output == [])
    }

    @Test(
        "A balance below zero is unreadable, not a debt that nobody has", arguments: ["balance", "available", "holds"])
    func negativeBalance(_ member: String) {
        let body = #"[{"id":"1","currency":"KCS","type":"main","balance":"3","available":"2","holds":"1"}]"#
        let negative = body.replacing("\"\(member)\":\"", with: "\"\(member)\":\"-")
        #expect(adapter.balances().run(.data(body)).output?.count == 1 && body != negative)
        #expect(adapter.balances().run(.data(negative)).failure?.kind == .undecodable)
    }

    @Test("Fee rates of one market, the same for both sides")
    func fees() throws {
        let rates = try #require(
            adapter.feeRates(of: try Sample.bitcoin()).run(try Sample.ok("rest-trade-fees")).output)
        #expect(rates.makerBuy == (try decimal("0.001")))
        #expect(rates.takerSell == (try decimal("0.001")))
        #expect(
            adapter.feeRates(of: try Sample.instrument("XRP/USDT")).run(try Sample.ok("rest-trade-fees")).failure != nil
        )
    }

    @Test("Deposits have no id; a withdrawal has one")
    func transfers() throws {
        let deposits = try #require(adapter.deposits(HistoryQuery()).run(try Sample.ok("rest-deposits")).output)
        #expect(deposits.map(\.amount) == [1, 6])
        #expect(deposits.allSatisfy { $0.id == nil && $0.status == .completed && $0.transactionID == nil })
        let withdrawals = try #require(
            adapter.withdrawals(HistoryQuery()).run(try Sample.ok("rest-withdrawals")).output)
        #expect(withdrawals.map(\.id) == ["67e6515f7960ba0007b42025"])
        #expect(withdrawals.first?.fee == 1)
        #expect(withdrawals.first?.time == Timestamp(milliseconds: 1_728_555_875_000))
    }

    @Test(
        "Every word of a transfer; a new one is kept",
        arguments: [
            ("PROCESSING", Transfer.Status.pending), ("REVIEW", .pending), ("WALLET_PROCESSING", .pending),
            ("WAIT_TRM_MGT", .pending), ("SUCCESS", .completed), ("FAILURE", .failed), ("TRM_MGT_REJECTED", .failed),
            ("NEWWORD", .unknown("NEWWORD")),
        ])
    func words(_ word: String, _ status: Transfer.Status) throws {
        let row = try #require(try Sample.data("rest-withdrawals")["items"]?.elements.first)
            .replacing("status", with: "\"\(word)\"").text
        let run = adapter.withdrawals(HistoryQuery()).run(.data(#"{"totalPage":1,"items":[\#(row)]}"#))
        #expect(run.output?.first?.status == status)
    }

    /// Captured answers that the adapter does not ask for, with the reason.
    static let unread: [String: String] = [
        "independent-vectors": "read by IndependentVectorTests",
        "rest-base-fee": "rates of one market come from trade-fees",
        "rest-bullet-private": "streams: issue 5", "rest-bullet-public": "streams: issue 5",
        "rest-cancel-all": "cancel-all of the whole account: the interface cancels one market",
        "rest-currency": "display names; the alias table is static",
        "rest-dcp-query": "no dead man's switch in the interface", "rest-dcp-set": "no dead man's switch",
        "rest-hf-ledger": "no ledger in the interface", "rest-hf-opened": "an older account flag",
        "rest-open-orders-page": "the bare list has every open order", "rest-order-amend": "makes a new order",
        "rest-order-batch": "no batches in the interface",
        "rest-stop-order-cancel-client-oid": "read by OrderSampleTests", "rest-symbol": "the list has every market",
        "rest-user-info": "budgets come with the headers of every answer",
        "rest-order-place-requests": "requests: OrderRequestTests", "uta-account-mode": "read by KeyTestTests",
        "auth-vectors": "SignerVectorTests", "scenario-market-buy-by-funds": "stream scenario; its end by REST is K1",
        "scenario-order-book-sync": "stream scenario: issue 5",
    ]

    @Test("Each captured file is read by a test or listed as unread with its reason")
    func everyFile() throws {
        let files = Set(try VenueSamples.files(of: "kucoin").map { $0.replacing(".json", with: "") })
            .filter { !$0.hasPrefix("ws-") && !$0.hasPrefix("wsapi-") && !$0.hasPrefix("uta-ws-") }
        let errors = (ErrorSampleTests.cases + ErrorSampleTests.doubtful).map { "rest-error-\($0.name)" }
        let covered = Set(Self.unread.keys).union(errors).union(Decoders.all.map(\.sample))
        #expect(files.subtracting(covered).isEmpty, "uncovered: \(files.subtracting(covered).sorted())")
        #expect(covered.subtracting(files).isEmpty, "\(covered.subtracting(files).sorted())")
    }
}
