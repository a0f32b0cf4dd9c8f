import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter
import VenueSamples

/// Every captured account answer that the adapter reads, and the list of those that it does not.
@Suite("Captured account data")
struct AccountSampleTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    @Test("Balances: spot is free plus reserved; lent and pledged stand beside, a debt is no holding")
    func balances() throws {
        let list = try #require(adapter.balances().run(try Sample.ok("rest-balances")).output)
        #expect(list.map(\.wallet) == ["spot", "lent", "pledged"])
        #expect(list.allSatisfy { $0.asset.code == "USDT" }, "the borrowed bitcoin is not held")
        #expect(try list[0].available == decimal("44822.97549155"))
        #expect(try list[0].held == decimal("99.99925"))
        #expect(try list[0].total == decimal("44922.97474155"))
        #expect(try list[1].total == decimal("100000"))
        #expect(try list[2].held == decimal("689.4565579"))
    }

    @Test("A balance below zero is unreadable, not a debt that nobody has", arguments: ["available", "reserved"])
    func negativeBalance(_ member: String) {
        let body = #"[{"currency":"ZAR","available":"2","reserved":"1"}]"#
        let negative = body.replacing("\"\(member)\":\"", with: "\"\(member)\":\"-")
        #expect(adapter.balances().run(.ok(body)).output?.count == 1 && body != negative)
        #expect(adapter.balances().run(.ok(negative)).failure?.kind == .undecodable)
    }

    @Test("More digits than the currency has are kept to the last")
    func digits() throws {
        let body = #"[{"currency":"ZAR","available":"1265172.33437585412","reserved":"0"}]"#
        let zar = try #require(adapter.balances().run(.ok(body)).output?.first)
        #expect(zar.total.description == "1265172.33437585412")
    }

    @Test("A comma in a number is refused, not guessed", arguments: ["114,953", "0,00102078", "6e", ""])
    func commas(_ number: String) {
        let body = "[{\"currency\":\"ZAR\",\"available\":\"\(number)\",\"reserved\":\"0\"}]"
        #expect(adapter.balances().run(.ok(body)).failure?.kind == .undecodable)
    }

    @Test("Fee rates: percent become fractions, zero and negative ones too")
    func feeRates() throws {
        let answer = try Sample.ok("rest-fees-trade")
        let ether = try #require(adapter.feeRates(of: try Sample.ether()).run(answer).output)
        #expect(try ether.makerBuy == decimal("0.0008"))
        #expect(try ether.takerSell == decimal("0.001"))
        #expect(ether.readAt == Sample.now)
        let ripple = try #require(adapter.feeRates(of: try Sample.instrument("XRP/USDT")).run(answer).output)
        #expect(ripple.makerSell == .zero)
        let body = #"[{"currencyPair":"ETHBTC","makerPercentage":"-0.01","takerPercentage":"0.1"}]"#
        #expect(try adapter.feeRates(of: try Sample.ether()).run(.ok(body)).output?.makerBuy == decimal("-0.0001"))
    }

    @Test("A market without rates is an error, never free trading")
    func noRates() throws {
        for body in ["[]", #"[{"currencyPair":"ETHBTC","simplePercentage":"1.6"}]"#] {
            let run = adapter.feeRates(of: try Sample.ether()).run(.ok(body))
            #expect(run.failure?.kind == .unknownSymbol)
        }
    }

    @Test("A deposit and two withdrawals, whose fees and ids come as stated")
    func transfers() throws {
        let deposits = adapter.deposits(HistoryQuery())
            .run(script: [try Sample.ok("rest-deposit-history"), .ok("[]")])
        #expect(
            deposits.output == [
                Transfer(
                    id: nil, direction: .deposit, asset: try #require(Asset("ETH")), amount: try decimal("0.0005"),
                    fee: nil, status: .completed,
                    transactionID: "0xd97ca2ce13707cce6ce2b211499e14d04ce104250dbeb0b59359563c05a0577d",
                    time: Timestamp(seconds: 1_749_112_848))
            ])
        let withdrawals = adapter.withdrawals(HistoryQuery())
            .run(script: [try Sample.ok("rest-withdraw-history"), .ok("[]")])
        let list = try #require(withdrawals.output)
        #expect(list.map(\.id) == ["e1221de5-c494-4b75-bd0d-63e106879c08", "ff9614bb-78f4-44ca-9694-7d8cfd341633"])
        #expect(list.map(\.fee) == [20, try decimal("0.0018")])
        #expect(list.allSatisfy { $0.status == .completed })
    }

    @Test("States of transfers: two words are known, another is kept, not guessed")
    func transferStates() throws {
        let row = try #require(Sample.tree("rest-withdraw-history").elements.first)
        let states: [(String, Transfer.Status)] = [
            ("Complete", .completed), ("Processing", .pending), ("Odd", .unknown("Odd")),
        ]
        for (word, status) in states {
            let body = "[" + row.replacing("status", with: "\"\(word)\"").text + "]"
            #expect(
                adapter.withdrawals(HistoryQuery()).run(script: [.ok(body), .ok("[]")]).output?.first?.status == status)
        }
        let deposit = try #require(Sample.tree("rest-deposit-history").elements.first)
        let body = "[" + deposit.replacing("confirmed", with: "false").text + "]"
        let pending = adapter.deposits(HistoryQuery()).run(script: [.ok(body), .ok("[]")])
        #expect(pending.output?.first?.status == .pending)
    }

    @Test("Fiat comes from the ledger; trades in it are no transfers")
    func ledger() throws {
        let trades = adapter.deposits(HistoryQuery()).run(script: [
            .ok("[]"), try Sample.ok("rest-transaction-history"),
        ])
        #expect(trades.output == [])
        #expect(trades.calls.last?.value("transactionTypes") == "FIAT_DEPOSIT")
        func row(_ type: String, _ side: String) -> String {
            "[{\"transactionType\":{\"type\":\"\(type)\"},\"\(side)Currency\":\"ZAR\",\"\(side)Value\":\"1000.50\","
                + "\"eventAt\":\"2025-07-04T08:38:13.550Z\",\"id\":\"a\"}]"
        }
        let deposit = adapter.deposits(HistoryQuery()).run(script: [.ok("[]"), .ok(row("FIAT_DEPOSIT", "credit"))])
        #expect(try deposit.output?.first?.amount == decimal("1000.5"))
        #expect(deposit.output?.first?.asset.code == "ZAR" && deposit.output?.first?.status == .completed)
        let withdrawal = adapter.withdrawals(HistoryQuery())
            .run(script: [.ok("[]"), .ok(row("FIAT_WITHDRAWAL", "debit"))])
        #expect(withdrawal.output?.first?.direction == .withdrawal)
    }

    /// Captured answers that the adapter does not read.
    static let unread: [String: String] = [
        "independent-vectors": "read by IndependentVectorTests",
        "rest-batch-orders": "no batches are sent: their answer is a receipt only",
        "rest-order-book-full": "one entry per order; the aggregated book is read",
        "rest-place-limit-v1-202": "v1 is not used; its answer is a receipt (pitfall K.7)",
    ]

    @Test("Each captured file is read by a test or listed as unread with its reason")
    func everyFile() throws {
        let files = Set(try VenueSamples.files(of: "valr").map { $0.replacing(".json", with: "") })
            .subtracting(["SOURCES.md"])
            .filter { !$0.hasPrefix("ws-") }  // The streams are issue 5.
        let errors = ErrorSampleTests.files.map(\.name) + ["rest-errors-simple"]
        let covered = Set(Self.unread.keys).union(errors).union(["signing-vectors"]).union(Decoders.all.map(\.sample))
        #expect(files.subtracting(covered).isEmpty, "uncovered: \(files.subtracting(covered).sorted())")
        #expect(covered.subtracting(files).isEmpty, "\(covered.subtracting(files).sorted())")
        #expect(Set(Self.unread.keys).isDisjoint(with: Decoders.all.map(\.sample)))
    }
}
