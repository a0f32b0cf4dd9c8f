import AdapterProtocol
import LunoAdapter
import Testing

/// Rows of the accounts' ledgers (luno.md J.1, J.2).
@Suite("Balances on the account's stream")
struct AccountBalanceTests {
    private let account = "8203463422864003664"

    private func probe() throws -> AccountProbe {
        try AccountProbe.live(accounts: [try #require(Asset("ZAR")): account])
    }

    private func row(_ index: Int64, time: Int64 = 1_795_305_600_020) -> String {
        News.balance(account, row: index, total: "100.5", available: "99.25", time: time)
    }

    @Test("The first row is read, the next one is told: total, available, and what is held")
    func next() throws {
        var probe = try probe()
        #expect(probe.feed(row(7)) == [.read(.balances)])
        let rand = try #require(Asset("ZAR"))
        let expected = Balance(
            asset: rand, total: try Sample.decimal("100.5"), available: try Sample.decimal("99.25"),
            held: try Sample.decimal("1.25"))
        #expect(probe.feed(row(8)) == [.balance(expected)])
    }

    @Test("Rows that are told again are dropped, missing ones make the balance be read")
    func indexes() throws {
        var probe = try probe()
        probe.feed(row(7))
        #expect(probe.feed(row(7)) == [] && probe.feed(row(6)) == [] && probe.feed(row(.min)) == [])
        #expect(probe.feed(row(9)) == [.read(.balances)])
        guard case .balance? = probe.feed(row(10)).first else {
            Issue.record("row 10 follows row 9")
            return
        }
        #expect(probe.feed(row(.max)) == [.read(.balances)])
    }

    @Test("What happened before the connection may be older than what was read")
    func replay() throws {
        var probe = try probe()
        probe.feed(row(7, time: 1_795_305_400_000))
        #expect(probe.feed(row(8, time: 1_795_305_400_001)) == [.read(.balances)])
    }

    @Test("An account that is not configured has no currency")
    func unknownAccount() throws {
        var probe = try AccountProbe.live()
        #expect(probe.feed(row(7)) == [.read(.balances)])
        #expect(probe.feed(row(8)) == [.read(.balances)])
    }

    @Test("Account ids as text are the same accounts")
    func text() throws {
        var probe = try probe()
        probe.feed(row(7))
        let quoted = News.balance("\"\(account)\"", row: 8, total: "1", available: "1")
        guard case .balance? = probe.feed(quoted).first else {
            Issue.record("a quoted id is the same id")
            return
        }
    }
}
