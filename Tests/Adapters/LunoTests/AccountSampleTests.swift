import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing
import VenueSamples

/// Every captured account answer that the adapter reads, and the list of those that it does not.
@Suite("Captured account data")
struct AccountSampleTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    @Test("Balances: an asset with one account is the spot wallet, one with several is not summed")
    func balances() throws {
        let list = try #require(adapter.balances().run(try Sample.ok("rest-balance")).output)
        #expect(list.map(\.asset.code) == ["BTC", "ZAR", "BTC"])
        #expect(list.map(\.wallet) == ["1224342323", "spot", "6612093847562289"])
        #expect(try list[0].total == decimal("1.012423"))
        #expect(try list[0].held == decimal("0.01") && list[0].available == decimal("1.002423"))
    }

    @Test("A balance below zero is unreadable, not a debt that nobody has", arguments: ["balance", "reserved"])
    func negativeBalance(_ member: String) {
        let body = #"{"balance":[{"account_id":"3","asset":"ETH","balance":"2","reserved":"1"}]}"#
        let negative = body.replacing("\"\(member)\":\"", with: "\"\(member)\":\"-")
        #expect(adapter.balances().run(.ok(body)).output?.count == 1 && body != negative)
        #expect(adapter.balances().run(.ok(negative)).failure?.kind == .undecodable)
    }

    @Test("The configured account is the spot wallet and goes with every order")
    func configured() throws {
        let bitcoin = try #require(Asset("BTC"))
        let adapter = LunoAdapter(accounts: [bitcoin: "6612093847562289"])
        let list = adapter.balances().run(try Sample.ok("rest-balance")).output
        #expect(list?.map(\.wallet) == ["1224342323", "spot", "spot"])
        let body = try Sample.sentBody(try Sample.request(), adapter: adapter)
        #expect(body.contains("&base_account_id=6612093847562289&client_order_id="))
        #expect(try !Sample.sentBody(try Sample.request()).contains("account_id"))
    }

    @Test("Empty accounts are left out; ids above 2^53 and as numbers stay whole")
    func accountIDs() throws {
        let rows = #"""
            {"balance":[{"account_id":8203463422864003664,"asset":"XBT","balance":"1","reserved":"0"},
            {"account_id":"8203463422864003665","asset":"XBT","balance":"2","reserved":"0"},
            {"account_id":"3","asset":"ETH","balance":"0.00","reserved":"0.00"}]}
            """#
        let list = adapter.balances().run(.ok(rows)).output
        #expect(list?.map(\.wallet) == ["8203463422864003664", "8203463422864003665"])
        #expect(adapter.balances().run(.ok(#"{"balance":null}"#)).output == [])
    }

    @Test("Fee rates: per side and role; older answers only per role; rebates are negative")
    func feeRates() throws {
        let bitcoin = try Sample.bitcoin()
        let rate = try decimal("0.006")
        let rebate = try decimal("-0.0001")
        let maker = try decimal("0.004")
        #expect(
            adapter.feeRates(of: bitcoin).run(try Sample.ok("rest-fee-info")).output
                == FeeRates(
                    symbol: bitcoin.symbol, makerBuy: maker, makerSell: maker, takerBuy: rate, takerSell: rate,
                    readAt: Sample.now))
        let old = adapter.feeRates(of: bitcoin).run(.ok(#"{"maker_fee":"-0.0001","taker_fee":"0.0060"}"#)).output
        #expect(old?.makerBuy == rebate && old?.makerSell == rebate && old?.takerSell == rate)
        #expect(adapter.feeRates(of: bitcoin).run(.ok(#"{"maker_fee":"0"}"#)).failure?.kind == .undecodable)
    }

    private func transfers(_ call: VenueCall) throws -> CallResult {
        switch call.path {
        case "/api/1/balance":
            .ok(#"{"balance":[{"account_id":"7","asset":"XBT","balance":"0","reserved":"0"}]}"#)
        case "/api/1/withdrawals": try Sample.ok("rest-withdrawals")
        default: try Sample.ok("rest-transfers")
        }
    }

    private func run<Output>(_ flow: Flow<Output>) throws -> FlowRun<Output> {
        let answers = try ["/api/1/balance", "/api/1/withdrawals", "/api/exchange/1/transfers"].map { path in
            (
                path,
                try transfers(
                    VenueCall(
                        operation: "x", intent: .read, priority: .privateRead, method: .get, path: path, isSigned: true,
                        charges: []))
            )
        }
        return flow.run { call, _, _ in answers.first { $0.0 == call.path }?.1 ?? .neverSent }
    }

    @Test("Deposits: the inbound transfers of every account, under the account's asset")
    func deposits() throws {
        let run = try run(adapter.deposits(HistoryQuery()))
        #expect(
            run.output == [
                Transfer(
                    id: "6213702911573325445", direction: .deposit, asset: try #require(Asset("BTC")),
                    amount: try decimal("0.997"), fee: try decimal("0.003"), status: .completed,
                    transactionID: "fe4d49620bfd6778de38e9609f491c3327b882749541dbd44d7651c533a99a1c",
                    time: Timestamp(milliseconds: 1_795_219_200_000))
            ])
        #expect(run.calls.last?.parameters.map { "\($0.name)=\($0.value)" } == ["account_id=7", "limit=1000"])
    }

    @Test("Withdrawals: requests and transfers, newest first, and what stands in both once")
    func withdrawals() throws {
        let list = try #require(try run(adapter.withdrawals(HistoryQuery())).output)
        #expect(list.map(\.id) == ["2221", "1121"])
        #expect(list.map(\.status) == [.pending, .completed])
        #expect(list.map(\.asset.code) == ["ZAR", "ZAR"])
    }

    @Test("Withdrawals without a time come last, the larger id first, in whatever order the venue tells them")
    func undatedWithdrawals() throws {
        let row = try #require(Sample.tree("rest-withdrawals")["withdrawals"]?.elements.first)
        for ids in ["123", "132", "231", "321"] {
            let rows = ids.map { id in
                row.replacing("id", with: "\"\(id)\"")
                    .replacing("created_at", with: id == "1" ? "1794441600000" : "null")
            }
            let run = adapter.withdrawals(HistoryQuery()).run { call, _, _ in
                call.path == "/api/1/withdrawals" ? Sample.list("withdrawals", rows) : .ok(#"{"balance":null}"#)
            }
            #expect(run.output?.map(\.id) == ["1", "3", "2"])
        }
    }

    @Test(
        "Every state of a withdrawal; a new word is kept, not guessed",
        arguments: [
            ("PENDING", Transfer.Status.pending), ("PROCESSING", .pending), ("WAITING", .pending),
            ("CANCELLING", .pending), ("COMPLETED", .completed), ("CANCELLED", .failed),
            ("UNKNOWN", .unknown("UNKNOWN")),
        ])
    func withdrawalStates(_ word: String, _ status: Transfer.Status) throws {
        let row = try #require(Sample.tree("rest-withdrawals")["withdrawals"]?.elements.first)
            .replacing("status", with: "\"\(word)\"")
        let flow = adapter.withdrawals(HistoryQuery())
        let run = flow.run { call, _, _ in
            call.path == "/api/1/withdrawals" ? Sample.list("withdrawals", [row]) : .ok(#"{"balance":null}"#)
        }
        #expect(run.output?.map(\.status) == [status])
    }

    /// Captured answers of endpoints that the adapter does not call.
    static let unread: [String: String] = [
        "independent-vectors": "read by IndependentVectorTests",
        "rest-account-transactions": "the ledger is not needed: balances and fills are read where they stand",
        "rest-order-v1": "version 1 has no client id and hides stops; version 3 is read (luno.md A)",
    ]

    @Test("Each captured file is read by a test or listed as unread with its reason; streams are issue 5")
    func everyFile() throws {
        let files = Set(
            try VenueSamples.files(of: "luno").filter { $0.hasSuffix(".json") && !$0.hasPrefix("ws-") }
                .map { $0.replacing(".json", with: "") })
        let errors = ErrorSampleTests.files.map { "rest-error-\($0.name)" }
        let covered = Set(Self.unread.keys).union(errors).union(["auth-vectors"]).union(Decoders.all.map(\.sample))
        #expect(files.subtracting(covered).isEmpty, "uncovered: \(files.subtracting(covered).sorted())")
        #expect(covered.subtracting(files).isEmpty)
        #expect(Set(Self.unread.keys).isDisjoint(with: Decoders.all.map(\.sample)))
    }
}
