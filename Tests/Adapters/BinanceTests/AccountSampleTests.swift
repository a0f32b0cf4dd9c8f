import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Foundation
import Testing
import VenueSamples

/// Every captured account answer that the adapter reads, and the list of those that it does not.
@Suite("Captured account data")
struct AccountSampleTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    @Test("Balances: what is held counts, what is zero is left out")
    func balances() throws {
        let run = adapter.balances().run(try Sample.ok("rest-account"))
        let list = try #require(run.output)
        #expect(list.map(\.asset.code) == ["LTC", "ETH"])
        let litecoin = try decimal("0.919741")
        #expect(list.map(\.available) == [litecoin, try decimal("0.02229833")])
        #expect(list[0].total == litecoin && list[0].held == .zero && list[0].wallet == "spot")
        let held = adapter.balances().run(.ok(#"{"balances":[{"asset":"BTC","free":"1.5","locked":"0.25"}]}"#)).output
        #expect(try held?.first?.total == decimal("1.75"))
        #expect(try held?.first?.held == decimal("0.25"))
    }

    @Test("A balance below zero is unreadable, not a debt that nobody has", arguments: ["free", "locked"])
    func negativeBalance(_ member: String) {
        let body = #"{"balances":[{"asset":"BTC","free":"1.5","locked":"0.25"}]}"#
        let negative = body.replacing("\"\(member)\":\"", with: "\"\(member)\":\"-")
        #expect(adapter.balances().run(.ok(body)).output?.count == 1 && body != negative)
        #expect(adapter.balances().run(.ok(negative)).failure?.kind == .undecodable)
    }

    @Test("Fee rates: standard, special and tax add up, by side and by liquidity")
    func feeRates() throws {
        let bitcoin = try Sample.bitcoin()
        let run = adapter.feeRates(of: bitcoin).run(try Sample.ok("rest-account-commission"))
        let expected = FeeRates(
            symbol: bitcoin.symbol, makerBuy: try decimal("0.04000270"), makerSell: try decimal("0.05000278"),
            takerBuy: try decimal("0.05000282"), takerSell: try decimal("0.06000290"), readAt: Sample.now)
        #expect(run.output == expected)
    }

    @Test("A deposit and a withdrawal, whose times come in two notations")
    func transfers() throws {
        let deposits = adapter.deposits(HistoryQuery()).run(try Sample.ok("sapi-deposit-history"))
        #expect(
            deposits.output == [
                Transfer(
                    id: "769800519366885376", direction: .deposit, asset: try #require(Asset("BNB")),
                    amount: try decimal("0.001"), fee: nil, status: .completed,
                    transactionID: "98A3EA560C6B3336D348B6C83F0F95ECE4F1F5919E94BD006E5BF3BF264FACFC",
                    time: Timestamp(milliseconds: 1_661_493_146_000))
            ])
        let withdrawals = adapter.withdrawals(HistoryQuery()).run(try Sample.ok("sapi-withdraw-history"))
        #expect(
            withdrawals.output == [
                Transfer(
                    id: "b6ae22b3aa844210a7041aee7589627c", direction: .withdrawal, asset: try #require(Asset("USDT")),
                    amount: try decimal("8.91"), fee: try decimal("0.004"), status: .completed,
                    transactionID: "0xb5ef8c13b968a406cc62a93a8bd80f9e9a906ef1b3fcf20a2e48573c17659268",
                    time: Timestamp(seconds: 1_570_878_722))
            ])
    }

    @Test("Every status number of a transfer (binance.md E.9); a new number is kept, not guessed")
    func transferStatus() throws {
        let deposit = try #require(Sample.tree("sapi-deposit-history").elements.first)
        let withdrawal = try #require(Sample.tree("sapi-withdraw-history").elements.first)
        let deposits: [Int: Transfer.Status] = [
            0: .pending, 1: .completed, 2: .failed, 6: .creditedLocked, 7: .failed, 8: .pending, 9: .unknown("9"),
        ]
        for (number, status) in deposits {
            let body = "[" + deposit.replacing("status", with: String(number)).text + "]"
            #expect(adapter.deposits(HistoryQuery()).run(.ok(body)).output?.first?.status == status, "\(number)")
        }
        let withdrawals: [Int: Transfer.Status] = [
            0: .pending, 1: .failed, 2: .pending, 3: .failed, 4: .pending, 5: .failed, 6: .completed, 7: .unknown("7"),
        ]
        for (number, status) in withdrawals {
            let body = "[" + withdrawal.replacing("status", with: String(number)).text + "]"
            #expect(adapter.withdrawals(HistoryQuery()).run(.ok(body)).output?.first?.status == status, "\(number)")
        }
    }

    /// Captured answers of endpoints that the adapter does not call.
    static let unread: [String: String] = [
        "independent-vectors": "read by IndependentVectorTests",
        "rest-agg-trades": "recent trades come from /trades, which names each trade",
        "rest-book-ticker-all": "bid and ask come with the 24 hour ticker",
        "rest-ticker-price-all": "the last price comes with the 24 hour ticker",
        "rest-execution-rules": "price ranges of the engine: told by its refusal (EXECUTION_RULE_PRICE_RANGE_EXCEEDED)",
        "rest-my-filters": "account filters: told by the refusal of the engine",
        "rest-my-prevented-matches": "self-trade prevention is read from the order's status",
        "rest-order-amendments": "the amended order is read instead of its past",
        "rest-order-cancel-replace": "no atomic replace: cancel, look, place again, so no half-done 409 arises",
        "rest-rate-limit-order": "order counts come with the headers of every answer",
        "sapi-coins-config": "deposit networks are no part of trading",
        "sapi-trade-fee": "rates come from /account/commission, which knows sides and taxes",
        "wsapi-order-place": "orders go over REST, which answers the same",
        "wsapi-order-cancel": "orders go over REST, which answers the same",
        "rest-order-new-ack": "FULL is always asked for; an ACK is an unknown outcome (UnknownOutcomeTests)",
    ]

    /// Messages of streams, read by the tests in Streams.
    static let streams: Set<String> = [
        "ws-subscribe", "ws-trade", "ws-ticker-24hr", "ws-kline", "ws-depth-update", "ws-server-shutdown",
        "ws-agg-trade",
        "ws-book-ticker", "ws-mini-ticker-arr", "ws-partial-depth", "ws-depth-replay-lrcbtc", "ws-depth-replay-nknusdt",
        "wsapi-errors", "wsapi-session", "wsapi-user-data-subscribe", "wsuser-account-position",
        "wsuser-balance-update", "wsuser-event-stream-terminated", "wsuser-external-lock-update",
        "wsuser-execution-report-canceled", "wsuser-execution-report-ioc-expired", "wsuser-execution-report-new",
        "wsuser-execution-report-replaced", "wsuser-execution-report-trade-prevention",
        "wsuser-execution-report-trades", "wsuser-market-order-expired-sequence",
    ]

    @Test("Each captured file is read by a test or listed as unread with its reason")
    func everyFile() throws {
        let files = Set(try VenueSamples.files(of: "binance").map { $0.replacing(".json", with: "") })
        let errors = ErrorSampleTests.files.map { "rest-error-\($0)" }
        let covered = Set(Self.unread.keys).union(errors).union(["auth-vectors"]).union(Self.streams)
            .union(Decoders.all.map(\.sample))
        #expect(files.subtracting(covered).isEmpty, "uncovered: \(files.subtracting(covered).sorted())")
        #expect(covered.subtracting(files).isEmpty)
        #expect(Set(Self.unread.keys).isDisjoint(with: Decoders.all.map(\.sample)))
    }
}
